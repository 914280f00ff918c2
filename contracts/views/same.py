"""Are these the same contract? Asking, answering, taking the answer back (R8)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough, requires_on
from boroughs.views.parts import person_of
from contracts.actions.joining import undo_joining
from contracts.actions.reconcile import say_different, say_same, undo_decision
from contracts.models import Contract, ContractPair, Joining
from contracts.values import LABELS, held, in_words, names_for

PAGE = 25
MOST_DECIDED = 50


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def same_contracts(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List the pairs of a borough's records that may be one contract, and what was answered."""
    pairs = ContractPair.objects.of_borough(borough).select_related("left", "right")
    pairs = pairs.defer("left__search", "right__search")
    page = Paginator(pairs.undecided(), PAGE).get_page(request.GET.get("page"))
    context = {
        "borough": borough,
        "page": page,
        "different": list(pairs.filter(decision="different").order_by("-decided_at")[:MOST_DECIDED]),
        "joined": list(
            Joining.objects.filter(kept__borough_ids__contains=[borough.pk], undone_at__isnull=True)
            .select_related("kept", "pair", "by")
            .defer("kept__search")[:MOST_DECIDED]
        ),
        "parents": [("My borough", f"{reverse('my_borough')}?borough={borough.slug}")],
    }
    return render(request, "contracts/same.html", context)


def find_pair(pk: int) -> tuple[ContractPair, Iterable[Borough]]:
    """Return a pair whose records are both there, and the boroughs that hold both."""
    pair = get_object_or_404(
        ContractPair.objects.select_related("left", "right").defer("left__search", "right__search"), pk=pk
    )
    both = set(pair.left.borough_ids) & set(pair.right.borough_ids)
    return pair, Borough.objects.filter(pk__in=both)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find_pair)
def same_contract(request: HttpRequest, pair: ContractPair) -> HttpResponse:
    """Show two records beside each other and take the answer."""
    if request.method == "POST":
        return _answer(request, pair)
    context = {
        "pair": pair,
        "rows": _beside(pair.left, pair.right),
        "first": pair.left,
        "second": pair.right,
        "borough": Borough.objects.filter(pk__in=pair.left.borough_ids).first(),
        "parents": [("Register", reverse("register"))],
    }
    return render(request, "contracts/same_pair.html", context)


def _answer(request: HttpRequest, pair: ContractPair) -> HttpResponse:
    answer, by = request.POST.get("answer", ""), person_of(request)
    try:
        if answer == "different":
            say_different(pair=pair, by=by)
            messages.success(request, "They stay two contracts. Nobody is asked again.")
        elif answer == "undo":
            undo_decision(pair=pair, by=by)
            messages.success(request, "The question waits again.")
        elif answer in (str(pair.left_id), str(pair.right_id)):
            say_same(pair=pair, kept=int(answer), by=by)
            messages.success(request, "They are one record now. Its page says where each value comes from.")
            return redirect("contract", int(answer))
        else:
            messages.error(request, "Choose whether they are the same contract.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("same_contract", pair.pk)


def find_joining(pk: int) -> tuple[Joining, Iterable[Borough]]:
    """Return a joining that stands, and the boroughs of the record that stayed."""
    joining = get_object_or_404(Joining.objects.select_related("kept").defer("kept__search"), pk=pk)
    if joining.undone_at:
        raise Http404("This joining was undone.")
    return joining, joining.kept.boroughs.all()


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find_joining)
def joining_undo(request: HttpRequest, joining: Joining) -> HttpResponse:
    """Ask, then make two records again of one."""
    if request.method == "POST":
        try:
            pair = ContractPair.objects.filter(joining=joining).first()
            if pair:
                undo_decision(pair=pair, by=person_of(request))
            else:
                undo_joining(joining=joining, by=person_of(request))
            messages.success(request, f"“{joining.title}” is a record of its own again.")
            return redirect("contract", joining.gone)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(joining.kept)
    context = {
        "joining": joining,
        "contract": joining.kept,
        "parents": [("Register", reverse("register")), (joining.kept.title, joining.kept.get_absolute_url())],
    }
    return render(request, "contracts/joining_undo.html", context)


def _beside(left: Contract, right: Contract) -> list[tuple[str, str, str, bool]]:
    """Return each field in words for both records, and whether they differ."""
    values = [(name, held(left, name), held(right, name)) for name in LABELS]
    names = names_for((name, value) for name, *both in values for value in both)
    rows: list[Any] = []
    for name, one, other in values:
        if one in (None, [], False) and other in (None, [], False):
            continue
        rows.append((LABELS[name], in_words(name, one, names), in_words(name, other, names), one != other))
    sources = [(f"{one.get_source_display()}") for one in (left, right)]
    return [*rows, ("First made from", *sources, sources[0] != sources[1])]
