"""Facts about data access for the pages that are looked at in a browser."""

import datetime as dt
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person
from data_access.actions import hide, reply
from suppliers.models import Product, Supplier
from tests.factories import PersonFactory, ServiceAreaFactory, make_fact, speak_for
from tests.factories.data_access import hold


def data_access_of(boroughs: list[Borough], officer: Person, speaker: Person) -> dict[str, Any]:
    """Return the names of products of which much, little and nothing is said.

    Args:
        boroughs: four at least, the officer's first.
        officer: who says something, and holds all of the products.
        speaker: who speaks for their supplier.
    """
    supplier = Supplier.objects.create(name="Thistledown Records Ltd", slug="thistledown-records")
    speak_for(speaker, supplier)
    area, today = ServiceAreaFactory(), timezone.localdate()
    products = [
        Product.objects.create(
            name=f"Thistledown {name}",
            slug=f"thistledown-{name.lower()}",
            supplier=supplier,
            service_area=area,
        )
        for name in ("Casework", "Archive", "Mobile")
    ]
    much, little, nothing = products
    for product in products:
        hold(product, boroughs[0])
    own = make_fact("api_docs", "customers", product=much, by=officer, note="In the portal, behind a form.")
    make_fact("api_docs", "public", product=much, by=officer)
    make_fact("export_formats", "csv", "files", product=much, by=officer)
    make_fact("integration", "working", product=much, by=officer, system="Thistledown Archive")
    for number, borough in enumerate(boroughs[1:4]):
        day = today - dt.timedelta(days=300 * (number + 1))
        make_fact("api_docs", ("none", "public")[number % 2], product=much, borough=borough, true_on=day)
        make_fact("integration", "failed", product=much, borough=borough, system="Thistledown Archive")
    priced = make_fact("api_price", "each", product=much, borough=boroughs[1], amount=2500)
    answered = make_fact("sign_on", "saml", "own", product=much, borough=boroughs[2])
    reply(fact=answered, supplier=supplier, text="Single sign-on is part of every licence.", by=speaker)
    hidden = make_fact("api", "read", product=little, by=officer)
    hide(fact=hidden, why="It names a person.", by=PersonFactory(is_staff=True))
    return {
        "said_product": much.slug,
        "little_product": little.slug,
        "unsaid_product": nothing.slug,
        "said_area": area.code.lower(),
        "records_supplier": supplier.slug,
        "own_fact": own.product.data_facts.get(borough=boroughs[0], question="api_docs", replaced_at=None).pk,
        "peers_fact": priced.pk,
        "answered_fact": answered.pk,
        "hidden_fact": hidden.pk,
    }
