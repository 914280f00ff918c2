"""Finding suppliers by what somebody types: typing errors are tolerated, former and trading names count.

A trigram index answers (``pg_trgm``): how much of what was typed is found again, in a row, in a name. Names
are compared in the form in which resolution compares them, so that *Ltd*, *&* and accents make no difference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from suppliers.identifiers import company_number
from suppliers.models import Supplier, SupplierIdentifier, SupplierName
from suppliers.normalise import normalise_name

#: The closest names that a search reads; one that finds more says so.
BOUND = 1_000
#: How much of what was typed must be found again. A letter left out of a word of nine leaves 0.58.
ALIKE = 0.45
#: Where nothing is so much alike, this much will do. Two letters swapped in a word of six leave 0.43.
HARDLY_ALIKE = 0.3
#: Fewer letters have no trigram to look up, and are looked for as the beginning of a name.
FEWEST_LETTERS = 3

#: What is said of a name that is not the one shown.
SAID = {
    SupplierName.Kind.FORMER: "formerly {}",
    SupplierName.Kind.TRADING: "trading as {}",
    SupplierName.Kind.LEGAL: "registered as {}",
    SupplierName.Kind.WRITTEN: "also written {}",
}

COLUMNS = ("supplier_id", "supplier__name", "name", "normalised", "kind", "near", "whole")


@dataclass(frozen=True)
class Match:
    """A supplier that was found: how close what was typed is to one of its names, and what else it shows.

    ``reason`` is empty where the name that is shown speaks for itself. ``whole`` tells how much the whole
    name is like what was typed, for those that are equally close with a part of theirs.
    """

    supplier: int
    closeness: float
    reason: str = ""
    whole: float = 0


def search(words: str, among: QuerySet[Supplier] | None = None) -> dict[int, Match]:
    """Return what is found for some words, by the supplier's primary key; ``BOUND`` names at most.

    Args:
        words: what somebody typed: a name or part of one, or a company number.
        among: the suppliers to look among; without it all that stand for themselves.
    """
    found: dict[int, Match] = {}
    for match in [*_by_number(words, among), *_by_name(words, among)]:
        best = found.get(match.supplier)
        if best is None or _rank(match) > _rank(best):
            found[match.supplier] = match
    return found


def _rank(match: Match) -> tuple[float, bool, float]:
    return match.closeness, not match.reason, match.whole


def _by_number(words: str, among: QuerySet[Supplier] | None) -> Iterator[Match]:
    """Yield the supplier that has what was typed as a number."""
    typed = words.strip().upper()
    numbers = {typed, company_number(words) or typed}
    rows = SupplierIdentifier.objects.filter(value__in=numbers)
    for supplier, value in _inside(rows, among).values_list("supplier_id", "value"):
        yield Match(supplier, 4, f"has the number {value}")


def _by_name(words: str, among: QuerySet[Supplier] | None) -> Iterator[Match]:
    normal = normalise_name(words)
    if not normal:
        return
    near = TrigramWordSimilarity(normal, "normalised")
    whole = TrigramSimilarity("normalised", normal)
    beginning = Q(normalised__startswith=normal)
    if len(normal) < FEWEST_LETTERS:
        rows = _closest(SupplierName.objects.filter(beginning), near, whole, among)
    else:
        like = Q(normalised__trigram_word_similar=normal)
        with transaction.atomic():
            for threshold in (ALIKE, HARDLY_ALIKE):
                _count_alike_from(threshold)
                rows = _closest(SupplierName.objects.filter(beginning | like), near, whole, among)
                if rows:
                    break
    for supplier, shown, name, normalised, kind, similarity, whole in rows:
        closeness = (
            1.0 + (normalised.startswith(normal)) + (normalised == normal) if normal in normalised else 0
        )
        reason = "" if normalise_name(shown) == normalised else SAID[SupplierName.Kind(kind)].format(name)
        yield Match(supplier, closeness or similarity, reason, whole)


def _inside(rows: Any, among: QuerySet[Supplier] | None) -> Any:
    if among is None:
        return rows.filter(supplier__merged_into__isnull=True)
    return rows.filter(supplier__in=among)


def _closest(
    names: QuerySet[SupplierName], near: Any, whole: Any, among: QuerySet[Supplier] | None
) -> list[Any]:
    """Return the closest of some names, ``BOUND`` at most, as rows of ``COLUMNS``."""
    ordered = (
        _inside(names, among).annotate(near=near, whole=whole).order_by("-near", "-whole", "normalised", "pk")
    )
    return list(ordered.values_list(*COLUMNS)[:BOUND])


def _count_alike_from(threshold: float) -> None:
    """Let the operators of ``pg_trgm`` count names from a similarity on, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(threshold)])


def in_order(found: Iterable[Match], names: dict[int, str]) -> list[Match]:
    """Return what was found, the closest first; what is only like it, the most alike as a whole first."""

    def key(match: Match) -> tuple[float, float, str, int]:
        whole = 0 if match.closeness >= 1 else -round(match.whole, 2)
        return -round(match.closeness, 2), whole, names[match.supplier].casefold(), match.supplier

    return sorted(found, key=key)
