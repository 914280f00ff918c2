"""The links in e-mails of saved searches: they say whose they are, and they expire."""

import datetime as dt

from django.urls import reverse

from boroughs.notifications.letters import full_address
from boroughs.notifications.links import StaleLink, sign, unsign
from pipeline.models import SavedSearch

CONFIRM, STOP, MANAGE = "confirm-alert", "stop-alert", "manage-alerts"
#: A search that is not confirmed by then is deleted; how long the other links work.
CONFIRM_WORKS = dt.timedelta(days=7)
STOP_WORKS, MANAGE_WORKS = dt.timedelta(days=365), dt.timedelta(days=90)


def confirm_address(search: SavedSearch) -> str:
    """Return the full address at which somebody says that they asked for a search."""
    return full_address(reverse("alert_confirm", args=[confirm_token(search)]))


def stop_address(search: SavedSearch) -> str:
    """Return the full address that ends a search, for the e-mail itself and its headers."""
    return full_address(reverse("alert_stop", args=[stop_token(search)]))


def manage_address(address: str) -> str:
    """Return the full address of the page of all searches of somebody without an account."""
    return full_address(reverse("alerts_manage", args=[manage_token(address)]))


def confirm_token(search: SavedSearch) -> str:
    """Return the token that confirms a search: for its address alone."""
    return sign(CONFIRM, [search.pk, search.address])


def stop_token(search: SavedSearch) -> str:
    """Return the token that ends a search, and no later one that has its number."""
    return sign(STOP, [search.pk, search.asked_at.isoformat()])


def manage_token(address: str) -> str:
    """Return the token that shows and changes the searches of an address without an account."""
    return sign(MANAGE, address)


def read_confirm(token: str) -> SavedSearch:
    """Return the search that a link confirms.

    Raises:
        StaleLink: if it has expired, was changed, or the search is gone.
    """
    pk, address = unsign(CONFIRM, token, max_age=CONFIRM_WORKS)
    return _search(pk=pk, address=address, person=None)


def read_stop(token: str) -> SavedSearch:
    """Return the search that a link ends.

    Raises:
        StaleLink: if it has expired, was changed, or the search is gone.
    """
    pk, asked_at = unsign(STOP, token, max_age=STOP_WORKS)
    return _search(pk=pk, asked_at=dt.datetime.fromisoformat(asked_at))


def read_manage(token: str) -> str:
    """Return the address whose searches a link shows.

    Raises:
        StaleLink: if it has expired or was changed.
    """
    return str(unsign(MANAGE, token, max_age=MANAGE_WORKS))


def _search(**fields: object) -> SavedSearch:
    search = SavedSearch.objects.select_related("person").filter(**fields).first()
    if search is None:
        raise StaleLink("The search that this link was made for is gone.")
    return search
