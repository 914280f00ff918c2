"""Which boroughs could work together, and why: the kinds of flag (R4). Pure: no database here."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from boroughs.calendar import working_day_on_or_before
from contracts.dates import Window
from pipeline.windows import SharedDays, maximal_sets, merged


class Kind(StrEnum):
    """The kinds of flag that are computed; the values are those of ``Flag.Kind``."""

    SHARED_SUPPLIER = "shared_supplier"
    SHARED_PRODUCT = "shared_product"
    RENEWAL_WINDOW = "renewal_window"
    PIPELINE = "pipeline"


class Stake(NamedTuple):
    """One borough's part in one live contract: what a flag is made of.

    ``opens`` and ``closes`` are the first and last day of the replacement window (R2), empty without an end
    date. ``value`` (total) and ``annual_value`` are GBP excluding VAT. ``decide_by`` is the contract's own,
    for a start on its end date. ``has_option`` tells whether it can be prolonged; ``notice_days`` are the
    calendar days before the end by which the next option must be used, empty where nobody has said.
    ``suppliers`` are their names, as a page writes them.
    """

    borough: int
    contract: int
    opens: dt.date | None
    closes: dt.date | None
    end: dt.date | None
    product: int | None
    value: Decimal | None
    annual_value: Decimal | None
    decide_by: dt.date | None
    decide_by_assumed: bool
    has_option: bool = False
    notice_days: int | None = None
    title: str = ""
    suppliers: str = ""

    @property
    def notice_on(self) -> dt.date | None:
        """The last working day on which the next option can be used; ``None`` if not known (R3)."""
        if self.end is None or self.notice_days is None or not self.has_option:
            return None
        return working_day_on_or_before(self.end - dt.timedelta(days=self.notice_days))

    def open_on(self, day: dt.date) -> bool:
        """Tell whether the contract's replacement could start on a day."""
        return self.opens is not None and self.closes is not None and self.opens <= day and day <= self.closes


class Purchase(NamedTuple):
    """A borough's procurement that others may see (R9): what a flag of the pipeline is made of.

    ``publishes`` is the day on which its tender is or was published, empty where its route has no such
    stage. ``replaces`` is the contract that it replaces, by id. ``assumed`` tells that its dates rest on the
    usual gates.
    """

    procurement: int
    borough: int
    starts: dt.date
    publishes: dt.date | None = None
    replaces: int | None = None
    assumed: bool = True
    title: str = ""


class Decision(NamedTuple):
    """The last day on which to begin, and whether it rests on a default profile (R3)."""

    by: dt.date
    assumed: bool


#: Given contracts by id: the boroughs' parts in them with all that is known, by borough and contract.
Whole = Callable[[Collection[int]], Mapping[tuple[int, int], Stake]]

#: Given a borough's id, a start date and a total value in GBP excluding VAT: when it must decide (R3).
Decide = Callable[[int, dt.date, Decimal | None], Decision]


@dataclass(frozen=True)
class Part:
    """A borough's part in a flag. ``listed`` contracts are shown and not counted (R4).

    ``purchases`` are its procurements, in a flag of the pipeline.

    ``value`` is the annual value in GBP excluding VAT of the counted contracts whose value is known,
    ``None`` where none is.
    """

    borough: int
    counted: tuple[Stake, ...]
    listed: tuple[Stake, ...]
    window: Window | None
    decide_by: dt.date | None
    assumed: bool
    value: Decimal | None
    purchases: tuple[Purchase, ...] = ()


#: Kinds of which a subject makes one flag, whatever its boroughs: it keeps its identity by its subject.
ONE_A_SUBJECT = frozenset({Kind.SHARED_SUPPLIER, Kind.SHARED_PRODUCT})


