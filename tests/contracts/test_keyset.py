"""Pages by keyset show every row exactly once, whatever ties and whatever is not known."""

import datetime as dt
from decimal import Decimal

import pytest

from boroughs.keyset import Page, page, read_cursor
from contracts.models import Contract
from contracts.orders import stretches

TODAY = dt.date(2026, 11, 22)
SORTS = ["end", "decide", "value", "title", "newest"]


@pytest.fixture
def contracts(db: None) -> int:
    """Forty contracts with many ties and many gaps."""
    ends = [None, dt.date(2025, 3, 31), TODAY, dt.date(2027, 3, 31), dt.date(2027, 3, 31)]
    values = [None, Decimal(0), Decimal("1000.50"), Decimal(1000)]
    made = [
        Contract(
            title=["Same ~ title", "Another", "Zebra"][number % 3],
            source=Contract.Source.NOTICE,
            end_date=ends[number % 5],
            maximum_end_date=ends[number % 5],
            decide_by=ends[(number + 1) % 5],
            value=values[number % 4],
        )
        for number in range(40)
    ]
    Contract.objects.bulk_create(made)
    return len(made)


def _walk(sort: str, size: int) -> list[Page]:
    order = stretches(sort, TODAY)
    pages = [page(Contract.objects.all(), order, ["pk"], size=size)]
    while pages[-1].next:
        cursor = read_cursor(pages[-1].next, order)
        pages.append(page(Contract.objects.all(), order, ["pk"], after=cursor, size=size))
    return pages


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("size", [1, 7, 40, 50])
def test_every_row_comes_exactly_once(contracts: int, sort: str, size: int) -> None:
    seen = [row[0] for part in _walk(sort, size) for row in part.rows]
    assert len(seen) == len(set(seen)) == contracts


@pytest.mark.parametrize("sort", SORTS)
def test_going_back_shows_the_same_pages(contracts: int, sort: str) -> None:
    order = stretches(sort, TODAY)
    forwards = _walk(sort, 7)
    backwards = [forwards[-1]]
    while backwards[0].previous:
        cursor = read_cursor(backwards[0].previous, order)
        backwards.insert(0, page(Contract.objects.all(), order, ["pk"], before=cursor, size=7))
    assert [part.rows for part in backwards] == [part.rows for part in forwards]


def test_soonest_end_comes_first_then_the_ended_then_the_unknown(contracts: int) -> None:
    rows = page(Contract.objects.all(), stretches("end", TODAY), ["pk", "end_date"], size=40).rows
    days = [day for _, day in rows]
    assert days == [TODAY] * 8 + [dt.date(2027, 3, 31)] * 16 + [dt.date(2025, 3, 31)] * 8 + [None] * 8


def test_highest_value_comes_first_and_unknown_ones_last(contracts: int) -> None:
    rows = page(Contract.objects.all(), stretches("value", TODAY), ["pk", "value"], size=40).rows
    values = [value for _, value in rows]
    assert values[0] == Decimal("1000.50")
    assert values[:30] == sorted(values[:30], reverse=True)
    assert values[-10:] == [None] * 10


@pytest.mark.parametrize(
    "text",
    ["", "x", "0", "0~2027-01-01", "9~2027-01-01~1", "0~tomorrow~1", "0~2027-01-01~-1", "0~2027-01-01~x"]
    + ["0~2027-01-01~99999999999999999999", "0~2027-13-01~1", "²~2027-01-01~1", "0~2027-01-01\0~1"],
)
def test_a_cursor_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_cursor(text, stretches("end", TODAY))


@pytest.mark.parametrize("key", ["NaN", "Infinity", "-1", "1e30", "x", ""])
def test_a_cursor_with_an_impossible_amount_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        read_cursor(f"0~{key}~1", stretches("value", TODAY))
