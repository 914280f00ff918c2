"""The URLconf as a list: every address of the site with its view."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

#: What stands for each kind of argument in an address.
EXAMPLES = {"int": "1", "slug": "hackney", "str": "1", "uuid": "00000000-0000-4000-8000-000000000000"}


@dataclass(frozen=True)
class Route:
    """An address with example arguments, the name it is reversed by, and its view."""

    address: str
    name: str
    view: Any


def all_routes() -> list[Route]:
    """Return every address of the site."""
    return list(_walk(get_resolver(), ""))


def is_of_the_admin(route: Route) -> bool:
    """Tell whether a view is Django's admin, which has a door of its own."""
    return route.address.startswith("/admin/")


def is_of_allauth(route: Route) -> bool:
    """Tell whether a view is django-allauth's, whatever its address; ours under /account/ are not."""
    # Its old addresses lead on to the new ones by a view of Django's.
    return str(route.view.__module__).startswith("allauth.") or route.address.startswith("/account/social/")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield Route("/" + _example(prefix + str(entry.pattern)), entry.name or "", entry.callback)


def _example(pattern: str) -> str:
    """Fill a path's or a regular expression's arguments in."""
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found[1] or "str", "1"), pattern)
    filled = re.sub(r"\(\?P1[^)]*\)", "1", filled)
    return filled.replace("^", "").replace("$", "").replace("\\", "")
