"""The register in a real browser: by keyboard alone, with htmx, without scripts, wide and narrow."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from contracts.models import Contract
from tests.browser.check import WIDTHS, invalid_html, problems_of

ADDRESSES = [
    "/register/",
    "/register/?borough={borough}&options=left&sort=decide",
    "/register/?q=licences&area=HSG&sort=value",
    "/register/?q=zeppelin",
    "/register/?ends_from=soon&borough=atlantis&q=housing",
    "/register/?after=nonsense",
    "/register/{contract}/",
    "/register/{unknown}/",
]


@pytest.fixture
def rows(hub: dict[str, Any]) -> dict[str, Any]:
    """The populated hub, with a contract of which little is known."""
    from contracts.models import Contract

    unknown = Contract.objects.filter(end_date=None).order_by("id").first()
    assert unknown
    return {**hub, "unknown": unknown.pk}


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_register_stand_in_the_browser(
    width: str, rows: dict[str, Any], opened_as: Callable[..., Page], settings: Any
) -> None:
    settings.DEMONSTRATION = True
    page = opened_as(None, width=WIDTHS[width])
    problems = [problem for address in ADDRESSES for problem in problems_of(page, address.format(**rows))]
    assert not problems, "\n".join(problems)


def test_the_html_of_the_register_is_valid(rows: dict[str, Any], client: Client, tmp_path: Path) -> None:
    sources = {address: client.get(address.format(**rows)).content.decode() for address in ADDRESSES}
    problems = invalid_html(sources, tmp_path)
    assert not problems, "\n".join(problems)


def test_filters_update_the_list_in_place(rows: dict[str, Any], opened_as: Callable[..., Page]) -> None:
    page = opened_as(None)
    page.goto("/register/")
    page.evaluate("document.body.dataset.same = 'yes'")
    page.get_by_label("End date known").select_option("not-known")
    expect(page.get_by_text("6 contracts")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/register/\?end=not-known$"))
    assert page.evaluate("document.body.dataset.same") == "yes"
    page.get_by_role("link", name="Remove filter: End date not known").click()
    page.get_by_text("Boroughs: All").click()
    page.get_by_label("Camden", exact=True).check()
    page.get_by_label("Hackney", exact=True).check()
    expect(page.get_by_role("link", name="Remove filter: Hackney")).to_be_visible()
    expect(page.locator(".hub-several__chosen")).to_have_text("2 chosen")
    expect(page).to_have_url(re.compile(r"\?borough=camden,hackney$"))
    page.get_by_role("link", name="Clear all filters").first.click()
    expect(page.get_by_text(f"{Contract.objects.count()} contracts")).to_be_visible()


def test_a_date_that_cannot_be_read_is_said_at_its_field(
    rows: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    page = opened_as(None)
    page.goto("/register/?ends_from=soon")
    expect(page.get_by_role("alert")).to_contain_text("Write a date such as")
    field = page.get_by_label("Ends on or after")
    expect(field).to_have_value("soon")
    field.fill("1 March 2027")
    field.press("Enter")
    expect(page.get_by_role("link", name="Remove filter: Ends from 1 March 2027")).to_be_visible()


def test_the_keyboard_alone_searches_and_opens_a_contract(
    rows: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    page = opened_as(None)
    page.goto("/register/")
    _tab_to(page, "q")
    page.keyboard.type("support 39")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 contract", exact=True)).to_be_visible()
    link = page.get_by_role("link", name="Housing management system, licences, support and maintenance 39")
    for _ in range(40):
        if link.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("maintenance 39")


def test_on_a_phone_the_filters_are_folded_until_opened(
    rows: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    page = opened_as(None, width=375)
    page.goto("/register/")
    expect(page.get_by_label("Service area", exact=True)).to_be_hidden()
    page.get_by_text("Filter and sort").click()
    expect(page.get_by_label("Service area", exact=True)).to_be_visible()


def test_everything_works_without_scripts(rows: dict[str, Any], opened_as: Callable[..., Page]) -> None:
    page = opened_as(None, java_script_enabled=False)
    page.goto("/register/")
    page.get_by_label("Service area", exact=True).select_option("HSG")
    page.get_by_label("Extension options").select_option("left")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name="Remove filter: Some options left")).to_be_visible()
    page.get_by_role("link", name="Remove filter: Housing").click()
    page.get_by_role("link", name="Housing management system, licences").first.click()
    expect(page.get_by_role("heading", name="Its dates")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"The keyboard does not reach {name}.")
