"""How fresh a record is (R7)."""

import datetime as dt

import pytest

from contracts.freshness import Freshness, freshness

TODAY = dt.date(2026, 8, 31)


@pytest.mark.parametrize(
    ("confirmed_on", "expected"),
    [
        (TODAY, Freshness.FRESH),
        (dt.date(2026, 3, 1), Freshness.FRESH),
        (dt.date(2026, 2, 28), Freshness.AGEING),
        (dt.date(2025, 9, 1), Freshness.AGEING),
        (dt.date(2025, 8, 31), Freshness.STALE),
        (dt.date(2020, 1, 1), Freshness.STALE),
        (None, Freshness.STALE),
    ],
)
def test_it_is_counted_in_calendar_months(confirmed_on: dt.date | None, expected: Freshness) -> None:
    assert freshness(confirmed_on, TODAY) is expected
