"""An officer's first minutes: sign up, prove the address, see the borough; and what may go wrong."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from boroughs.models import Person
from tests.factories import BoroughFactory, OfficerFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a quiet corner of the depot"


def sign_up(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/account/signup/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Your name").fill("Ada Okafor")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("The same password again").fill(password)
    page.get_by_role("button", name="Sign up").click()


def link_in_last_mail() -> str:
    found = re.search(r"http\S+", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


@pytest.fixture
def page(page: Page, live_server: Any) -> Page:
    return page


def test_an_address_at_a_boroughs_domain_makes_an_officer_of_it(page: Page) -> None:
    hackney = BoroughFactory(slug="hackney")
    sign_up(page, "you@hackney.gov.uk")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your e-mail")
    assert mail.outbox[-1].to == ["you@hackney.gov.uk"]
    assert Person.objects.get().borough is None
    page.goto(link_in_last_mail())
    page.get_by_role("button", name="Yes, confirm it").click()
    page.goto("/account/login/")
    if page.get_by_role("button", name="Sign in").count():
        page.get_by_label("E-mail address").fill("you@hackney.gov.uk")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hackney")
    assert Person.objects.get().borough == hackney


def test_another_address_makes_no_officer(page: Page) -> None:
    BoroughFactory(slug="hackney")
    sign_up(page, "you@hackney.gov.uk.example")
    page.goto(link_in_last_mail())
    page.get_by_role("button", name="Yes, confirm it").click()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("London boroughs, buying technology together")
    assert Person.objects.get().borough is None


def test_a_short_password_is_refused_in_words_at_its_field(page: Page) -> None:
    sign_up(page, "you@hackney.gov.uk", password="short")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Sign up"))
    assert not Person.objects.exists()


def test_a_used_link_says_what_to_do(page: Page) -> None:
    page.goto("/account/confirm-email/not-a-key/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")


def test_sign_in_and_out_without_scripts(new_context: Callable[..., Any], live_server: Any) -> None:
    officer = OfficerFactory(borough=BoroughFactory(slug="camden"))
    officer.emailaddress_set.create(email=officer.email, verified=True, primary=True)
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(officer.email)
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Camden")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")
