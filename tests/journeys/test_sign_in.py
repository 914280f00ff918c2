"""The ways in, in a real browser: an app's codes, a passkey, a mailed code, a borough's own provider."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from boroughs.models import Person
from tests.boroughs.test_openid import configure
from tests.browser.check import axe_findings
from tests.factories import BoroughFactory, OfficerFactory
from tests.journeys.test_sign_up import PASSWORD, link_in_last_mail, sign_up
from tests.openid_provider import Provider, running

pytestmark = pytest.mark.django_db(transaction=True)


def code_of(secret: str) -> str:
    """Return what an app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def heading(page: Page, words: str) -> None:
    """Wait for a page by its heading, and let axe look at it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    assert axe_findings(page) == []


def fill_in(page: Page, address: str, password: str) -> None:
    """Fill in the sign-in page and send it."""
    page.goto("/account/login/")
    heading(page, "Sign in")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def confirm(page: Page, password: str) -> None:
    """Say once more that it is oneself."""
    heading(page, "Confirm that it is you")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Confirm").click()


def sign_out(page: Page) -> None:
    """Go out by the navigation."""
    page.get_by_role("link", name="Sign out").click()
    heading(page, "Sign out")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")


@pytest.fixture
def at_hub(page: Page, live_server: Any, settings: Any) -> Page:
    """A browser at the hub, whose passkeys are for the name under which it is reached here."""
    settings.HUB_ORIGIN = live_server.url
    cache.clear()
    return page


def test_from_signing_up_to_signing_in_with_an_app(at_hub: Page) -> None:
    page, address = at_hub, "you@hackney.gov.uk"
    BoroughFactory(slug="hackney")
    sign_up(page, address)
    heading(page, "Check your e-mail")
    page.goto(link_in_last_mail())
    heading(page, "Confirm your address")
    page.get_by_role("button", name="Yes, confirm it").click()
    fill_in(page, address, PASSWORD)
    page.get_by_role("link", name="Your account").click()
    heading(page, "Your account")
    page.get_by_role("link", name="Second factor").click()
    heading(page, "Second factor")
    page.get_by_role("link", name="Set up an app").click()
    confirm(page, PASSWORD)
    heading(page, "Set up an app")
    expect(page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    secret = page.locator(".hub-secret").inner_text()
    page.get_by_label("Code that the app shows now").fill("000000")
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("alert")).to_contain_text("The code is not right")
    heading(page, "Set up an app")
    page.get_by_label("Code that the app shows now").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    heading(page, "Recovery codes")
    expect(page.locator(".hub-codes li")).to_have_count(10)
    recovery = page.locator(".hub-codes li").first.inner_text()
    sign_out(page)
    fill_in(page, address, PASSWORD)
    heading(page, "Your second factor")
    page.get_by_label("Code from your app").fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    heading(page, "Hackney")
    sign_out(page)
    fill_in(page, address, PASSWORD)
    page.get_by_label("Code from your app").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    heading(page, "Hackney")


@pytest.fixture
def officer() -> Person:
    """An officer of Camden who can sign in."""
    person: Person = OfficerFactory(borough=BoroughFactory(slug="camden"))
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def test_a_passkey_is_added_signs_in_alone_and_goes_again(at_hub: Page, officer: Person) -> None:
    page = at_hub
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    fill_in(page, officer.email, "correct horse")
    expect(page.get_by_role("heading", level=1)).to_have_text("Camden")
    page.goto("/account/2fa/webauthn/add/")
    confirm(page, "correct horse")
    heading(page, "Add a passkey")
    expect(page.get_by_label("What to call it")).to_have_value("Passkey")
    page.get_by_label("What to call it").fill("Laptop at work")
    page.get_by_role("button", name="Add it").click()
    heading(page, "Recovery codes")
    sign_out(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    heading(page, "Camden")
    assert Authenticator.objects.get(type="webauthn").last_used_at
    page.goto("/account/2fa/webauthn/")
    heading(page, "Passkeys and security keys")
    expect(page.get_by_text("Signs you in alone.")).to_be_visible()
    page.get_by_role("link", name="Rename Laptop at work").click()
    confirm_by_passkey(page)
    heading(page, "Rename a passkey")
    page.get_by_label("What to call it").fill("Old laptop")
    page.get_by_role("button", name="Save the name").click()
    page.get_by_role("link", name="Remove Old laptop").click()
    heading(page, "Remove Old laptop?")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("You have none.")).to_be_visible()
    assert not Authenticator.objects.exists()


def confirm_by_passkey(page: Page) -> None:
    """Say once more that it is oneself, by the passkey instead of the password."""
    heading(page, "Confirm that it is you")
    page.get_by_role("link", name=re.compile("security key", re.IGNORECASE)).click()
    heading(page, "Confirm that it is you")
    page.get_by_role("button", name="Use a passkey or security key").click()


def test_a_browser_that_refuses_a_passkey_says_so_in_words(
    at_hub: Page, officer: Person, settings: Any
) -> None:
    settings.HUB_ORIGIN = "https://hub.example.org"
    page = at_hub
    page.goto("/account/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Passkeys do not work at this address")


def test_a_code_by_mail_signs_in(at_hub: Page, officer: Person) -> None:
    page = at_hub
    page.goto("/account/login/")
    page.get_by_role("link", name="Send me a code instead").click()
    heading(page, "Sign in by a code")
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_role("button", name="Send me a code").click()
    heading(page, "Give the code")
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    page.get_by_label("Code from the e-mail").fill(found[0])
    page.get_by_role("button", name="Sign in").click()
    heading(page, "Camden")


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """Hackney's provider, at which Ada signs in."""
    with running() as at_work:
        at_work.claims = {"email": "ada@hackney.gov.uk", "name": "Ada Okafor"}
        configure(settings, at_work)
        yield at_work


def test_through_the_borough_and_back_as_an_officer(at_hub: Page, provider: Provider) -> None:
    page, hackney = at_hub, BoroughFactory(slug="hackney")
    page.goto("/account/login/?next=/collaborate/")
    heading(page, "Sign in")
    page.get_by_role("button", name="Hackney Council").click()
    page.get_by_role("link", name="Sign in as Ada").click()
    page.wait_for_url("**/collaborate/")
    assert Person.objects.get().borough == hackney
    page.goto("/account/3rdparty/")
    heading(page, "Sign-in through your borough")
    page.goto("/account/")
    expect(page.get_by_text("ada@hackney.gov.uk at Hackney Council")).to_be_visible()


def test_through_the_borough_without_scripts(
    new_context: Callable[..., Any], live_server: Any, provider: Provider
) -> None:
    BoroughFactory(slug="hackney")
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/account/login/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_role("button", name="Hackney Council").click()
    page.get_by_role("link", name="Sign in as Ada").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hackney")


def test_an_address_elsewhere_is_refused_in_words(at_hub: Page, provider: Provider) -> None:
    provider.claims = {"email": "ada@example.org"}
    page = at_hub
    page.goto("/account/login/")
    page.get_by_role("button", name="Hackney Council").click()
    page.get_by_role("link", name="Sign in as Ada").click()
    heading(page, "You are not signed in")
    expect(page.get_by_text("your address is ada@example.org")).to_be_visible()
