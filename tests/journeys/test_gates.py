"""An officer records the borough's gates, gives their meeting dates, and takes the schedule away."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from boroughs.models import Borough, Gate, Meeting
from boroughs.reference import load_reference
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import OfficerFactory

pytestmark = pytest.mark.django_db(transaction=True)
CHANGE = "/boroughs/hackney/gates/change/"


def test_from_the_usual_gates_to_a_calendar(opened_as: Callable[..., Page]) -> None:  # noqa: F811
    load_reference()
    page = opened_as(OfficerFactory(borough=Borough.objects.get(slug="hackney")))
    assert problems_of(page, CHANGE) == []
    page.get_by_role("button", name="Start from the usual gates").click()
    expect(page.get_by_role("status")).to_contain_text("3 gates are recorded")
    cabinet = Gate.objects.get(borough__slug="hackney", body__startswith="Cabinet")

    page.get_by_role("link", name="Change Cabinet or lead member: award").click()
    page.get_by_label("Who decides").fill("Cabinet")
    page.get_by_label("It was recorded wrongly").check()
    page.get_by_role("button", name="Save").click()
    cabinet.refresh_from_db()
    assert cabinet.body == "Cabinet"

    assert problems_of(page, "/boroughs/hackney/gates/meetings/?body=Cabinet") == []
    dates = "Wednesday 13 October 2027 at 6.30pm\n15/12/2027, 2028-01-19\nTBC"
    page.get_by_label("Paste the dates").fill(dates)
    page.get_by_role("button", name="Read the dates").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("3 new dates of Cabinet")
    expect(page.get_by_label("Paste the dates")).to_have_value("TBC")
    page.get_by_role("button", name="Record these dates").click()
    assert Meeting.objects.filter(borough__slug="hackney", body="Cabinet").count() == 3

    page.goto("/boroughs/hackney/gates/")
    page.get_by_label("Total value").fill("£1.2 million")
    page.get_by_label("How you would buy").select_option("framework-call-off")
    page.get_by_label("The contract starts on").fill("1 April 2028")
    page.get_by_role("button", name="Work it out").click()
    # Cabinet meets on 15 December, before 7 January on which the award decision begins.
    expect(page.get_by_role("heading", level=3).first).to_have_text("Begin by 10 September 2027.")
    assert problems_of(page, page.url) == []
    assert decision_in(saved(page, "Put the dates into your calendar")) == "2027-12-15"
    table = saved(page, "download them as a table").decode("utf-8-sig")
    rows = {row["Step"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["Cabinet"]["Decided on"] == "2027-12-15"
    assert rows["Specification"]["Begins"] == "2027-09-10"


def saved(page: Page, link: str) -> bytes:
    """Download what a link leads to."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    return Path(download.value.path()).read_bytes()


def decision_in(content: bytes) -> Any:
    """Return the day of the cabinet's decision in a calendar."""
    events = Calendar.from_ical(content).walk("VEVENT")
    event = next(event for event in events if str(event["SUMMARY"]).endswith("Cabinet: decision"))
    return event.decoded("dtstart").isoformat()
