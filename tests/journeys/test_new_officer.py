"""From nothing to a backward schedule: sign up, set up an app, record gates, ask when to begin."""

import pytest
from playwright.sync_api import Page, expect

from boroughs.models import Gate
from boroughs.reference import load_reference
from tests.browser.check import axe_findings
from tests.journeys.test_sign_in import at_hub, code_of, confirm, fill_in, heading  # noqa: F401  (a fixture)
from tests.journeys.test_sign_up import PASSWORD, link_in_last_mail, sign_up

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "you@hackney.gov.uk"


def test_a_new_officer_reads_when_to_begin(at_hub: Page) -> None:  # noqa: F811
    page = at_hub
    load_reference()
    sign_up(page, ADDRESS)
    heading(page, "Check your e-mail")
    page.goto(link_in_last_mail())
    heading(page, "Confirm your address")
    page.get_by_role("button", name="Yes, confirm it").click()
    fill_in(page, ADDRESS, PASSWORD)
    heading(page, "Hackney")

    page.get_by_role("link", name="Your account").click()
    heading(page, "Your account")
    page.get_by_role("link", name="Second factor").click()
    heading(page, "Second factor")
    page.get_by_role("link", name="Set up an app").click()
    confirm(page, PASSWORD)
    heading(page, "Set up an app")
    page.get_by_label("Code that the app shows now").fill(code_of(page.locator(".hub-secret").inner_text()))
    page.get_by_role("button", name="Set it up").click()
    heading(page, "Recovery codes")

    page.goto("/my-borough/")
    page.get_by_role("link", name="Governance gates").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hackney’s gates")
    assert axe_findings(page) == []
    page.get_by_role("link", name="Record").first.click()
    heading(page, "Change Hackney’s gates")
    page.get_by_role("button", name="Start from the usual gates").click()
    expect(page.get_by_role("status")).to_contain_text("3 gates are recorded")
    assert axe_findings(page) == []
    assert Gate.objects.filter(borough__slug="hackney").count() == 3

    page.goto("/boroughs/hackney/gates/")
    page.get_by_label("Total value").fill("£1.2 million")
    page.get_by_label("How you would buy").select_option("framework-call-off")
    page.get_by_label("The contract starts on").fill("1 April 2028")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("heading", level=3).first).to_contain_text("Begin by")
    expect(page.get_by_role("link", name="Put the dates into your calendar")).to_be_visible()
    assert axe_findings(page) == []
