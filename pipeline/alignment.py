"""Which boroughs can start together, when, what each must do and by when (R5). Pure: no database here.

A day can only be the best start if nobody would lose by a later one until the next end of a window, counting
the end that a contract has with no option used, with one, and so on: up to there no further option is
needed, no window closes, and the last day to begin never comes earlier. So only these ends are tried, and
the last day that is looked at.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from dateutil.relativedelta import relativedelta

from boroughs.schedule import backward_schedule, earliest_start
from contracts.dates import Window
from pipeline.alignment_plan import BoroughCase, BoroughPlan, Case, Outcome, Plan, Rules, Standing, Turn
from pipeline.reach import DAY, Held, Reach, reach_of, way_to
from pipeline.windows import merged

#: Start dates that are offered beside the best one.
ALTERNATIVES = 2
#: Days by which two starts of the same boroughs must differ to be told as two.
DAYS_APART = 90


def make_plan(case: Case, start: dt.date | None = None) -> Plan:
    """Return the plan with the best start date, or with one that somebody chose (R5).

    Two boroughs starting together are better than one alone. Then the largest annual value is best (what is
    not known adds nothing), then most boroughs, most contracts, most days until the first decision, most
    days until all of them together, the earlier start.

    Args:
        case: the boroughs, their contracts and rules.
        start: a day to plan for instead of the best one; from today to the case's last day.

    Raises:
        ValueError: for a start outside these days, or a borough without the stages of a route.
    """
    if start is not None and not case.today <= start <= case.last_day:
        raise ValueError(f"A start must be from {case.today} to {case.last_day}.")
    search = _Search(case)
    ranked = search.ranked(ALTERNATIVES + 1)
    chosen = start is not None
    if start is None and ranked:
        start = ranked[0].start
    return Plan(
        case=case,
        start=start,
        chosen=chosen,
        parts=tuple(line.at(start) for line in search.lines),
        outcome=search.outcome(start) if start else None,
        alternatives=tuple(one for one in ranked if one.start != start),
    )


class _Clock:
    """Backward schedules of many contracts; what does not depend on a contract is worked out once."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self._first_starts: dict[tuple[int, tuple[bool, ...]], dt.date | None] = {}
        self._first_days: dict[tuple[int, tuple[bool, ...], dt.date], dt.date] = {}

    def first_start(self, rules: Rules, value: Decimal | None) -> dt.date | None:
        """Return the first day on which a contract begun today can start; ``None`` if that is too far off.

        A later start never has an earlier first step, so that all days from there on are possible.
        """
        key = self._key(rules, value)
        if key not in self._first_starts:
            self._first_starts[key] = earliest_start(self.today, rules.stages, rules.gates, value)
        return self._first_starts[key]

    def first_day(self, rules: Rules, value: Decimal | None, start: dt.date) -> dt.date:
        """Return the first day of the backward schedule to a start."""
        key = (*self._key(rules, value), start)
        if key not in self._first_days:
            self._first_days[key] = backward_schedule(start, rules.stages, rules.gates, value)[0].begins
        return self._first_days[key]

    @staticmethod
    def _key(rules: Rules, value: Decimal | None) -> tuple[int, tuple[bool, ...]]:
        return id(rules), tuple(gate.applies_to(value) for gate in rules.gates)


