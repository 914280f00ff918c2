"""Who may do what (R9): permissions as an enum, roles as sets of them, one question to ask.

Views, templates and actions ask :func:`has_permission` and nothing else.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from boroughs.models import Borough, Person


class Permission(Enum):
    """A right. The value is how a page names it."""

    SEE_PUBLIC_PAGES = "see the register, boroughs, suppliers and service areas"
    SEE_FLAGS = "see flags and alignment plans"
    EDIT_REGISTER = "edit a borough's register"
    RUN_IMPORTS = "import notices and registers"
    CURATE = "curate reference data in the admin"


class Role(Enum):
    """What somebody is to the hub."""

    ANYONE = "anyone"
    SUPPLIERS_PERSON = "a supplier's person"
    OFFICER = "an officer"
    LOTI_STAFF = "LOTI staff"


#: What each role may do.
PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.ANYONE: frozenset({Permission.SEE_PUBLIC_PAGES}),
    Role.SUPPLIERS_PERSON: frozenset({Permission.SEE_PUBLIC_PAGES}),
    Role.OFFICER: frozenset({Permission.SEE_PUBLIC_PAGES, Permission.SEE_FLAGS, Permission.EDIT_REGISTER}),
    Role.LOTI_STAFF: frozenset(Permission),
}

#: Rights that reach only as far as the person's own borough, except for LOTI staff.
OWN_BOROUGH_ONLY = frozenset({Permission.EDIT_REGISTER})


def role_of(person: Person | AnonymousUser) -> Role:
    """Return the role of somebody, signed in or not."""
    if not isinstance(person, Person) or not person.is_active:
        return Role.ANYONE
    if person.is_staff:
        return Role.LOTI_STAFF
    return Role.OFFICER if person.borough_id else Role.SUPPLIERS_PERSON


def has_permission(
    person: Person | AnonymousUser, permission: Permission, borough: Borough | None = None
) -> bool:
    """Tell whether somebody has a right (R9).

    Args:
        person: who asks.
        permission: the right.
        borough: whose record it is about; needed for the rights in ``OWN_BOROUGH_ONLY``.
    """
    role = role_of(person)
    if permission not in PERMISSIONS_OF[role]:
        return False
    if permission in OWN_BOROUGH_ONLY and role is not Role.LOTI_STAFF:
        return borough is not None and isinstance(person, Person) and borough.pk == person.borough_id
    return True


def requires(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view that needs a right over no record in particular: 403 without it.

    ``LoginRequiredMiddleware`` has sent the signed-out away before. The decorated view carries the
    right as ``required_permission``, by which a test proves that the access of every URL is decided.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not has_permission(request.user, permission):
                raise PermissionDenied(f"You need the right to {permission.value}.")
            response: HttpResponseBase = view(request, *args, **kwargs)
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate
