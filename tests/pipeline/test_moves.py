"""What a borough must do with a contract, in words (R3, R5)."""

import datetime as dt

import pytest

from contracts.dates import Option, Term
from pipeline.moves import Move, move

END = dt.date(2028, 3, 31)


def term(*options: Option, end: dt.date | None = END, break_date: dt.date | None = None) -> Term:
    return Term(dt.date(2023, 4, 1), end, break_date, options)


@pytest.mark.parametrize(
    ("held", "start", "expected"),
    [
        (term(), dt.date(2028, 4, 1), Move("Let it run out on 31 March 2028")),
        (term(), END, Move("Let it run out on 31 March 2028")),
        (
            term(),
            dt.date(2028, 3, 1),
            Move("Let it run out on 31 March 2028; both run side by side for 30 days"),
        ),
        (
            term(Option(24, 180), Option(24, 90)),
            dt.date(2029, 4, 1),
            Move("Use option 1 of 2 until 31 March 2030", dt.date(2027, 10, 1)),
        ),
        (
            term(Option(24), Option(24)),
            dt.date(2031, 1, 1),
            Move("Use options 1 and 2 of 2 until 31 March 2032"),
        ),
        (
            term(Option(24, used=True), Option(12, 30)),
            dt.date(2029, 4, 1),
            Move("Use option 2 of 2 until 31 March 2029", dt.date(2028, 3, 1)),
        ),
        (
            term(Option(12)),
            dt.date(2029, 4, 11),
            Move("Use option 1 of 1 until 31 March 2029, then bridge for 10 days"),
        ),
        (
            term(),
            dt.date(2028, 4, 2),
            Move("It ends on 31 March 2028 without options: bridge for 1 day"),
        ),
        (
            term(break_date=dt.date(2026, 4, 1)),
            dt.date(2027, 4, 1),
            Move("Use the break on 1 April 2027", dt.date(2026, 12, 31)),
        ),
        (
            term(break_date=dt.date(2027, 4, 1)),
            dt.date(2027, 3, 1),
            Move("Use the break on 1 April 2027; both run side by side for 31 days", dt.date(2026, 12, 31)),
        ),
        (term(end=None), END, Move("Find out when the contract ends: its end date is not known")),
    ],
)
def test_the_move_for_a_start_date(held: Term, start: dt.date, expected: Move) -> None:
    assert move(held, start, notice_days=90) == expected
