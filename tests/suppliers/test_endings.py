"""What ends when: by year, with values that are not known counted, in words and as a drawing."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.endings import YEARS, Ending, endings, endings_chart, in_words

TODAY = dt.date(2026, 11, 22)
days = st.dates(dt.date(2020, 1, 1), dt.date(2060, 12, 31))
contracts = st.lists(st.tuples(days, st.none() | st.decimals(0, 10**9, places=2)), max_size=30)


def test_years_without_an_end_are_there_and_values_that_are_not_known_are_counted() -> None:
    rows = endings(
        [
            (dt.date(2026, 12, 1), Decimal(100)),
            (dt.date(2028, 3, 31), None),
            (dt.date(2028, 4, 1), Decimal(7)),
        ],
        TODAY,
    )
    assert rows == [
        Ending("2026", 1, Decimal(100), 0),
        Ending("2027", 0, None, 0),
        Ending("2028", 2, Decimal(7), 1),
    ]
    assert in_words(rows) == "Of 3 live contracts, 1 ends in 2026 and 2 in 2028, as things stand."


@pytest.mark.parametrize(
    ("end", "label"),
    [
        (dt.date(2025, 1, 1), "before 2026"),
        (dt.date(2026, 1, 1), "2026"),
        (dt.date(2032, 12, 31), "2032"),
        (dt.date(2033, 1, 1), "2033 or later"),
        (dt.date(2099, 1, 1), "2033 or later"),
    ],
)
def test_what_is_far_away_is_one_row(end: dt.date, label: str) -> None:
    rows = endings([(end, None)], TODAY)
    assert [row.label for row in rows if row.contracts] == [label]


def test_nothing_ends_where_there_is_nothing() -> None:
    assert endings([], TODAY) == []
    assert in_words([]) == ""


@given(contracts)
def test_every_contract_is_in_one_year_and_no_pound_is_lost(
    given_contracts: list[tuple[dt.date, Decimal | None]],
) -> None:
    rows = endings(given_contracts, TODAY)
    assert sum(row.contracts for row in rows) == len(given_contracts)
    assert sum(row.unknown_values for row in rows) == sum(value is None for _, value in given_contracts)
    known = sum((value for _, value in given_contracts if value is not None), Decimal(0))
    assert sum((row.annual_value or Decimal(0) for row in rows), Decimal(0)) == known
    assert len(rows) <= YEARS + 2


@given(contracts.filter(bool), st.sampled_from([340, 760]))
def test_the_drawing_has_a_bar_for_each_year_inside_its_frame(
    given_contracts: list[tuple[dt.date, Decimal | None]], width: int
) -> None:
    rows = endings(given_contracts, TODAY)
    drawing = endings_chart(rows, width=width, label='<"words">')
    assert drawing.count("<rect") == len(rows)
    assert 'aria-label="&lt;&quot;words&quot;&gt;"' in drawing
