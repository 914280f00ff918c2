"""Pages of documents: the library, one document, sharing, versions, the file itself."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Borough
from boroughs.panel import errors
from boroughs.places import read_places
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires, requires_on, requires_own_borough
from boroughs.views.history import history_page
from boroughs.words import counted
from documents import actions
from documents.checking import CONTENT_TYPES
from documents.filters import SORTS, chips, listed, panel, read
from documents.forms import FactsForm, ShareForm, VersionForm, WithdrawForm
from documents.history import document_history as history_of
from documents.models import Document, DocumentVersion
from documents.serving import send
from documents.visibility import place_of

MAY = ["GET", "HEAD", "POST"]
#: Characters of a text that its page shows.
SHOWN = 6_000
#: Fields of a new document that an address may fill in.
GIVEN = ("title", "kind", "stage", "service_area", "product", "supplier", "contract")


@require_safe
@requires(Permission.SEE_DOCUMENTS)
def document_list(request: HttpRequest) -> HttpResponse:
    """Show the documents that answer a question, page by page; its parameters are the form's."""
    places = read_places()
    form, question = read(request.GET, places)
    path = reverse("documents")
    among = Document.objects.visible_to(request.user).standing()
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    shown = listed(question, among, places, after=after, before=before)
    context = {
        "form": form,
        "words": request.GET.get("q", "").replace("\0", ""),
        "errors": errors(form),
        "fields": panel(form, places),
        "chips": chips(question, places, path),
        "order": SORTS[question.sort].lower(),
        "shown": shown,
        "count": counted(shown.count, "document"),
        "path": path,
        "may_share": _own(request) is not None,
        "previous": question.address(path, before=shown.previous) if shown.previous else "",
        "next": question.address(path, after=shown.next) if shown.next else "",
    }
    return render(request, "documents/document_list.html", context)


def _own(request: HttpRequest) -> Borough | None:
    """Return the borough for which the reader keeps documents."""
    borough: Borough | None = getattr(request.user, "borough", None)
    return borough if borough and has_permission(request.user, Permission.KEEP_DOCUMENTS, borough) else None


@require_safe
@requires(Permission.SEE_DOCUMENTS)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a document: what is said of it, its versions, who used it, its text; 404 where it is not seen."""
    found: Any = get_object_or_404(Document.objects.visible_to(request.user).with_names(), pk=pk)
    versions = list(found.versions.defer("text", "search").select_related("uploaded_by"))
    newest = next((one for one in versions if one.state == DocumentVersion.State.READY), None)
    text = DocumentVersion.objects.values_list("text", flat=True).get(pk=newest.pk) if newest else ""
    uses = list(found.uses.select_related("borough"))
    own = _own(request)
    context = {
        "document": found,
        "versions": versions,
        "newest": newest,
        "text": text[:SHOWN],
        "cut": len(text) > SHOWN,
        "uses": uses,
        "place": place_of(found),
        "own": own,
        "we_used": own is not None and any(one.borough_id == own.pk for one in uses),
        "may_keep": has_permission(request.user, Permission.KEEP_DOCUMENTS, found.borough),
        "may_see_scans": has_permission(request.user, Permission.CURATE),
    }
    return render(request, "documents/document.html", context)


@require_safe
@requires(Permission.SEE_DOCUMENTS)
def document_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Send a version as an attachment, whole or in part; one that waits or was refused is not served."""
    found = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    version = found.versions.defer("text", "search").filter(number=number, state="ready").first()
    if version is None:
        raise Http404("This version is not served: it waits, or was refused.")
    return send(
        cast(BinaryIO, version.file.open("rb")),
        name=version.name,
        kind=CONTENT_TYPES[version.kind],
        size=version.size,
        asked=request.headers.get("Range", ""),
    )


