"""What every template may use."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from boroughs.rights import Permission, has_permission
from suppliers.models import Supplier


@dataclass(frozen=True)
class NavigationItem:
    """A link of the navigation; ``active`` on its own page and on those below it."""

    label: str
    url: str
    active: bool
    at_end: bool = False


def hub(request: HttpRequest) -> dict[str, object]:
    """Return the hub's name, whether demonstration data is loaded, and what the reader may see."""
    person = getattr(request, "user", None) or AnonymousUser()
    may_see_flags = has_permission(person, Permission.SEE_FLAGS)
    may_see_people = has_permission(person, Permission.SEE_DIRECTORY)
    return {
        "hub_name": settings.HUB_NAME,
        "demonstration": settings.DEMONSTRATION and Supplier.objects.fictional().exists(),
        "may_see_flags": may_see_flags,
        "navigation": _navigation(request.path, may_see_flags, may_see_people, person.is_authenticated),
    }


def _navigation(
    path: str, may_see_flags: bool, may_see_people: bool, signed_in: bool
) -> list[NavigationItem]:
    places = [("Register", "register"), ("Boroughs", "boroughs"), ("Suppliers", "suppliers")]
    if may_see_flags:
        places.append(("Collaborate", "flags"))
    if may_see_people:
        places.append(("People", "people"))
    own = [("Your account", "account_email"), ("Sign out", "account_logout")]
    items = [_item(label, name, path) for label, name in places]
    last = [
        _item(label, name, path) for label, name in (own if signed_in else [("Sign in", "account_login")])
    ]
    return [item for item in [*items, *last] if item]


def _item(label: str, name: str, path: str) -> NavigationItem | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    at_end = name in {"account_email", "account_login"}
    return NavigationItem(label, url, path.startswith(url), at_end)
