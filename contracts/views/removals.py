"""Taking a wrong contract off the register, what was taken off, putting it back; leaving a joint one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from boroughs.models import Borough
from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_in_borough, requires_on
from boroughs.views.parts import person_of, posted
from boroughs.words import listing, plain_date
from contracts.actions.jointly import leave_contract
from contracts.actions.removals import decides_alone, put_back, take_off
from contracts.forms_removals import TakeOffForm
from contracts.models import Contract, Removal
from contracts.text import one_line
from contracts.views.finding import find, parents

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_take_off(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Ask why, then take a contract off the register."""
    form = TakeOffForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            off = take_off(contract=contract, why=form.cleaned_data["why"], by=person_of(request))
        except Refused as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, f"“{off.title}” is off the register.")
            return redirect("removal", off.pk)
    others = contract.boroughs.exclude(pk=person_of(request).borough_id or 0)
    context = {
        "contract": contract,
        "form": form,
        "decides": decides_alone(contract, person_of(request)),
        "others": listing([one.name for one in others]) if contract.boroughs.count() > 1 else "",
        "parents": parents(contract),
    }
    return render(request, "contracts/take_off.html", context)


@require_safe
@requires_in_borough(Permission.EDIT_REGISTER)
def removals(request: HttpRequest, borough: Borough) -> HttpResponse:
    """List the contracts that were taken off a borough's register, those that were put back on demand."""
    words, every = one_line(request.GET.get("q", ""), 100), "every" in request.GET
    found = Removal.objects.of_borough(borough).select_related("by", "put_back_by").defer("row")
    found = found if every else found.standing()
    if words:
        found = found.filter(title__icontains=words)
    pages = Paginator(found, PAGE)
    context = {
        "borough": borough,
        "page": pages.get_page(request.GET.get("page")),
        "number": pages.count,
        "words": words,
        "every": every,
        "parents": _my_borough(borough),
    }
    return render(request, "contracts/removals.html", context)


def find_removal(pk: int) -> tuple[Removal, Iterable[Borough]]:
    """Return a removal and the boroughs whose contract it was."""
    found = get_object_or_404(Removal.objects.select_related("by", "put_back_by"), pk=pk)
    return found, Borough.objects.filter(pk__in=found.boroughs)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find_removal)
def removal(request: HttpRequest, found: Removal) -> HttpResponse:
    """Show what was taken off the register and why, and put it back."""
    if request.method == "POST":
        try:
            back = put_back(removal=found, by=person_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("removal", found.pk)
        messages.success(request, f"“{back.title}” is on the register again, as it was.")
        return redirect(back)
    boroughs = list(Borough.objects.filter(pk__in=found.boroughs).order_by("name"))
    context = {
        "removal": found,
        "facts": _facts(found, boroughs),
        "borough": boroughs[0] if boroughs else None,
        "parents": _my_borough(boroughs[0]) if boroughs else [("Register", reverse("register"))],
    }
    return render(request, "contracts/removal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_on(Permission.EDIT_REGISTER, find)
def contract_leave(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Take a borough out of a joint contract that is none of its own, with one click."""
    person, refusal = person_of(request), ""
    boroughs = {one.pk: one for one in contract.boroughs.order_by("name")}
    going = boroughs.get(person.borough_id or 0)
    if request.method == "POST":
        chosen = going or boroughs.get(_number(request.POST.get("borough", "")))
        if chosen is None:
            refusal = "Choose the borough that is to go."
        else:
            try:
                leave_contract(contract=contract, borough=chosen, by=person)
            except Refused as refused:
                refusal = str(refused)
            else:
                messages.success(request, f"“{contract.title}” is no longer on the register of {chosen}.")
                return redirect("contract", contract.pk)
    context = {
        "contract": contract,
        "going": going,
        "boroughs": list(boroughs.values()),
        "others": listing([one.name for one in boroughs.values() if one != going]),
        "refusal": refusal,
        "parents": parents(contract),
    }
    return render(request, "contracts/leave.html", context)


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def _my_borough(borough: Borough) -> list[tuple[str, str]]:
    return [("My borough", f"{reverse('my_borough')}?borough={borough.slug}")]


def _facts(found: Removal, boroughs: Sequence[Borough]) -> list[tuple[str, Any]]:
    """Return what is said of a removal, and enough of the contract to know it again."""
    row = found.row
    rows: list[tuple[str, Any]] = [
        ("What is wrong with it", found.why),
        ("Taken off", f"{plain_date(timezone.localdate(found.at))}{_by(found.by)}"),
        ("Boroughs", listing([one.name for one in boroughs])),
        ("Supplier", row.get("supplier_text")),
        ("Reference", row.get("reference")),
        ("Started", _day(row.get("start_date"))),
        ("Ends", _day(row.get("end_date"))),
    ]
    if found.put_back_at:
        when = plain_date(timezone.localdate(found.put_back_at))
        rows.append(("Put back", f"{when}{_by(found.put_back_by)}"))
    return rows


def _by(person: Any) -> str:
    return f" by {person}" if person else ""


def _day(value: str | None) -> str:
    return plain_date(Contract._meta.get_field("end_date").to_python(value)) if value else ""
