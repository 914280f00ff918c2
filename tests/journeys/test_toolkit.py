"""LOTI staff write, preview, schedule and restore a page; an officer assembles a schedule as Word."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from boroughs.reference import load_reference
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import OfficerFactory, PersonFactory
from tests.factories.toolkit import make_consultation
from toolkit.consulting import comment
from toolkit.models import Page as GuidePage

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_a_draft_to_a_schedule_and_back(opened_as: Callable[..., Page]) -> None:  # noqa: F811
    load_reference()
    page = opened_as(PersonFactory(is_staff=True, email="lou@loti.example"))
    page.goto("/admin/toolkit/page/add/")
    page.get_by_label("Stage").select_option("Plan")
    page.get_by_label("Title").fill("Ask three peers")
    page.get_by_label("Slug").fill("ask-three-peers")
    page.get_by_label("Summary").fill("Before you write a word, ask who has done it.")
    page.get_by_label("Text").fill("## What\n\nThree calls of *twenty* minutes.")
    page.get_by_role("button", name="Save and continue editing").click()
    made = GuidePage.objects.get(slug="ask-three-peers")
    assert made.state == "draft"

    page.goto(made.get_absolute_url())
    expect(page.get_by_text("Only LOTI staff see it.")).to_be_visible()
    assert problems_of(page, page.url) == []

    change = f"/admin/toolkit/page/{made.pk}/change/"
    page.goto(change)
    page.get_by_label("Text").fill("## What\n\nThree calls of *ten* minutes.")
    page.get_by_label("State").select_option("scheduled")
    page.locator("[name=publish_at_0]").fill("2037-03-02")
    page.locator("[name=publish_at_1]").fill("08:00:00")
    page.get_by_role("button", name="Save", exact=True).click()
    made.refresh_from_db()
    assert (made.state, made.publish_at is not None) == ("scheduled", True)

    page.goto(change)
    page.get_by_role("link", name="Versions", exact=True).click()
    expect(page.locator("del")).to_have_text("*twenty*")
    page.get_by_role("button", name="Bring the version of").last.click()
    made.refresh_from_db()
    assert "*twenty*" in made.text

    asked = make_consultation(page=made)
    officer = OfficerFactory()
    comment(consultation=asked, text="It lacks an example.", by=officer)
    page.goto(f"/admin/toolkit/consultation/{asked.pk}/change/")
    expect(page.get_by_text("It lacks an example.").first).to_be_visible()
    page.get_by_label("What you make of it").fill("We added **one**.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(asked.get_absolute_url())
    expect(page.get_by_role("heading", name="What LOTI makes of it")).to_be_visible()
    assert problems_of(page, page.url) == []


def test_an_officer_takes_an_exit_and_data_schedule_along(
    opened_as: Callable[..., Page],  # noqa: F811
    tmp_path: Path,
) -> None:
    load_reference()
    page = opened_as(OfficerFactory())
    page.goto("/toolkit/clauses/")
    page.get_by_label("Exit plan", exact=True).check()
    page.get_by_label("Data access and export at any time", exact=True).check()
    page.get_by_role("button", name="Assemble a schedule").click()
    assert problems_of(page, page.url) == []
    page.get_by_label("Days from signature to the first exit plan").fill("45")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Word").click()
    file = tmp_path / "schedule.docx"
    download.value.save_as(file)
    lines = [one.text for one in Document(io.BytesIO(file.read_bytes())).paragraphs]
    assert "1. Definitions" in lines
    assert any("45" in line for line in lines)
    assert sum(line.startswith("Borough Data: ") for line in lines) == 1
