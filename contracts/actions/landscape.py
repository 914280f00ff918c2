"""Keeps the landscape true: works its sheets out anew where the register has changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction

from boroughs.background import ask_for
from boroughs.models import ServiceArea
from contracts.landscape.drawing_up import GroupName, area_line, draw_up
from contracts.landscape.reading import Register, read_register
from contracts.landscape.sheet import AreaLine, Sheet
from contracts.models import FreshnessDay, LandscapeChange, LandscapeSheet

TASK = "contracts.refresh_landscape"
QUEUE = "imports"
#: Names the lock under which one process at a time works the landscape out.
LOCK = 0x1A2D5CA9
#: Days for which it is remembered how fresh registers were.
DAYS_KEPT = 400
AT_ONCE = 500


class Key(NamedTuple):
    """Which sheet: of a service area or, without one, of London, of technology alone or of everything."""

    area: int | None
    only_technology: bool
    is_demonstration: bool


class Area(NamedTuple):
    """A service area as sheets need it; one that is partly technology counts as such."""

    pk: int
    parent: int | None
    is_technology: bool


def ask_for_landscape() -> None:
    """Have the landscape worked out once what is being written is committed."""
    ask_for(TASK, queue=QUEUE)


@transaction.atomic
def refresh_landscape(*, on: dt.date) -> int:
    """Work the landscape out, if the register has changed since, or the day is another one.

    Whatever was committed before its marks are taken away is seen: what comes later leaves a mark of its own.
    A second run at once waits for the first, and then finds nothing to do.

    Args:
        on: the day as of which contracts are live, ending or stale.

    Returns:
        the number of sheets that say something else than before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    changed, _ = LandscapeChange.objects.all().delete()
    drawn = LandscapeSheet.objects.filter(area=None, is_demonstration=False, day=on).exists()
    if drawn and not changed:
        return 0
    real, demonstration, names = read_register(on)
    areas = _areas()
    sheets = {**_sheets(real, False, areas, names, on), **_sheets(demonstration, True, areas, names, on)}
    _remember(sheets[Key(None, False, False)], on)
    return _store(sheets, on)


def _areas() -> list[Area]:
    """Return all service areas by code."""
    rows = ServiceArea.objects.order_by("code").values_list("pk", "parent_id", "technology")
    return [Area(pk, parent, kind != ServiceArea.Technology.NO) for pk, parent, kind in rows]


def _sheets(
    register: Register,
    fictional: bool,
    areas: Sequence[Area],
    names: Mapping[int, GroupName],
    on: dt.date,
) -> dict[Key, Sheet]:
    """Return the sheet of each service area that has something, and the two of London."""

    def sheet_of(within: Sequence[int] | None, columns: Sequence[int], lines: Sequence[AreaLine]) -> Sheet:
        undated = register.undated(within)
        return draw_up(
            register.live(within),
            on=on,
            names=names,
            undated=undated.boroughs,
            undated_contracts=undated.contracts,
            columns=columns,
            lines=lines,
        )

    inside: dict[int | None, list[int]] = defaultdict(list)
    for area in areas:
        inside[area.parent].append(area.pk)
    found: dict[Key, Sheet] = {}
    lines: dict[int, AreaLine] = {}  # of those that have live contracts
    for area in sorted(areas, key=lambda area: area.parent is None):  # the lower level first
        within = [area.pk, *inside[area.pk]]
        sheet = sheet_of(within, within, [lines[child] for child in inside[area.pk] if child in lines])
        if sheet.contracts:
            lines[area.pk] = area_line(area.pk, sheet)
        if sheet.contracts or sheet.undated:
            found[Key(area.pk, False, fictional)] = sheet
    technology = [area.pk for area in areas if area.is_technology]
    listed = [lines[area.pk] for area in areas if area.pk in lines]
    found[Key(None, False, fictional)] = sheet_of(None, (), listed)
    of_technology = [line for line in listed if line.area in technology]
    found[Key(None, True, fictional)] = sheet_of(technology, (), of_technology)
    return found


def _store(sheets: Mapping[Key, Sheet], on: dt.date) -> int:
    """Write the sheets that say something new; the others are only of another day now."""
    rows = LandscapeSheet.objects.all()
    held = {Key(row.area_id, row.only_technology, row.is_demonstration): row for row in rows}
    new, other = [], []
    for key, sheet in sheets.items():
        figures: dict[str, Any] = sheet.model_dump(mode="json")
        row = held.pop(key, None)
        if row is None:
            new.append(
                LandscapeSheet(
                    area_id=key.area,
                    only_technology=key.only_technology,
                    is_demonstration=key.is_demonstration,
                    day=on,
                    figures=figures,
                )
            )
        elif row.figures != figures:
            row.figures = figures
            other.append(row)
    LandscapeSheet.objects.filter(pk__in=[row.pk for row in held.values()]).delete()
    for row in other:
        row.save(update_fields=["figures", "changed"])
    LandscapeSheet.objects.exclude(day=on).update(day=on)
    LandscapeSheet.objects.bulk_create(new, batch_size=AT_ONCE)
    return len(new) + len(other) + len(held)


def _remember(london: Sheet, on: dt.date) -> None:
    """Note how fresh each borough's register is today; the last time of a day counts."""
    days = [
        FreshnessDay(
            borough_id=line.borough, day=on, contracts=line.contracts, fresh=line.fresh, stale=line.stale
        )
        for line in london.boroughs
    ]
    FreshnessDay.objects.filter(day__lt=on - dt.timedelta(days=DAYS_KEPT)).delete()
    FreshnessDay.objects.bulk_create(
        days,
        update_conflicts=True,
        unique_fields=["borough", "day"],
        update_fields=["contracts", "fresh", "stale"],
    )
