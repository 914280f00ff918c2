"""Pages of the review queue: the list, one pair side by side, who owns whom, what was decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boroughs.models import Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires
from boroughs.views.parts import person_of, posted
from boroughs.words import counted
from suppliers.actions import (
    numbers_warning,
    owner_named,
    say_different,
    say_same,
    say_same_group,
    undo_decision,
)
from suppliers.models import Supplier, SupplierPair
from suppliers.review.evidence import sides_of, which_stays
from suppliers.review.forms import DIFFERENT, GROUP, OTHER, RIGHT, SAME, DecisionForm, GroupForm
from suppliers.review.tabs import tabs

A_PAGE = 30
#: In the session: the reader wants no keys.
KEYS_OFF = "review_keys_off"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESOLVE_SUPPLIERS)
def queue(request: HttpRequest) -> HttpResponse:
    """List the pairs that wait, the likeliest first; decide several at once."""
    if request.method == "POST":
        _decide_several(request)
        return redirect("review")
    waiting = SupplierPair.objects.waiting().select_related("left", "right")
    waiting = waiting.prefetch_related("left__identifiers", "right__identifiers")
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "suppliers/review/queue.html", {**_pages(page), "tabs": tabs("review")})


def _pages(page: Any) -> dict[str, Any]:
    return {
        "page": page,
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }


def _decide_several(request: HttpRequest) -> None:
    """Take the ticked pairs one after the other; what cannot be decided like this stays, with the reason."""
    by, decision = person_of(request), request.POST.get("decision")
    ticked = [int(pk) for pk in request.POST.getlist("pair") if pk.isdecimal() and len(pk) < 19]
    pairs = (
        SupplierPair.objects.filter(pk__in=ticked).select_related("left", "right").order_by("-score", "id")
    )
    if decision not in {SAME, DIFFERENT} or not pairs:
        messages.error(request, "Tick the pairs that you mean, then say what they are.")
        return
    done = 0
    for pair in pairs:
        try:
            with transaction.atomic():
                _take(pair, decision, by)
            done += 1
        except Refused as refused:
            messages.error(request, f"{pair}: {refused} They were left as they are.")
    if done:
        said = "the same" if decision == SAME else "different"
        messages.success(request, f"{counted(done, 'pair', 'pairs')} decided: {said}.")


def _take(pair: SupplierPair, decision: str, by: Person) -> None:
    """Decide a pair as part of several; of two that are the same, the better known one stays."""
    if decision == DIFFERENT:
        say_different(pair=pair, by=by)
        return
    pair.refresh_from_db()  # a decision before this one may have merged one of the two
    say_same(pair=pair, kept=which_stays(*sides_of(pair)).pk, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESOLVE_SUPPLIERS)
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two suppliers side by side with what speaks for and against, and take the decision."""
    found = _pair(pk)
    form = DecisionForm(posted(request), found)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["decision"] == GROUP:
            return redirect("review_group", pk=pk)
        try:
            _decide_one(found, form.cleaned_data, person_of(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{found}: {_said(form.cleaned_data['decision'])}.")
            return _on(found)
    left, right = sides_of(found)
    context = {
        "pair": found,
        "sides": [left, right],
        "form": form,
        "kept": form.data.get("kept") or str(which_stays(left, right).pk),
        "warning": numbers_warning(*((side.supplier.name, side.company_numbers) for side in (left, right))),
        "skip": SupplierPair.objects.waiting().after(found).first(),
        "number": SupplierPair.objects.waiting().count(),
        "keys": not request.session.get(KEYS_OFF),
    }
    return render(request, "suppliers/review/pair.html", context)


def _pair(pk: int) -> SupplierPair:
    return get_object_or_404(
        SupplierPair.objects.select_related("left", "right", "decided_by", "merge"), pk=pk
    )


def _said(decision: str) -> str:
    return "the same" if decision == SAME else "different"


def _decide_one(pair: SupplierPair, given: dict[str, Any], by: Person) -> None:
    if given["decision"] == DIFFERENT:
        say_different(pair=pair, by=by)
    else:
        say_same(pair=pair, kept=given["kept"], by=by, despite_numbers=given["despite_numbers"])


def _on(pair: SupplierPair) -> HttpResponse:
    """Lead to the next pair that waits, and at the end to the list."""
    waiting = SupplierPair.objects.waiting()
    following = waiting.after(pair).first() or waiting.first()
    return redirect("review_pair", pk=following.pk) if following else redirect("review")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RESOLVE_SUPPLIERS)
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which of two suppliers owns the other, or who owns both, and record it."""
    found = _pair(pk)
    form = GroupForm(posted(request), found)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                owner = _owner(found, form.cleaned_data)
                say_same_group(pair=found, owner=owner, by=person_of(request), said=form.said)
        except Refused as refused:
            form.add_error(None, str(refused))
        except ValidationError as invalid:
            form.add_error(None, invalid.messages)
        else:
            messages.success(request, f"{found}: of one group, that of {owner}.")
            return _on(found)
    return render(request, "suppliers/review/group.html", {"pair": found, "form": form})


def _owner(pair: SupplierPair, given: dict[str, Any]) -> Supplier:
    if given["owner"] == OTHER:
        return owner_named(given["name"], demonstration=pair.left.is_demonstration)
    return pair.right if given["owner"] == RIGHT else pair.left


@require_safe
@requires(Permission.RESOLVE_SUPPLIERS)
def decided(request: HttpRequest) -> HttpResponse:
    """List what was decided, the last first, each with a way to take it back."""
    pairs = SupplierPair.objects.decided().select_related("left", "right", "decided_by", "merge")
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "suppliers/review/decided.html", {**_pages(page), "tabs": tabs("review_decided")})


@require_POST
@requires(Permission.RESOLVE_SUPPLIERS)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, with what it merged or recorded."""
    found = _pair(pk)
    try:
        undo_decision(pair=found, by=person_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{found}: the decision is taken back, and the pair waits again.")
    return redirect("review_decided")


@require_POST
@requires(Permission.RESOLVE_SUPPLIERS)
def keys(request: HttpRequest) -> HttpResponse:
    """Turn the keys of the review off or on, for this session."""
    request.session[KEYS_OFF] = "off" in request.POST
    page = SupplierPair.objects.filter(pk=_number(request.POST.get("pair", ""))).first()
    return redirect("review_pair", pk=page.pk) if page else redirect("review")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
