"""A contract's own page."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boroughs.models import Borough, Person, ProcurementRoute
from boroughs.places import BoroughName, read_boroughs
from boroughs.planning import rule_book
from boroughs.rights import Permission, has_permission
from boroughs.schedule import Step
from boroughs.visitors import kept_for_visitors
from contracts import story
from contracts.actions.confirm import may_undo
from contracts.actions.joining import became
from contracts.chain import chain_of
from contracts.charts import dates_chart
from contracts.elsewhere import elsewhere
from contracts.filters import today
from contracts.freshness import COLOURS, freshness
from contracts.keepers import keeper_of
from contracts.models import (
    Contract,
    ContractLink,
    ContractPair,
    ExtensionOption,
    Removal,
    Replacement,
    SourceRecord,
    Suggestion,
)
from contracts.suggested import in_rows
from contracts.views.finding import may_edit

WIDE, NARROW = 860, 340
OPTION = JSONObject(number="number", months="months", notice_days="notice_days", used_on="used_on")
KINDS = dict(ContractLink.Kind.choices)


@login_not_required
@require_safe
@kept_for_visitors
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a contract: its facts, its dates drawn, when to begin, where each value came from."""
    found = _annotated(Contract.objects.with_names()).filter(pk=pk).first()
    if found is None:
        return _moved(request, pk)
    day = today()
    places = read_boroughs()
    options = [_option(said) for said in found.options_said]
    suppliers = list(found.supplier_links.select_related("supplier"))
    dates = story.dates_of(found, options)
    sentences = story.dates_in_words(found, dates, day)
    boroughs = [places.borough_by_pk[number] for number in found.borough_ids]
    schedule, assumed = _schedule(found, day)
    editing = _editing(request, boroughs)
    fresh = freshness(found.confirmed_on, day)
    context = {
        "contract": found,
        "freshness": fresh.value,
        "freshness_colour": COLOURS[fresh],
        "editing": editing,
        "undo": _undo(request) if editing else "",
        "parents": [("Register", reverse("register"))],
        "boroughs": boroughs,
        "facts": story.facts(found, boroughs, suppliers, options),
        "sentences": sentences,
        "charts": [
            (name, dates_chart(dates, day, width=width, label=" ".join(sentences)))
            for name, width in (("wide", WIDE), ("narrow", NARROW))
        ]
        if dates
        else [],
        "dates": story.dates_as_table(found, dates) if dates else [],
        "schedule": schedule,
        "assumed": assumed,
        "keeper": keeper_of(found, request.user, boroughs),
        "notice": found.notice_url if story.is_link(found.notice_url) else "",
        "origins": story.origins(found.provenance, _records(found)),
        "documents": _documents(request, found),
        "chain": chain_of(found) if found.in_chain else [],
        "suggestions": _suggestions(found) if editing else [],
        "same": found.same if editing else [],
        "elsewhere": elsewhere(found, [link.supplier_id for link in suppliers], places, day),
    }
    return render(request, "contracts/contract.html", context)


def _editing(request: HttpRequest, boroughs: Sequence[BoroughName]) -> str:
    """Return the slug of the borough in whose name the reader may change the contract, if there is one."""
    may = (
        one.slug
        for one in boroughs
        if has_permission(request.user, Permission.EDIT_REGISTER, Borough(pk=one.pk))
    )
    return next(may, "")


def _undo(request: HttpRequest) -> str:
    """Return the token with which the reader may take back what they have just confirmed, if it is one."""
    token = request.GET.get("undo", "")
    return token if token and may_undo(token, cast(Person, request.user)) else ""


def _schedule(found: Contract, day: dt.date) -> tuple[Sequence[Step], bool]:
    """Return the backward schedule to the end date (R3) and whether it is assumed; nothing if it is past."""
    if found.end_date is None or found.end_date < day or not found.borough_ids:
        return [], False
    try:
        rules = rule_book(day).of(found.borough_ids[0])
    except ProcurementRoute.DoesNotExist:
        return [], False
    return rules.schedule(found.end_date, found.value), rules.assumed


def _records(found: Contract) -> dict[int, SourceRecord]:
    """Return the stored records that the contract's provenance names, without their content."""
    numbers = {
        said["record"]
        for said in found.provenance.values()
        if isinstance(said, dict) and isinstance(said.get("record"), int)
    }
    return SourceRecord.objects.only("key").in_bulk(numbers) if numbers else {}


def _annotated(contracts: Any) -> Any:
    """Add what hangs on a contract to the query that reads it, each as a list: so it stays one query."""
    here = OuterRef("pk")
    links = ContractLink.objects.filter(contract=here).order_by("kind", "label", "pk")
    as_json = JSONObject(kind="kind", label="label", url="url", public="is_public")
    suggestions = Suggestion.objects.open().filter(contract=here).values("pk")
    pairs = ContractPair.objects.undecided()
    options = ExtensionOption.objects.filter(contract=here).order_by("number").values(json=OPTION)
    earlier, later = (Replacement.objects.filter(**{end: here}) for end in ("successor", "predecessor"))
    return contracts.annotate(
        options_said=ArraySubquery(options),
        in_chain=Exists(earlier) | Exists(later),
        documents=ArraySubquery(links.values(json=as_json)),
        waiting=ArraySubquery(suggestions),
        same=ArraySubquery((pairs.filter(left=here) | pairs.filter(right=here)).values("pk")),
    )


def _option(said: dict[str, Any]) -> ExtensionOption:
    used_on = said.pop("used_on")
    return ExtensionOption(**said, used_on=dt.date.fromisoformat(used_on) if used_on else None)


def _moved(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the record that a joined one became; its own officers to why it is off the register.

    Raises:
        Http404: if there never was one.
    """
    kept = became(pk) if pk < 2**63 else None
    if kept is None:
        off = Removal.objects.standing().filter(contract=pk).first() if pk < 2**63 else None
        if off and may_edit(request.user, off.boroughs):
            return redirect("removal", off.pk)
        raise Http404("There is no contract of this number.")
    return redirect("contract", kept, permanent=False)


def _documents(request: HttpRequest, found: Any) -> list[tuple[str, str, str]]:
    """Return what each document is, its name and its address, as far as the reader may see it (R9)."""
    member = has_permission(request.user, Permission.SEE_DIRECTORY)
    return [
        (KINDS[link["kind"]], link["label"], link["url"])
        for link in found.documents
        if (member or link["public"]) and story.is_link(link["url"])
    ]


def _suggestions(found: Any) -> list[Any]:
    """Return the suggestions that wait, in words; without any it asks nothing."""
    if not found.waiting:
        return []
    rows = Suggestion.objects.filter(pk__in=found.waiting).select_related("record").defer("record__raw")
    return in_rows(rows)
