"""What the account forms say when something is missing."""

import pytest
from django.test import Client

from tests.factories import OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def test_an_empty_sign_up_says_what_to_give(client: Client) -> None:
    page = text_of(client.post("/account/signup/", {}))
    for what_to_do in (
        "Give an e-mail address.",
        "Give your name.",
        "Choose a password.",
        "Give the same password again.",
    ):
        assert page.count(what_to_do) == 2
    assert "This field is required" not in page


@pytest.mark.parametrize("address", ["/account/signup/", "/account/password/reset/"])
def test_what_is_no_address_is_answered_with_how_one_looks(client: Client, address: str) -> None:
    page = text_of(client.post(address, {"email": "you@hackney"}))
    assert "Write an address such as name@example.org." in page


def test_an_empty_sign_in_says_what_to_give(client: Client) -> None:
    page = text_of(client.post("/account/login/", {}))
    assert "Give your e-mail address." in page
    assert "Give your password." in page
    assert "This field is required" not in page


def test_changing_a_password_tells_the_new_one_from_the_present_one(client: Client) -> None:
    client.force_login(OfficerFactory())
    page = text_of(client.get("/account/password/change/"))
    assert "Your present password" in page
    assert "New password" in page
    assert "The same new password again" in page


def test_a_wrong_present_password_is_said_to_be_wrong(client: Client) -> None:
    client.force_login(OfficerFactory())
    given = {
        "oldpassword": "not it",
        "password1": "long enough, and new",
        "password2": "long enough, and new",
    }
    page = text_of(client.post("/account/password/change/", given))
    assert "This is not your present password." in page
