"""A contract manager reviews a supplier, LOTI staff publish it, the supplier replies: each in the browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from boroughs.models import Borough
from boroughs.reference import load_reference
from reviews.dimensions import DIMENSIONS
from reviews.models import Review
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import ContractFactory, OfficerFactory, PersonFactory, SupplierFactory, speaker

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_a_contract_to_the_suppliers_reply(opened_as: Callable[..., Page]) -> None:  # noqa: F811
    load_reference()
    supplier = SupplierFactory(name="Oakmere Systems")
    contract = ContractFactory(boroughs=[Borough.objects.get(slug="hackney")], suppliers=[supplier])
    manager = OfficerFactory(
        borough=Borough.objects.get(slug="hackney"), borough_roles=["contract_manager"], name="Ada Okafor"
    )
    page = opened_as(manager)
    page.goto(contract.get_absolute_url())
    page.get_by_role("link", name="Review the supplier for other boroughs").click()
    page.get_by_role("button", name="Begin").click()
    found = Review.objects.get()
    assert problems_of(page, page.url) == []
    page.get_by_role("link", name="Implementation").click()
    for one in DIMENSIONS:
        expect(page.get_by_role("heading", level=1)).to_have_text(one.name)
        page.get_by_label("2", exact=True).check()
        page.get_by_label("Why").fill(f"{one.name}: it took months.")
        page.get_by_role("button", name="Keep and continue").click()
    page.get_by_role("group", name="Would you buy it again?").get_by_label("No", exact=True).check()
    page.get_by_label("No: it reads my words without my name").check()
    page.get_by_label("Yes, through the hub").check()
    page.get_by_role("button", name="Keep and continue").click()
    page.get_by_label("Evidence 1").select_option("A milestone")
    page.get_by_label("Which, and what it shows").first.fill("Go-live, seven months late")
    page.get_by_role("button", name="Keep and continue").click()
    assert problems_of(page, page.url) == []
    page.get_by_label("I have no conflict of interest").check()
    page.get_by_label("Nothing in it is confidential").check()
    page.get_by_role("button", name="Send it in").click()
    expect(page.get_by_role("status")).to_contain_text("LOTI staff read it")

    page = opened_as(PersonFactory(is_staff=True, email="lou@loti.example"))
    page.goto("/reviews/queue/")
    page.get_by_role("link", name="Oakmere Systems").click()
    expect(page.get_by_text("check that no word says so")).to_be_visible()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("status")).to_contain_text("Published.")

    page = opened_as(speaker(supplier))
    page.goto(f"/my-suppliers/{supplier.slug}/reviews/")
    page.get_by_role("link", name="Review of").click()
    text = page.locator("main").inner_text()
    assert "Support: it took months." in text
    assert "Ada" not in text
    assert "Hackney" not in text
    page.get_by_label("Your reply").fill("We have changed the team.")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.get_by_role("status")).to_contain_text("stands beside the review")

    page = opened_as(OfficerFactory(borough=Borough.objects.get(slug="camden")))
    page.goto(found.get_absolute_url())
    expect(page.get_by_text("We have changed the team.")).to_be_visible()
    expect(page.get_by_role("heading", name="Support: 2 of 5")).to_be_visible()
