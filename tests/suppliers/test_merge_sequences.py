"""Merging, undoing and importing the same records in any order loses nothing and doubles nothing (R10)."""

import datetime as dt
from collections import Counter, defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boroughs.parties import Party
from contracts.actions import LinkedSupplier, Origin, record_contract
from contracts.facts import ContractFacts, Key
from contracts.models import Contract, ContractSupplier
from suppliers.actions import MergeRefused, SupplierBook, merge_suppliers, undo_merge
from suppliers.models import Merge, Supplier, SupplierIdentifier, SupplierName
from tests.factories import BoroughFactory, PersonFactory

NAMES = ["Tideline Ltd", "TIDELINE", "Tideline UK Ltd", "Oakhaven", "Oakhaven plc"]
NUMBERS = ["", "", "04161207", "07416120", "03216540"]
PPONS = ["", "", "ABCD-1234-EFGH", "WXYZ-5678-QRST"]


class BackAgain(Exception):
    """Takes an example's rows away."""


records = st.builds(
    lambda name, number, ppon: Party(
        name,
        (*((("GB-COH", number),) if number else ()), *((("GB-PPON", ppon),) if ppon else ())),
    ),
    st.sampled_from(NAMES),
    st.sampled_from(NUMBERS),
    st.sampled_from(PPONS),
)
steps = st.one_of(
    st.tuples(st.just("merge"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("undo"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("import"), st.just(0), st.just(0)),
)


def imported(parties: list[Party]) -> list[int]:
    """Import the records, and return the supplier that each was taken to be.

    Each record is in two contracts, its own and that of the record before it, so that contracts have two
    suppliers that may become one.
    """
    book = SupplierBook.read()
    found = [book.resolve(party, source="a notice") for party in parties]
    book.close()
    for place, first in enumerate(found):
        other = (place + 1) % len(found)
        record_contract(
            facts=ContractFacts(key=Key("ocds", f"contract {place}"), title="Housing"),
            boroughs=[BoroughFactory(slug="camden")],
            suppliers=[
                LinkedSupplier(first, parties[place].name),
                LinkedSupplier(found[other], parties[other].name),
            ],
            origin=Origin(Contract.Source.NOTICE, dt.date(2026, 1, 1)),
            derived=False,
        )
    return [resolved.supplier.pk for resolved in found]


def linked() -> dict[str, list[int]]:
    """Return the suppliers of each contract, once for each link."""
    links: dict[str, list[int]] = defaultdict(list)
    keys = ContractSupplier.objects.values_list("contract__keys__value", "supplier")
    for contract, supplier in keys.order_by("supplier"):
        links[contract].append(supplier)
    return dict(links)


def expected_links(settled: list[int]) -> dict[str, list[int]]:
    """Return what :func:`linked` must say when each record was taken to be a supplier in the beginning."""
    now = [standing(pk) for pk in settled]
    return {f"contract {place}": sorted({one, now[(place + 1) % len(now)]}) for place, one in enumerate(now)}


def all_there() -> tuple[int, Counter[str], Counter[tuple[str, str]]]:
    """Return what may never become more or less: suppliers, names and numbers."""
    return (
        Supplier.objects.count(),
        Counter(SupplierName.objects.values_list("name", flat=True)),
        Counter(SupplierIdentifier.objects.values_list("scheme", "value")),
    )


def whose() -> tuple[object, ...]:
    """Return which supplier has which names and numbers."""
    return (
        set(SupplierName.objects.values_list("pk", "supplier")),
        set(SupplierIdentifier.objects.values_list("pk", "supplier")),
        set(Supplier.objects.values_list("pk", "merged_into")),
    )


def standing(pk: int) -> int:
    """Return what a supplier became."""
    while into := Supplier.objects.get(pk=pk).merged_into_id:
        pk = into
    return pk


def take(step: tuple[str, int, int], parties: list[Party], settled: list[int]) -> None:
    """Do one step, as far as it is allowed, and hold what an import of the same records must find."""
    what, one, two = step
    suppliers = list(Supplier.objects.order_by("pk"))
    staff = PersonFactory(is_staff=True, second_factor=False)
    if what == "merge":
        kept, gone = suppliers[one % len(suppliers)], suppliers[two % len(suppliers)]
        try:
            merge_suppliers(kept=kept, gone=gone, by=staff, reason="x", despite_numbers=True)
        except MergeRefused:
            assert kept == gone or kept.merged_into_id or gone.merged_into_id
    elif what == "undo" and (merges := list(Merge.objects.order_by("pk"))):
        merge = merges[one % len(merges)]
        try:
            undo_merge(merge=merge, by=staff)
        except MergeRefused:
            assert merge.undone_at or Merge.objects.on_top_of(merge).exists()
    elif what == "import":
        assert imported(parties) == [standing(pk) for pk in settled]


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records, min_size=1, max_size=7), st.lists(steps, max_size=10))
def test_nothing_is_lost_and_nothing_doubled(
    parties: list[Party], sequence: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        imported(parties)
        settled = imported(parties)  # by now every number is known
        before, owners = all_there(), whose()
        for step in sequence:
            take(step, parties, settled)
            assert all_there() == before
            assert linked() == expected_links(settled)
        for merge in Merge.objects.standing().order_by("-pk"):
            undo_merge(merge=merge, by=None)
        assert (all_there(), whose()) == (before, owners)
        assert imported(parties) == settled
        assert (all_there(), whose(), linked()) == (before, owners, expected_links(settled))
        transaction.set_rollback(True)  # the next example begins without these rows
