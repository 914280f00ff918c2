"""Who may do what (R9)."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from boroughs.rights import (
    OWN_BOROUGH_ONLY,
    PERMISSIONS_OF,
    Permission,
    Role,
    has_permission,
    needs_second_factor,
    requires_in_borough,
    roles_of,
)
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def one_of(role: Role) -> Any:
    """Return somebody who has a role."""
    if role is Role.ANYONE:
        return AnonymousUser()
    if role is Role.NEWCOMER:
        return PersonFactory()
    if role is Role.SUPPLIERS_PERSON:
        return PersonFactory(is_suppliers_person=True)
    if role is Role.LOTI_FACILITATOR:
        return PersonFactory(is_facilitator=True)
    if role is Role.LOTI_STAFF:
        return PersonFactory(is_staff=True)
    borough_roles = {
        Role.CONTRACT_MANAGER: ["contract_manager"],
        Role.PUBLISHER: ["publisher"],
        Role.BOROUGH_ADMINISTRATOR: ["administrator"],
    }
    return OfficerFactory(borough_roles=borough_roles.get(role, []))


@pytest.mark.parametrize("role", Role)
def test_what_somebody_is(role: Role) -> None:
    assert role in roles_of(one_of(role))


def test_somebody_switched_off_is_anyone() -> None:
    officer = OfficerFactory(borough_roles=["administrator"], is_active=False)
    assert roles_of(officer) == {Role.ANYONE}


# Who holds each right, as R9 has it; written down here once more, so that a slip in the code shows.
OFFICERS = {Role.OFFICER, Role.CONTRACT_MANAGER, Role.PUBLISHER, Role.BOROUGH_ADMINISTRATOR}
MEMBERS = OFFICERS | {Role.LOTI_FACILITATOR, Role.LOTI_STAFF}
HOLDERS = {
    Permission.SEE_PUBLIC_PAGES: set(Role),
    Permission.KEEP_ACCOUNT: set(Role) - {Role.ANYONE},
    Permission.ASK_TO_JOIN: {Role.NEWCOMER},
    Permission.CLAIM_SUPPLIER: {Role.NEWCOMER, Role.SUPPLIERS_PERSON},
    Permission.SPEAK_FOR_SUPPLIER: {Role.SUPPLIERS_PERSON},
    Permission.ANSWER_PITCHES: OFFICERS | {Role.LOTI_STAFF},
    Permission.HOLD_ENGAGEMENTS: OFFICERS | {Role.LOTI_STAFF},
    Permission.ANSWER_FLAGS: OFFICERS | {Role.LOTI_STAFF},
    Permission.COLLABORATE: OFFICERS | {Role.LOTI_STAFF},
    Permission.SEE_DIRECTORY: MEMBERS,
    Permission.KEEP_PROFILE: MEMBERS,
    Permission.SEE_FLAGS: MEMBERS,
    Permission.SEE_HISTORY: MEMBERS,
    Permission.SEE_COMPARISONS: MEMBERS,
    Permission.SEE_PILOTS: MEMBERS,
    Permission.KEEP_PILOTS: OFFICERS | {Role.LOTI_STAFF},
    Permission.SEE_PERFORMANCE: MEMBERS,
    Permission.KEEP_PERFORMANCE: OFFICERS | {Role.LOTI_STAFF},
    Permission.SEE_DATA_ACCESS: MEMBERS,
    Permission.KEEP_DATA_ACCESS: OFFICERS | {Role.LOTI_STAFF},
    Permission.HIDE_DATA_FACTS: {Role.LOTI_STAFF},
    Permission.MODERATE_PILOTS: {Role.LOTI_STAFF},
    Permission.SEE_DOCUMENTS: MEMBERS,
    Permission.KEEP_DOCUMENTS: OFFICERS | {Role.LOTI_STAFF},
    Permission.SEE_SHARED_TIMELINES: MEMBERS,
    Permission.KEEP_TIMELINES: OFFICERS | {Role.LOTI_STAFF},
    Permission.SEE_OWN_BOROUGH: OFFICERS | {Role.LOTI_STAFF},
    Permission.EDIT_REGISTER: OFFICERS | {Role.LOTI_STAFF},
    Permission.RECORD_GATES: OFFICERS | {Role.LOTI_STAFF},
    Permission.SEE_REVIEWS: MEMBERS,
    Permission.USE_TOOLKIT: MEMBERS,
    Permission.TAKE_PART: MEMBERS,
    Permission.MODERATE_REVIEWS: {Role.LOTI_STAFF},
    Permission.WRITE_REVIEWS: OFFICERS | {Role.LOTI_STAFF},
    Permission.PUBLISH: {Role.PUBLISHER, Role.BOROUGH_ADMINISTRATOR, Role.LOTI_STAFF},
    Permission.MANAGE_PEOPLE: {Role.BOROUGH_ADMINISTRATOR, Role.LOTI_STAFF},
    Permission.FACILITATE: {Role.LOTI_FACILITATOR, Role.LOTI_STAFF},
    Permission.RUN_IMPORTS: {Role.LOTI_STAFF},
    Permission.DECIDE_JOINING: {Role.LOTI_STAFF},
    Permission.RESOLVE_SUPPLIERS: {Role.LOTI_STAFF},
    Permission.SEE_DELIVERIES: {Role.LOTI_STAFF},
    Permission.NUDGE: {Role.LOTI_STAFF},
    Permission.CURATE: {Role.LOTI_STAFF},
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_rights_by_role(permission: Permission, role: Role) -> None:
    person = one_of(role)
    own = getattr(person, "borough", None)
    assert has_permission(person, permission, own or BoroughFactory()) == (role in HOLDERS[permission])


@pytest.mark.parametrize("permission", sorted(OWN_BOROUGH_ONLY, key=str))
def test_rights_over_a_borough_end_at_its_border(permission: Permission) -> None:
    own, other = BoroughFactory(), BoroughFactory()
    officer = OfficerFactory(borough=own, borough_roles=["administrator", "publisher"])
    assert has_permission(officer, permission, own)
    assert not has_permission(officer, permission, other)
    assert not has_permission(officer, permission)
    assert has_permission(PersonFactory(is_staff=True), permission, other)


def test_roles_add_up() -> None:
    officer = OfficerFactory(borough_roles=["contract_manager", "publisher"])
    assert roles_of(officer) == {Role.OFFICER, Role.CONTRACT_MANAGER, Role.PUBLISHER}
    assert has_permission(officer, Permission.PUBLISH, officer.borough)


@pytest.mark.parametrize("role", Role)
def test_who_needs_a_second_factor(role: Role) -> None:
    expected = role in {Role.BOROUGH_ADMINISTRATOR, Role.LOTI_STAFF}
    assert needs_second_factor(one_of(role)) == expected


def test_every_role_has_rights() -> None:
    assert PERMISSIONS_OF.keys() == set(Role)


def test_a_right_over_all_boroughs_cannot_guard_one_boroughs_page() -> None:
    with pytest.raises(ValueError, match="use requires"):
        requires_in_borough(Permission.SEE_FLAGS)


@pytest.mark.parametrize(
    "fields",
    [{"borough_roles": ["publisher"]}, {"is_suppliers_person": True, "with_borough": True}],
    ids=["roles without a borough", "officer and supplier's person"],
)
def test_what_nobody_can_be(fields: dict[str, Any]) -> None:
    borough = BoroughFactory() if fields.pop("with_borough", False) else None
    with pytest.raises(IntegrityError):
        PersonFactory(borough=borough, **fields)
