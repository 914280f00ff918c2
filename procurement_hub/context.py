"""What every template may use."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from boroughs.models import JoinRequest, Person
from boroughs.notifications.reading import MOST_COUNTED, unread_count
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
        "may_see_people": may_see_people,
        "may_resolve_suppliers": has_permission(person, Permission.RESOLVE_SUPPLIERS),
        "may_ask_to_join": has_permission(person, Permission.ASK_TO_JOIN),
        "navigation": _navigation(request.path, may_see_flags, may_see_people, person),
    }


def _navigation(
    path: str, may_see_flags: bool, may_see_people: bool, person: Person | AnonymousUser
) -> list[NavigationItem]:
    places = [
        ("Register", "register"),
        ("Boroughs", "boroughs"),
        ("Suppliers", "suppliers"),
        ("Products", "products"),
    ]
    if may_see_flags:
        places.append(("Collaborate", "flags"))
    if may_see_people:
        places.append(("People", "people"))
    if has_permission(person, Permission.DECIDE_JOINING):
        waiting = JoinRequest.objects.waiting()[: MOST_COUNTED + 1].count()
        places.append((_with_number("Joining", waiting), "joining"))
    if isinstance(person, Person):
        own = [
            (_with_number("Notifications", unread_count(person)), "notifications"),
            ("Your account", "account"),
            ("Sign out", "account_logout"),
        ]
    else:
        own = [("Sign in", "account_login")]
    items = [_item(label, name, path) for label, name in places]
    last = [_item(label, name, path, at_end=number == 0) for number, (label, name) in enumerate(own)]
    return _with_one_active([item for item in [*items, *last] if item])


def _with_one_active(items: list[NavigationItem]) -> list[NavigationItem]:
    """Keep the most exact match only: the way out lies below the account's address."""
    longest = max((len(item.url) for item in items if item.active), default=0)
    return [replace(item, active=item.active and len(item.url) == longest) for item in items]


def _with_number(label: str, number: int) -> str:
    """Write how many there are behind a label, *99+* where there are more."""
    if not number:
        return label
    return f"{label} ({MOST_COUNTED}+)" if number > MOST_COUNTED else f"{label} ({number})"


def _item(label: str, name: str, path: str, *, at_end: bool = False) -> NavigationItem | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    return NavigationItem(label, url, path.startswith(url), at_end)
