"""What the pages of an upload show: figures, lists of contracts and rows, each change in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from boroughs.models import Borough, ServiceArea
from boroughs.words import counted, exact_money, plain_date
from contracts.actions.uploads.beginning import layouts_of
from contracts.actions.uploads.reading import line_of
from contracts.facts import Key
from contracts.models import Contract, SourceRecord, Upload, UploadContract, UploadRow
from contracts.register_rows import Group, group_of
from contracts.uploads.changed_words import field_name, in_words
from contracts.uploads.comparing import visible
from contracts.uploads.layouts import FIELD_NAMES, Layout

Outcome = SourceRecord.Outcome
#: What became of rows, as the result says it, in this order; before the import it says what would.
ROWS = (
    (Outcome.CREATED, "make new contracts", "made new contracts"),
    (Outcome.UPDATED, "change contracts", "changed contracts"),
    (Outcome.UNCHANGED, "agree with what the register has", "agreed with what the register had"),
    (Outcome.REPEATED, "arrived before", "had arrived before"),
    (Outcome.SKIPPED, "are left out", "were left out"),
    (Outcome.UNREADABLE, "cannot be read", "could not be read"),
)
#: The lists of contracts by the name in their address: heading, outcomes.
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "new": ("New contracts", (Outcome.CREATED,)),
    "changed": ("Contracts that change", (Outcome.UPDATED,)),
    "unchanged": ("Contracts that stay as they are", (Outcome.UNCHANGED, Outcome.REPEATED)),
}
#: The lists of rows by the name in their address: heading.
ROW_LISTS = {
    "unreadable": "Rows that cannot be read",
    "odd": "Rows with something that cannot be read",
    "left-out": "Rows that are left out",
}


@dataclass(frozen=True)
class Told:
    """A contract of an upload for a list: what the file says, what changes, and what stays against it."""

    item: UploadContract
    group: Group | None
    changes: list[tuple[str, str, str]]
    standing: list[tuple[str, str, str, str]]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the file says of a new contract, in a few words each."""
        if self.group is None:
            return []
        facts = self.group.facts
        names = ", ".join(party.name for party in facts.suppliers[:3])
        more = len(facts.suppliers) - 3
        start, end = facts.start_date, facts.end_date
        options = None if facts.options is None else [[one.months, None, None] for one in facts.options]
        return [
            ("Supplier", f"{names} and {more:,} more" if more > 0 else names),
            ("Starts", plain_date(facts.start_date)),
            ("Ends", plain_date(None if start and end and end < start else end)),
            ("Extension options", in_words("options", options, {})),
            ("Total value", exact_money(facts.value)),
        ]


def told(upload: Upload, items: list[UploadContract]) -> Iterator[Told]:
    """Yield contracts of an upload as a list shows them."""
    groups = _groups(upload, [item for item in items if item.outcome == Outcome.CREATED])
    names = _names(items)
    for item in items:
        yield Told(
            item,
            groups.get(item.number),
            [
                (
                    field_name(one["field"]),
                    in_words(one["field"], one["old"], names),
                    in_words(one["field"], one["new"], names),
                )
                for one in visible(item.changes)
            ],
            [
                (
                    field_name(one["field"]),
                    in_words(one["field"], one["held"], names),
                    in_words(one["field"], one["said"], names),
                    Contract.Source(one["source"]).label,
                )
                for one in item.standing
            ],
        )


def _groups(upload: Upload, items: list[UploadContract]) -> dict[int, Group]:
    layouts = layouts_of(upload)
    lines: dict[int, list[Any]] = {item.number: [] for item in items}
    for row in upload.rows.filter(part_of__in=lines.keys()).order_by("number"):
        lines[row.part_of or 0].append(line_of(row, layouts))
    return {
        item.number: group_of(lines[item.number], Key("register", item.key), item.title)
        for item in items
        if lines[item.number]
    }


def _names(items: Iterable[UploadContract]) -> dict[int, str]:
    """Return the names of boroughs by id and of service areas by their negative id, if any are needed."""
    fields = {one["field"] for item in items for one in item.changes}
    names: dict[int, str] = {}
    if "boroughs" in fields:
        names |= dict(Borough.objects.values_list("pk", "name"))
    if "service_area" in fields:
        names |= {-pk: name for pk, name in ServiceArea.objects.values_list("pk", "name")}
    return names


def reconciliation(upload: Upload) -> list[tuple[str, str]]:
    """Return how many rows became what; they add up to the rows that were read."""
    has_happened = upload.state in (Upload.State.APPLIED, Upload.State.UNDONE, Upload.State.UNDOING)
    return [
        (f"{upload.counts.get(outcome, 0):,}", past if has_happened else to_come)
        for outcome, to_come, past in ROWS
    ]


def ways_on(upload: Upload) -> list[tuple[str, str, str]]:
    """Return the lists behind the figures: how many, what, and where."""
    counts = upload.counts
    contracts = counts.get("contracts", {})
    same = contracts.get(Outcome.UNCHANGED, 0) + contracts.get(Outcome.REPEATED, 0)
    at = [upload.borough.slug, upload.pk]
    figures = [
        (contracts.get(Outcome.CREATED, 0), "new", "upload_contracts", "which=new"),
        (contracts.get(Outcome.UPDATED, 0), "changed", "upload_contracts", "which=changed"),
        (same, "as they were", "upload_contracts", "which=unchanged"),
        (counts.get("missing", 0), "not in the file", "upload_missing", ""),
    ]
    return [
        (f"{number:,}", what, f"{reverse(name, args=at)}{'?' if query else ''}{query}" if number else "")
        for number, what, name, query in figures
    ]


def rows_behind(upload: Upload) -> list[tuple[str, str]]:
    """Return the lists of rows that somebody should look at: in words, and where."""
    counts = upload.counts
    address = reverse("upload_rows", args=[upload.borough.slug, upload.pk])
    lists = (
        (counts.get(Outcome.UNREADABLE, 0), "unreadable", "that cannot be read"),
        (counts.get("remarked", 0), "odd", "with a date, a value or something else that cannot be read"),
        (counts.get(Outcome.SKIPPED, 0), "left-out", "left out, with the reason"),
    )
    return [
        (f"{counted(number, 'row')} {what}", f"{address}?which={which}")
        for number, which, what in lists
        if number
    ]


@dataclass(frozen=True)
class Cell:
    """A cell of a row that can be mended: its column, what it is called, what is in it."""

    column: int
    label: str
    text: str
    is_long: bool


@dataclass(frozen=True)
class RowTold:
    """A row for a list: where it stands, why it is there, the cells that mean something, all others."""

    row: UploadRow
    place: str
    reason: str
    cells: list[Cell]
    others: list[tuple[str, str]]


def row_told(row: UploadRow, layouts: list[Layout]) -> RowTold:
    """Return a row as a list shows it."""
    layout = layouts[row.sheet]
    now = row.cells if row.mended is None else row.mended
    width = max(len(layout.headings), len(now))
    texts = [*now, *[""] * (width - len(now))]
    cells, others = [], []
    for column in range(width):
        field = layout.fields[column] if column < len(layout.fields) else ""
        if field:
            text = texts[column]
            name = layout.name_of(column)
            same = name.casefold() == FIELD_NAMES[field].casefold()
            heading = name if same else f"{FIELD_NAMES[field]} ({name})"
            cells.append(Cell(column, heading, text, len(text) > 60 or "\n" in text))
        elif texts[column].strip():
            others.append((layout.name_of(column), texts[column]))
    return RowTold(row, line_of(row, layouts).place, row.reason, cells, others)