class _Line:
    """One borough along the days: when it can start, and with which contracts."""

    def __init__(self, borough: BoroughCase, case: Case, clock: _Clock) -> None:
        self.borough = borough
        self.case = case
        self.clock = clock
        self.reaches = [(held, reach_of(held, case.allowances, case.today)) for held in borough.contracts]
        self.spans = [(reach, span) for _, reach in self.reaches if reach and (span := self._span(reach))]
        cuts = {day for _, span in self.spans for day in (span.opens, span.closes + DAY)}
        self.cuts = sorted(cuts)
        self.counted = [_one_a_product(self._open_on(day)) for day in self.cuts]
        self._decisions: dict[tuple[str, dt.date], dt.date] = {}

    def _span(self, reach: Reach) -> Window | None:
        """Return the days on which a contract's replacement can start, begun today or later."""
        possible = self.clock.first_start(self.borough.rules, reach.held.value)
        if possible is None:
            return None
        opens = max(reach.window.opens, possible, self.case.today)
        closes = min(reach.window.closes, self.case.last_day)
        return Window(opens, closes) if opens <= closes else None

    def _open_on(self, day: dt.date) -> list[tuple[Reach, Window]]:
        return [(reach, span) for reach, span in self.spans if span.opens <= day <= span.closes]

    def starting(self, day: dt.date) -> tuple[Reach, ...]:
        """Return the counted contracts whose replacement can start on a day."""
        place = bisect_right(self.cuts, day)
        return self.counted[place - 1] if place else ()

    def candidates(self) -> Iterable[dt.date]:
        """Yield the ends of its windows, with each number of options."""
        bridging = dt.timedelta(days=self.case.allowances.bridging_days)
        for reach, _ in self.spans:
            yield from (end + bridging for end in reach.ends)

    def decide_by(self, reach: Reach, day: dt.date) -> dt.date:
        """Return the last day on which to begin for a start on a day; remembered."""
        key = (reach.held.key, day)
        if key not in self._decisions:
            first = self.clock.first_day(self.borough.rules, reach.held.value, day)
            notice = way_to(reach, day, self.case.allowances).notice_by
            self._decisions[key] = min(first, notice) if notice else first
        return self._decisions[key]

    def at(self, start: dt.date | None) -> BoroughPlan:
        """Return what the borough can do at a start date, with everything that is told of it."""
        turns = [self._turn(held, reach, start) for held, reach in self.reaches]
        standing = min((turn.standing for turn in turns), key=lambda one: one.rank, default=Standing.NOTHING)
        same = {turn.held.key for turn in turns if turn.standing is standing}
        if start and standing is Standing.TOGETHER:
            same = {reach.held.key for reach in self.starting(start)}
        return BoroughPlan(
            borough=self.borough,
            standing=standing,
            turns=tuple(turn for turn in turns if turn.held.key in same),
            listed=tuple(turn for turn in turns if turn.held.key not in same),
            possible=tuple(merged((span.opens, span.closes) for _, span in self.spans)),
        )

    def _turn(self, held: Held, reach: Reach | None, start: dt.date | None) -> Turn:
        """Return what a contract can do at a start date; without one, what it can do by itself."""
        if reach is None:
            return Turn(held, Standing.UNDATED, None)
        window, today, last_day = reach.window, self.case.today, self.case.last_day
        if window.closes < (start or today):
            return Turn(held, Standing.ENDED, reach)
        if start and window.opens <= start:
            return self._leading_to(reach, start, Standing.TOGETHER)
        framework = relativedelta(months=self.case.allowances.framework_months)
        last = min(window.closes, start + framework if start else last_day)
        if window.opens > last:
            return Turn(held, Standing.BEYOND, reach)
        return self._leading_to(reach, last, Standing.LATER if start else Standing.ALONE)

    def _leading_to(self, reach: Reach, day: dt.date, standing: Standing) -> Turn:
        """Return the turn of a contract that would start on a day, or is too late for it."""
        rules = self.borough.rules
        possible = self.clock.first_start(rules, reach.held.value)
        in_time = possible is not None and possible <= day
        return Turn(
            held=reach.held,
            standing=standing if in_time else Standing.LATE,
            reach=reach,
            start=day,
            way=way_to(reach, day, self.case.allowances),
            steps=tuple(backward_schedule(day, rules.stages, rules.gates, reach.held.value)),
            could_start=possible if not in_time and possible and possible <= reach.window.closes else None,
        )


