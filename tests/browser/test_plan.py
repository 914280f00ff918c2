"""The what-if of an alignment plan in a real browser: in place with scripts, as a form without."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from boroughs.models import Borough
from tests.browser.check import axe_findings


def test_a_what_if_is_planned_in_place_and_the_address_holds_it(
    hub: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    joining = Borough.objects.get(slug=hub["joining"]).name
    page = opened_as(hub["officer"])
    page.goto(f"/collaborate/{hub['planned_flag']}/")
    page.evaluate("document.body.dataset.same = 'yes'")
    page.get_by_text("Take in boroughs").click()
    page.get_by_role("checkbox", name=joining).check()
    expect(page.get_by_role("heading", name="What if", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", name=joining)).to_be_focused()
    assert page.url.endswith(f"?with={hub['joining']}")
    page.get_by_label("Bridging").fill("many")
    page.get_by_label("Bridging").blur()
    expect(page.get_by_role("alert")).to_contain_text("Give the days as a whole number from 0 to 730.")
    assert page.evaluate("document.body.dataset.same") == "yes"
    assert axe_findings(page) == []
    page.reload()
    expect(page.get_by_label("Bridging")).to_have_value("many")
    expect(page.get_by_role("checkbox", name=joining)).to_be_checked()


def test_the_button_keeps_the_focus_when_the_plan_is_exchanged(
    hub: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    page = opened_as(hub["officer"])
    page.goto(f"/collaborate/{hub['planned_flag']}/")
    page.get_by_label("Bridging").fill("30")
    page.get_by_role("button", name="Plan it so").press("Enter")
    expect(page.get_by_role("link", name="Back to the plan without changes")).to_be_visible()
    expect(page.get_by_role("button", name="Plan it so")).to_be_focused()


def test_without_scripts_the_what_if_is_a_form(hub: dict[str, Any], opened_as: Callable[..., Page]) -> None:
    page = opened_as(hub["officer"], width=375, java_script_enabled=False)
    page.goto(f"/collaborate/{hub['planned_flag']}/")
    page.get_by_label("Bridging").fill("30")
    page.get_by_role("button", name="Plan it so").press("Enter")
    assert "bridging=30" in page.url
    expect(page.get_by_role("link", name="Back to the plan without changes")).to_be_visible()
    page.get_by_role("link", name="Back to the plan without changes").press("Enter")
    assert page.url.endswith(f"/collaborate/{hub['planned_flag']}/")
