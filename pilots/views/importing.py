"""Taking pilots from a CSV file or Word tables: give, see what was read, mend, make drafts."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on, requires_own_borough
from boroughs.words import counted
from documents.scanning import ScannerAway
from pilots import importing
from pilots.models import PilotImport, PilotImportRow
from pilots.reading import NAMES
from pilots.views.writing import MAY, choose


class FileForm(forms.Form):
    """A file of pilots."""

    file = forms.FileField(
        label="The file",
        help_text="A CSV file, or a Word document (.docx) without macros, up to 5 MB",
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "empty": "The file is empty: choose the one with the pilots.",
            "invalid": "The file did not arrive: choose it again.",
            "max_length": "The name of the file is too long: shorten it, and choose it again.",
        },
    )


@require_http_methods(MAY)
@requires_own_borough(Permission.KEEP_PILOTS)
def pilot_import_new(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """Give a file of pilots; nothing is made of it before its officer has seen what was read."""
    if "template" in request.GET:
        return _template()
    if borough is None:
        return choose(request, "Whose pilots are in the file?")
    form = FileForm(request.POST or None, request.FILES or None)
    by: Any = request.user
    if form.is_valid():
        try:
            source = importing.take_file(borough=borough, file=form.cleaned_data["file"], by=by)
        except Refused as refused:
            form.add_error("file", str(refused))
        except ScannerAway:
            form.add_error("file", "The virus scanner does not answer: try again in some minutes.")
        else:
            return redirect(source)
    fields = [names[0].capitalize() for names in NAMES.values()]
    return render(request, "pilots/import_new.html", {"form": form, "names": fields})


def _template() -> HttpResponse:
    """Send the template as an empty CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([names[0].capitalize() for names in NAMES.values()])
    response = HttpResponse(f"\ufeff{buffer.getvalue()}", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="pilot-template.csv"'
    return response


def find_import(pk: int) -> tuple[PilotImport, Iterable[Borough]]:
    """Return a file of pilots and the borough that gave it."""
    found = get_object_or_404(PilotImport.objects.select_related("borough"), pk=pk)
    return found, [found.borough]


def find_row(pk: int, number: int) -> tuple[PilotImportRow, Iterable[Borough]]:
    """Return a row of such a file and its borough."""
    rows = PilotImportRow.objects.select_related("source__borough", "pilot__borough")
    found = get_object_or_404(rows.defer("pilot__search", "pilot__candid_search"), source=pk, number=number)
    return found, [found.source.borough]


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PILOTS, find_import)
def pilot_import(request: HttpRequest, found: PilotImport) -> HttpResponse:
    """Show what was read of a file, with what is wrong in each row; make drafts of what is right."""
    by: Any = request.user
    if request.method == "POST":
        made = importing.make_drafts(source=found, by=by)
        messages.success(request, f"{counted(made, 'draft')} made. Check each, and publish it.")
        return redirect(found)
    rows: list[Any] = list(
        found.rows.select_related("pilot").defer("pilot__search", "pilot__candid_search").order_by("number")
    )
    context = {
        "source": found,
        "rows": rows,
        "ready": sum(1 for row in rows if not row.pilot_id and not row.problems),
        "wrong": sum(1 for row in rows if not row.pilot_id and row.problems),
    }
    return render(request, "pilots/import.html", context)


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PILOTS, find_row)
def pilot_import_row(request: HttpRequest, row: PilotImportRow) -> HttpResponse:
    """Mend a row of a file; what came in it stands beside."""
    if row.pilot:
        return redirect("pilot_check", row.pilot.pk)
    borough = row.source.borough
    if request.method == "POST":
        texts = importing.texts_of(request.POST)
        importing.mend(row=row, texts=texts)
        form = importing.form_of_row(texts, borough)
        if form.is_valid():
            messages.success(request, f"Row {row.number} can be read now.")
            return redirect(row.source)
    else:
        form = importing.form_of_row(row.mended, borough)
        form.is_valid()
    context = {
        "row": row,
        "form": form,
        "given": [(NAMES[name][0].capitalize(), text) for name, text in row.given.items()],
        "unknown": list(row.unknown.items()),
        "address": reverse("pilot_import", args=[row.source_id]),
    }
    return render(request, "pilots/import_row.html", context)
