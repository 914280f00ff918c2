"""Reviews of the demonstration set: all made up, about fictional suppliers, and taken away by one command."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from contracts.actions.demonstration import delete_with_history
from contracts.models import Contract
from reviews.actions import ReviewFacts, keep_advice, keep_evidence, keep_score, publish, submit
from reviews.dimensions import DIMENSIONS
from reviews.models import Evidence, FigureBatch, Reply, Review, Score
from suppliers.models import Supplier

#: From so many contracts of different boroughs with one supplier in one service area a set is made.
FEWEST = 4


@dataclass(frozen=True)
class Sample:
    """A review of the set: a score for each dimension in their order (0: not applicable), and the advice."""

    scores: tuple[int, int, int, int, int, int, int]
    again: str
    advice: str
    months_ago: int
    reply: str = ""


WORDS = {
    "implementation": "Demonstration. Data was moved in two rehearsals; the third took a weekend longer.",
    "pricing": "Demonstration. Modules cost what the list said; two interfaces did not.",
    "support": "Demonstration. Urgent calls were answered the same day, the others within the week.",
    "usability": "Demonstration. Officers found their way; reports needed a course.",
    "data": "Demonstration. Exports are complete and free, the interface to finance was extra.",
    "management": "Demonstration. Quarterly reports came on time and said what had gone wrong.",
    "exit": "Demonstration. There is a plan; nobody has rehearsed it yet.",
}
SAMPLES = (
    Sample(
        (4, 2, 4, 4, 3, 4, 0),
        "yes",
        "Demonstration. Put the price of each interface into the contract before you sign.",
        26,
        "Demonstration. The interfaces are on the price list since last spring.",
    ),
    Sample(
        (2, 2, 3, 3, 2, 3, 2),
        "changed",
        "Demonstration. Ask for the export in the second year, not in the last.",
        14,
    ),
    Sample((3, 3, 4, 4, 4, 4, 3), "yes", "Demonstration. Name a data officer early: it saved us a month.", 8),
    Sample((5, 3, 5, 4, 3, 5, 0), "yes", "Demonstration. Their test system is worth asking for.", 3),
)


@transaction.atomic
def load_demonstration_reviews(today: dt.date | None = None) -> int:
    """Publish the reviews of the set; a second time changes nothing.

    Args:
        today: from which their days are counted; default today.

    Returns:
        how many are new.
    """
    if Review.objects.filter(is_demonstration=True).exists():
        return 0
    day, made = today or timezone.localdate(), 0
    for (supplier, _), contracts in _reviewed().items():
        for sample, contract in zip(SAMPLES, contracts, strict=False):
            _publish(sample, contract, Supplier.objects.get(pk=supplier), day)
            made += 1
    return made


def _reviewed() -> dict[tuple[int, int], list[Contract]]:
    """Return made-up contracts by supplier and service area, one a borough, where there are enough."""
    rows = Contract.objects.filter(is_demonstration=True, supplier_links__isnull=False).order_by("pk")
    found: dict[tuple[int, int], dict[int, Contract]] = defaultdict(dict)
    for contract in rows.prefetch_related("supplier_links").defer("search"):
        supplier = contract.supplier_links.all()[0].supplier_id
        key = (supplier, contract.service_area_id or 0)
        found[key].setdefault(contract.borough_ids[0], contract)
    return {key: list(each.values()) for key, each in found.items() if len(each) >= FEWEST}


def _publish(sample: Sample, contract: Contract, supplier: Supplier, today: dt.date) -> None:
    review = Review.objects.create(
        contract=contract,
        supplier=supplier,
        product=contract.product,
        service_area=contract.service_area,
        borough_id=contract.borough_ids[0],
        is_demonstration=True,
    )
    version = review.versions.create(number=1)
    for one, score in zip(DIMENSIONS, sample.scores, strict=True):
        keep_score(version=version, dimension=one.code, score=score or None, words=WORDS[one.code])
    facts = ReviewFacts(again=sample.again, advice=sample.advice, hides_author=True, may_be_asked=False)
    keep_advice(version=version, facts=facts)
    keep_evidence(version=version, rows=[("kpi", "Demonstration: calls answered in time, by month", None)])
    day = today - dt.timedelta(days=30 * sample.months_ago)
    publish(version=submit(version=version, by=None), by=None, today=day)
    if sample.reply:
        Reply.objects.filter(review=review).update(text=sample.reply, replied_at=timezone.now())


def remove_demonstration_reviews() -> dict[str, int]:
    """Delete the reviews of the set and their figures, with their history."""
    removed: Counter[str] = Counter()
    for rows in (
        Score.objects.filter(version__review__is_demonstration=True),
        Evidence.objects.filter(version__review__is_demonstration=True),
        Review.objects.filter(is_demonstration=True),
        FigureBatch.objects.filter(is_demonstration=True),
    ):
        removed.update(delete_with_history(rows))
    return dict(removed)
