"""How complete and fresh each borough's register is, beside the others' (R7)."""

import datetime as dt
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from boroughs.models import Borough
from boroughs.words import counted, listing, plain_date
from contracts.landscape.sheet import BoroughLine, Sheet
from contracts.models import FreshnessDay

#: Days between which an earlier state is looked for: the oldest one counts.
EARLIEST, LATEST = 30, 7
FACTS = 3


@dataclass(frozen=True)
class Standing:
    """One borough: per cent of its live contracts that are fresh or stale, and of their facts that are known.

    ``moved`` is how many points of a hundred ``fresh`` rose since the earlier state; ``None`` is not known.
    Nothing is known of the freshness of a register without live contracts.
    """

    borough: Borough
    line: BoroughLine
    fresh: int | None
    stale: int | None
    complete: int | None
    moved: int | None

    @property
    def moved_words(self) -> str:
        """How it moved, in words: *up 12*, *down 3*, *as before*."""
        if self.moved is None:
            return "not known"
        if not self.moved:
            return "as before"
        return f"{'up' if self.moved > 0 else 'down'} {abs(self.moved)}"


@dataclass(frozen=True)
class Earlier:
    """The state with which the present one is compared: its day, and per cent fresh by borough."""

    day: dt.date | None
    fresh: Mapping[int, int]


def per_cent(part: int, whole: int) -> int | None:
    """Return a part in per cent; ``None`` of nothing."""
    return round(100 * part / whole) if whole else None


def read_earlier(on: dt.date) -> Earlier:
    """Return the oldest state of the last 30 days that is a week old at least."""
    span = (on - dt.timedelta(days=EARLIEST), on - dt.timedelta(days=LATEST))
    rows = list(FreshnessDay.objects.filter(day__range=span).order_by("day"))
    if not rows:
        return Earlier(None, {})
    first = rows[0].day
    known = {row.borough_id: per_cent(row.fresh, row.contracts) for row in rows if row.day == first}
    return Earlier(first, {key: fresh for key, fresh in known.items() if fresh is not None})


def standings(boroughs: Sequence[Borough], sheet: Sheet, earlier: Earlier) -> list[Standing]:
    """Return where each borough stands, in the boroughs' order."""
    lines = {line.borough: line for line in sheet.boroughs}
    return [
        _standing(borough, lines.get(borough.pk, BoroughLine(borough=borough.pk)), earlier)
        for borough in boroughs
    ]


def _standing(borough: Borough, line: BoroughLine, earlier: Earlier) -> Standing:
    fresh, before = per_cent(line.fresh, line.contracts), earlier.fresh.get(borough.pk)
    known = line.with_value + line.with_supplier + line.with_options
    return Standing(
        borough=borough,
        line=line,
        fresh=fresh,
        stale=per_cent(line.stale, line.contracts),
        complete=per_cent(known, FACTS * line.contracts),
        moved=None if fresh is None or before is None else fresh - before,
    )


def _name(one: Standing) -> str:
    return one.borough.name


def _most(tell: Callable[[Standing], int | None]) -> Callable[[Standing], tuple[bool, int, str]]:
    """Return the key of an order in which most comes first and what is not known last."""

    def key(one: Standing) -> tuple[bool, int, str]:
        value = tell(one)
        return value is None, -(value or 0), one.borough.name

    return key


#: The orders in which boroughs can be listed: label, and key. By name unless asked otherwise.
ORDERS: dict[str, tuple[str, Callable[[Standing], object]]] = {
    "name": ("Name, A to Z", _name),
    "moved": ("Most improved first", _most(lambda one: one.moved)),
    "fresh": ("Freshest first", _most(lambda one: one.fresh)),
    "complete": ("Most complete first", _most(lambda one: one.complete)),
    "confirmed": ("Most confirmed lately first", _most(lambda one: one.line.confirmed)),
}


def ordered(found: Sequence[Standing], order: str) -> list[Standing]:
    """Return standings in one of ``ORDERS``."""
    key: Callable[[Standing], object] = ORDERS[order][1]
    return sorted(found, key=key)  # type: ignore[arg-type]


def spread_in_words(found: Sequence[Standing]) -> str:
    """Say where the middle half of the boroughs lies."""
    known = sorted(one.fresh for one in found if one.fresh is not None)
    if len(known) < 2:
        return "Fewer than two boroughs have live contracts, so that nothing can be compared."
    lower, middle, upper = statistics.quantiles(known, n=4, method="inclusive")
    without = len(found) - len(known)
    said = f"Of the {len(known)} boroughs with live contracts, {_quarters(known, lower, middle, upper)}."
    verb = "has" if without == 1 else "have"
    return f"{said} {counted(without, 'borough')} {verb} no live contract." if without else said


def _quarters(known: Sequence[int], lower: float, middle: float, upper: float) -> str:
    """Say where quarters lie; only how many have some, where half or more have nothing fresh."""
    if not middle:
        some = sum(1 for fresh in known if fresh)
        return f"{some or 'none'} {'has' if some == 1 else 'have'} any that are fresh"
    return (
        f"half have {middle:.0f}% of them fresh or less, "
        f"a quarter {lower:.0f}% or less, and a quarter {upper:.0f}% or more"
    )


def thanks(found: Sequence[Standing]) -> str:
    """Name the boroughs whose officers confirmed contracts in the last 30 days; empty where none did."""
    some = sorted((one for one in found if one.line.confirmed), key=lambda one: -one.line.confirmed)
    if not some:
        return ""
    named = listing([f"{one.borough.name} ({one.line.confirmed})" for one in some])
    return f"Thank you to the officers of {named}, who confirmed contracts in the last 30 days."


def improved(found: Sequence[Standing], earlier: Earlier) -> str:
    """Say what moved since the earlier state."""
    if earlier.day is None:
        return "What moved can be told once the hub has known the registers for a week."
    up = [one for one in ordered(found, "moved") if one.moved and one.moved > 0]
    if not up:
        return f"No register is fresher than on {plain_date(earlier.day)}."
    named = listing([f"{one.borough.name} (up {one.moved} points)" for one in up])
    return f"Fresher than on {plain_date(earlier.day)}: {named}."
