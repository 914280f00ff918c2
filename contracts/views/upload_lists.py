"""The lists behind the figures of an upload, and the rows that an officer mends."""

import re
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.keyset import Cursor, Page, Stretch, page, read_cursor, whole
from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough
from boroughs.words import counted
from contracts.actions.uploads import layouts_of, mend_rows
from contracts.actions.uploads.undoing import not_undone
from contracts.actions.uploads.writing import missing_from
from contracts.models import SourceRecord, Upload, UploadRow
from contracts.upload_words import LISTS, ROW_LISTS, row_told, told
from contracts.views.uploads import parents, upload_of

IN_FILE = [Stretch(Q(), "number", read_key=whole)]
BY_ID = [Stretch(Q(), None)]
#: Rows of inputs on a page: few enough for one look, and for the most fields that a form may have.
ROWS_SHOWN = 10
MOST_INPUTS = 800
Outcome = SourceRecord.Outcome
_CELL = re.compile(r"cell-(\d{1,18})-(\d{1,3})")


def _page(
    request: HttpRequest, rows: QuerySet[Any], order: list[Stretch], size: int
) -> tuple[Page, str, str]:
    """Return the page of a list that the address asks for, and the addresses before and after it."""
    cursors: list[Cursor | None] = []
    for name in ("after", "before"):
        try:
            cursors.append(read_cursor(request.GET[name], order) if name in request.GET else None)
        except ValueError:
            cursors.append(None)
    shown = page(rows, order, ["pk"], after=cursors[0], before=cursors[1], size=size)
    query = request.GET.copy()
    addresses = []
    for name, cursor in (("before", shown.previous), ("after", shown.next)):
        query.pop("after", None)
        query.pop("before", None)
        if cursor:
            query[name] = cursor
        addresses.append(f"{request.path}?{query.urlencode()}" if cursor else "")
    return shown, addresses[0], addresses[1]


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_contracts(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """List the contracts of an upload that are new, change, stay, or could not be undone."""
    upload = upload_of(borough, pk)
    which = request.GET.get("which", "new")
    if which == "left":
        heading, items = "What was not undone", not_undone(upload)
    elif which in LISTS:
        heading, outcomes = LISTS[which]
        items = upload.contracts.filter(outcome__in=outcomes)
    else:
        raise Http404("There is no list of this name.")
    shown, before, after = _page(request, items.order_by(), IN_FILE, 50)
    found = (
        upload.contracts.select_related("contract")
        .defer("contract__search")
        .in_bulk([row[0] for row in shown.rows])
    )
    context = {
        "borough": borough,
        "upload": upload,
        "which": which,
        "heading": heading,
        "told": list(told(upload, [found[row[0]] for row in shown.rows])),
        "previous": before,
        "next": after,
        "parents": parents(borough, upload),
    }
    return render(request, "contracts/uploads/contracts.html", context)


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_missing(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """List the borough's contracts from registers of which this file says nothing."""
    upload = upload_of(borough, pk)
    rows = missing_from(upload)
    shown, before, after = _page(request, rows.order_by(), BY_ID, 50)
    found = rows.defer("search").in_bulk([row[0] for row in shown.rows])
    context = {
        "borough": borough,
        "upload": upload,
        "contracts": [found[row[0]] for row in shown.rows],
        "previous": before,
        "next": after,
        "parents": parents(borough, upload),
    }
    return render(request, "contracts/uploads/missing.html", context)


def _rows(upload: Upload, which: str) -> QuerySet[UploadRow]:
    if which == "unreadable":
        return upload.rows.filter(outcome=Outcome.UNREADABLE)
    if which == "odd":
        return upload.rows.filter(part_of__isnull=False).exclude(reason="")
    if which == "left-out":
        return upload.rows.filter(outcome=Outcome.SKIPPED)
    raise Http404("There is no list of this name.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_rows(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """List the rows that somebody should look at; before the import their cells can be mended here."""
    upload = upload_of(borough, pk)
    which = request.GET.get("which", "unreadable")
    rows = _rows(upload, which)
    if request.method == "POST":
        return _mend(request, upload)
    layouts = layouts_of(upload)
    widest = max([sum(bool(field) for field in layout.fields) for layout in layouts], default=1)
    size = max(1, min(ROWS_SHOWN, MOST_INPUTS // max(widest, 1)))
    shown, before, after = _page(request, rows.order_by(), IN_FILE, size)
    found = upload.rows.in_bulk([row[0] for row in shown.rows])
    context = {
        "borough": borough,
        "upload": upload,
        "which": which,
        "heading": ROW_LISTS[which],
        "rows": [row_told(found[row[0]], layouts) for row in shown.rows],
        "may_mend": upload.state == Upload.State.CHECKED,
        "previous": before,
        "next": after,
        "parents": parents(borough, upload),
    }
    return render(request, "contracts/uploads/rows.html", context)


def _mend(request: HttpRequest, upload: Upload) -> HttpResponse:
    cells: dict[int, dict[int, str]] = {}
    for name, text in request.POST.items():
        if (match := _CELL.fullmatch(name)) and isinstance(text, str):
            cells.setdefault(int(match[1]), {})[int(match[2])] = text
    try:
        mended = mend_rows(upload=upload, cells=cells)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(upload)
    if not mended:
        messages.error(request, "Nothing was changed: write into a cell what it should say.")
        return redirect(request.get_full_path())
    messages.success(request, f"{counted(mended, 'row')} mended. Everything is checked again.")
    return redirect(upload)
