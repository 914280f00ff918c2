"""What the pages of a contract's performance begin with."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from boroughs.models import Borough
from boroughs.rights import Permission, has_permission
from contracts.models import Contract
from contracts.views.finding import find
from performance.kinds import KINDS, OF_CONTRACT, Kind
from performance.models import Kpi, Record


def members_read(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view for members: to everybody else who is signed in the page is unknown (R9)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_permission(request.user, Permission.SEE_PERFORMANCE):
            raise Http404("Members of the hub read the performance of contracts.")
        return view(request, *args, **kwargs)

    guarded.required_permission = Permission.SEE_PERFORMANCE  # type: ignore[attr-defined]
    return guarded


def find_contract(pk: int) -> tuple[Contract, Iterable[Borough]]:
    """Return a contract and its boroughs, whose officers keep its performance (R9)."""
    return find(pk)


def find_to_add(pk: int, kind: str) -> tuple[tuple[Contract, Kind], Iterable[Borough]]:
    """Return a contract with the kind of record that is to be added, and the contract's boroughs."""
    contract, boroughs = find(pk)
    if kind not in OF_CONTRACT:
        raise Http404("There is no such kind of record.")
    return (contract, OF_CONTRACT[kind]), boroughs


def find_kpi(pk: int) -> tuple[Kpi, Iterable[Borough]]:
    """Return an indicator and the boroughs of its contract."""
    found = get_object_or_404(Kpi.objects.select_related("contract").defer("contract__search"), pk=pk)
    return found, found.contract.boroughs.all()


def find_record(kind: str, pk: int) -> tuple[tuple[Record, Kind], Iterable[Borough]]:
    """Return a record with its kind, and the boroughs of its contract."""
    if kind not in KINDS:
        raise Http404("There is no such kind of record.")
    rows: Any = KINDS[kind].model._default_manager
    found: Record = get_object_or_404(rows.select_related("contract").defer("contract__search"), pk=pk)
    return (found, KINDS[kind]), found.contract.boroughs.all()