@dataclass(frozen=True)
class Finding:
    """A flag as computed: a set of boroughs and what they share, with its dates and its value (R4).

    ``holders`` says how common what they share is: how many boroughs have the supplier or product, or are in
    some flag of the service area. ``purchase`` is the procurement that a flag of the pipeline is about.
    """

    kind: Kind
    parts: tuple[Part, ...]
    holders: int
    common: Window | None = None
    start_on: dt.date | None = None
    purchase: Purchase | None = None

    @cached_property
    def decide_by(self) -> dt.date | None:
        """The earliest of the boroughs' decide-by dates, past ones included; ``None`` if none is known."""
        return min((part.decide_by for part in self.parts if part.decide_by), default=None)

    def next_decision(self, on: dt.date) -> dt.date | None:
        """Return the earliest decide-by date that is not past on a day."""
        return min(
            (part.decide_by for part in self.parts if part.decide_by and part.decide_by >= on), default=None
        )

    @cached_property
    def contracts(self) -> dict[int, Stake]:
        """The counted contracts by id, a joint one once."""
        return {stake.contract: stake for part in self.parts for stake in part.counted}

    @cached_property
    def members(self) -> frozenset[int]:
        """What it is known again by: its contracts, and its procurements below zero (R4)."""
        procurements = (-one.procurement for part in self.parts for one in part.purchases)
        return frozenset([*self.contracts, *procurements])

    @cached_property
    def value(self) -> Decimal | None:
        """Annual value together, GBP excluding VAT, of the contracts whose value is known (R1)."""
        return total(stake.annual_value for stake in self.contracts.values())

    @property
    def unknown_values(self) -> int:
        """How many of the counted contracts have no known annual value (R1)."""
        return sum(stake.annual_value is None for stake in self.contracts.values())


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of the known values; ``None``, not zero, where none is known (R1)."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def shared_supplier(stakes: Iterable[Stake], on: dt.date) -> list[Finding]:
    """Return the flag that live contracts of two or more boroughs with one supplier make (R4); see `_shared`.

    Args:
        stakes: every borough's part in every live contract with the supplier.
        on: the day of the run.
    """
    return _shared(Kind.SHARED_SUPPLIER, stakes, on)


def shared_product(stakes: Iterable[Stake], on: dt.date) -> list[Finding]:
    """Return the flag that live contracts of two or more boroughs for one product make (R4); see `_shared`.

    Of each borough's contracts for the product the largest counts, the others are listed.

    Args:
        stakes: every borough's part in every live contract for the product, whoever owned it at the time.
        on: the day of the run.
    """
    return _shared(Kind.SHARED_PRODUCT, stakes, on)


def _shared(kind: Kind, stakes: Iterable[Stake], on: dt.date) -> list[Finding]:
    """Return the flag of those who share a supplier or a product, whenever their contracts end (R4).

    Args:
        kind: of flag.
        stakes: every borough's part in every live contract of the subject.
        on: the day of the run.

    Returns:
        one finding, or none: for one borough, and for boroughs whose only contract is a joint one, who work
        together already. A borough's decide-by date is the next one of its counted contracts, or the last
        one that has passed.
    """
    own_of = by_borough(stakes)
    if not _worth_saying(own_of.values()):
        return []
    parts = []
    for borough, own in sorted(own_of.items()):
        counted, listed = one_a_product(own)
        soonest = _soonest(counted, on)
        parts.append(
            Part(
                borough=borough,
                counted=counted,
                listed=listed,
                window=None,
                decide_by=soonest.decide_by if soonest else None,
                assumed=soonest.decide_by_assumed if soonest else True,
                value=total(stake.annual_value for stake in counted),
            )
        )
    return [Finding(kind, tuple(parts), holders=len(parts))]


def renewal_windows(
    stakes: Iterable[Stake], on: dt.date, decide: Decide, whole: Whole | None = None
) -> list[Finding]:
    """Return one flag for each maximal set of boroughs whose windows in one service area share a day (R4).

    The start date is the last day that all windows share, which leaves the most time. A flag stays while
    its windows are live, also when its decide-by dates have passed: it then says that it is too late, and
    ranks low (R4: it expires when no window is live).

    Args:
        stakes: every borough's part in every contract of the area that has a window, the far-off ones
            (beyond the horizon) left out already.
        on: the day of the run.
        decide: when a borough must decide to start on a day (R3).
        whole: where the stakes are only windows and annual values, what gives the rest of those that may
            count; thousands that are merely listed need not be read.

    Returns:
        findings in no promised order. Where a set shares several stretches of days, the one in which most
        boroughs can still decide, the earliest of these. A contract counts if its window holds the start
        date; others that touch the common days are listed.
    """
    own_of = by_borough(stake for stake in stakes if stake.closes is not None and stake.closes >= on)
    windows = {
        borough: [(stake.opens, stake.closes) for stake in own if stake.opens and stake.closes]
        for borough, own in own_of.items()
    }
    sets = maximal_sets(windows, on)
    if whole is not None:
        own_of = _completed(own_of, [stretch.closes for one in sets for stretch in one.stretches], whole)
    holders = len(frozenset().union(*(shared.boroughs for shared in sets)))
    findings = []
    for shared in sets:
        options = [_renewal(shared, stretch, own_of, holders, decide) for stretch in shared.stretches]
        best = max(options, key=lambda finding: (_still_possible(finding, on), -_ordinal(finding.start_on)))
        if _worth_saying(part.counted for part in best.parts):
            findings.append(best)
    return findings


