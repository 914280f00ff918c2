"""Which boroughs' replacement windows share a day (R4). Pure: no database here.

The sets are those of an interval graph: days on which the same boroughs are open, swept in order of date.
Windows that only meet in a chain (A meets B, B meets C, A never meets C) do not make one set.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.dates import Window

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class SharedDays:
    """A set of boroughs and every stretch of days on which the windows of all of them are open."""

    boroughs: frozenset[int]
    stretches: tuple[Window, ...]


def merged(windows: Iterable[tuple[dt.date, dt.date]]) -> list[Window]:
    """Return the days that some of the windows cover, as few windows in order of date.

    Args:
        windows: first and last day of each, both included, in any order.
    """
    result: list[Window] = []
    first = last = None
    for opens, closes in sorted(windows):
        if first is None or last is None:
            first, last = opens, closes
        elif opens <= last + DAY:
            last = max(last, closes)
        else:
            result.append(Window(first, last))
            first, last = opens, closes
    if first is not None and last is not None:
        result.append(Window(first, last))
    return result


def maximal_sets(windows: Mapping[int, Iterable[tuple[dt.date, dt.date]]], on: dt.date) -> list[SharedDays]:
    """Return each set of two or more boroughs that share a day from ``on`` onward and lies in no other (R4).

    Args:
        windows: for each borough's id the first and last days of its windows, both included.
        on: the day of the sweep; windows that closed before it are not live and count for nothing.

    Returns:
        the sets, in order of the first stretch's last day. A stretch runs from the day on which the last of
        the windows opened, which may lie before ``on``, so that it does not change from day to day.
    """
    live = {
        borough: merged((opens, closes) for opens, closes in dates if closes >= on)
        for borough, dates in windows.items()
    }
    boroughs = sorted(borough for borough, dates in live.items() if dates)
    stretches: dict[int, list[Window]] = {}
    for mask, stretch in _peaks([(1 << place, live[borough]) for place, borough in enumerate(boroughs)]):
        if mask.bit_count() > 1:
            stretches.setdefault(mask, []).append(stretch)
    kept = _without_subsets(stretches)
    return [
        SharedDays(_members(mask, boroughs), tuple(found))
        for mask, found in stretches.items()
        if mask in kept
    ]


def _peaks(windows: list[tuple[int, list[Window]]]) -> Iterable[tuple[int, Window]]:
    """Yield the sets open before one of them closes, where one has opened since the last closed."""
    events: list[tuple[dt.date, bool, int]] = []
    for bit, dates in windows:
        for window in dates:
            events.append((window.opens, True, bit))
            events.append((window.closes + DAY, False, bit))
    events.sort()  # on one day what closes goes before what opens
    open_now = 0
    opened_on: dt.date | None = None
    for day, opens, bit in events:
        if opens:
            open_now |= bit
            opened_on = day
        else:
            if opened_on is not None:
                yield open_now, Window(opened_on, day - DAY)
            opened_on = None
            open_now &= ~bit


def _without_subsets(masks: Iterable[int]) -> set[int]:
    """Return the masks inside no other; each is compared only with those that share its rarest bit."""
    kept: set[int] = set()
    with_bit: dict[int, list[int]] = {}
    for mask in sorted(masks, key=int.bit_count, reverse=True):
        bits = [place for place in range(mask.bit_length()) if mask >> place & 1]
        rarest = min(bits, key=lambda place: len(with_bit.get(place, ())))
        if any(mask & other == mask for other in with_bit.get(rarest, ())):
            continue
        kept.add(mask)
        for place in bits:
            with_bit.setdefault(place, []).append(mask)
    return kept


def _members(mask: int, boroughs: list[int]) -> frozenset[int]:
    return frozenset(borough for place, borough in enumerate(boroughs) if mask >> place & 1)
