"""Who may do what (R9)."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from boroughs.rights import Permission, Role, has_permission, role_of
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_what_somebody_is() -> None:
    officer = OfficerFactory()
    assert role_of(AnonymousUser()) is Role.ANYONE
    assert role_of(PersonFactory(borough=None)) is Role.SUPPLIERS_PERSON
    assert role_of(officer) is Role.OFFICER
    assert role_of(PersonFactory(is_staff=True)) is Role.LOTI_STAFF
    officer.is_active = False
    assert role_of(officer) is Role.ANYONE


@pytest.mark.parametrize(
    ("permission", "anyone", "supplier", "officer", "staff"),
    [
        (Permission.SEE_PUBLIC_PAGES, True, True, True, True),
        (Permission.SEE_FLAGS, False, False, True, True),
        (Permission.RUN_IMPORTS, False, False, False, True),
        (Permission.CURATE, False, False, False, True),
    ],
)
def test_rights_by_role(
    permission: Permission, anyone: bool, supplier: bool, officer: bool, staff: bool
) -> None:
    people: list[Any] = [
        AnonymousUser(),
        PersonFactory(borough=None),
        OfficerFactory(),
        PersonFactory(is_staff=True),
    ]
    assert [has_permission(person, permission) for person in people] == [anyone, supplier, officer, staff]


def test_an_officer_edits_the_register_of_their_own_borough_only() -> None:
    own, other = BoroughFactory(), BoroughFactory()
    officer = OfficerFactory(borough=own)
    assert has_permission(officer, Permission.EDIT_REGISTER, own)
    assert not has_permission(officer, Permission.EDIT_REGISTER, other)
    assert not has_permission(officer, Permission.EDIT_REGISTER)
    assert has_permission(PersonFactory(is_staff=True), Permission.EDIT_REGISTER, other)