def _completed(
    own_of: Mapping[int, list[Stake]], starts: Sequence[dt.date], whole: Whole
) -> dict[int, list[Stake]]:
    """Return the stakes with all that is known of those whose window may hold one of the start dates."""
    first, last = min(starts, default=dt.date.max), max(starts, default=dt.date.min)
    contracts = {
        stake.contract
        for own in own_of.values()
        for stake in own
        if stake.opens and stake.closes and stake.opens <= last and stake.closes >= first
    }
    known = whole(contracts) if contracts else {}
    return {
        borough: [known.get((borough, stake.contract), stake) for stake in own]
        for borough, own in own_of.items()
    }


def _renewal(
    shared: SharedDays, stretch: Window, own_of: dict[int, list[Stake]], holders: int, decide: Decide
) -> Finding:
    """Return the finding for one stretch of common days."""
    start = stretch.closes
    parts = []
    for borough in sorted(shared.boroughs):
        open_then, touching = _open_and_touching(own_of[borough], stretch)
        counted, repeated = one_a_product(open_then)
        by, assumed = decision(borough, counted, start, decide)
        parts.append(
            Part(
                borough=borough,
                counted=counted,
                listed=tuple(sorted([*repeated, *touching], key=_largest_first)),
                window=_window_around(start, counted),
                decide_by=by,
                assumed=assumed,
                value=total(stake.annual_value for stake in counted),
            )
        )
    return Finding(Kind.RENEWAL_WINDOW, tuple(parts), holders, common=stretch, start_on=start)


def _open_and_touching(own: Iterable[Stake], stretch: Window) -> tuple[list[Stake], list[Stake]]:
    """Return whose window holds the last day of a stretch, and whose holds only others of its days."""
    open_then, touching = [], []
    for stake in own:
        if stake.opens is None or stake.closes is None or stake.opens > stretch.closes:
            continue
        if stake.closes >= stretch.closes:
            open_then.append(stake)
        elif stake.closes >= stretch.opens:
            touching.append(stake)
    return open_then, touching


def decision(borough: int, stakes: Sequence[Stake], start: dt.date, decide: Decide) -> Decision:
    """Return when a borough must decide to replace its contracts on a day (R3).

    The largest of the contracts says which gates apply; one of unknown value, that all do. Where a contract
    ends before ``start``, its next option must be used, and the earlier of the two dates counts.
    """
    values = [stake.value for stake in stakes]
    known = [value for value in values if value is not None]
    by, assumed = decide(borough, start, max(known) if len(known) == len(values) else None)
    notices = [stake.notice_on for stake in stakes if stake.end is not None and stake.end < start]
    return Decision(min([by, *(notice for notice in notices if notice is not None)]), assumed)


def one_a_product(stakes: Iterable[Stake]) -> tuple[tuple[Stake, ...], tuple[Stake, ...]]:
    """Return the contracts that count and those that are listed: one a product counts (R4).

    The largest by annual value counts, then the first known; contracts of no named product all count.
    Both come in order of annual value, the largest first.
    """
    in_order = sorted(stakes, key=_largest_first)
    if len(in_order) == 1:
        return tuple(in_order), ()
    counted: list[Stake] = []
    listed: list[Stake] = []
    seen: set[int] = set()
    for stake in in_order:
        if stake.product is not None and stake.product in seen:
            listed.append(stake)
            continue
        if stake.product is not None:
            seen.add(stake.product)
        counted.append(stake)
    return tuple(counted), tuple(listed)


def by_borough(stakes: Iterable[Stake]) -> dict[int, list[Stake]]:
    """Return the stakes of each borough, by its id."""
    result: dict[int, list[Stake]] = {}
    for stake in stakes:
        result.setdefault(stake.borough, []).append(stake)
    return result


def _worth_saying(stakes: Iterable[Sequence[Stake]]) -> bool:
    """Tell whether there are two boroughs and two contracts: a joint contract alone is no news."""
    boroughs = list(stakes)
    return len(boroughs) > 1 and len({stake.contract for own in boroughs for stake in own}) > 1


def _largest_first(stake: Stake) -> tuple[Decimal, int]:
    return (-stake.annual_value if stake.annual_value is not None else Decimal(1), stake.contract)


def _soonest(stakes: Sequence[Stake], on: dt.date) -> Stake | None:
    """Return the contract that is decided next, or the last one whose day has passed."""
    dated = [(stake.decide_by, -stake.contract, stake) for stake in stakes if stake.decide_by]
    coming = [entry for entry in dated if entry[0] >= on]
    return min(coming)[-1] if coming else max(dated)[-1] if dated else None


def _window_around(day: dt.date, stakes: Iterable[Stake]) -> Window | None:
    """Return the stretch that the windows cover without a gap around a day."""
    windows = merged((stake.opens, stake.closes) for stake in stakes if stake.opens and stake.closes)
    return next((window for window in windows if window.opens <= day <= window.closes), None)


def _still_possible(finding: Finding, on: dt.date) -> int:
    return sum(part.decide_by is not None and part.decide_by >= on for part in finding.parts)


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
