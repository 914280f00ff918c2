"""Who may do what (R9): permissions as an enum, roles as sets of them, one question to ask.

Views, templates and actions ask :func:`has_permission` and nothing else.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from boroughs.models import Borough, Person


class Permission(Enum):
    """A right. The value is how a page names it."""

    SEE_PUBLIC_PAGES = "see the register, boroughs, suppliers and service areas"
    KEEP_ACCOUNT = "keep an account: notifications, what one follows, one's own data"
    ASK_TO_JOIN = "ask to be let in"
    CLAIM_SUPPLIER = "say which supplier one works for"
    SPEAK_FOR_SUPPLIER = "speak for a supplier"
    SEE_DIRECTORY = "see the peer directory and write to peers"
    KEEP_PROFILE = "keep a profile for peers"
    SEE_FLAGS = "see flags and alignment plans"
    ANSWER_FLAGS = "answer flags for a borough"
    COLLABORATE = "work in a borough's collaborations"
    SEE_HISTORY = "see the history of records"
    SEE_COMPARISONS = "see boroughs compared by name"
    EDIT_REGISTER = "edit a borough's register"
    RECORD_GATES = "record a borough's governance gates"
    SEE_OWN_BOROUGH = "see what waits for a borough"
    USE_TOOLKIT = "see who has which clause, and say what a page of the toolkit lacks"
    TAKE_PART = "take part in groups and discussions"
    SEE_REVIEWS = "see the vendor reviews that officers write"
    WRITE_REVIEWS = "write vendor reviews for a borough"
    SEE_PILOTS = "see the candid parts of pilots"
    KEEP_PILOTS = "write up and publish a borough's pilots"
    SEE_PERFORMANCE = "see how contracts are rated and which kinds of issues they have"
    KEEP_PERFORMANCE = "keep the performance of a borough's contracts"
    SEE_DATA_ACCESS = "see how products give access to their data"
    KEEP_DATA_ACCESS = "say for a borough how products give access to their data"
    SEE_DOCUMENTS = "see the documents that boroughs share"
    KEEP_DOCUMENTS = "share a borough's documents"
    SEE_SHARED_TIMELINES = "see the timelines that boroughs share with members"
    KEEP_TIMELINES = "keep a borough's timelines of procurements"
    PUBLISH = "publish a borough's timelines"
    ANSWER_PITCHES = "answer the pitches that a borough gets"
    HOLD_ENGAGEMENTS = "keep a borough's market engagement"
    MANAGE_PEOPLE = "invite people to a borough, change their roles and take them off"
    FACILITATE = "facilitate groups"
    RUN_IMPORTS = "import notices and registers"
    DECIDE_JOINING = "decide who is let in"
    RESOLVE_SUPPLIERS = "decide which suppliers are the same"
    SEE_DELIVERIES = "see which e-mails failed"
    HIDE_DATA_FACTS = "hide what boroughs say of products' data access"
    MODERATE_PILOTS = "decide on complaints about pilots, and hide one"
    MODERATE_REVIEWS = "decide on vendor reviews and on complaints about them"
    NUDGE = "ask boroughs to look at their stale records"
    CURATE = "curate reference data in the admin"


class Role(Enum):
    """What somebody is to the hub. An officer may be several of them at once."""

    ANYONE = "anyone"
    NEWCOMER = "somebody signed in whom nobody has let in yet"
    SUPPLIERS_PERSON = "a supplier's person"
    OFFICER = "an officer"
    CONTRACT_MANAGER = "a contract manager"
    PUBLISHER = "a publisher"
    BOROUGH_ADMINISTRATOR = "a borough administrator"
    LOTI_FACILITATOR = "a LOTI facilitator"
    LOTI_STAFF = "LOTI staff"


_ANYONE = frozenset({Permission.SEE_PUBLIC_PAGES})
_SIGNED_IN = _ANYONE | {Permission.KEEP_ACCOUNT}
_MEMBER = _SIGNED_IN | {
    Permission.SEE_DIRECTORY,
    Permission.KEEP_PROFILE,
    Permission.SEE_FLAGS,
    Permission.SEE_HISTORY,
    Permission.SEE_COMPARISONS,
    Permission.SEE_SHARED_TIMELINES,
    Permission.SEE_DOCUMENTS,
    Permission.USE_TOOLKIT,
    Permission.TAKE_PART,
    Permission.SEE_REVIEWS,
    Permission.SEE_PILOTS,
    Permission.SEE_PERFORMANCE,
    Permission.SEE_DATA_ACCESS,
}
_OFFICER = _MEMBER | {
    Permission.SEE_OWN_BOROUGH,
    Permission.EDIT_REGISTER,
    Permission.RECORD_GATES,
    Permission.WRITE_REVIEWS,
    Permission.KEEP_DOCUMENTS,
    Permission.KEEP_PILOTS,
    Permission.KEEP_PERFORMANCE,
    Permission.KEEP_DATA_ACCESS,
    Permission.KEEP_TIMELINES,
    Permission.ANSWER_PITCHES,
    Permission.HOLD_ENGAGEMENTS,
    Permission.ANSWER_FLAGS,
    Permission.COLLABORATE,
}

#: What each role may do. Roles add up: a contract manager who publishes has the rights of both.
PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.ANYONE: _ANYONE,
    Role.NEWCOMER: _SIGNED_IN | {Permission.ASK_TO_JOIN, Permission.CLAIM_SUPPLIER},
    Role.SUPPLIERS_PERSON: _SIGNED_IN | {Permission.CLAIM_SUPPLIER, Permission.SPEAK_FOR_SUPPLIER},
    Role.OFFICER: _OFFICER,
    Role.CONTRACT_MANAGER: _OFFICER,
    Role.PUBLISHER: _OFFICER | {Permission.PUBLISH},
    Role.BOROUGH_ADMINISTRATOR: _OFFICER | {Permission.PUBLISH, Permission.MANAGE_PEOPLE},
    Role.LOTI_FACILITATOR: _MEMBER | {Permission.FACILITATE},
    Role.LOTI_STAFF: frozenset(Permission)
    - {Permission.ASK_TO_JOIN, Permission.CLAIM_SUPPLIER, Permission.SPEAK_FOR_SUPPLIER},
}

#: Rights that reach only as far as the person's own borough, except for LOTI staff.
OWN_BOROUGH_ONLY = frozenset(
    {
        Permission.SEE_OWN_BOROUGH,
        Permission.EDIT_REGISTER,
        Permission.RECORD_GATES,
        Permission.WRITE_REVIEWS,
        Permission.KEEP_DOCUMENTS,
        Permission.KEEP_PILOTS,
        Permission.KEEP_PERFORMANCE,
        Permission.KEEP_DATA_ACCESS,
        Permission.KEEP_TIMELINES,
        Permission.ANSWER_FLAGS,
        Permission.COLLABORATE,
        Permission.PUBLISH,
        Permission.ANSWER_PITCHES,
        Permission.HOLD_ENGAGEMENTS,
        Permission.MANAGE_PEOPLE,
    }
)

_BOROUGH_ROLES = {
    Person.BoroughRole.CONTRACT_MANAGER: Role.CONTRACT_MANAGER,
    Person.BoroughRole.PUBLISHER: Role.PUBLISHER,
    Person.BoroughRole.ADMINISTRATOR: Role.BOROUGH_ADMINISTRATOR,
}

#: Roles that may not sign in by a password or a code alone.
NEED_SECOND_FACTOR = frozenset({Role.BOROUGH_ADMINISTRATOR, Role.LOTI_STAFF})


def roles_of(person: Person | AnonymousUser) -> frozenset[Role]:
    """Return what somebody is to the hub, signed in or not."""
    if not isinstance(person, Person) or not person.is_active:
        return frozenset({Role.ANYONE})
    roles = set()
    if person.is_staff:
        roles.add(Role.LOTI_STAFF)
    if person.is_facilitator:
        roles.add(Role.LOTI_FACILITATOR)
    if person.borough_id:
        roles.add(Role.OFFICER)
        roles.update(_BOROUGH_ROLES[Person.BoroughRole(role)] for role in person.borough_roles)
    if person.is_suppliers_person:
        roles.add(Role.SUPPLIERS_PERSON)
    return frozenset(roles or {Role.NEWCOMER})


def has_permission(
    person: Person | AnonymousUser, permission: Permission, borough: Borough | None = None
) -> bool:
    """Tell whether somebody has a right (R9).

    Args:
        person: who asks.
        permission: the right.
        borough: whose record it is about; needed for the rights in ``OWN_BOROUGH_ONLY``.
    """
    holding = {role for role in roles_of(person) if permission in PERMISSIONS_OF[role]}
    if not holding:
        return False
    if permission in OWN_BOROUGH_ONLY and Role.LOTI_STAFF not in holding:
        return borough is not None and isinstance(person, Person) and borough.pk == person.borough_id
    return True


def needs_second_factor(person: Person | AnonymousUser) -> bool:
    """Tell whether somebody must sign in with a second factor: LOTI staff and borough administrators."""
    return bool(roles_of(person) & NEED_SECOND_FACTOR)


def is_of_borough(person: Person | AnonymousUser, borough: Borough) -> bool:
    """Tell whether a borough's records are somebody's own: its officers' and LOTI staff's."""
    return Role.LOTI_STAFF in roles_of(person) or (
        isinstance(person, Person) and person.is_active and person.borough_id == borough.pk
    )


def requires(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view that needs a right over no record in particular: 403 without it.

    ``SignInMiddleware`` has sent the signed-out away before. The decorated view carries the
    right as ``required_permission``, by which a test proves that the access of every URL is decided.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not has_permission(request.user, permission):
                raise _refusal(permission)
            response: HttpResponseBase = view(request, *args, **kwargs)
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def requires_in_borough(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view of one borough's own records, whose address has the borough's ``slug``.

    The view gets the :class:`Borough` in place of the slug. Another borough's records answer 404, one's
    own without the right 403 (R9).

    Args:
        permission: one of ``OWN_BOROUGH_ONLY``.
    """
    if permission not in OWN_BOROUGH_ONLY:
        raise ValueError(f"{permission} reaches over all boroughs: use requires.")

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            borough = Borough.objects.filter(slug=slug).first()
            if borough is None or not is_of_borough(request.user, borough):
                raise Http404("No borough of yours has this address.")
            if not has_permission(request.user, permission, borough):
                raise _refusal(permission)
            response: HttpResponseBase = view(request, borough, *args, **kwargs)
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def requires_on(
    permission: Permission, find: Callable[..., tuple[Any, Iterable[Borough]]]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view of one record that boroughs own, whose address names the record and no borough.

    The view gets the record in place of the address's arguments. A record that is no borough's of theirs
    answers 404, one of their own borough without the right 403 (R9).

    Args:
        permission: one of ``OWN_BOROUGH_ONLY``.
        find: from the address's arguments, the record and the boroughs that own it; it may raise Http404.
    """
    if permission not in OWN_BOROUGH_ONLY:
        raise ValueError(f"{permission} reaches over all boroughs: use requires.")

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            record, boroughs = find(*args, **kwargs)
            own = [borough for borough in boroughs if is_of_borough(request.user, borough)]
            if not own:
                raise Http404("No record of yours has this address.")
            if not any(has_permission(request.user, permission, borough) for borough in own):
                raise _refusal(permission)
            response: HttpResponseBase = view(request, record)
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def requires_own_borough(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a view of the reader's own borough, whose address names none: 403 without the right.

    The view gets the :class:`Borough`. LOTI staff, to whom every borough is their own, name one by
    ``?borough=<slug>`` (404 if there is none of that name); without it the view gets theirs, if they have
    one, or ``None``.

    Args:
        permission: one of ``OWN_BOROUGH_ONLY``.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            borough = _own_borough(request)
            if not has_permission(request.user, permission, borough):
                raise _refusal(permission)
            response: HttpResponseBase = view(request, borough, *args, **kwargs)
            return response

        guarded.required_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _own_borough(request: HttpRequest) -> Borough | None:
    """Return the reader's borough, or the one that LOTI staff name."""
    slug = request.GET.get("borough", "").replace("\0", "")
    if slug and Role.LOTI_STAFF in roles_of(request.user):
        borough = Borough.objects.filter(slug=slug).first()
        if borough is None:
            raise Http404("There is no borough of that name.")
        return borough
    return request.user.borough if isinstance(request.user, Person) else None


def _refusal(permission: Permission) -> PermissionDenied:
    return PermissionDenied(f"You need the right to {permission.value}.")
