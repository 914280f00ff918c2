"""Which charts the landscape has, and what each draws of a sheet."""

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.safestring import SafeString

from boroughs.tile_map import TileMap, tile_map
from boroughs.words import counted, plain_date
from contracts.landscape.asking import Scope
from contracts.landscape.drawing import NARROW, WIDE, Bars, Row, bars
from contracts.landscape.drawing_spread import spread_chart
from contracts.landscape.drawing_tiles import tiles_svg
from contracts.landscape.measures import short_money
from contracts.landscape.quarters import quarter_of
from contracts.landscape.reading import NO_AREA
from contracts.landscape.sentences import of_spread
from contracts.landscape.sheet import GroupLine, QuarterLine
from contracts.landscape.spread import spread

#: The kinds of service area, in the order of their fills.
KINDS = {"yes": "technology", "part": "partly technology", "no": "not technology", NO_AREA: "area not known"}
MOST_BARS = 10
Drawings = list[tuple[str, SafeString]]


def map_of(scope: Scope) -> TileMap:
    """Return the tile map of what is asked; each square leads to what it is made of."""
    lines = {line.borough: line for line in scope.sheet.boroughs}
    measure = scope.measure
    figures = {
        borough.pk: measure.tell(lines[borough.pk], borough.population) if borough.pk in lines else None
        for borough in scope.boroughs
    }
    if scope.asked.show in ("live", "ending"):  # a count of what is on the register, which is known
        figures = {key: figure or 0 for key, figure in figures.items()}
    return tile_map(
        scope.boroughs,
        figures,
        caption=f"{measure.label}, {scope.name}, {plain_date(scope.today)}",
        unit=measure.unit,
        show=measure.show,
        address=lambda borough: scope.register(borough=borough.slug, **_narrowed(scope)),
    )


def _narrowed(scope: Scope) -> dict[str, str]:
    """Return what a square's figure asks of the register beside the borough."""
    query = dict(scope.measure.query)
    if scope.asked.show == "ending":
        year = scope.today + relativedelta(years=1)
        query = {"ends_from": scope.today.isoformat(), "ends_to": year.isoformat()}
    return query


def quarter_bars(scope: Scope) -> Bars:
    """Return the chart of what ends in which quarter; over all London, by kind of service area."""
    kinds = (list(KINDS)[:2] if scope.only_technology else list(KINDS)) if scope.area is None else []
    return Bars(
        f"Live contracts by the quarter in which they end, {scope.name}",
        [_quarter(scope, line, kinds) for line in scope.sheet.quarters],
        [KINDS[kind] for kind in kinds],
    )


def _quarter(scope: Scope, line: QuarterLine, kinds: list[str]) -> Row:
    quarter = quarter_of(line.first)
    value = f", {short_money(line.value)} a year" if line.value is not None else ""
    first = max(quarter.first, scope.today)
    return Row(
        label=quarter.label,
        amounts=[line.kinds.get(kind, 0) for kind in kinds] if kinds else [line.contracts],
        text=f"{line.contracts:,}{value}",
        address=scope.register(ends_from=first.isoformat(), ends_to=quarter.last.isoformat())
        if line.contracts
        else "",
    )


def share_bars(scope: Scope) -> Bars:
    """Return the chart of the largest supplier groups' shares."""
    known = [group for group in scope.sheet.concentration.groups if group.share]
    return Bars(
        f"Supplier groups’ shares of the annual value, {scope.name}",
        [_group(scope, group) for group in known[:MOST_BARS]],
    )


def _group(scope: Scope, group: GroupLine) -> Row:
    text = f"{group.share}%, {counted(group.boroughs, 'borough')}"
    return Row(
        label=group.name,
        amounts=[float(group.share or 0)],
        text=text,
        address=reverse("supplier", args=[group.slug]),
    )


def bars_twice(chart: Bars, name: str) -> Drawings:
    """Return a bar chart for a desk and for a telephone."""
    return [
        ("wide", bars(chart, width=WIDE, name=name)),
        ("narrow", bars(chart, width=NARROW, name=name)),
    ]


def spread_twice(scope: Scope, *, naming: bool) -> Drawings:
    """Return the spread for a desk and for a telephone; nothing where there is none."""
    return [
        (name, drawing)
        for name, width in (("wide", WIDE), ("narrow", NARROW))
        if (drawing := draw_spread(scope, width=width, naming=naming))
    ]


def draw_spread(scope: Scope, *, width: int, naming: bool) -> SafeString | None:
    """Draw the annual value for 1,000 residents.

    Args:
        scope: what is asked.
        width: of the drawing.
        naming: whether the reader may see who lies outside.
    """
    figures = scope.per_resident()
    found = spread(figures)
    if found is None:
        return None
    names = {borough.pk: borough.name for borough in scope.boroughs}
    outside = {key: names[key] for key in (*found.high, *found.low)} if naming else {}
    label = f"Annual value for 1,000 residents, {scope.name}. {of_spread(found)}"
    return spread_chart(found, figures, width=width, label=label, named=outside)


def svg_of(scope: Scope, name: str, *, origin: str, naming: bool) -> SafeString | None:
    """Return a chart as a file that stands alone; nothing where there is none of this name, or nothing in it.

    Args:
        scope: what is asked.
        name: of the chart, as in its address.
        origin: the hub's address, for the links inside.
        naming: whether the reader may see who lies outside.
    """
    if name == "map":
        return tiles_svg(map_of(scope))
    if name == "spread":
        return draw_spread(scope, width=WIDE, naming=naming)
    charts = {"quarters": quarter_bars, "concentration": share_bars}
    if name not in charts:
        return None
    chart = charts[name](scope)
    return bars(chart, width=WIDE, name=name, origin=origin) if chart.rows else None