class _Search:
    """All boroughs of a case along the days."""

    def __init__(self, case: Case) -> None:
        if any(not borough.rules.stages for borough in case.boroughs):
            raise ValueError("A plan needs the stages of a procurement route.")
        self.case = case
        clock = _Clock(case.today)
        self.lines = [_Line(borough, case, clock) for borough in case.boroughs]

    @cached_property
    def candidates(self) -> list[dt.date]:
        """The days that are tried."""
        days = {day for line in self.lines for day in line.candidates()} | {self.case.last_day}
        return sorted(day for day in days if self.case.today <= day <= self.case.last_day)

    def ranked(self, most: int) -> list[Outcome]:
        """Return the best start dates on which two boroughs or more start together, the best one first.

        A date is passed over where the same boroughs can start within ``DAYS_APART`` of a better one.
        """
        weighed = [(weight, day) for day in self.candidates if (weight := self._weight(day))]
        weighed.sort(key=lambda one: one[0], reverse=True)
        kept: list[Outcome] = []
        for _, alike in groupby(weighed, key=lambda one: one[0]):
            new = [day for _, day in alike if self._is_new(day, kept)]
            for day in sorted(new, key=self._slack, reverse=True) if len(new) > 1 else new:
                if self._is_new(day, kept):
                    kept.append(self.outcome(day))
                if len(kept) == most:
                    return kept
        return kept

    def _weight(self, day: dt.date) -> tuple[Decimal, int, int] | None:
        """Return annual value, boroughs and contracts that start on a day; ``None`` for a borough alone."""
        starting = [own for line in self.lines if (own := line.starting(day))]
        if len(starting) < 2:
            return None
        values = _values(starting)
        worth = sum((value for value in values.values() if value is not None), Decimal(0))
        return worth, len(starting), len(values)

    def outcome(self, day: dt.date) -> Outcome:
        """Return what a start date brings, be it that nobody can start on it."""
        starting = [(line, own) for line in self.lines if (own := line.starting(day))]
        values = _values(own for _, own in starting)
        known = [value for value in values.values() if value is not None]
        dates = [line.decide_by(reach, day) for line, own in starting for reach in own]
        return Outcome(
            start=day,
            together=self._together(day),
            contracts=len(values),
            value=sum(known, Decimal(0)) if known else None,
            unknown_values=len(values) - len(known),
            decide_by=min(dates, default=None),
            slack_days=(min(dates) - self.case.today).days if dates else 0,
        )

    def _together(self, day: dt.date) -> tuple[str, ...]:
        return tuple(line.borough.key for line in self.lines if line.starting(day))

    def _is_new(self, day: dt.date, kept: Sequence[Outcome]) -> bool:
        """Tell whether a start date is worth telling apart from others."""
        near = [one for one in kept if abs((one.start - day).days) < DAYS_APART]
        return not near or self._together(day) not in {one.together for one in near}

    def _slack(self, day: dt.date) -> tuple[int, int, int]:
        """Return the days until the first decision, until those of all together, how early the start is."""
        firsts = [
            min(line.decide_by(reach, day) for reach in own)
            for line in self.lines
            if (own := line.starting(day))
        ]
        slack = [(first - self.case.today).days for first in firsts]
        return min(slack), sum(slack), -day.toordinal()


def _values(starting: Iterable[Sequence[Reach]]) -> dict[str, Decimal | None]:
    """Return the annual value of each contract, a joint one once."""
    return {reach.held.key: reach.held.annual_value for own in starting for reach in own}


def _one_a_product(spans: Iterable[tuple[Reach, Window]]) -> tuple[Reach, ...]:
    """Return the contracts that count: of those for one product the largest by annual value (R4).

    Of equals the one counts that could start first, so that a day on which another one opens is no worse.
    """
    counted: list[Reach] = []
    seen: set[str] = set()
    for reach, _ in sorted(spans, key=_largest_first):
        if reach.held.product and reach.held.product in seen:
            continue
        seen.add(reach.held.product)
        counted.append(reach)
    return tuple(counted)


def _largest_first(one: tuple[Reach, Window]) -> tuple[Decimal, dt.date, str]:
    reach, span = one
    value = reach.held.annual_value
    return (-(value or Decimal(0)), span.opens, reach.held.key)
