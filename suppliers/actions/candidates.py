"""Looking for suppliers that may be one, for the review queue (R10)."""

from collections import defaultdict
from collections.abc import Iterator

from suppliers.actions.pairs import Candidate, propose_pairs
from suppliers.models import SupplierIdentifier, SupplierName
from suppliers.resolution import WrittenName, similar_pairs


def look_for_pairs() -> int:
    """Compare all names with each other, and store the pairs of suppliers that are alike (R10).

    Suppliers with different Companies House numbers are never a pair, nor are a fictional and a real one.
    Pairs that are so alike that they could be merged without asking wait for somebody too. Doing it again
    adds nothing.

    Returns:
        how many pairs are new.
    """
    return sum(propose_pairs(_alike(demonstration=demonstration)) for demonstration in (False, True))


def _alike(*, demonstration: bool) -> Iterator[Candidate]:
    for pair in similar_pairs(_written(demonstration=demonstration)):
        if pair.left.key != pair.right.key:
            yield int(pair.left.key), int(pair.right.key), pair.score, pair.reason


def _written(*, demonstration: bool) -> Iterator[WrittenName]:
    """Yield the names of the suppliers that stand for themselves, with their numbers."""
    whose = {"supplier__is_demonstration": demonstration, "supplier__merged_into__isnull": True}
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for supplier, scheme, value in SupplierIdentifier.objects.filter(**whose).values_list(
        "supplier", "scheme", "value"
    ):
        numbers[supplier].append((scheme, value))
    names = SupplierName.objects.filter(**whose).order_by("pk").values_list("supplier", "name", "kind")
    for supplier, name, kind in names.iterator():
        yield WrittenName(supplier, name, tuple(numbers[supplier]), former=kind == SupplierName.Kind.FORMER)
