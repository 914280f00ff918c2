"""Keeps the landscape true: works its sheets out anew where the register has changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
    areas: list[tuple[int, int | None]] = list(
        ServiceArea.objects.order_by("code").values_list("pk", "parent_id")
    )
    sheets = {
        (area, fictional): sheet
        for fictional, register in ((False, real), (True, demonstration))
        for area, sheet in _sheets(register, areas, names, on)
    }
    _remember(sheets[None, False], on)
    return _store(sheets, on)


def _sheets(
    register: Register, areas: Sequence[tuple[int, int | None]], names: Mapping[int, GroupName], on: dt.date
) -> Iterator[tuple[int | None, Sheet]]:
    """Yield the sheet of each service area that has something, the lower level first, and of all London."""
    inside: dict[int, list[int]] = defaultdict(list)
    for pk, parent in areas:
        if parent is not None:
            inside[parent].append(pk)
    lines: dict[int, AreaLine] = {}  # of those that have live contracts
    for pk, _ in sorted(areas, key=lambda area: area[1] is None):
        within = [pk, *inside[pk]]
        holdings, undated = register.live(within), register.undated(within)
        if not holdings and not undated.contracts:
            continue
        sheet = draw_up(
            holdings,
            on=on,
            names=names,
            undated=undated.boroughs,
            undated_contracts=undated.contracts,
            columns=within,
            lines=[lines[child] for child in inside[pk] if child in lines],
        )
        if holdings:
            lines[pk] = area_line(pk, sheet)
        yield pk, sheet
    undated = register.undated()
    yield (
        None,
        draw_up(
            register.live(),
            on=on,
            names=names,
            undated=undated.boroughs,
            undated_contracts=undated.contracts,
            lines=[lines[pk] for pk, _ in areas if pk in lines],
        ),
    )


def _store(sheets: Mapping[tuple[int | None, bool], Sheet], on: dt.date) -> int:
    """Write the sheets that say something new; the others are only of another day now."""
    held = {(row.area_id, row.is_demonstration): row for row in LandscapeSheet.objects.all()}
    new, other = [], []
    for key, sheet in sheets.items():
        figures: dict[str, Any] = sheet.model_dump(mode="json")
        row = held.pop(key, None)
        if row is None:
            new.append(LandscapeSheet(area_id=key[0], is_demonstration=key[1], day=on, figures=figures))
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
