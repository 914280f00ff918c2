"""Boroughs and contracts for tests of the alignment plan, and a planner that tries every day."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st

from boroughs.calendar import is_working_day, working_day_on_or_before
from boroughs.schedule import GateRule, StageLength, decide_by
from contracts.dates import Option, Term
from pipeline.alignment_plan import BoroughCase, Case, Rules
from pipeline.reach import Allowances, Held

TODAY = dt.date(2026, 11, 26)
#: Half a year: 182 calendar days before the start.
HALF_A_YEAR = (StageLength("tender_period", "Tender period", 182),)
LONGEST = 150  # days that the property tests look ahead

numbers = count(1)


def held(end: str | None = None, *options: Option, **fields: Any) -> Held:
    """Return a contract of £60,000 a year that ends on a day written as 2027-08-03."""
    term = Term(
        start=dt.date(2022, 4, 1),
        end=dt.date.fromisoformat(end) if end else None,
        break_date=fields.pop("break_date", None),
        options=options,
    )
    values = {"key": f"contract {next(numbers)}", "title": "Rents", "value": Decimal(300_000), "term": term}
    return Held(**{**values, "annual_value": Decimal(60_000), **fields})


def borough(
    name: str, *contracts: Held, gates: Sequence[GateRule] = (), assumed: bool = False
) -> BoroughCase:
    """Return a borough that needs half a year, and its gates."""
    return BoroughCase(name.lower(), name, contracts, Rules(HALF_A_YEAR, tuple(gates), assumed))


def case(*boroughs: BoroughCase, last_day: dt.date | None = None, **allowances: int) -> Case:
    """Return a case of the day on which all tests take place."""
    last = last_day or dt.date(TODAY.year + 5, TODAY.month, TODAY.day)
    return Case(boroughs, TODAY, last, Allowances(**allowances))


# ---- the same rule by trying every day, written without the planner


def ways_by_hand(contract: Held, day: dt.date, allowances: Allowances) -> dt.date | None:
    """Return the earliest notice with which a contract gets to a day, ``dt.date.max`` if it needs none.

    Returns:
        ``None`` where it cannot.
    """
    end = contract.term.end
    if end is None:
        return None
    notices, until, months = [dt.date.max], end, 0
    early, bridging = dt.timedelta(allowances.early_start_days), dt.timedelta(allowances.bridging_days)
    if day < end - early:
        return _break_by_hand(contract, end, day, early)
    unused = [option for option in contract.term.options if not option.used]
    while day > until + bridging:
        if not unused:
            return None
        option = unused.pop(0)
        notice = working_day_on_or_before(until - dt.timedelta(option.notice_days or 0))
        if notice < TODAY:
            return None
        notices.append(notice)
        months += option.months
        until = add_months(end, months)
    return min(notices)


def _break_by_hand(contract: Held, end: dt.date, day: dt.date, early: dt.timedelta) -> dt.date | None:
    """Try every day on which the contract could be ended early for a start on a day."""
    begins = contract.term.break_date
    ends = day
    while begins and ends <= min(day + early, end - dt.timedelta(1)):
        notice = working_day_on_or_before(ends - dt.timedelta(contract.notice_days or 0))
        if ends >= begins and notice >= TODAY:
            return notice
        ends += dt.timedelta(1)
    return None


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


def weight_by_hand(one: Case, day: dt.date) -> tuple[Any, ...] | None:
    """Return what makes a start day good, in the order in which it counts; ``None`` for fewer than two."""
    values: dict[str, Decimal | None] = {}
    firsts = []
    for each in one.boroughs:
        counted = _counted_by_hand(each, one, day)
        values.update({contract.key: contract.annual_value for contract, _ in counted})
        if counted:
            firsts.append(min(by for _, by in counted))
    if len(firsts) < 2:
        return None
    known = sum((value for value in values.values() if value is not None), Decimal(0))
    return (
        known,
        len(firsts),
        len(values),
        (min(firsts) - TODAY).days,
        sum((by - TODAY).days for by in firsts),
    )


def _counted_by_hand(each: BoroughCase, one: Case, day: dt.date) -> list[tuple[Held, dt.date]]:
    """Return the contracts of a borough that count on a day, with their decide-by dates."""
    found: dict[str, tuple[Held, dt.date]] = {}
    for contract in each.contracts:
        notice = ways_by_hand(contract, day, one.allowances)
        if notice is None:
            continue
        by = min(notice, decide_by(day, each.rules.stages, each.rules.gates, contract.value))
        if by < TODAY:
            continue
        best = found.get(contract.product or contract.key)
        if best is None or (contract.annual_value or 0) > (best[0].annual_value or 0):
            found[contract.product or contract.key] = (contract, by)
    return list(found.values())


def every_day(one: Case) -> Iterator[dt.date]:
    """Yield the days on which a start is looked for."""
    for number in range((one.last_day - one.today).days + 1):
        yield one.today + dt.timedelta(number)


# ---- cases for property tests

DAYS = st.integers(-20, LONGEST + 20).map(lambda number: TODAY + dt.timedelta(number))
OPTIONS = st.builds(
    Option, st.integers(1, 3), st.none() | st.integers(0, 60), st.sampled_from([False, False, True])
)
GATES = st.builds(
    GateRule,
    body=st.sampled_from(["Board", "Cabinet"]),
    before_stage=st.sampled_from(["first", "second", "start"]),
    lead_days=st.integers(0, 15),
    value_from=st.none() | st.just(Decimal(100)),
    meetings=st.lists(DAYS, max_size=4, unique=True).map(lambda days: tuple(sorted(days))),
)
RULES = st.builds(
    Rules,
    stages=st.builds(
        lambda first, second: (
            StageLength("first", "First", first),
            StageLength("second", "Second", second, working_days=True),
        ),
        st.integers(0, 20),
        st.integers(0, 5),
    ),
    gates=st.lists(GATES, max_size=2).map(tuple),
)
ALLOWANCES = st.builds(
    Allowances, st.sampled_from([0, 10, 30, 60]), st.sampled_from([0, 0, 5, 20, 40]), st.integers(0, 6)
)


END = st.sampled_from([DAYS, DAYS, DAYS, DAYS, DAYS, st.none()]).flatmap(lambda days: days)


@st.composite
def contracts(draw: st.DrawFn, key: str, worth: Decimal) -> Held:
    """A contract some of whose dates and values are not known; no two for a product are worth the same."""
    product = draw(st.sampled_from(["", "", "Civic"]))
    return Held(
        key=key,
        title="Rents",
        term=Term(
            end=draw(END),
            break_date=draw(st.none() | DAYS),
            options=tuple(draw(st.lists(OPTIONS, max_size=3))),
        ),
        notice_days=draw(st.none() | st.integers(0, 60)),
        value=draw(st.sampled_from([None, Decimal(50), Decimal(200)])),
        annual_value=worth if product else draw(st.sampled_from([None, Decimal(10), Decimal(20)])),
        product=product,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Two to four boroughs with up to three contracts each."""
    boroughs = []
    for number in range(draw(st.integers(2, 4))):
        own = range(draw(st.integers(0 if number > 1 else 1, 3)))
        held = tuple(draw(contracts(f"{number}.{place}", Decimal(10 + 3 * place))) for place in own)
        boroughs.append(BoroughCase(str(number), f"Borough {number}", held, draw(RULES)))
    return Case(tuple(boroughs), TODAY, TODAY + dt.timedelta(LONGEST), draw(ALLOWANCES))


def is_decision_day(day: dt.date) -> bool:
    """Tell whether one can decide on a day: a working day that is not past."""
    return is_working_day(day) and day >= TODAY
