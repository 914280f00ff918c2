"""Facts of the demonstration set: made up, about fictional products, and taken away by one command."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough
from contracts.actions.demonstration import delete_with_history
from data_access.actions import Ground, Statement, held, say
from data_access.models import DataFact, FactReply
from suppliers.models import Product


@dataclass(frozen=True)
class Sample:
    """What one borough of those that hold a product is said to say, some months ago.

    ``place`` is the borough's place among the holders; ``replies`` are the supplier's answers by question.
    """

    product: str
    place: int
    months_ago: int
    basis: str
    statements: tuple[Statement, ...]
    replies: tuple[tuple[str, str], ...] = ()


SAMPLES = (
    Sample(
        "zibblehouse",
        0,
        2,
        "tried",
        (
            Statement("api", ("write",)),
            Statement("api_use", ("working",), note="Demonstration. Repairs are raised from the website."),
            Statement("api_docs", ("customers",), note="Demonstration. In the customers’ portal."),
            Statement("api_standard", ("openapi",)),
            Statement("api_auth", ("oauth",)),
            Statement("export_formats", ("csv", "files")),
            Statement("export_who", ("self",)),
            Statement("export_cost", ("free",)),
            Statement("integration", ("working",), system="Ledgerquank"),
            Statement("sign_on", ("saml",)),
        ),
    ),
    Sample(
        "zibblehouse",
        1,
        9,
        "contract",
        (
            Statement("api", ("read",)),
            Statement("api_docs", ("none",), note="Demonstration. We were sent a table of fields."),
            Statement("api_price", ("each",), amount=None),
            Statement("export_who", ("request",), note="Demonstration. It took three weeks."),
            Statement("integration", ("failed",), system="Ledgerquank"),
        ),
        (("api_docs", "Demonstration. The documentation is in the portal since last spring."),),
    ),
    Sample(
        "tenantoodle",
        0,
        30,
        "tried",
        (
            Statement("api", ("none",)),
            Statement("export_formats", ("own",)),
            Statement("export_cost", ("untold",)),
            Statement("sign_on", ("own",)),
        ),
    ),
    Sample(
        "rentaflum",
        0,
        5,
        "contract",
        (
            Statement("api", ("write",)),
            Statement("api_standard", ("soap",)),
            Statement("export_formats", ("csv", "database")),
            Statement("export_who", ("end",)),
            Statement("integration", ("planned",), system="Coinfiddle"),
            Statement("sign_on", ("oidc",)),
        ),
    ),
)


@transaction.atomic
def load_demonstration_facts(today: dt.date | None = None) -> int:
    """Say the facts of the set; a second time changes nothing.

    Args:
        today: from which their days are counted; default today.

    Returns:
        how many are new.
    """
    if DataFact.objects.filter(is_demonstration=True).exists():
        return 0
    day = today or timezone.localdate()
    return sum(_say(sample, day) for sample in SAMPLES)


def _say(sample: Sample, today: dt.date) -> int:
    product = Product.objects.filter(slug=f"demonstration-{sample.product}", is_demonstration=True).first()
    holders = _holders(product) if product else []
    if product is None or len(holders) <= sample.place:
        return 0
    borough = holders[sample.place]
    ground = Ground(
        true_on=today - relativedelta(months=sample.months_ago),
        basis=sample.basis,
        contract=held(product, borough).order_by("pk").first(),
    )
    made = say(
        product=product, borough=borough, statements=sample.statements, ground=ground, by=None, today=today
    )
    answers = dict(sample.replies)
    for fact in made:
        if fact.question in answers and product.supplier:
            FactReply.objects.create(fact=fact, supplier=product.supplier, text=answers[fact.question])
    return len(made)


def _holders(product: Product) -> list[Borough]:
    """Return the boroughs that have a contract for a product, in the order of its contracts."""
    ids: dict[int, None] = {}
    for row in product.contracts.order_by("pk").values_list("borough_ids", flat=True):
        ids.update(dict.fromkeys(row[:1]))
    found = Borough.objects.in_bulk(list(ids))
    return [found[pk] for pk in ids]


def remove_demonstration_facts() -> dict[str, int]:
    """Delete what is said of fictional products, whoever said it, with its history."""
    removed: Counter[str] = Counter()
    for rows in (
        FactReply.objects.filter(fact__is_demonstration=True),
        DataFact.objects.filter(is_demonstration=True),
    ):
        removed.update(delete_with_history(rows))
    return dict(removed)
