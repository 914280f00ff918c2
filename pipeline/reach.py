"""How far one contract reaches, and what must be done to hold out until a day (R2, R5). Pure: no database.

Unused options come one after the other, each with its own notice before the end that it prolongs; where one
can no longer be used, neither can those behind it.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from boroughs.calendar import is_working_day, working_day_on_or_before
from contracts.dates import Term, Window

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Allowances:
    """What boroughs allow themselves: calendar days side by side, days bridged, months of a framework."""

    early_start_days: int = 90
    bridging_days: int = 0
    framework_months: int = 48


@dataclass(frozen=True)
class Held:
    """A contract that would be replaced.

    ``key`` tells it from others: a joint contract has one key with all its boroughs. ``notice_days`` are the
    calendar days of notice to end it early, ``None`` where nobody has said. ``value`` is the total,
    ``annual_value`` that of a year, both GBP excluding VAT, ``None`` where not known.
    """

    key: str
    title: str = ""
    term: Term = field(default_factory=Term)
    notice_days: int | None = None
    value: Decimal | None = None
    annual_value: Decimal | None = None
    product: str = ""


@dataclass(frozen=True)
class OptionUse:
    """An option that prolongs a contract.

    ``number`` is its place among all options, 1 the first; ``until`` the end that it gives. ``notice_by`` is
    the last working day on which it can be used. Where the notice is not known, that is the last working
    day of the term before, the latest that can be, and ``notice_known`` says so.
    """

    number: int
    until: dt.date
    notice_by: dt.date
    notice_known: bool


@dataclass(frozen=True)
class Reach:
    """What a contract with an end date can still do.

    ``options`` can still be used, in order; ``lost`` is the first that cannot. ``break_from`` is the first
    day on which it can be ended early with notice given now, ``None`` where it has no such break.
    ``window`` holds the days on which a replacement could start (R2), by what can still be done.
    """

    held: Held
    end: dt.date
    options: tuple[OptionUse, ...]
    lost: OptionUse | None
    break_from: dt.date | None
    window: Window

    @property
    def ends(self) -> list[dt.date]:
        """Every end that it can have: as things stand, with one option, with two …"""
        return [self.end, *(option.until for option in self.options)]

    @property
    def option_count(self) -> int:
        """How many options it has, used ones included."""
        return len(self.held.term.options)


@dataclass(frozen=True)
class Way:
    """How a contract holds out until a start date: what is used, when it ends, what is bridged.

    ``break_notice_by`` is the last working day for the notice of a break; ``break_notice_known`` is false
    where nobody has said how long the notice is, and the day of the break is then the latest that can be.
    """

    ends: dt.date
    options: tuple[OptionUse, ...] = ()
    break_notice_by: dt.date | None = None
    break_notice_known: bool = True
    bridge_days: int = 0
    side_by_side_days: int = 0

    @property
    def by_break(self) -> bool:
        """Tell whether the contract is ended early."""
        return self.break_notice_by is not None

    @property
    def notice_by(self) -> dt.date | None:
        """The earliest day for a notice that it needs; ``None`` where it needs none."""
        days = [option.notice_by for option in self.options]
        return min([*days, self.break_notice_by] if self.break_notice_by else days, default=None)


def reach_of(held: Held, allowances: Allowances, today: dt.date) -> Reach | None:
    """Return what a contract can still do; ``None`` without an end date (R2).

    Args:
        held: the contract.
        allowances: for starting early and bridging.
        today: a notice that had to be given before this day can no longer be given.
    """
    end = held.term.end
    if end is None:
        return None
    usable, lost = _options(held.term, end, today)
    break_from = _break_from(held, end, today)
    last = usable[-1].until if usable else end
    window = Window(
        opens=(break_from or end) - dt.timedelta(days=allowances.early_start_days),
        closes=last + dt.timedelta(days=allowances.bridging_days),
    )
    return Reach(held, end, usable, lost, break_from, window)


def _options(term: Term, end: dt.date, today: dt.date) -> tuple[tuple[OptionUse, ...], OptionUse | None]:
    """Return the options that can still be used, and the first that cannot."""
    usable: list[OptionUse] = []
    before, months = end, 0
    for number, option in enumerate(term.options, start=1):
        if option.used:
            continue
        months += option.months
        until = end + relativedelta(months=months)
        notice_by = working_day_on_or_before(before - dt.timedelta(days=option.notice_days or 0))
        use = OptionUse(number, until, notice_by, option.notice_days is not None)
        if notice_by < today:
            return tuple(usable), use
        usable.append(use)
        before = until
    return tuple(usable), None


def _break_from(held: Held, end: dt.date, today: dt.date) -> dt.date | None:
    """Return the first day on which a contract can be ended early if notice is given now."""
    if held.term.break_date is None or held.term.break_date >= end:
        return None
    begun = today
    while not is_working_day(begun):
        begun += DAY
    first = max(held.term.break_date, begun + dt.timedelta(days=held.notice_days or 0))
    return first if first < end else None


def way_to(reach: Reach, start: dt.date, allowances: Allowances) -> Way:
    """Return how a contract holds out until a day of its window.

    As few options are used as bridging allows. A break is used only where the contract would otherwise run
    beside its replacement for longer than the early start allows.

    Args:
        reach: what the contract can do, by the same allowances.
        start: the day on which the replacement starts, inside the window.
        allowances: for starting early and bridging.

    Raises:
        ValueError: for a day outside the window.
    """
    if not reach.window.opens <= start <= reach.window.closes:
        raise ValueError(f"{start} is not in the window of {reach.held.title!r}.")
    bridging = dt.timedelta(days=allowances.bridging_days)
    count = next(place for place, end in enumerate(reach.ends) if end + bridging >= start)
    ends = reach.ends[count]
    if count == 0 and (ends - start).days > allowances.early_start_days and reach.break_from:
        return _by_break(reach, max(reach.break_from, start), start)
    return Way(
        ends,
        options=reach.options[:count],
        bridge_days=max(0, (start - ends).days - 1),
        side_by_side_days=max(0, (ends - start).days),
    )


def _by_break(reach: Reach, ends: dt.date, start: dt.date) -> Way:
    notice = reach.held.notice_days
    return Way(
        ends,
        break_notice_by=working_day_on_or_before(ends - dt.timedelta(days=notice or 0)),
        break_notice_known=notice is not None,
        side_by_side_days=(ends - start).days,
    )
