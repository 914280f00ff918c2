"""What a borough must do with a contract to replace it on a given day (R3, R5). Pure: no database here."""

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from boroughs.calendar import working_day_on_or_before
from boroughs.words import counted, listing, plain_date
from contracts.dates import Term, maximum_end


@dataclass(frozen=True)
class Move:
    """What to do, in words, and the last day for the notice that it needs; ``None`` where none is known."""

    text: str
    notice_by: dt.date | None = None


def move(term: Term, start: dt.date, notice_days: int | None = None) -> Move:
    """Return what to do with a contract so that its replacement can start on a day (R3, R5).

    Args:
        term: the contract's dates and options.
        start: the day on which the replacement starts.
        notice_days: calendar days of notice for ending the contract early.

    Returns:
        let it run out, use the break, use options, or bridge; a contract without an end date asks for it.
    """
    last = maximum_end(term)
    if term.end is None or last is None:
        return Move("Find out when the contract ends: its end date is not known")
    if start > term.end:
        return _prolong(term, term.end, last, start)
    if term.break_date and term.break_date < term.end and start < term.end:
        ends = max(term.break_date, start)
        text = f"Use the break on {plain_date(ends)}{_side_by_side(start, ends)}"
        return Move(text, _notice_day(ends, notice_days))
    return Move(f"Let it run out on {plain_date(term.end)}{_side_by_side(start, term.end)}")


def _side_by_side(start: dt.date, ends: dt.date) -> str:
    """Say for how long the old and the new contract both run."""
    days = (ends - start).days
    return f"; both run side by side for {counted(days, 'day')}" if days > 0 else ""


def _notice_day(day: dt.date, notice_days: int | None) -> dt.date | None:
    """Return the last working day on which notice is in time; ``None`` where the notice is not known."""
    if notice_days is None:
        return None
    return working_day_on_or_before(day - dt.timedelta(days=notice_days))


def _prolong(term: Term, end: dt.date, last: dt.date, start: dt.date) -> Move:
    """Use as many options as it takes, and bridge what is left."""
    gap = (start - end).days - 1
    if gap <= 0:
        return Move(f"Let it run out on {plain_date(end)}")
    unused = [option for option in term.options if not option.used]
    first = unused[0].notice_days if unused else None
    notice = _notice_day(end, first)
    used_before = len(term.options) - len(unused)
    months = 0
    for number, option in enumerate(unused, start=1):
        months += option.months
        until = end + relativedelta(months=months)
        if until >= start - dt.timedelta(days=1):
            which = _options(used_before, number, len(term.options))
            return Move(f"Use {which} until {plain_date(until)}", notice)
    bridge = f"bridge for {counted((start - last).days - 1, 'day')}"
    if not unused:
        return Move(f"It ends on {plain_date(end)} without options: {bridge}")
    every = _options(used_before, len(unused), len(term.options))
    return Move(f"Use {every} until {plain_date(last)}, then {bridge}", notice)


def _options(used_before: int, count: int, total: int) -> str:
    """Name the options to use: *option 1 of 2*, *options 1 and 2 of 3*."""
    numbers = [str(used_before + number) for number in range(1, count + 1)]
    return f"{'option' if count == 1 else 'options'} {listing(numbers)} of {total}"
