"""Answering suggestions (R8), one at a time or many."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough
from boroughs.views.parts import person_of
from boroughs.words import counted
from contracts.actions.suggestions import accept_suggestions, decline_suggestions, offer_again
from contracts.models import Suggestion
from contracts.suggested import in_rows

PAGE = 50
MOST = 500


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def suggestions(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List what sources say otherwise than the borough's officers."""
    found = Suggestion.objects.open().of_borough(borough).select_related("contract", "record")
    pages = Paginator(found.defer("contract__search", "record__raw").order_by("contract__title", "pk"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "borough": borough,
        "page": page,
        "rows": in_rows(page.object_list),
        "number": pages.count,
        "undo": _undo_in(request),
        "parents": [("My borough", f"{reverse('my_borough')}?borough={borough.slug}")],
    }
    return render(request, "contracts/suggestions.html", context)


@require_POST
@requires_in_borough(Permission.EDIT_REGISTER)
def suggestions_answer(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Accept or decline the one whose button was pressed, or all that are ticked; or take declining back."""
    what, _, only = request.POST.get("answer", "").partition(":")
    given = [only] if only else request.POST.getlist("suggestion")
    if not given:
        messages.error(request, "Tick the suggestions first that you accept or decline.")
        return _back(request, borough)
    if len(given) > MOST or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in given):
        raise Http404("There are no such suggestions.")
    ids = [int(one) for one in given]
    undo = ""
    try:
        if what == "accept":
            done = accept_suggestions(ids=ids, borough=borough, by=person_of(request))
            messages.success(request, f"You accepted {counted(len(done), 'suggestion')}.")
        elif what == "decline":
            done = decline_suggestions(ids=ids, borough=borough, by=person_of(request))
            messages.success(request, f"You declined {counted(len(done), 'suggestion')}.")
            undo = ",".join(str(one.pk) for one in done)
        else:
            _say_again(request, offer_again(ids=ids, borough=borough))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, borough, undo=undo)


def _say_again(request: HttpRequest, number: int) -> None:
    if number:
        verb = "waits" if number == 1 else "wait"
        messages.success(request, f"{counted(number, 'suggestion')} {verb} again.")
    else:
        messages.info(request, "None of these can wait again: newer values have been offered or said since.")


def _undo_in(request: HttpRequest) -> list[str]:
    """Return the ids that were just declined, for the button that takes it back."""
    given = request.GET.get("declined", "").split(",")[:MOST]
    return [one for one in given if one.isascii() and one.isdigit() and len(one) < 19]


def _back(request: HttpRequest, borough: Borough, undo: str = "") -> HttpResponse:
    """Return to the contract's page if the answer came from there, else to the borough's list."""
    page = request.POST.get("page", "")
    if page.isascii() and page.isdigit() and len(page) < 19:
        return redirect(f"{reverse('contract', args=[int(page)])}#suggestions")
    address = reverse("suggestions", args=[borough.slug])
    return redirect(f"{address}?declined={undo}" if undo else address)
