"""Where the menu leads: sections, each with its pages, as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse

from boroughs.models import JoinRequest, Person
from boroughs.notifications.reading import MOST_COUNTED, unread_count
from boroughs.rights import Permission, has_permission
from suppliers.models import SupplierClaim


@dataclass(frozen=True)
class NavigationItem:
    """A link of the menu; ``active`` on its own page and on those under it; ``below`` its section's."""

    label: str
    url: str
    active: bool
    below: Sequence["NavigationItem"] = field(default=())


#: A page of the menu: its label, the URL's name, and the right without which it is not shown.
Place = tuple[str, str, Permission]
PUBLIC = Permission.SEE_PUBLIC_PAGES
SECTIONS: list[tuple[str, list[Place]]] = [
    ("Register", [("Register", "register", PUBLIC)]),
    ("Landscape", [("Landscape", "landscape", PUBLIC)]),
    (
        "Opportunities",
        [
            ("Opportunities", "opportunities", PUBLIC),
            ("Timelines", "timelines", Permission.SEE_SHARED_TIMELINES),
        ],
    ),
    (
        "Suppliers",
        [
            ("Suppliers", "suppliers", PUBLIC),
            ("Products", "products", PUBLIC),
            ("Reviews", "reviews", Permission.SEE_REVIEWS),
            ("Data access", "data_access_areas", Permission.SEE_DATA_ACCESS),
        ],
    ),
    ("Boroughs", [("Boroughs", "boroughs", PUBLIC), ("People", "people", Permission.SEE_DIRECTORY)]),
    ("Collaborate", [("Collaborate", "flags", Permission.SEE_FLAGS)]),
    (
        "Community",
        [
            ("Community", "community", PUBLIC),
            ("Discussions", "discussions", Permission.TAKE_PART),
            ("Shared issues", "issues", Permission.TAKE_PART),
        ],
    ),
    (
        "Toolkit",
        [
            ("Toolkit", "toolkit", PUBLIC),
            ("Clauses", "toolkit_clauses", PUBLIC),
            ("Pilots", "pilots", PUBLIC),
            ("Assistive technology", "assistive_technology", PUBLIC),
            ("Documents", "documents", Permission.SEE_DOCUMENTS),
        ],
    ),
]


def menu(path: str, person: Person | AnonymousUser) -> list[NavigationItem]:
    """Return the sections of the menu for a reader, the one of ``path`` with its pages below it."""
    sections = [(label, _links(_visible(places, person), path)) for label, places in SECTIONS]
    items = [
        NavigationItem(label, pages[0].url, any(page.active for page in pages), pages if pages[1:] else ())
        for label, pages in sections
        if pages
    ]
    if has_permission(person, Permission.DECIDE_JOINING):
        items += _links([(_with_number("Joining", _waiting()), "joining")], path)
    return items


def own_links(path: str, person: Person | AnonymousUser) -> list[NavigationItem]:
    """Return what concerns the reader only, and stands in the header."""
    if not isinstance(person, Person):
        return _links([("Search", "search"), ("Sign in", "account_login")], path)
    own = (
        [("Your suppliers", "my_suppliers")] if has_permission(person, Permission.SPEAK_FOR_SUPPLIER) else []
    )
    places = [
        ("Search", "search"),
        *own,
        (_with_number("Notifications", unread_count(person)), "notifications"),
        ("Your account", "account"),
        ("Sign out", "account_logout"),
    ]
    return _links(places, path)


def _visible(places: list[Place], person: Person | AnonymousUser) -> list[tuple[str, str]]:
    return [
        (label, name) for label, name, right in places if right is PUBLIC or has_permission(person, right)
    ]


def _waiting() -> int:
    """Return how many ask to be let in or to speak for a supplier: one query, on every page of staff."""
    claims = SupplierClaim.objects.waiting().order_by().values("pk")
    asked = JoinRequest.objects.waiting().order_by().values("pk").union(claims, all=True)
    return asked[: MOST_COUNTED + 1].count()


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
