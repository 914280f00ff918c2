"""Answering without signing in that contracts are still as the register has them (R7)."""

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from boroughs.history import recorded_as
from boroughs.notifications.links import StaleLink
from contracts.actions.confirm import confirm_contracts, undo_confirmation
from contracts.actions.still_true import facts_of
from contracts.freshness import Freshness, freshness
from contracts.models import Contract
from contracts.still_true import Question, read_question


@csrf_exempt  # the signed link is what is trusted: whoever answers need not be signed in
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was asked and take the answer; nothing is confirmed by opening the page alone.

    Mail scanners open every link of a message before anybody reads it: their visits must say nothing.
    """
    try:
        question = read_question(token)
    except StaleLink:
        return render(request, "notifications/stale_link.html", status=410)
    if request.method != "POST":
        return _ask(request, question)
    with recorded_as(**({"user": question.person.pk} if question.person else {})):
        if "undo" in request.POST:
            return _undo(request, question)
        return _confirm(request, question)


def _ask(request: HttpRequest, question: Question, problem: str = "", undone: int = 0) -> HttpResponse:
    """Show the contracts that were asked about, those that somebody has confirmed since apart."""
    today = timezone.localdate()
    rows = [
        {
            "contract": contract,
            "facts": facts_of(contract),
            "stale": freshness(contract.confirmed_on, today) is Freshness.STALE,
        }
        for contract in question.contracts()
    ]
    context = {
        "question": question,
        "open": [row for row in rows if row["stale"]],
        "done": [row for row in rows if not row["stale"]],
        "problem": problem,
        "undone": undone,
    }
    return render(request, "contracts/still_true.html", context)


def _confirm(request: HttpRequest, question: Question) -> HttpResponse:
    asked = {str(contract.pk) for contract in question.contracts()}
    ticked = asked.intersection(request.POST.getlist("contract"))
    if not ticked:
        return _ask(request, question, problem="Tick the contracts that are still true.")
    try:
        done = confirm_contracts(
            ids=map(int, ticked), borough=question.borough, by=question.person, on=timezone.localdate()
        )
    except Contract.DoesNotExist:  # taken off the register between the two looks
        return _ask(request, question, problem="A contract has left the register. Tick again.")
    rows = [{"contract": one, "facts": facts_of(one)} for one in done.contracts]
    context = {"question": question, "rows": rows, "undo": done.undo, "left": len(asked) - len(ticked)}
    return render(request, "contracts/still_true_done.html", context)


def _undo(request: HttpRequest, question: Question) -> HttpResponse:
    try:
        undone = undo_confirmation(token=request.POST["undo"], borough=question.borough, by=question.person)
    except signing.BadSignature:
        return _ask(request, question, problem="This can no longer be undone with one click.")
    return _ask(request, question, undone=len(undone))
