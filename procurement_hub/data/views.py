"""The page of open data, and its files."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from contracts.release import FIELDS
from pipeline.planning_release import FIELDS as PLAN_FIELDS
from procurement_hub.data.dumps import PLANS, RELEASES, current_dump
from procurement_hub.data.tables import tables

TYPES = {".csv": "text/csv; charset=utf-8", ".jsonl": "application/jsonl; charset=utf-8"}


def _etag(request: HttpRequest, name: str) -> str | None:
    dump = current_dump()
    return next((f'"{file.sha256}"' for file in dump.files if file.name == name), None) if dump else None


@require_safe
@login_not_required
def data(request: HttpRequest) -> HttpResponse:
    """Show what open data there is, under which licence, and what its columns mean."""
    dump = current_dump()
    context = {
        "dump": dump,
        "tables": [
            (table, [file for file in dump.files if file.table == table.name] if dump else [])
            for table in tables()
        ],
        "releases": RELEASES,
        "paths": FIELDS,
        "plans": PLANS,
        "plan_paths": PLAN_FIELDS,
        "prefix": settings.OCID_PREFIX,
    }
    return render(request, "data.html", context)


@require_safe
@login_not_required
@condition(etag_func=_etag)
def data_file(request: HttpRequest, name: str) -> FileResponse:
    """Send a file of open data as it was last written."""
    dump = current_dump()
    path = dump.path(name) if dump else None
    if dump is None or path is None:
        raise Http404("There is no such file.")
    day = timezone.localdate(dump.written).isoformat()
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{path.stem}-{day}{path.suffix}",
        content_type=TYPES[path.suffix],
    )
