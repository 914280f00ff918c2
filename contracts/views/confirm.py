"""Saying with one click that records are still true (R7)."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from boroughs.models import Borough, Person
from boroughs.rights import Permission, requires_in_borough
from boroughs.words import counted
from contracts.actions.confirm import confirm_contracts, undo_confirmation
from contracts.models import Contract

#: Contracts that can be confirmed at once; the page shows fewer.
MOST = 100


@require_POST
@requires_in_borough(Permission.EDIT_REGISTER)
def contracts_confirm(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Confirm the one contract whose button was pressed, or all that are ticked."""
    given = request.POST.getlist("only") or request.POST.getlist("contract")
    if not given:
        messages.error(request, "Tick the contracts that are still true first.")
        return _back(request, borough)
    if len(given) > MOST or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in given):
        raise Http404("There are no such contracts.")
    person = cast(Person, request.user)
    try:
        done = confirm_contracts(ids=map(int, given), borough=borough, by=person, on=timezone.localdate())
    except Contract.DoesNotExist:
        raise Http404("There are no such contracts on this register.") from None
    what = f"“{done.contracts[0]}”" if len(done.contracts) == 1 else counted(len(done.contracts), "contract")
    messages.success(request, f"You confirmed {what}.")
    return _back(request, borough, undo=done.undo)


@require_POST
@requires_in_borough(Permission.EDIT_REGISTER)
def contracts_confirm_undo(request: HttpRequest, borough: Borough) -> HttpResponse:
    """Take back what was confirmed."""
    try:
        undone = undo_confirmation(
            token=request.POST.get("undo", ""), borough=borough, by=cast(Person, request.user)
        )
    except signing.BadSignature:
        messages.error(request, "This can no longer be undone with one click.")
        return _back(request, borough)
    if undone:
        verb = "is" if len(undone) == 1 else "are"
        messages.success(request, f"{counted(len(undone), 'contract')} {verb} as before.")
    else:
        messages.info(request, "Nothing was undone: the contracts have been confirmed anew since.")
    return _back(request, borough)


def _back(request: HttpRequest, borough: Borough, *, undo: str = "") -> HttpResponse:
    """Return to the contract's page if one came from there, else to what waits for the borough."""
    page = request.POST.get("page", "")
    if page.isascii() and page.isdigit() and len(page) < 19:
        address, query = reverse("contract", args=[int(page)]), {}
    else:
        address, query = reverse("my_borough"), {"borough": borough.slug}
    if undo:
        query["undo"] = undo
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)
