"""The figures of the landscape as tables: what a chart shows, for its page and for download.

Texts are for readers; ``raw`` is what a file has in their place, empty where something is not known.
"""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from boroughs.cells import safe_cell
from boroughs.markup import fill, join_markup
from boroughs.words import NOT_KNOWN, money, plain_date
from contracts.landscape.asking import Scope, area_path
from contracts.landscape.concentration import band
from contracts.landscape.measures import MEASURES
from contracts.landscape.quarters import quarter_of
from contracts.landscape.sheet import AreaLine, GroupLine, Line

LINK = '<a class="govuk-link" href="{}">{}</a>'
UNKNOWN = '<span class="hub-unknown">{}</span>'
ROW = '<tr class="govuk-table__row">{}</tr>'
NAME = '<th scope="row" class="govuk-table__header">{}</th>'
NUMBER = '<td class="govuk-table__cell govuk-table__cell--numeric">{}</td>'
CELL = '<td class="govuk-table__cell">{}</td>'


@dataclass(frozen=True)
class Item:
    """One cell: what a page shows and where it leads, and what a file has instead."""

    text: str
    address: str = ""
    raw: Any = None
    known: bool = True

    @property
    def written(self) -> str:
        """What stands in a file: nothing for what is not known, and nothing that could be a formula."""
        return "" if not self.known else safe_cell(str(self.text if self.raw is None else self.raw))


@dataclass(frozen=True)
class Table:
    """A caption, the columns as (heading, whether of numbers), and rows, whose first cell names them."""

    caption: str
    head: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[Item]]

    @property
    def markup(self) -> SafeString:
        """The rows as HTML: a hundred of them by template includes take many times as long."""
        return join_markup(ROW, ((self._cells(row),) for row in self.rows))

    def _cells(self, row: Sequence[Item]) -> SafeString:
        parts = []
        for place, (item, (_, numeric)) in enumerate(zip(row, self.head, strict=True)):
            inside = fill(LINK, item.address, item.text) if item.address else fill("{}", item.text)
            if not item.known:
                inside = fill(UNKNOWN, item.text)
            parts.append(fill(NAME if place == 0 else NUMBER if numeric else CELL, inside))
        return SafeString("".join(parts))


