"""The matrix of boroughs and service areas: who uses what, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.time_line import short_date
from boroughs.words import NOT_KNOWN, counted, plain_date
from contracts.landscape.asking import Scope
from contracts.landscape.sheet import Cell
from contracts.landscape.tables import Item, Table

NOTHING = SafeString('<td class="govuk-table__cell hub-matrix__none">–</td>')
CELL = (
    '<td class="govuk-table__cell"><a class="govuk-link" href="{}">{}</a>'
    '<span class="hub-matrix__end">{}</span></td>'
)
ROW = '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{}</th>{}</tr>'


@dataclass(frozen=True)
class Matrix:
    """The headings of the columns, and the rows as HTML, one for each borough."""

    head: Sequence[str]
    rows: SafeString
    filled: int


def columns_of(scope: Scope) -> list[int]:
    """Return the service areas of the columns: the page's own, if it has something itself, and its parts."""
    if scope.area is None:
        return []
    used = {cell.area for cell in scope.sheet.cells}
    parts = [area.pk for area in scope.places.areas.values() if area.parent_id == scope.area.pk]
    own = [scope.area.pk] if scope.area.pk in used or not parts else []
    return [*parts, *own]


def heading(scope: Scope, area: int) -> str:
    """Return what stands above a column."""
    name = scope.places.area_by_pk[area].name
    whole = scope.area is not None and area == scope.area.pk
    return f"{name}, in general" if whole and len(columns_of(scope)) > 1 else name


def matrix(scope: Scope) -> Matrix:
    """Return the matrix of a service area, with a row for each borough."""
    columns = columns_of(scope)
    cells = {(cell.borough, cell.area): cell for cell in scope.sheet.cells}
    rows = join_markup(
        ROW,
        (
            (
                borough.name,
                SafeString(
                    "".join(_cell(scope, borough.slug, cells.get((borough.pk, area))) for area in columns)
                ),
            )
            for borough in scope.boroughs
        ),
    )
    return Matrix([heading(scope, area) for area in columns], rows, len({key for key, _ in cells}))


def _cell(scope: Scope, borough: str, cell: Cell | None) -> SafeString:
    if cell is None:
        return NOTHING
    address = scope.register(borough=borough, area=scope.places.area_by_pk[cell.area].code)
    return fill(CELL, address, _names(cell), f"ends {short_date(cell.entries[0].end)}")


def _names(cell: Cell) -> str:
    """Return what a cell's contracts are for, each name once, and how many more there are."""
    names = list(dict.fromkeys(entry.label or f"supplier {NOT_KNOWN}" for entry in cell.entries))
    more = cell.contracts - len(cell.entries)
    return "; ".join(names) + (f" and {more} more" if more else "")


def matrix_table(scope: Scope) -> Table:
    """The same for download: a line for each borough and service area that has something."""
    slugs = {borough.pk: borough for borough in scope.boroughs}
    rows = []
    for cell in scope.sheet.cells:
        area = scope.places.area_by_pk[cell.area]
        rows.append(
            [
                Item(slugs[cell.borough].name),
                Item(scope.places.full_area_name(cell.area)),
                Item(counted(cell.contracts, "contract"), raw=cell.contracts),
                Item("; ".join(entry.label or NOT_KNOWN for entry in cell.entries)),
                Item(
                    "; ".join("product" if entry.is_product else "supplier" for entry in cell.entries),
                ),
                Item("; ".join(plain_date(entry.end) for entry in cell.entries)),
                Item(scope.register(borough=slugs[cell.borough].slug, area=area.code)),
            ]
        )
    return Table(
        f"Boroughs and what they use: {scope.name}",
        [
            ("Borough", False),
            ("Service area", False),
            ("Live contracts", True),
            ("Product, or supplier where the product is not known (those that end first)", False),
            ("What it is", False),
            ("Ends", False),
            ("In the register", False),
        ],
        rows,
    )
