"""Taking a fact back for its borough, hiding it for LOTI and showing it again."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires, requires_on
from boroughs.views.parts import person_of, posted
from data_access import actions
from data_access.forms import HideForm
from data_access.models import DataFact

MAY = ["GET", "HEAD", "POST"]


def find_fact(pk: int) -> tuple[DataFact, Iterable[Borough]]:
    """Return a fact and the borough whose word it is (R9)."""
    found = get_object_or_404(DataFact.objects.with_names(), pk=pk)
    return found, [found.borough]


@require_http_methods(MAY)
@requires_on(Permission.KEEP_DATA_ACCESS, find_fact)
def fact_take_back(request: HttpRequest, fact: DataFact) -> HttpResponse:
    """Take a borough's word back after asking whether it is meant."""
    if request.method == "POST":
        try:
            actions.take_back(fact=fact)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Taken back. {fact.borough} says nothing on this question any more.")
        return redirect(fact)
    return render(request, "data_access/take_back.html", {"fact": fact})


@require_http_methods(MAY)
@requires(Permission.HIDE_DATA_FACTS)
def fact_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a fact and say why, or show a hidden one again."""
    fact, _ = find_fact(pk)
    form = None if fact.hidden_at else HideForm(posted(request))
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form is None:
                actions.show_again(fact=fact)
            else:
                actions.hide(fact=fact, why=form.cleaned_data["why"], by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Shown again." if form is None else "Hidden: its borough reads why.")
        return redirect(fact)
    return render(request, "data_access/hide.html", {"fact": fact, "form": form})
