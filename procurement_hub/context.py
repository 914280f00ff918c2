"""What every template may use."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from boroughs.models import JoinRequest, Person
from boroughs.notifications.reading import MOST_COUNTED, unread_count
from boroughs.rights import Permission, has_permission
from suppliers.models import Supplier, SupplierClaim


@dataclass(frozen=True)
class NavigationItem:
    """A link of the navigation; ``active`` on its own page and on those below it."""

    label: str
    url: str
    active: bool


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
        "account_links": _links(_own_places(person), request.path),
    }


def _navigation(
    path: str, may_see_flags: bool, may_see_people: bool, person: Person | AnonymousUser
) -> list[NavigationItem]:
    places = [
        ("Register", "register"),
        ("Landscape", "landscape"),
        ("Opportunities", "opportunities"),
        ("Boroughs", "boroughs"),
        ("Suppliers", "suppliers"),
        ("Products", "products"),
    ]
    if has_permission(person, Permission.SEE_SHARED_TIMELINES):
        places.append(("Timelines", "timelines"))
    if may_see_flags:
        places.append(("Collaborate", "flags"))
    if may_see_people:
        places.append(("People", "people"))
    if has_permission(person, Permission.DECIDE_JOINING):
        claims = SupplierClaim.objects.waiting().order_by().values("pk")
        asked = JoinRequest.objects.waiting().order_by().values("pk").union(claims, all=True)
        waiting = asked[: MOST_COUNTED + 1].count()  # one query: it stands on every page of staff
        places.append((_with_number("Joining", waiting), "joining"))
    return _links(places, path)


def _own_places(person: Person | AnonymousUser) -> list[tuple[str, str]]:
    """Return what concerns the reader only, and stands in the header."""
    if not isinstance(person, Person):
        return [("Sign in", "account_login")]
    own = (
        [("Your suppliers", "my_suppliers")] if has_permission(person, Permission.SPEAK_FOR_SUPPLIER) else []
    )
    return [
        *own,
        (_with_number("Notifications", unread_count(person)), "notifications"),
        ("Your account", "account"),
        ("Sign out", "account_logout"),
    ]


def _links(places: list[tuple[str, str]], path: str) -> list[NavigationItem]:
    return _with_one_active([item for label, name in places if (item := _item(label, name, path))])


def _with_one_active(items: list[NavigationItem]) -> list[NavigationItem]:
    """Keep the most exact match only: the way out lies below the account's address."""
    longest = max((len(item.url) for item in items if item.active), default=0)
    return [replace(item, active=item.active and len(item.url) == longest) for item in items]


def _with_number(label: str, number: int) -> str:
    """Write how many there are behind a label, *99+* where there are more."""
    if not number:
        return label
    return f"{label} ({MOST_COUNTED}+)" if number > MOST_COUNTED else f"{label} ({number})"


def _item(label: str, name: str, path: str) -> NavigationItem | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    return NavigationItem(label, url, path.startswith(url))
