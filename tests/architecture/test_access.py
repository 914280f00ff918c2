"""Every URL's access is decided (R9): public, for a right, or exempt for a reason given here.

What everybody then gets is proved in ``test_matrix.py``.
"""

from collections.abc import Callable

import pytest

from boroughs.rights import Permission
from tests.architecture.routes import Route, all_routes, is_of_allauth, is_of_the_admin

#: Views of others: how to know them, with the reason why their own guard is enough.
EXEMPT = {
    is_of_the_admin: "AdminSite lets nobody in who is not LOTI staff, and asks for the model's permissions",
    is_of_allauth: "django-allauth: entrance pages are public, the others show a person's own account only",
}
ROUTES = all_routes()


def is_public(route: Route) -> bool:
    """Tell whether a view is marked ``login_not_required``."""
    return getattr(route.view, "login_required", True) is False


def is_exempt(route: Route) -> bool:
    """Tell whether a view is somebody else's and known above."""
    return any(is_theirs(route) for is_theirs in EXEMPT)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.address)
def test_the_access_of_every_address_is_decided(route: Route) -> None:
    required = getattr(route.view, "required_permission", None)
    assert is_public(route) or isinstance(required, Permission) or is_exempt(route), (
        f"Decorate the view of {route.address} with login_not_required or requires(Permission.…)."
    )


@pytest.mark.parametrize("is_theirs", EXEMPT)
def test_no_exemption_is_left_over(is_theirs: Callable[[Route], bool]) -> None:
    assert any(is_theirs(route) for route in ROUTES)
