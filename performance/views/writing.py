"""Recording the performance of a contract: adding, changing and taking away what its boroughs keep."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from boroughs.refusals import Refused
from boroughs.rights import Permission, requires_on
from contracts.models import Contract
from performance import actions
from performance.due import MONTHS
from performance.kinds import READING, Kind
from performance.models import Kpi, KpiReading, Record
from performance.scale import ACT, REGULATION
from performance.views.finding import find_kpi, find_record, find_to_add

MAY = ["GET", "HEAD", "POST"]
#: The field in which a form sends back what its record said, and what its signature is for.
SEEN, SALT = "seen", "performance.seen"


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PERFORMANCE, find_to_add)
def performance_add(request: HttpRequest, asked: tuple[Contract, Kind]) -> HttpResponse:
    """Add a record to a contract's performance."""
    contract, kind = asked
    by: Any = request.user

    def add(said: dict[str, Any]) -> Record:
        return actions.add_record(contract=contract, kind=kind.model, said=said, by=by)

    return _form_page(request, contract, kind, dict(kind.first), add, title=kind.titles[0])


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PERFORMANCE, find_kpi)
def reading_add(request: HttpRequest, kpi: Kpi) -> HttpResponse:
    """Add a reading of an indicator; the next period is filled in."""
    by: Any = request.user

    def add(said: dict[str, Any]) -> Record:
        return actions.add_reading(kpi=kpi, said=said, by=by)

    title = f"Record a reading: {kpi}"
    return _form_page(request, kpi.contract, READING, _next_period(kpi), add, title=title)


def _next_period(kpi: Kpi) -> dict[str, dt.date]:
    latest = kpi.readings.order_by("-ends").first()
    begins = latest.ends + dt.timedelta(days=1) if latest else kpi.begins
    ends = begins + relativedelta(months=MONTHS[kpi.every]) - dt.timedelta(days=1)
    return {"begins": begins, "ends": ends}


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PERFORMANCE, find_record)
def performance_change(request: HttpRequest, asked: tuple[Record, Kind]) -> HttpResponse:
    """Change a record of a contract's performance."""
    record, kind = asked
    by: Any = request.user
    initial = {name: getattr(record, name) for name in actions.SAID[kind.model]}

    def change(said: dict[str, Any]) -> Record:
        return actions.change_record(record=record, said=said, by=by, seen=_seen(said.get(SEEN, "")))

    title = f"{kind.titles[1]}: {record.kpi}" if isinstance(record, KpiReading) else kind.titles[1]
    return _form_page(request, record.contract, kind, initial, change, title=title, record=record)


@require_http_methods(MAY)
@requires_on(Permission.KEEP_PERFORMANCE, find_record)
def performance_remove(request: HttpRequest, asked: tuple[Record, Kind]) -> HttpResponse:
    """Take a record away that should not be there, after asking."""
    record, kind = asked
    address = page_of(record.contract, kind)
    by: Any = request.user
    if request.method == "POST":
        try:
            actions.remove_record(record=record, by=by)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"The {kind.noun} is taken away.")
        return redirect(address)
    context = {
        "record": record,
        "kind": kind,
        "contract": record.contract,
        "back": address,
        "readings": record.readings.count() if isinstance(record, Kpi) else 0,
    }
    return render(request, "performance/remove.html", context)


def _token(record: Record) -> str:
    """Return what a record says, for its form to send back."""
    return signing.dumps(actions.as_seen(record), salt=SALT, compress=True)


def _seen(token: str) -> dict[str, str] | None:
    """Return what the writer saw; ``None`` where the page did not say."""
    try:
        seen: dict[str, str] = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return seen


def page_of(contract: Contract, kind: Kind) -> str:
    """Return the address of the part of a contract's page in which a kind of record stands."""
    return f"{reverse('contract_performance', args=[contract.pk])}#{kind.place}"


def _form_page(
    request: HttpRequest,
    contract: Contract,
    kind: Kind,
    initial: dict[str, Any],
    keep: Callable[[dict[str, Any]], Record],
    *,
    title: str,
    record: Record | None = None,
) -> HttpResponse:
    """Show a record's form, or keep what was sent and lead to the contract's page."""
    if kind.slug == "issue" and record is None:
        initial = {"opened": timezone.localdate(), **initial}
    form = kind.form(request.POST or None, initial=initial)
    if record is not None:
        form.fields[SEEN] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=_token(record), label=SEEN
        )
    if form.is_valid():
        try:
            keep(form.said())
        except actions.ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
            form.data = {**request.POST.dict(), SEEN: _token(changed.record)}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The {kind.noun} is {'saved' if record else 'recorded'}.")
            return redirect(page_of(contract, kind))
    context = {
        "form": form,
        "kind": kind,
        "contract": contract,
        "title": title,
        "record": record,
        "back": page_of(contract, kind),
        "act": ACT,
        "regulation": REGULATION,
    }
    return render(request, "performance/form.html", context)