def csv_of(table: Table) -> str:
    """Write a table as CSV, UTF-8 with a byte order mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([heading for heading, _ in table.head])
    writer.writerows([[item.written for item in row] for row in table.rows])
    return f"\ufeff{buffer.getvalue()}"


def _number(number: int, address: str = "") -> Item:
    return Item(f"{number:,}", address, number)


def _money(value: Decimal | None) -> Item:
    return Item(money(value), raw=value, known=value is not None)


def _share(value: Decimal | None) -> Item:
    return Item(NOT_KNOWN if value is None else f"{value}", raw=value, known=value is not None)


def quarters_table(scope: Scope) -> Table:
    """What ends in each quarter, and what no quarter has."""
    sheet = scope.sheet
    lines: list[tuple[str, Line, str]] = []
    for line in sheet.quarters:
        quarter = quarter_of(line.first)
        first = max(quarter.first, scope.today)
        address = scope.register(ends_from=first.isoformat(), ends_to=quarter.last.isoformat())
        lines.append((quarter.label, line, address))
    if sheet.quarters:
        after = quarter_of(sheet.quarters[-1].first).after(1).first.isoformat()
        lines.append(("Later", sheet.later, scope.register(ends_from=after)))
        yesterday = (scope.today - dt.timedelta(days=1)).isoformat()
        lines.append(
            ("End date passed, runs on with options", sheet.passed, scope.register(ends_to=yesterday))
        )
    rows = [_quarter_row(*line) for line in lines]
    if sheet.undated:
        address = scope.register(live="", end="not-known")
        rows.append(
            [
                Item("No end date: not in the chart"),
                _number(sheet.undated, address),
                _not_asked(),
                _not_asked(),
            ]
        )
    return Table(
        f"Live contracts by the quarter in which they end: {scope.name}",
        [
            ("Quarter", False),
            ("Contracts", True),
            ("Annual value (GBP, excluding VAT)", True),
            ("Value not known", True),
        ],
        rows,
    )


def _not_asked() -> Item:
    return Item("–", raw="")


def _quarter_row(label: str, line: Line, address: str) -> list[Item]:
    value = _money(line.value) if line.contracts else _not_asked()
    return [Item(label), _number(line.contracts, address), value, _number(line.unknown)]


def shares_table(scope: Scope) -> Table:
    """How the annual value is shared among supplier groups."""
    shares = scope.sheet.concentration
    return Table(
        f"Supplier groups by annual value: {scope.name}",
        [
            ("Supplier group", False),
            ("Annual value (GBP, excluding VAT)", True),
            ("Share of the value known (%)", True),
            ("Boroughs", True),
            ("Share of the boroughs (%)", True),
            ("Contracts", True),
            ("Value not known", True),
        ],
        [_group_row(group, shares.boroughs) for group in shares.groups],
    )


def _group_row(group: GroupLine, boroughs: int) -> list[Item]:
    return [
        Item(group.name, reverse("supplier", args=[group.slug])),
        _money(group.value),
        _share(group.share),
        _number(group.boroughs),
        Item(f"{100 * group.boroughs / boroughs:.0f}"),
        _number(group.contracts),
        _number(group.unknown),
    ]


def areas_table(scope: Scope) -> Table:
    """The service areas, each with its concentration."""
    return Table(
        "Service areas: what is live, and how concentrated it is",
        [
            ("Service area", False),
            ("Live contracts", True),
            ("Boroughs", True),
            ("Annual value (GBP, excluding VAT)", True),
            ("Value not known", True),
            ("Largest supplier group", False),
            ("Its share (%)", True),
            ("HHI", True),
            ("Band", False),
        ],
        [_area_row(scope, line) for line in scope.sheet.areas],
    )


def _area_row(scope: Scope, line: AreaLine) -> list[Item]:
    area = scope.places.area_by_pk[line.area]
    page = scope.asked.address(area_path(area.code), without="areas")
    band_of_it = band(line.hhi, line.counted).value
    return [
        Item(scope.places.full_area_name(line.area), page),
        _number(line.contracts, scope.register(area=area.code, technology="")),
        _number(line.boroughs),
        _money(line.value),
        _number(line.unknown),
        Item(line.top_group or NOT_KNOWN, known=bool(line.top_group)),
        _share(line.top_share),
        Item(NOT_KNOWN if line.hhi is None else f"{line.hhi:,}", raw=line.hhi, known=line.hhi is not None),
        Item(band_of_it),
    ]


def boroughs_table(scope: Scope) -> Table:
    """Everything that the map can show, borough by borough, for download."""
    lines = {line.borough: line for line in scope.sheet.boroughs}
    rows = []
    for borough in scope.boroughs:
        line = lines.get(borough.pk)
        residents = borough.population
        figures = [measure.tell(line, residents) if line else None for measure in MEASURES.values()]
        rows.append(
            [
                Item(borough.name),
                Item(borough.gss),
                _share(Decimal(residents) if residents else None),
                Item(borough.population_source),
                *(Item(str(figure), raw=figure, known=figure is not None) for figure in figures),
                _number(line.unknown if line else 0),
                _number(line.undated if line else 0),
            ]
        )
    return Table(
        f"Boroughs: {scope.name}, as of {plain_date(scope.today)}",
        [
            ("Borough", False),
            ("GSS code", False),
            ("Residents", True),
            ("Source of the residents", False),
            *((f"{one.label} ({one.unit})", True) for one in MEASURES.values()),
            ("Value not known", True),
            ("No end date", True),
        ],
        rows,
    )
