"""Every URL's access is decided (R9): public, for a right, or exempt for a reason given here."""

import pytest
from django.test import Client

from boroughs.rights import Permission
from tests.architecture.routes import Route, all_routes
from tests.factories import PersonFactory

#: Views of others, by the beginning of their address, with the reason why their own guard is enough.
EXEMPT = {
    "/admin/": "AdminSite lets nobody in who is not LOTI staff, and asks for the model's permissions",
    "/account/": "django-allauth: entrance pages are public, the others show a person's own account only",
}
ROUTES = all_routes()


def is_public(route: Route) -> bool:
    """Tell whether a view is marked ``login_not_required``."""
    return getattr(route.view, "login_required", True) is False


def is_exempt(route: Route) -> bool:
    """Tell whether a view is somebody else's and named above."""
    return route.address.startswith(tuple(EXEMPT))


GUARDED = [route for route in ROUTES if not is_public(route) and not is_exempt(route)]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.address)
def test_the_access_of_every_address_is_decided(route: Route) -> None:
    required = getattr(route.view, "required_permission", None)
    assert is_public(route) or isinstance(required, Permission) or is_exempt(route), (
        f"Decorate the view of {route.address} with login_not_required or requires(Permission.…)."
    )


@pytest.mark.parametrize("prefix", EXEMPT)
def test_no_exemption_is_left_over(prefix: str) -> None:
    assert any(route.address.startswith(prefix) for route in ROUTES)


@pytest.mark.django_db
def test_guarded_pages_send_strangers_to_sign_in_and_refuse_those_without_the_right(client: Client) -> None:
    for route in GUARDED:
        stranger = client.get(route.address)
        assert stranger.status_code == 302, route.address
        assert stranger["Location"].startswith("/account/login/?next="), route.address
    client.force_login(PersonFactory())
    for route in GUARDED:
        assert client.get(route.address).status_code in {403, 405}, route.address


@pytest.mark.django_db
def test_the_admin_lets_only_staff_in(client: Client) -> None:
    client.force_login(PersonFactory())
    open_to_all = {"login", "logout"}
    pages = [
        route for route in ROUTES if route.address.startswith("/admin/") and route.name not in open_to_all
    ]
    assert pages
    for route in pages:
        answer = client.get(route.address)
        refused = answer.status_code in {403, 404}
        sent_to_sign_in = answer.status_code == 302 and "/login/" in answer["Location"]
        assert refused or sent_to_sign_in, route.address
