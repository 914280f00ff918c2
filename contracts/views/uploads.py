"""An officer uploads the borough's register: the file, its way through the hub, and the way back."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from boroughs.keyset import Stretch, page, read_cursor
from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough
from boroughs.words import counted
from contracts.actions.uploads import apply_upload, begin_upload, go_on, lay_aside, undo_upload
from contracts.actions.uploads.undoing import not_undone
from contracts.actions.uploads.whose import remark_on
from contracts.actions.uploads.work import may_be_undone
from contracts.forms_uploads import UploadForm
from contracts.models import Upload
from contracts.upload_exports import csv_of
from contracts.upload_words import reconciliation, rows_behind, ways_on
from contracts.uploads.problems import UnreadableRegister

State = Upload.State
NEWEST = [Stretch(Q(), None, descending=True)]
SENTENCES = {
    State.READING: "The hub is reading the file",
    State.CHECKING: "The hub is trying out what would change",
    State.APPLYING: "The hub is importing the register",
    State.UNDOING: "The hub is undoing the import",
}


def upload_of(borough: Borough, pk: int) -> Upload:
    """Return an upload of a borough; another borough's is unknown."""
    found: Upload = get_object_or_404(
        Upload.objects.select_related("borough", "by", "run"), borough=borough, pk=pk
    )
    return found


def parents(borough: Borough, upload: Upload | None = None) -> list[tuple[str, str]]:
    """Return the pages above an upload's, for its breadcrumbs."""
    above = [
        (borough.name, borough.get_absolute_url()),
        ("Uploads", reverse("uploads", args=[borough.slug])),
    ]
    return [*above, (upload.name, upload.get_absolute_url())] if upload else above


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def uploads(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List what was uploaded for a borough, the newest first."""
    try:
        after = read_cursor(request.GET["after"], NEWEST) if "after" in request.GET else None
    except ValueError:
        after = None
    shown = page(Upload.objects.filter(borough=borough), NEWEST, ["pk"], after=after)
    found = Upload.objects.select_related("borough", "by").in_bulk([row[0] for row in shown.rows])
    context = {
        "borough": borough,
        "uploads": [found[row[0]] for row in shown.rows],
        "parents": parents(borough)[:1],
        "next": f"{request.path}?after={shown.next}" if shown.next else "",
    }
    return render(request, "contracts/uploads/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_add(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Take a file, look at what it is, and lead to its columns."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = begin_upload(borough=borough, by=cast(Person, request.user), file=file, name=file.name)
        except UnreadableRegister as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("upload_columns", borough.slug, upload.pk)
    context = {"borough": borough, "form": form, "parents": parents(borough)}
    return render(request, "contracts/uploads/add.html", context)


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def upload(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Show how an upload stands: at work, ready to be imported, imported, undone, or in trouble."""
    one = upload_of(borough, pk)
    wants_progress = "HX-Request" in request.headers
    if wants_progress and not (one.is_at_work and not one.problem):
        return HttpResponseClientRefresh()
    if one.state == State.CHOOSING:
        return redirect("upload_columns", borough.slug, one.pk)
    context: dict[str, Any] = {
        "borough": borough,
        "upload": one,
        "parents": parents(borough),
        "progress": f"{one.done:,} of {counted(one.total, 'contract')}",
        "sentence": SENTENCES.get(State(one.state), ""),
    }
    if wants_progress:
        return render(request, "contracts/uploads/_progress.html", context)
    if one.counts and not one.is_at_work:
        context |= {
            "figures": ways_on(one),
            "rows": reconciliation(one),
            "read": f"{one.counts.get('read', 0):,}",
            "reasons": one.counts.get("reasons", {}).items(),
            "behind": rows_behind(one) if one.sheets else [],
            "may_be_undone": may_be_undone(one),
            "left": not_undone(one).count() if one.state == State.UNDONE else 0,
            "nothing_new": not _brings_anything(one),
            "whose": remark_on(one) if one.state == State.CHECKED else "",
        }
    return render(request, "contracts/uploads/upload.html", context)


def _brings_anything(one: Upload) -> bool:
    contracts = one.counts.get("contracts", {})
    return bool(contracts.get("created") or contracts.get("updated") or contracts.get("unchanged"))


def _step(action: Any, **arguments: Any) -> str:
    """Take a step and return what stands against it, if anything does."""
    try:
        action(**arguments)
    except Refused as refused:
        return str(refused)
    return ""


@require_POST
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_step(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Take the step that a button names: import it, lay it aside, try again."""
    one = upload_of(borough, pk)
    step = request.POST.get("step")
    if step == "apply":
        problem = _step(apply_upload, upload=one, by=request.user)
    elif step == "lay_aside":
        problem = _step(lay_aside, upload=one)
    elif step == "go_on":
        problem = _step(go_on, upload=one)
    else:
        problem = "Choose one of the buttons."
    if problem:
        messages.error(request, problem)
    elif step == "lay_aside":
        messages.success(request, f"{one.name} is laid aside. Nothing of it is on the register.")
        return redirect("uploads", borough.slug)
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_undo(request: HttpRequest, borough: Borough, pk: int) -> HttpResponse:
    """Ask, then take a whole import back."""
    one = upload_of(borough, pk)
    if request.method == "POST":
        if problem := _step(undo_upload, upload=one):
            messages.error(request, problem)
        return redirect(one)
    if not may_be_undone(one):
        messages.error(request, "This import cannot be undone: it was not made, or too long ago.")
        return redirect(one)
    context = {"borough": borough, "upload": one, "parents": parents(borough, one)}
    return render(request, "contracts/uploads/undo.html", context)


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def upload_csv(request: HttpRequest, borough: Borough, pk: int) -> StreamingHttpResponse:
    """Send every row of an upload as CSV, with what became of it and why."""
    one = upload_of(borough, pk)
    if not one.layouts or not one.sheets:
        raise Http404("The rows of this upload are not kept, or have not been read.")
    return StreamingHttpResponse(
        csv_of(one),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="upload-{one.pk}-rows.csv"'},
    )
