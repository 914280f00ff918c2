"""When a reminder is due, and how numbers of days are read. No database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reminding import read_days, reminder_due
from pipeline.timelines import Slip, slips_of

DAY = dt.date(2027, 6, 15)
CHOSEN = st.lists(st.integers(0, 180), max_size=5)


@pytest.mark.parametrize(
    ("left", "due"), [(15, None), (14, 14), (9, 14), (4, 14), (3, 3), (0, 3), (-1, None)]
)
def test_a_reminder_stays_due_until_the_next_one_is(left: int, due: int | None) -> None:
    assert reminder_due([14, 3], DAY, DAY - dt.timedelta(days=left)) == due


@given(CHOSEN, st.integers(-30, 400))
def test_what_is_due_is_chosen_and_not_before_its_time(chosen: list[int], left: int) -> None:
    due = reminder_due(chosen, DAY, DAY - dt.timedelta(days=left))
    if due is None:
        assert left < 0 or all(one < left for one in chosen)
    else:
        assert due in chosen
        assert due >= left >= 0


@given(CHOSEN, st.sets(st.integers(-5, 200)))
def test_runs_on_whatever_days_reminds_of_each_number_at_most_once_and_in_order(
    chosen: list[int], runs: set[int]
) -> None:
    """The keys of reminders are the numbers: a number that is due again later would be told twice or lost."""
    said = [reminder_due(chosen, DAY, DAY - dt.timedelta(days=left)) for left in sorted(runs, reverse=True)]
    numbers = [one for one in said if one is not None]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    ("text", "days"),
    [("14, 3", [14, 3]), ("3;14 3", [14, 3]), ("14 days and 3 days", [14, 3]), ("", []), ("0", [0])],
)
def test_days_are_read_as_people_write_them(text: str, days: list[int]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["soon", "14, -3", "3.5", "٣", "99999"])
def test_what_is_no_number_of_days_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not numbers"):
        read_days(text)


def test_moves_of_a_date_are_summed_up_with_their_reasons() -> None:
    first, second, third = DAY, DAY + dt.timedelta(days=9), DAY + dt.timedelta(days=33)
    moves = [
        ("Evaluation begins", first, second, "Two bids came late."),
        ("Cabinet decides", first, second, ""),
        ("Evaluation begins", second, third, "Illness."),
        ("Cabinet decides", second, first, "An earlier meeting."),
    ]
    (slip,) = slips_of(moves)
    assert slip == Slip("Evaluation begins", first, third, ("Two bids came late.", "Illness."))
    assert slip.by == "33 days later"


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-40, 40))))
def test_the_sum_of_moves_is_where_each_date_went(steps: list[tuple[str, int]]) -> None:
    where = {"a": DAY, "b": DAY}
    moves = []
    for what, days in steps:
        after = where[what] + dt.timedelta(days=days)
        moves.append((what, where[what], after, ""))
        where[what] = after
    found = {one.what: one.after for one in slips_of(moves)}
    assert found == {what: day for what, day in where.items() if day != DAY}
