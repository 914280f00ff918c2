"""The dates and the annual value of a contract (R1, R2). Pure: no database here."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Option:
    """One right to prolong: ``months`` long, to be used ``notice_days`` (calendar) before the end."""

    months: int
    notice_days: int | None = None
    used: bool = False


@dataclass(frozen=True)
class Term:
    """The dates of a contract; every one may be unknown. ``end`` has used options inside it."""

    start: dt.date | None = None
    end: dt.date | None = None
    break_date: dt.date | None = None
    options: tuple[Option, ...] = field(default=())


@dataclass(frozen=True)
class Window:
    """The dates on which a replacement could start, both days included."""

    opens: dt.date
    closes: dt.date

    def shares_a_day_with(self, other: "Window") -> bool:
        """Tell whether some day is in both windows."""
        return self.opens <= other.closes and other.opens <= self.closes


def maximum_end(term: Term) -> dt.date | None:
    """Return the end date with every unused option used; ``None`` without an end date (docs/domain.md).

    Options are added together before they are applied: 2 + 2 years from 29 February end on a
    29 February again, not on the 28th.
    """
    if term.end is None:
        return None
    months = sum(option.months for option in term.options if not option.used)
    return term.end + relativedelta(months=months)


def replacement_window(term: Term, *, early_start_days: int, bridging_days: int) -> Window | None:
    """Return the dates on which the contract's replacement could start (R2).

    Args:
        term: the contract's dates.
        early_start_days: calendar days for which two systems may run side by side.
        bridging_days: calendar days for which the contract could be bridged beyond its maximum end.

    Returns:
        the window, or ``None`` for a contract with no end date.
    """
    last = maximum_end(term)
    if term.end is None or last is None:
        return None
    first = min(term.break_date or term.end, term.end)
    return Window(
        opens=first - dt.timedelta(days=early_start_days), closes=last + dt.timedelta(days=bridging_days)
    )


def initial_term_months(term: Term) -> Decimal | None:
    """Return the months of the initial term: start to end without the options used (R1).

    Whole months count as one each, days beyond them as parts of 365.25 / 12 days. A contract from
    1 April to 31 March has twelve: both days belong to it.

    Returns:
        months, at least a day's worth; ``None`` where start or end is unknown or out of order.
    """
    if term.start is None or term.end is None or term.end < term.start:
        return None
    used = sum(option.months for option in term.options if option.used)
    day_after = term.end + dt.timedelta(days=1) - relativedelta(months=used)
    if day_after <= term.start:
        return None
    span = relativedelta(day_after, term.start)
    days_a_month = Decimal("365.25") / 12
    return Decimal(span.years * 12 + span.months) + Decimal(span.days) / days_a_month


def annual_value(value: Decimal | None, term: Term) -> Decimal | None:
    """Return the value of a year: total value ÷ (months of the initial term ÷ 12) (R1).

    A term shorter than a year is not blown up: its annual value is its total value, since nothing says
    that it is bought again.

    Args:
        value: total, GBP excluding VAT; ``None`` when not known.
        term: the contract's dates.

    Returns:
        GBP a year, to the penny; ``None`` where value or term is unknown; never negative.
    """
    months = initial_term_months(term)
    if value is None or value < 0 or months is None:
        return None
    return (value / max(months, Decimal(12)) * 12).quantize(Decimal("0.01"))
