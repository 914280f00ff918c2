"""Pages of names and numbers that disagree: the list, and settling one with a note."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from suppliers.actions import reopen_conflict, settle_conflict
from suppliers.models import IdentifierConflict
from suppliers.review.forms import NoteForm
from suppliers.review.tabs import tabs

A_PAGE = 30


@require_safe
@requires(Permission.RESOLVE_SUPPLIERS)
def conflict_list(request: HttpRequest) -> HttpResponse:
    """List what nobody has settled, the last found first; ``?settled`` lists what was."""
    settled = "settled" in request.GET
    conflicts = IdentifierConflict.objects.settled() if settled else IdentifierConflict.objects.open()
    rows = conflicts.select_related("supplier", "other", "settled_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    more = "&settled" if settled else ""
    context = {
        "page": page,
        "settled": settled,
        "previous": f"?page={page.previous_page_number()}{more}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}{more}" if page.has_next() else "",
        "tabs": tabs("review_conflicts"),
    }
    return render(request, "suppliers/review/conflicts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESOLVE_SUPPLIERS)
def conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one contradiction with the suppliers it is about, and settle it or let it wait again."""
    conflicts = IdentifierConflict.objects.select_related("supplier", "other", "settled_by")
    found = get_object_or_404(
        conflicts.prefetch_related("supplier__identifiers", "other__identifiers"), pk=pk
    )
    form = NoteForm(posted(request) if "reopen" not in request.POST else None, initial={"note": found.note})
    if request.method == "POST" and ("reopen" in request.POST or form.is_valid()):
        try:
            if "reopen" in request.POST:
                reopen_conflict(conflict=found)
                messages.success(request, "It waits again.")
            else:
                settle_conflict(conflict=found, by=person_of(request), note=form.cleaned_data["note"])
                messages.success(request, "It is settled, with your note.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("review_conflicts")
    return render(request, "suppliers/review/conflict.html", {"conflict": found, "form": form})
