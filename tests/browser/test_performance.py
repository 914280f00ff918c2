"""The performance of a contract in a real browser: what is forgotten is said, what is recorded is drawn."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.check import axe_findings
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, make_kpi, make_reading
from tests.factories.performance import days_ago


def test_a_reading_is_recorded_and_drawn(live_server: Any, opened_as: Callable[..., Page]) -> None:
    officer = OfficerFactory(borough=BoroughFactory(slug="camden"))
    contract = ContractFactory(title="Parking permits", boroughs=[officer.borough])
    kpi = make_kpi(contract, officer, begins=days_ago(300))
    make_reading(kpi, officer, begins=days_ago(300), ends=days_ago(211), rating="inadequate", value=80)
    page = opened_as(officer, width=375)
    page.goto(contract.get_absolute_url())
    page.get_by_role("link", name="Performance", exact=True).click()
    expect(page.get_by_text("There is no reading for")).to_be_visible()
    page.get_by_role("link", name="Record a reading of Calls answered in time").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Choose a rating.")).to_be_visible()
    assert not axe_findings(page)
    page.get_by_label("Approaching target").check()
    page.get_by_label("Value").fill("97.6 %")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The KPI reading is recorded.")).to_be_visible()
    expect(page.get_by_role("img", name="Calls answered in time: 1 of 2 values")).to_be_visible()
    assert not axe_findings(page)