@require_safe
@requires(Permission.SEE_DOCUMENTS)
def document_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what happened to a document; why a file was refused is for its borough."""
    found = get_object_or_404(Document.objects.visible_to(request.user).select_related("borough"), pk=pk)
    parts = history_of(own=has_permission(request.user, Permission.KEEP_DOCUMENTS, found.borough))
    return history_page(request, found, parts, above=("Documents", reverse("documents")))


@require_http_methods(MAY)
@requires_own_borough(Permission.KEEP_DOCUMENTS)
def document_new(request: HttpRequest, borough: Borough | None) -> HttpResponse:
    """Share a document; links may fill in what it is about. LOTI staff say first for which borough."""
    if borough is None:
        return render(request, "documents/choose.html", {"boroughs": Borough.objects.order_by("name")})
    given = {name: request.GET[name] for name in GIVEN if name in request.GET}
    form = ShareForm(request.POST or None, request.FILES or None, borough=borough, initial=given)
    made: list[Document] = []

    def share() -> None:
        file = form.cleaned_data["file"]
        made.append(
            actions.share_document(borough=borough, facts=form.facts(), file=file, by=_reader(request))
        )

    if _saved(form, share):
        messages.success(request, "Taken. It is looked into now, and seen by others after that.")
        return redirect(made[0])
    return render(request, "documents/document_form.html", {"form": form, "title": "Share a document"})


def find_document(pk: int) -> tuple[Document, Iterable[Borough]]:
    """Return a document and the borough that keeps it (R9)."""
    rows = Document.objects.select_related("borough", "supplier").defer("search")
    found = get_object_or_404(rows, pk=pk)
    return found, [found.borough]


def keeps(view: Callable[..., HttpResponse]) -> Callable[..., Any]:
    """Decorate a view of a document that officers of its borough keep: 404 for what they do not see (R9)."""

    @wraps(view)
    def of_what_is_seen(request: HttpRequest, found: Document) -> HttpResponse:
        if not Document.objects.visible_to(request.user).filter(pk=found.pk).exists():
            raise Http404("This document belongs to something that you may not read.")
        return view(request, found)

    return requires_on(Permission.KEEP_DOCUMENTS, find_document)(of_what_is_seen)


@require_http_methods(MAY)
@keeps
def document_change(request: HttpRequest, found: Document) -> HttpResponse:
    """Change what is said of a document."""
    initial = {name: getattr(found, name) for name in actions.DocumentFacts.__dataclass_fields__}
    initial["supplier"] = found.supplier.name if found.supplier else ""
    form = FactsForm(request.POST or None, borough=found.borough, kept=found, initial=initial)
    by = _reader(request)
    if _saved(form, lambda: actions.change_document(document=found, facts=form.facts(), by=by)):
        messages.success(request, "Saved.")
        return redirect(found)
    return _form_page(request, found, form, "Change what is said of it")


@require_http_methods(MAY)
@keeps
def document_version(request: HttpRequest, found: Document) -> HttpResponse:
    """Take a new version."""
    form = VersionForm(request.POST or None, request.FILES or None)

    def add() -> None:
        file, note = form.cleaned_data["file"], form.cleaned_data["note"]
        actions.add_version(document=found, file=file, note=note, by=_reader(request))

    if _saved(form, add):
        messages.success(request, "Taken. It is looked into now, and takes the place of the last one then.")
        return redirect(found)
    return _form_page(request, found, form, "Give a new version")


@require_http_methods(MAY)
@keeps
def document_withdraw(request: HttpRequest, found: Document) -> HttpResponse:
    """Withdraw a document, or put it back."""
    by = _reader(request)
    if request.method == "POST" and found.withdrawn_at:
        actions.put_back(document=found, by=by)
        messages.success(request, "It is put back.")
        return redirect(found)
    form = WithdrawForm(request.POST or None)
    if _saved(form, lambda: actions.withdraw_document(document=found, why=form.cleaned_data["why"], by=by)):
        messages.success(request, "Withdrawn: others see it no more. You can put it back.")
        return redirect(found)
    return _form_page(request, found, form, "Withdraw it", warning=True)


@require_POST
@requires(Permission.SEE_DOCUMENTS)
def document_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the reader's borough used a document, or take that back."""
    found = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    own = _own(request)
    if own is None:
        messages.error(request, "Officers say for their borough that it used a document.")
        return redirect(found)
    used = request.POST.get("used") == "yes"
    actions.say_used(document=found, borough=own, used=used, by=_reader(request))
    messages.success(request, f"{own} used it." if used else "Taken back.")
    return redirect(found)


def _reader(request: HttpRequest) -> Any:
    return request.user


def _saved(form: Any, act: Callable[[], object]) -> bool:
    """Do what a valid form asks for; what is wrong with its file is said there, anything else above it."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error("file" if "file" in form.fields else None, str(refused))
        return False
    return True


def _form_page(
    request: HttpRequest, found: Document, form: Any, title: str, *, warning: bool = False
) -> HttpResponse:
    context = {"form": form, "document": found, "title": title, "warning": warning}
    return render(request, "documents/document_form.html", context)
