"""Numbers of boroughs are shown only where they give no borough away, whatever is asked and how often."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from contracts.models import Contract
from performance.figuring import rollup_of, sentences
from performance.rollup import FEWEST, Recorded, Rollup, roll_up, share
from performance.scale import NAMES
from suppliers.actions import merge_suppliers, undo_merge
from suppliers.models import Supplier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    SupplierFactory,
    make_issue,
    make_kpi,
    make_reading,
)
from tests.factories.performance import days_ago
from tests.pages import text_of

KINDS = ["late", "outage", "billing"]
RATINGS = list(NAMES)
#: What each of some boroughs has recorded, on one day.
WORLD = st.lists(
    st.tuples(st.frozensets(st.sampled_from(KINDS)), st.frozensets(st.sampled_from(RATINGS))), max_size=9
)
Said = tuple[frozenset[str], frozenset[str]]


def told(world: list[Said]) -> Rollup:
    """Return what is published on a day on which boroughs have recorded these."""
    rows = [Recorded(place, *said) for place, said in enumerate(world) if any(said)]
    return roll_up(rows, KINDS, RATINGS)


def swapped(world: list[Said], left: int, right: int) -> list[Said]:
    """Return a world in which two boroughs have changed places."""
    other = list(world)
    other[left], other[right] = other[right], other[left]
    return other


@given(WORLD)
def test_no_figure_of_one_or_two_boroughs_is_shown_nor_left_over(world: list[Said]) -> None:
    said = told(world)
    assert said.whole is None or said.whole >= FEWEST
    for one in [*said.issues, *said.ratings]:
        assert one.part >= FEWEST
        assert one.whole - one.part >= 2
        assert one.whole == said.whole


@given(st.lists(st.tuples(WORLD, st.sampled_from([*KINDS, *RATINGS])), max_size=8), st.data())
def test_whoever_knows_one_borough_cannot_work_out_another(
    days: list[tuple[list[Said], str]], data: st.DataObject
) -> None:
    """However often one asks: on each day another world would have been told in the same words.

    An insider knows their own borough, and asks day after day for one kind of thing. For every other borough
    that has recorded something there is a world with the same answer in which that borough says the opposite.
    """
    for world, code in days:
        recording = [place for place, said in enumerate(world) if any(said)]
        if not recording:
            continue
        answer = told(world)
        insider = data.draw(st.sampled_from(recording))
        for place in set(recording) - {insider}:
            assert any(told(other) == answer for other in _opposite(world, recording, place, insider, code))


def _opposite(
    world: list[Said], recording: list[int], place: int, insider: int, code: str
) -> Iterator[list[Said]]:
    """Yield worlds in which a borough says the opposite of a code, and the insider what they said."""
    reports = [code in said[0] | said[1] for said in world]
    others = [one for one in recording if one not in (place, insider)]
    for one in others:
        if reports[one] != reports[place]:
            yield swapped(world, place, one)
    flipped = _flipped(world, place, code)
    if any(flipped[place]):
        yield flipped
    for instead in {*KINDS, *RATINGS} - {code}:  # one who says nothing else would not be counted any more
        said_instead = _flipped(flipped, place, instead)
        yield said_instead
        for one in others:
            if instead in world[one][0] | world[one][1]:
                yield _flipped(said_instead, one, instead)


def _flipped(world: list[Said], place: int, code: str) -> list[Said]:
    issues, ratings = world[place]
    changed = (issues ^ {code}, ratings) if code in KINDS else (issues, ratings ^ {code})
    return [*world[:place], changed, *world[place + 1 :]]


@pytest.mark.parametrize(
    ("part", "whole", "least"),
    [(4, 6, 4), (3, 5, 3), (5, 5, 3), (4, 5, 3), (2, 9, None), (3, 4, None), (3, 3, None), (0, 0, None)],
)
def test_what_is_said_of_so_many_of_so_many(part: int, whole: int, least: int | None) -> None:
    assert share(part, whole) == least


def test_the_bound_is_as_low_as_it_can_be() -> None:
    """Of every number there is another one that looks the same, or two boroughs on either side."""
    for whole, part in product(range(5, 12), range(3, 12)):
        if part > whole:
            continue
        same = [n for n in range(whole + 1) if share(n, whole) == share(part, whole)]
        assert len(same) > 1 or (part >= FEWEST and whole - part > 2)


@pytest.fixture
def supplier(db: None) -> Supplier:
    """A supplier of six boroughs."""
    return SupplierFactory(name="Tidewise", slug="tidewise")


@pytest.fixture
def contracts(supplier: Supplier) -> list[Contract]:
    """A contract of each of the six boroughs with it."""
    return [ContractFactory(boroughs=[BoroughFactory()], suppliers=[supplier]) for _ in range(6)]


def test_members_read_what_at_least_three_of_at_least_five_report(
    supplier: Supplier,
    contracts: list[Contract],
    client: Client,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for contract in contracts[:4]:
        make_issue(contract, kind="late", text="A secret of ours")
    for contract in contracts[:2]:
        make_issue(contract, kind="outage")
    for contract in contracts[2:]:
        make_reading(make_kpi(contract), rating="good")
    client.force_login(OfficerFactory())
    sentence = "At least 4 of 6 boroughs that record its performance report late delivery in the last year."
    address = reverse("supplier_performance", args=[supplier.slug])
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = text_of(client.get(address))
    assert sentence in page
    assert "Good at least 4 of 6" in page
    assert "outage" not in page
    assert "secret" not in page
    assert sentence in text_of(client.get(supplier.get_absolute_url()))
    for filtered in ("?borough=camden", "?kind=late&area=1", "?whole=2&from=2026-01-01"):
        assert text_of(client.get(address + filtered)) == page
    client.logout()
    assert "boroughs that record" not in text_of(client.get(supplier.get_absolute_url()))


def test_what_does_not_count(supplier: Supplier, contracts: list[Contract], client: Client) -> None:
    """Too long ago, another supplier of the same contract, a joint contract twice, the fictional."""
    for contract in contracts[:4]:
        make_issue(contract, kind="late", opened=days_ago(380))
    partner = SupplierFactory()
    for contract in contracts[4:]:
        contract.supplier_links.create(supplier=partner, name_as_written="x", reason="A test.")
        make_issue(contract)
    joint = ContractFactory(boroughs=[BoroughFactory() for _ in range(8)], suppliers=[supplier])
    make_issue(joint)
    for _ in range(6):
        made_up = ContractFactory(suppliers=[supplier], is_demonstration=True)
        make_issue(made_up)
    assert rollup_of(supplier, days_ago(0)).whole is None
    client.force_login(OfficerFactory())
    page = text_of(client.get(reverse("supplier_performance", args=[supplier.slug])))
    assert "Fewer than three boroughs have recorded" in page


def test_a_merge_keeps_everything_and_can_be_undone(supplier: Supplier, contracts: list[Contract]) -> None:
    other = SupplierFactory(name="Tidewise Limited")
    for contract in contracts[3:]:
        contract.supplier_links.update(supplier=other)
    for contract in contracts[:5]:
        make_issue(contract)
    today = days_ago(0)
    assert sentences(rollup_of(supplier, today)) == []
    merge = merge_suppliers(kept=supplier, gone=other, by=None, reason="The same company.")
    assert sentences(rollup_of(supplier, today)) == [
        "At least 3 of 5 boroughs that record its performance report late delivery in the last year."
    ]
    undo_merge(merge=merge, by=None)
    assert sentences(rollup_of(supplier, today)) == []
