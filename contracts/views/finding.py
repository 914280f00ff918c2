"""What the pages of one contract's parts begin with."""

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from boroughs.models import Borough, Person
from boroughs.rights import Permission, has_permission
from contracts.models import Contract

SALT = "contracts.shown"


def find(pk: int) -> tuple[Contract, Iterable[Borough]]:
    """Return a contract and its boroughs, whose officers may change it (R9)."""
    contract = get_object_or_404(Contract.objects.with_names(), pk=pk)
    return contract, contract.boroughs.all()


def locked(contract: Contract) -> Contract:
    """Return a contract as it is now, locked until the transaction ends, so that nobody changes it meanwhile.

    Raises:
        Http404: if it was taken off the register or joined with another one since.
    """
    return get_object_or_404(Contract.objects.with_names().select_for_update(of=("self",)), pk=contract.pk)


def parents(contract: Contract) -> list[tuple[str, str]]:
    """Return the pages above a page of a contract."""
    return [("Register", reverse("register")), (contract.title, contract.get_absolute_url())]


def token_of(values: dict[str, Any]) -> str:
    """Return the values that a page shows, for its form to send back."""
    return signing.dumps(values, salt=SALT, compress=True)


def shown_in(request: HttpRequest, now: dict[str, Any]) -> dict[str, Any]:
    """Return the values that the writer saw; what the record has where the page did not say."""
    try:
        shown: dict[str, Any] = signing.loads(request.POST.get("shown", ""), salt=SALT)
    except signing.BadSignature:
        return now
    return shown


def number_in(request: HttpRequest, name: str) -> int:
    """Return an id that a form sent.

    Raises:
        Http404: if it is none.
    """
    given = request.POST.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Http404("There is no such row.")
    return int(given)


def may_edit(person: Any, borough_ids: Iterable[int]) -> bool:
    """Tell whether somebody may change a contract of some boroughs."""
    return isinstance(person, Person) and any(
        has_permission(person, Permission.EDIT_REGISTER, Borough(pk=pk)) for pk in borough_ids
    )
