"""What the pages about cookies and privacy say is what the hub does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from procurement_hub.cookies import cookies
from tests.factories import OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_the_list_of_cookies_is_what_a_visit_sets(client: Client) -> None:
    seen: set[str] = set()

    def visit(response: Any) -> None:
        seen.update(name for name, cookie in response.cookies.items() if cookie.value)

    for public in ("home", "register", "boroughs", "suppliers", "privacy", "cookies"):
        visit(client.get(reverse(public)))
    assert not seen, "reading sets none"
    officer = OfficerFactory()
    officer.emailaddress_set.create(email=officer.email, verified=True, primary=True)
    visit(client.get(reverse("account_login")))
    visit(client.post(reverse("account_login"), {"login": officer.email, "password": "correct horse"}))
    for page in ("home", "account", "profile_edit", "people", "messages", "my_data", "notifications"):
        visit(client.get(reverse(page)))
    visit(client.post(reverse("profile_edit"), {"name": "Ada"}))
    visit(client.post(reverse("account_logout")))
    visit(client.get(reverse("account_signup")))
    assert seen == {cookie.name for cookie in cookies()}
    page = text_of(client.get(reverse("cookies")))
    for cookie in cookies():
        assert cookie.name in page
        assert cookie.lasts in page


def test_the_privacy_notice_has_the_figures_of_the_settings(client: Client, settings: Any) -> None:
    settings.RETENTION_MONTHS = {name: 90 + n for n, name in enumerate(settings.RETENTION_MONTHS)}
    settings.RETENTION_WARNING_DAYS = 77
    page = text_of(client.get(reverse("privacy")))
    for months in settings.RETENTION_MONTHS.values():
        assert f"{months} months" in page
    assert "77 days before" in page
