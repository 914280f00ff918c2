"""Draws up the sheets of the landscape from contracts as plain values. Pure: no database here."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from contracts.freshness import Freshness, freshness
from contracts.landscape.concentration import hhi, share
from contracts.landscape.quarters import Quarter, quarter_of, quarters_from
from contracts.landscape.sharing import in_pounds, split, split_or_none
from contracts.landscape.sheet import (
    AreaLine,
    BoroughLine,
    Cell,
    Concentration,
    Entry,
    GroupLine,
    Line,
    QuarterLine,
    Sheet,
)

#: Supplier groups that a sheet names, and contracts that a cell names; the others are counted.
MOST_GROUPS, MOST_ENTRIES = 20, 3
#: Days for which boroughs are thanked for what they confirmed.
LATELY = dt.timedelta(days=30)


class Holding(NamedTuple):
    """A live contract. ``groups`` are the supplier groups of its suppliers, each once, none where not known.

    ``pence`` is the annual value; ``end`` the end date as things stand; ``label`` the product, or the
    suppliers' names where the product is not known, or nothing; ``kind`` the kind of its service area.
    ``by_officer`` tells that an officer, and not a notice, confirmed it last.
    """

    contract: int
    boroughs: tuple[int, ...]
    area: int | None
    groups: tuple[int, ...]
    pence: int | None
    end: dt.date
    label: str
    is_product: bool
    kind: str
    confirmed_on: dt.date | None
    by_officer: bool
    has_value: bool
    has_supplier: bool
    options_known: bool
    is_framework: bool


class GroupName(NamedTuple):
    """A supplier group as pages name it."""

    name: str
    slug: str


@dataclass
class _Sum:
    """Contracts counted, and pence added up where they are known."""

    contracts: int = 0
    pence: int = 0
    unknown: int = 0

    def add(self, pence: int | None) -> None:
        self.contracts += 1
        if pence is None:
            self.unknown += 1
        else:
            self.pence += pence

    def fields(self) -> dict[str, Any]:
        """Return the fields of a line; the sum is not known where nothing in it is."""
        known = self.contracts > self.unknown
        value = in_pounds(self.pence) if known else None
        return {"contracts": self.contracts, "value": value, "unknown": self.unknown}


@dataclass
class _Borough:
    every: _Sum = field(default_factory=_Sum)
    bought: _Sum = field(default_factory=_Sum)
    stale: _Sum = field(default_factory=_Sum)
    counts: Counter[str] = field(default_factory=Counter)
    groups: Counter[int] = field(default_factory=Counter)
    last_confirmed: dt.date | None = None


@dataclass
class _Group:
    every: _Sum = field(default_factory=_Sum)
    boroughs: set[int] = field(default_factory=set)


def draw_up(
    holdings: Sequence[Holding],
    *,
    on: dt.date,
    names: Mapping[int, GroupName],
    undated: Mapping[int, int],
    undated_contracts: int,
    columns: Sequence[int] = (),
    lines: Sequence[AreaLine] = (),
) -> Sheet:
    """Draw up the sheet of some contracts.

    Args:
        holdings: live on the day, each contract once.
        on: the day.
        names: of supplier groups, by id.
        undated: contracts without an end date, by borough.
        undated_contracts: how many these are, joint ones once.
        columns: the service areas of the matrix; without any there is none.
        lines: the service areas that are listed.
    """
    whole = _Sum()
    for one in holdings:
        whole.add(one.pence)
    ending = _by_quarter(holdings, on)
    shown = quarters_from(on)
    return Sheet(
        **whole.fields(),
        joint=sum(len(one.boroughs) > 1 for one in holdings),
        undated=undated_contracts,
        boroughs=_boroughs(holdings, on, names, undated),
        concentration=concentration(holdings, names),
        quarters=[QuarterLine(first=quarter.first, **_quarter(some)) for quarter, some in ending],
        passed=_line(one for one in holdings if one.end < on),
        later=_line(one for one in holdings if one.end > shown[-1].last),
        areas=list(lines),
        cells=_cells(holdings, set(columns)),
    )


def area_line(area: int, sheet: Sheet) -> AreaLine:
    """Return what lists say of a service area, from its sheet."""
    largest = next(iter(sheet.concentration.groups), None)
    share_of_it = largest.share if largest else None
    return AreaLine(
        area=area,
        contracts=sheet.contracts,
        value=sheet.value,
        unknown=sheet.unknown,
        boroughs=sum(line.contracts > 0 for line in sheet.boroughs),
        hhi=sheet.concentration.hhi,
        counted=sheet.concentration.counted,
        top_group=largest.name if largest and share_of_it is not None else "",
        top_slug=largest.slug if largest and share_of_it is not None else "",
        top_share=share_of_it,
    )


def concentration(holdings: Iterable[Holding], names: Mapping[int, GroupName]) -> Concentration:
    """Return how the annual value is shared among supplier groups, and among how many boroughs each sells.

    A contract with several groups gives each the same part. Frameworks are left out: many suppliers stand in
    one, and its value is a ceiling, not what anybody buys.
    """
    groups: dict[int, _Group] = defaultdict(_Group)
    left: Counter[str] = Counter()
    everywhere: set[int] = set()
    for one in holdings:
        if one.is_framework:
            left["frameworks"] += 1
            continue
        everywhere.update(one.boroughs)
        for group, part in zip(one.groups, split_or_none(one.pence, len(one.groups)), strict=True):
            groups[group].every.add(part)
            groups[group].boroughs.update(one.boroughs)
        left["no_supplier" if not one.groups else "no_value" if one.pence is None else "counted"] += 1
    whole = sum(group.every.pence for group in groups.values())
    ordered = sorted(
        groups.items(), key=lambda item: (-item[1].every.pence, -len(item[1].boroughs), names[item[0]].name)
    )
    shown, others = ordered[:MOST_GROUPS], ordered[MOST_GROUPS:]
    return Concentration(
        groups=[_group(names[key], group, whole) for key, group in shown],
        others=len(others),
        others_share=share(sum(group.every.pence for _, group in others), whole) if others else None,
        boroughs=len(everywhere),
        hhi=hhi(group.every.pence for group in groups.values()),
        counted=left["counted"],
        no_value=left["no_value"],
        no_supplier=left["no_supplier"],
        frameworks=left["frameworks"],
    )


def _group(name: GroupName, group: _Group, whole: int) -> GroupLine:
    fields = group.every.fields()
    part = share(group.every.pence, whole) if fields["value"] is not None else None
    return GroupLine(name=name.name, slug=name.slug, boroughs=len(group.boroughs), share=part, **fields)


def _line(some: Iterable[Holding]) -> Line:
    total = _Sum()
    for one in some:
        total.add(one.pence)
    return Line(**total.fields())


def _by_quarter(holdings: Iterable[Holding], on: dt.date) -> list[tuple[Quarter, list[Holding]]]:
    """Return what ends in each quarter that is shown, from the day on."""
    shown = quarters_from(on)
    found: dict[Quarter, list[Holding]] = {quarter: [] for quarter in shown}
    for one in holdings:
        quarter = quarter_of(one.end)
        if one.end >= on and quarter in found:
            found[quarter].append(one)
    return list(found.items())


def _quarter(some: list[Holding]) -> dict[str, Any]:
    total = _Sum()
    for one in some:
        total.add(one.pence)
    return {**total.fields(), "kinds": dict(Counter(one.kind for one in some))}


def _boroughs(
    holdings: Iterable[Holding], on: dt.date, names: Mapping[int, GroupName], undated: Mapping[int, int]
) -> list[BoroughLine]:
    found: dict[int, _Borough] = defaultdict(_Borough)
    year = on + relativedelta(years=1)
    for one in holdings:
        facts = _facts(one, on, year)
        for borough, part in zip(one.boroughs, split_or_none(one.pence, len(one.boroughs)), strict=True):
            _add(found[borough], one, part, facts)
    return [
        _borough(key, found[key], undated.get(key, 0), names) for key in sorted(found.keys() | undated.keys())
    ]


def _facts(one: Holding, on: dt.date, year: dt.date) -> list[str]:
    """Return by name what a contract counts for, beside itself."""
    held = {
        freshness(one.confirmed_on, on).value: True,
        "ending": on <= one.end <= year,
        "with_value": one.has_value,
        "with_supplier": one.has_supplier,
        "with_options": one.options_known,
        "frameworks": one.is_framework,
        "confirmed": bool(one.by_officer and one.confirmed_on and one.confirmed_on > on - LATELY),
    }
    return [name for name, holds in held.items() if holds]


def _add(borough: _Borough, one: Holding, part: int | None, facts: Sequence[str]) -> None:
    borough.every.add(part)
    borough.counts.update(facts)
    if one.by_officer and one.confirmed_on:
        borough.last_confirmed = max(one.confirmed_on, borough.last_confirmed or one.confirmed_on)
    if Freshness.STALE.value in facts:
        borough.stale.add(part)
    if one.is_framework:
        return
    borough.bought.add(part)
    if part is not None and one.groups:
        for group, piece in zip(one.groups, split(part, len(one.groups)), strict=True):
            borough.groups[group] += piece


def _borough(key: int, one: _Borough, undated: int, names: Mapping[int, GroupName]) -> BoroughLine:
    whole = sum(one.groups.values())
    top = min(one.groups, key=lambda group: (-one.groups[group], names[group].name)) if whole else None
    return BoroughLine(
        borough=key,
        **one.every.fields(),
        bought=one.bought.fields()["value"],
        stale_value=one.stale.fields()["value"],
        undated=undated,
        last_confirmed=one.last_confirmed,
        top_group=names[top].name if top is not None else "",
        top_share=share(one.groups[top], whole) if top is not None else None,
        **dict[str, Any](one.counts),
    )


def _cells(holdings: Iterable[Holding], columns: set[int]) -> list[Cell]:
    found: dict[tuple[int, int], list[Holding]] = defaultdict(list)
    for one in holdings:
        if one.area in columns and one.area is not None:
            for borough in one.boroughs:
                found[borough, one.area].append(one)
    return [
        Cell(
            borough=borough,
            area=area,
            contracts=len(held),
            entries=[_entry(one) for one in sorted(held, key=_first_to_end)[:MOST_ENTRIES]],
        )
        for (borough, area), held in sorted(found.items())
    ]


def _first_to_end(one: Holding) -> tuple[dt.date, int]:
    return one.end, one.contract


def _entry(one: Holding) -> Entry:
    return Entry(contract=one.contract, label=one.label, is_product=one.is_product, end=one.end)
