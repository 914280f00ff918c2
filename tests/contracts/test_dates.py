"""The dates and the annual value of a contract (R1, R2)."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.dates import Option, Term, Window, annual_value, maximum_end, replacement_window

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
OPTIONS = st.lists(st.builds(Option, st.integers(1, 60), st.none(), st.booleans()), max_size=4).map(tuple)
FIVE_TWO_TWO = Term(
    start=dt.date(2022, 4, 1), end=dt.date(2027, 3, 31), options=(Option(24, 180), Option(24, 180))
)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (FIVE_TWO_TWO, dt.date(2031, 3, 31)),
        (Term(end=dt.date(2027, 3, 31)), dt.date(2027, 3, 31)),
        (Term(end=dt.date(2027, 3, 31), options=(Option(24, used=True),)), dt.date(2027, 3, 31)),
        (Term(end=dt.date(2027, 8, 31), options=(Option(6),)), dt.date(2028, 2, 29)),
        (Term(end=dt.date(2028, 2, 29), options=(Option(24), Option(24))), dt.date(2032, 2, 29)),
        (Term(start=dt.date(2022, 4, 1)), None),
    ],
)
def test_the_maximum_end_uses_every_option_left(term: Term, expected: dt.date | None) -> None:
    assert maximum_end(term) == expected


@pytest.mark.parametrize(
    ("term", "bridging", "expected"),
    [
        (FIVE_TWO_TWO, 0, Window(dt.date(2026, 12, 31), dt.date(2031, 3, 31))),
        (FIVE_TWO_TWO, 30, Window(dt.date(2026, 12, 31), dt.date(2031, 4, 30))),
        (
            Term(end=dt.date(2027, 3, 31), break_date=dt.date(2026, 6, 29)),
            0,
            Window(dt.date(2026, 3, 31), dt.date(2027, 3, 31)),
        ),
        (Term(start=dt.date(2024, 1, 1)), 0, None),
    ],
)
def test_the_window_opens_early_and_closes_at_the_maximum_end(
    term: Term, bridging: int, expected: Window | None
) -> None:
    assert replacement_window(term, early_start_days=90, bridging_days=bridging) == expected


@pytest.mark.parametrize(
    ("value", "term", "expected"),
    [
        (Decimal(500_000), FIVE_TWO_TWO, Decimal("100000.00")),
        # A used option is in the end date and not in the initial term, which is what the value was for.
        (
            Decimal(500_000),
            Term(dt.date(2022, 4, 1), dt.date(2029, 3, 31), options=(Option(24, used=True),)),
            Decimal("100000.00"),
        ),
        (Decimal(90_000), Term(dt.date(2026, 1, 1), dt.date(2027, 6, 30)), Decimal("60000.00")),
        (Decimal(10_000), Term(dt.date(2026, 1, 1), dt.date(2026, 3, 31)), Decimal("10000.00")),
        (None, FIVE_TWO_TWO, None),
        (Decimal(500_000), Term(end=dt.date(2027, 3, 31)), None),
        (Decimal(-1), FIVE_TWO_TWO, None),
    ],
)
def test_the_annual_value_is_that_of_the_initial_term(
    value: Decimal | None, term: Term, expected: Decimal | None
) -> None:
    assert annual_value(value, term) == expected


@given(DAYS, OPTIONS, st.integers(1, 60))
def test_one_more_option_never_shortens_anything(
    end: dt.date, options: tuple[Option, ...], months: int
) -> None:
    before, after = Term(end=end, options=options), Term(end=end, options=(*options, Option(months)))
    last, later = maximum_end(before), maximum_end(after)
    assert last is not None
    assert later is not None
    assert later > last


@given(DAYS, st.none() | DAYS, OPTIONS, st.integers(0, 365), st.integers(0, 365))
def test_a_window_holds_the_end_date(
    end: dt.date, break_date: dt.date | None, options: tuple[Option, ...], early: int, bridging: int
) -> None:
    term = Term(end=end, break_date=break_date, options=options)
    window = replacement_window(term, early_start_days=early, bridging_days=bridging)
    assert window is not None
    assert window.opens <= end <= window.closes
    assert window.shares_a_day_with(Window(end, end))


@given(DAYS, DAYS, OPTIONS, st.decimals(0, 10**9, places=2))
def test_an_annual_value_is_never_negative_nor_more_than_the_total(
    start: dt.date, end: dt.date, options: tuple[Option, ...], value: Decimal
) -> None:
    assume(start <= end)
    yearly = annual_value(value, Term(start, end, options=options))
    assert yearly is None or 0 <= yearly <= value
