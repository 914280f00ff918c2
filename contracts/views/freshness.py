"""How fresh the registers are, borough by borough, and whom LOTI staff could nudge (R7)."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from boroughs.models import Borough, Person
from boroughs.panel import choice, errors
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission, requires
from contracts.actions import nudge
from contracts.landscape.asking import read_sheet
from contracts.landscape.league import (
    ORDERS,
    improved,
    ordered,
    read_earlier,
    spread_in_words,
    standings,
    thanks,
)
from contracts.landscape.whom_to_nudge import candidates

LABELS = {code: label for code, (label, _) in ORDERS.items()}


class OrderForm(forms.Form):
    """In which order the boroughs are listed."""

    sort = forms.ChoiceField(
        required=False, choices=LABELS.items(), error_messages={"invalid_choice": "Choose one of the list."}
    )


@require_safe
@requires(Permission.SEE_COMPARISONS)
def freshness_league(request: HttpRequest) -> HttpResponse:
    """Show how complete and fresh each register is, by name unless asked otherwise."""
    form = OrderForm(request.GET)
    order = (form.is_valid() and form.cleaned_data["sort"]) or "name"
    sheet, drawn = read_sheet(None)
    on = drawn or timezone.localdate()
    earlier = read_earlier(on)
    found = standings(list(Borough.objects.order_by("name")), sheet, earlier)
    context = {
        "drawn": drawn,
        "form": form,
        "errors": errors(form),
        "fields": [choice(form, "sort", "Sort by", LABELS.items())],
        "standings": ordered(found, order),
        "order": LABELS[order],
        "spread": spread_in_words(found),
        "thanks": thanks(found),
        "improved": improved(found, earlier),
        "earlier": earlier.day,
        "own": request.user.borough_id if isinstance(request.user, Person) else None,
        "may_nudge": has_permission(request.user, Permission.NUDGE),
    }
    return render(request, "contracts/landscape/freshness.html", context)


@require_safe
@requires(Permission.NUDGE)
def nudges(request: HttpRequest) -> HttpResponse:
    """Show LOTI staff where stale value lies and who is there to ask; numbers of people, no names."""
    sheet, drawn = read_sheet(None)
    found = candidates(sheet, timezone.localdate())
    return render(request, "contracts/landscape/nudges.html", {"candidates": found, "drawn": drawn})


@require_POST
@requires(Permission.NUDGE)
def send_nudge(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a borough to look at its stale contracts, and say who was asked, or why nobody was."""
    borough = get_object_or_404(Borough, slug=slug)
    try:
        done = nudge(borough=borough, by=cast(Person, request.user), on=timezone.localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("nudges")
    whom = "its role mailbox" if done.mailbox else f"{done.told} of its officers"
    messages.success(request, f"{borough} is asked to look at its stale contracts: {whom}.")
    return redirect("nudges")
