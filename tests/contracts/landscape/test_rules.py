"""The rules of the landscape over plain values: parts, concentration, quarters, spread."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.landscape.concentration import Band, band, hhi, share
from contracts.landscape.drawing_up import GroupName, Holding, draw_up
from contracts.landscape.quarters import Quarter, quarter_of, quarters_from
from contracts.landscape.sharing import in_pence, in_pounds, split
from contracts.landscape.sheet import Sheet
from contracts.landscape.spread import per_thousand, spread

TODAY = dt.date(2027, 5, 4)
NAMES = {number: GroupName(f"Group {number}", f"group-{number}") for number in range(1, 9)}
PENCE = st.integers(0, 10**11)


@given(PENCE, st.integers(1, 33))
def test_parts_add_up_to_the_whole_and_differ_by_a_penny_at_most(pence: int, number: int) -> None:
    parts = split(pence, number)
    assert sum(parts) == pence
    assert len(parts) == number
    assert max(parts) - min(parts) <= 1


def test_money_that_is_not_known_stays_so() -> None:
    assert in_pence(None) is None
    assert in_pounds(None) is None
    assert in_pounds(in_pence(Decimal("12.34"))) == Decimal("12.34")


@pytest.mark.parametrize(
    ("values", "index"),
    [([], None), ([0, 0], None), ([7], 10_000), ([5, 5], 5_000), ([1] * 10, 1_000), ([60, 30, 10], 4_600)],
)
def test_the_index_is_the_sum_of_the_squares_of_shares(values: list[int], index: int | None) -> None:
    assert hhi(values) == index


@given(st.lists(PENCE, min_size=1, max_size=12).filter(any))
def test_the_index_is_least_where_all_have_the_same(values: list[int]) -> None:
    known = [value for value in values if value]
    index = hhi(values)
    assert index is not None
    assert 10_000 // len(known) <= index <= 10_000
    assert hhi([*values, 0]) == index


@pytest.mark.parametrize(
    ("index", "contracts", "expected"),
    [
        (None, 9, Band.TOO_FEW),
        (9_000, 4, Band.TOO_FEW),
        (1_000, 5, Band.LOW),
        (1_001, 5, Band.CONCENTRATED),
        (2_000, 5, Band.CONCENTRATED),
        (2_001, 5, Band.HIGHLY),
    ],
)
def test_bands_begin_above_their_bounds(index: int | None, contracts: int, expected: Band) -> None:
    assert band(index, contracts) is expected


def test_a_share_of_nothing_is_not_known() -> None:
    assert share(0, 0) is None
    assert share(1, 3) == Decimal("33.3")


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)))
def test_a_day_lies_in_its_quarter(day: dt.date) -> None:
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.after(5).after(-5) == quarter
    assert quarter.last + dt.timedelta(days=1) == quarter.after(1).first


def test_quarters_are_written_in_words() -> None:
    assert [quarter.label for quarter in quarters_from(dt.date(2027, 11, 1), 2)] == [
        "Oct–Dec 2027",
        "Jan–Mar 2028",
    ]
    assert Quarter(2027, 4).last == dt.date(2027, 12, 31)


def test_what_lies_far_outside_the_middle_half_is_named() -> None:
    found = spread(
        {number: Decimal(100 + number) for number in range(10)} | {10: Decimal(900), 11: Decimal(0)}
    )
    assert found is not None
    assert found.high == (10,)
    assert found.low == (11,)
    assert found.least == 0
    assert found.most == 900


def test_too_few_figures_have_no_outliers() -> None:
    found = spread({1: Decimal(1), 2: Decimal(1), 3: Decimal(1), 4: Decimal(1000)})
    assert found is not None
    assert not found.can_tell
    assert found.high == found.low == ()
    assert spread({1: Decimal(5)}) is None


@given(st.dictionaries(st.integers(1, 33), st.decimals(0, 10**6, places=2), min_size=2, max_size=33))
def test_quartiles_lie_in_order_and_outliers_outside_the_fences(figures: dict[int, Decimal]) -> None:
    found = spread(figures)
    assert found is not None
    assert found.least <= found.lower <= found.middle <= found.upper <= found.most
    bottom, top = found.fences
    assert all(figures[key] > top for key in found.high)
    assert all(figures[key] < bottom for key in found.low)
    assert len(found.low) + len(found.high) < len(figures)


def test_a_figure_for_residents_needs_both() -> None:
    assert per_thousand(Decimal(500_000), 250_000) == 2_000
    assert per_thousand(None, 250_000) is None
    assert per_thousand(Decimal(1), None) is None


def holding(number: int = 1, **fields: object) -> Holding:
    plain: dict[str, object] = {
        "contract": number,
        "boroughs": (1,),
        "area": 5,
        "groups": (1,),
        "pence": 100_00,
        "end": dt.date(2028, 3, 31),
        "label": "Oakdesk",
        "is_product": True,
        "kind": "yes",
        "confirmed_on": None,
        "by_officer": False,
        "has_value": True,
        "has_supplier": True,
        "options_known": False,
        "is_framework": False,
    }
    return Holding(**{**plain, **fields})  # type: ignore[arg-type]


def drawn(*holdings: Holding) -> Sheet:
    return draw_up(holdings, on=TODAY, names=NAMES, undated={3: 2}, undated_contracts=2, columns=[5])


def test_a_joint_contract_is_once_in_the_total_and_shared_among_its_boroughs() -> None:
    sheet = drawn(holding(boroughs=(1, 2), pence=100_01, groups=(1, 2)))
    assert (sheet.contracts, sheet.joint, sheet.value) == (1, 1, Decimal("100.01"))
    assert [(line.borough, line.contracts, line.value) for line in sheet.boroughs if line.contracts] == [
        (1, 1, Decimal("50.01")),
        (2, 1, Decimal("50")),
    ]
    assert [(line.name, line.value, line.boroughs) for line in sheet.concentration.groups] == [
        ("Group 1", Decimal("50.01"), 2),
        ("Group 2", Decimal("50"), 2),
    ]


def test_what_is_not_known_is_left_out_and_counted() -> None:
    sheet = drawn(
        holding(1),
        holding(2, pence=None),
        holding(3, groups=(), has_supplier=False),
        holding(4, is_framework=True, pence=10**9),
    )
    shares = sheet.concentration
    assert (shares.counted, shares.no_value, shares.no_supplier, shares.frameworks) == (1, 1, 1, 1)
    assert shares.hhi == 10_000
    assert sheet.unknown == 1
    assert sheet.of_borough(1).bought == 200
    assert sheet.of_borough(3).undated == 2
    assert sheet.of_borough(33).value is None


def test_contracts_stand_in_the_quarter_in_which_they_end() -> None:
    sheet = drawn(
        holding(1, end=dt.date(2027, 6, 30)),
        holding(2, end=dt.date(2027, 7, 1), kind="no", pence=None),
        holding(3, end=dt.date(2027, 4, 30)),
        holding(4, end=dt.date(2040, 1, 1)),
    )
    assert [(line.first, line.contracts, line.value) for line in sheet.quarters if line.contracts] == [
        (dt.date(2027, 4, 1), 1, Decimal(100)),
        (dt.date(2027, 7, 1), 1, None),
    ]
    assert (sheet.passed.contracts, sheet.later.contracts) == (1, 1)
    assert len(sheet.quarters) == 12


@given(
    st.lists(
        st.builds(
            holding,
            number=st.integers(1, 10**6),
            boroughs=st.lists(st.integers(1, 5), max_size=4, unique=True).map(tuple),
            groups=st.lists(st.integers(1, 8), max_size=4, unique=True).map(tuple),
            pence=st.none() | PENCE,
            end=st.dates(dt.date(2026, 1, 1), dt.date(2040, 1, 1)),
            is_framework=st.booleans(),
        ),
        max_size=12,
    )
)
def test_every_contract_is_somewhere_and_nothing_is_doubled(holdings: list[Holding]) -> None:
    sheet = drawn(*holdings)
    shares = sheet.concentration
    assert shares.counted + shares.no_value + shares.no_supplier + shares.frameworks == len(holdings)
    lines = [*sheet.quarters, sheet.passed, sheet.later]
    assert sum(line.contracts for line in lines) == len(holdings)
    assert sum(line.value or 0 for line in lines) == (sheet.value or 0)
    with_borough = sum(Decimal(one.pence or 0) / 100 for one in holdings if one.boroughs)
    assert sum(line.value or 0 for line in sheet.boroughs) == with_borough
    assert Sheet.model_validate(sheet.model_dump(mode="json")) == sheet
