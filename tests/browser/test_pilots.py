"""Pilots in a real browser: written up by keyboard, found by a resident, printed on two sheets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pilots.models import Pilot, Synonym
from pilots.moderating import hide
from tests.browser.check import WIDTHS, axe_findings, invalid_html, problems_of
from tests.browser.pages import ANYONE, PAGES
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    make_pilot,
    make_pilot_import,
    pilot_facet,
)

LONG = "It took longer than planned, since the broadband of the scheme had to be renewed first. "


def the_pilots() -> dict[str, Any]:
    """Make the pilots of which the pages speak."""
    officer = OfficerFactory(borough=BoroughFactory(slug="camden"))
    facets = [pilot_facet("need", "Falls"), pilot_facet("device", "Sensors")]
    tried = make_pilot(
        borough=officer.borough,
        by=officer,
        is_assistive=True,
        facets=facets,
        problem=LONG * 8,
        technology=LONG * 5,
        method=LONG * 5,
        failed=LONG * 8,
        candid=LONG * 8,
        people=LONG * 3,
        measures=[(f"Measure {number} of something", "12 days", "3 days") for number in range(8)],
    )
    draft = make_pilot(borough=officer.borough, published=False, title="A draft")
    source = make_pilot_import(borough=officer.borough, by=officer)
    hidden = make_pilot(borough=officer.borough, by=officer, title="Talking bins")
    hide(pilot=hidden, why=LONG * 8, by=PersonFactory(is_staff=True))
    return {
        "officer": officer,
        "pilot": tried.pk,
        "draft_pilot": draft.pk,
        "pilot_import": source.pk,
        "hidden_pilot": hidden.pk,
        "peers_pilot": make_pilot(title="A bus stop that talks").pk,
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_pilots_stand(
    width: str, live_server: Any, opened_as: Callable[..., Page], client: Client, tmp_path: Path
) -> None:
    made = the_pilots()
    wanted = [row for row in PAGES if row[1].startswith("/pilots/") and row[0] in (ANYONE, "officer")]
    problems, sources = [], {}
    for who in (ANYONE, "officer"):
        page = opened_as(made.get(who), width=WIDTHS[width])
        if who != ANYONE:
            client.force_login(made[who])
        for person, address, status in wanted:
            if person == who:
                problems += problems_of(page, address.format(**made), status=status)
                sources[f"{who} {address}"] = client.get(address.format(**made)).content.decode()
    problems += invalid_html(sources, tmp_path)
    assert not problems, "\n".join(problems)


def test_a_failed_pilot_is_written_up_found_and_printed(
    live_server: Any, opened_as: Callable[..., Page], tmp_path: Path
) -> None:
    made = the_pilots()
    Synonym.objects.create(words="chatbot, virtual assistant")
    page = opened_as(made["officer"], width=375)
    page.goto("/pilots/")
    page.get_by_role("button", name="Write up a pilot").click()
    page.get_by_role("button", name="Keep and continue").click()
    expect(page.get_by_role("link", name="Give it a title.")).to_be_visible()
    assert not axe_findings(page)
    page.get_by_label("Title").fill("Chatbot for parking permits")
    page.get_by_label("The problem").fill("Too many calls.")
    page.get_by_role("button", name="Keep and continue").click()
    page.get_by_label("The technology").fill("A chatbot on the website.")
    page.get_by_label("Made in-house").check()
    for _ in range(2):
        page.get_by_role("button", name="Keep and continue").click()
    page.get_by_label("What was measured").first.fill("Calls a day")
    page.get_by_role("button", name="Keep and continue").click()
    page.get_by_label("It did not work").check()
    page.get_by_label("What did not work").fill("It made up prices.")
    page.get_by_label("Measured:").check()
    page.get_by_role("button", name="Keep and stop for now").click()
    page.get_by_role("link", name="Chatbot for parking permits").click()
    assert not axe_findings(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Everybody sees it")).to_be_visible()

    visitor = opened_as(None)
    visitor.goto("/pilots/")
    visitor.get_by_label("Search for a problem").fill("virtual assistant")
    visitor.get_by_role("button", name="Search", exact=True).first.click()
    visitor.get_by_role("link", name="Chatbot for parking permits").click()
    expect(visitor.get_by_text("It made up prices.")).to_be_visible()

    page.goto(Pilot.objects.get(pk=made["pilot"]).get_absolute_url())
    paper = tmp_path / "pilot.pdf"
    page.pdf(path=str(paper), prefer_css_page_size=True)
    assert len(PdfReader(paper).pages) <= 2
