"""An officer confirms which row of a file has the headings, and what each column means."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough
from contracts.actions.uploads import choose_columns, opening_layouts
from contracts.forms_uploads import MOST_OFFERED, Chosen, SheetChoice, choice_of, chosen
from contracts.models import Upload
from contracts.uploads.layouts import FIELD_NAMES, Layout
from contracts.uploads.tables import Table
from contracts.views.uploads import parents, upload_of

NO_TITLE = "Choose which column has the titles of the contracts."
NO_SHEET = "Choose one sheet at least."


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_columns(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Show what the hub takes the columns for, with examples, and take what is said about them."""
    upload = upload_of(borough, pk)
    if (
        upload.state not in (Upload.State.CHOOSING, Upload.State.CHECKED, Upload.State.FAILED)
        or not upload.file
    ):
        messages.error(request, "The columns of this upload can no longer be changed.")
        return (
            redirect("uploads", borough.slug) if upload.state == Upload.State.CHOOSING else redirect(upload)
        )
    sheets = opening_layouts(upload)
    if request.method != "POST":
        return _show(request, upload, [(table, layout, read, "") for table, layout, read in sheets])
    said = [
        chosen(place, table, layout, request.POST, alone=len(sheets) == 1)
        for place, (table, layout, _) in enumerate(sheets)
    ]
    if "look" in request.POST or any(one.is_new_header for one in said):
        headers = {table.sheet: one.layout.header for (table, _, _), one in zip(sheets, said, strict=True)}
        looked = {table.sheet: layout for table, layout, _ in opening_layouts(upload, headers)}
        shown = [
            (table, looked[table.sheet] if one.is_new_header else one.layout, one.is_read, "")
            for (table, _, _), one in zip(sheets, said, strict=True)
        ]
        return _show(request, upload, shown)
    if not any(one.is_read for one in said) or any(_problem(one) for one in said):
        shown = [
            (table, one.layout, one.is_read, _problem(one))
            for (table, _, _), one in zip(sheets, said, strict=True)
        ]
        return _show(request, upload, shown)
    try:
        choose_columns(
            upload=upload,
            layouts=[one.layout for one in said if one.is_read],
            by=request.user if isinstance(request.user, Person) else None,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(upload)


def _problem(one: Chosen) -> str:
    return NO_TITLE if one.is_read and "title" not in one.layout.fields else ""


def _show(
    request: HttpRequest, upload: Upload, sheets: list[tuple[Table, Layout, bool, str]]
) -> HttpResponse:
    choices: list[SheetChoice] = []
    room = MOST_OFFERED
    for place, (table, layout, is_read, problem) in enumerate(sheets):
        choice = choice_of(place, table, layout, is_read=is_read, room=room, problem=problem)
        room -= len(choice.columns)
        choices.append(choice)
    posted = request.method == "POST" and "look" not in request.POST
    context = {
        "borough": upload.borough,
        "upload": upload,
        "sheets": choices,
        "fields": FIELD_NAMES.items(),
        "problem": NO_SHEET if posted and not any(choice.is_read for choice in choices) else "",
        "problems": [choice for choice in choices if choice.problem],
        "parents": parents(upload.borough),
    }
    return render(request, "contracts/uploads/columns.html", context)
