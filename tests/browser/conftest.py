"""A populated hub, and browsers signed in to it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from boroughs.models import Event, Person
from contracts.actions import ask_whether_true
from contracts.models import SavedView
from contracts.still_true import STILL_TRUE, answer_address
from suppliers.actions import say_different, settle_conflict
from suppliers.models import KnownProduct, ProductName, ProductOwner, SupplierIdentifier, SupplierName
from tests.factories import (
    BoroughFactory,
    ConflictFactory,
    ContractFactory,
    FlagFactory,
    GateFactory,
    MeetingFactory,
    OfficerFactory,
    PairFactory,
    PeerMessageFactory,
    PersonFactory,
    ProductFactory,
    ProductTermFactory,
    ProfileFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)
from tests.factories.boroughs import LONDON


@pytest.fixture
def hub(transactional_db: None) -> dict[str, Any]:
    """All boroughs but one with contracts of every kind; the names of rows to open."""
    default_route()
    boroughs = [BoroughFactory(slug=row["slug"]) for row in LONDON]
    suppliers = [SupplierFactory(is_demonstration=number % 2 == 0) for number in range(60)]
    product = _describe(suppliers[0])
    area, today = ServiceAreaFactory(), timezone.localdate()
    for number in range(40):
        ContractFactory(
            title=f"Housing management system, licences, support and maintenance {number}",
            boroughs=[boroughs[number % 3]] if number % 5 else boroughs[:3],
            suppliers=[suppliers[number % 4]] if number % 6 else [],
            service_area=area,
            value=Decimal(1_200_000 + number) if number % 4 else None,
            start_date=today - dt.timedelta(days=900),
            end_date=today + dt.timedelta(days=60 * number - 300) if number % 7 else None,
            options=[24, 24] if number % 3 else [],
            product=product if number % 2 else None,
            is_demonstration=number % 2 == 0,
        )
    flag = FlagFactory(boroughs=boroughs[:2], supplier=suppliers[0])
    officer, peer = OfficerFactory(borough=boroughs[0]), _peer()
    return {
        "peer": peer.person_id,
        "thread": PeerMessageFactory(sender=peer.person, recipient=officer).pk,
        "ended_thread": PeerMessageFactory(sender=None, recipient=officer).pk,
        "borough": boroughs[0].slug,
        "empty_borough": boroughs[30].slug,
        "supplier": suppliers[0].slug,
        "product": product.slug,
        "view": SavedView.objects.create(person=officer, name="Licences", question={"q": "licences"}).pk,
        "contract": ContractFactory(boroughs=[boroughs[0]], options=[12], service_area=area).pk,
        "flag": flag.pk,
        "gate": _give_gates(boroughs[0]).pk,
        "officer": officer,
        **_terms(boroughs, officer),
        "question": _question_to(officer),
        **_review(suppliers),
    }


def _terms(boroughs: list[Any], by: Person) -> dict[str, int]:
    """Return the ids of a term of many boroughs that waits to be decided, and of one that was dismissed."""
    waiting = ProductTermFactory(borough_ids=[one.pk for one in boroughs])
    dismissed = ProductTermFactory(status="dismissed", decided_by=by, decided_at=timezone.now())
    return {"term": waiting.pk, "dismissed_term": dismissed.pk}


def _peer() -> Any:
    """Somebody in the directory with all that a profile can have."""
    profile = ProfileFactory(shows_address=True, person__name="Bea Lindqvist")
    profile.service_areas.add(ServiceAreaFactory())
    KnownProduct.objects.create(person=profile.person, product=ProductFactory())
    return profile


def _question_to(officer: Person) -> str:
    """Ask officers whether records are still true; return the address at which this one answers."""
    ask_whether_true(on=timezone.localdate())
    return answer_address(Event.objects.get(kind=STILL_TRUE, data__person=officer.pk))


def _give_gates(borough: Any) -> Any:
    """Give a borough gates of every kind, with meetings; the last one is returned."""
    GateFactory(borough=borough, body="Procurement board", lead_days=14, value_from=Decimal(100_000))
    GateFactory(borough=borough, body="Finance board", valid_to=dt.date(2026, 1, 1))
    for day in range(1, 13):
        MeetingFactory(borough=borough, on=dt.date(2039, 12, 7) + dt.timedelta(days=7 * day))
    return GateFactory(
        borough=borough, key_decision=True, position=2, source_url="https://example.org/constitution"
    )


def _review(suppliers: list[Any]) -> dict[str, Any]:
    """Fill the review of suppliers, and name LOTI staff, pairs and a contradiction."""
    staff = PersonFactory(is_staff=True)
    for number in range(5, 45):
        PairFactory(left=suppliers[number], right=suppliers[number + 2], score=number / 100)
    other = SupplierFactory(
        name="Brightwater Software Limited, trading as Brightwater Housing Systems", is_demonstration=True
    )
    SupplierIdentifier.objects.create(supplier=other, scheme="GB-COH", value="04161207", source="test")
    settled = ConflictFactory()
    settle_conflict(conflict=settled, by=staff, note="A slip of the pen in the notice.")
    decided = say_different(pair=PairFactory(), by=staff)
    return {
        "staff": staff,
        "pair": PairFactory(left=suppliers[0], right=other, score=0.93).pk,
        "decided_pair": decided.pk,
        "conflict": ConflictFactory(supplier=other, other=suppliers[0]).pk,
    }


def _describe(supplier: Any) -> Any:
    """Give a supplier numbers, another name and a product with a former name and owners; return that."""
    SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value="01234567", source="test")
    SupplierIdentifier.objects.create(
        supplier=supplier, scheme="GB-PPON", value="PABC-1234-DEFG", source="test"
    )
    SupplierName.objects.create(
        supplier=supplier,
        name="Brightwater Trading",
        normalised="brightwater trading",
        source="test",
        reason="A test.",
        kind=SupplierName.Kind.TRADING,
    )
    product = ProductFactory(supplier=supplier, is_demonstration=True, service_area=ServiceAreaFactory())
    ProductName.objects.create(product=product, name="Fendesk", kind="former", valid_to=dt.date(2020, 2, 1))
    ProductOwner.objects.create(product=product, owner_name="Fenbrook", valid_to=dt.date(2019, 7, 1))
    ProductOwner.objects.create(
        product=product,
        owner_name=supplier.name,
        supplier=supplier,
        is_present=True,
        source_url="https://example.org/",
    )
    return product


@pytest.fixture
def opened_as(new_context: Callable[..., Any], live_server: Any) -> Callable[..., Page]:
    """Open a browser page of some width, signed in as somebody: ``opened_as(officer, width=375)``."""

    def open_page(person: Person | None, *, width: int = 1280, **options: Any) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, **options)
        if person:
            client = Client()
            client.force_login(person)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page: Page = context.new_page()
        return page

    return open_page
