"""The chart of many with three hundred bars, and the report, by the keyboard alone."""

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from contracts.models import Contract
from tests.browser.check import problems_of
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, ServiceAreaFactory, make_timeline

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_hundred_bars_are_walked_with_the_keyboard(opened_as: Callable[..., Page]) -> None:
    camden, soon = BoroughFactory(slug="camden"), timezone.localdate() + dt.timedelta(days=200)
    areas = [ServiceAreaFactory() for _ in range(5)]
    make_timeline(borough=camden, title="Housing system", start_on=soon, service_area=areas[0])
    for number in range(310):
        ContractFactory(
            boroughs=[camden],
            title=f"Contract {number}",
            end_date=soon,
            service_area=areas[number % 5],
            options=[12],
        )
    page = opened_as(OfficerFactory(borough=camden))
    address = reverse("timelines_chart")
    assert problems_of(page, address) == []
    bars = page.locator("svg.hub-many a")
    expect(bars).to_have_count(300)
    expect(page.get_by_text("Left out: 11 contracts")).to_be_visible()
    second = bars.nth(1)
    bars.first.focus()
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    title = (second.get_attribute("aria-label") or "").split(": ")[1]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    assert Contract.objects.count() == 310

    page.goto(address)
    page.get_by_role("link", name="Go on to the same as a table").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("region", name="The chart as a table")).to_be_focused()
    page.get_by_role("link", name="6 months").press("Enter")
    expect(page).to_have_url(re.compile("span=6"))


def test_a_report_is_taken_from_a_timeline_as_a_word_file(
    opened_as: Callable[..., Page], tmp_path: Path
) -> None:
    camden = BoroughFactory(slug="camden")
    timeline = make_timeline(borough=camden, title="Housing system")
    page = opened_as(OfficerFactory(borough=camden), width=375)
    page.goto(timeline.get_absolute_url())
    page.get_by_role("link", name="Report").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Housing system: report")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Word document").press("Enter")
    waiting.value.save_as(tmp_path / "report.docx")
    words = [one.text for one in Document(io.BytesIO((tmp_path / "report.docx").read_bytes())).paragraphs]
    assert words[0] == "Highlight report: Housing system"
