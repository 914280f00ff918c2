"""From an expiring contract to a published timeline, with the keyboard alone, in fewer than ten steps."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from boroughs.models import Borough
from boroughs.reference import load_reference
from pipeline.models import Procurement
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import ContractFactory, OfficerFactory, SupplierFactory

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, thing: Locator, key: str = "Enter") -> None:
    """Go to a link, a button or a field by the keyboard and press a key there.

    Tab alone decides where one can go: a thing that Tab does not reach is out of reach here too.
    """
    thing.wait_for()
    for _ in range(200):
        if thing.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {thing}.")


def test_from_an_expiring_contract_to_a_published_timeline(
    opened_as: Callable[..., Page],  # noqa: F811
) -> None:
    load_reference()
    hackney = Borough.objects.get(slug="hackney")
    Borough.objects.filter(pk=hackney.pk).update(role_mailbox="digital.procurement@hackney.example")
    contract = ContractFactory(
        title="Tidewise housing management",
        boroughs=[hackney],
        suppliers=[SupplierFactory(name="Brightwater Software", is_demonstration=True)],
        start_date=timezone.localdate() - dt.timedelta(days=900),
        end_date=timezone.localdate() + dt.timedelta(days=700),
        is_demonstration=True,
    )
    page = opened_as(OfficerFactory(borough=hackney, borough_roles=["publisher"]))
    page.goto(contract.get_absolute_url())

    press(page, page.get_by_role("button", name="Plan its replacement"))
    expect(page.get_by_role("heading", level=2, name="Begin by")).to_be_visible()
    assert problems_of(page, page.url) == []
    press(page, page.get_by_role("button", name="Make this timeline"))
    expect(page.get_by_role("status")).to_contain_text("The timeline is made")
    made = Procurement.objects.get()
    assert problems_of(page, made.get_absolute_url()) == []
    press(page, page.get_by_role("button", name="Publish"))
    expect(page.get_by_label("Mailbox that suppliers write to")).to_have_value(
        "digital.procurement@hackney.example"
    )
    assert problems_of(page, page.url) == []
    press(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("status")).to_contain_text("Published")

    supplier = opened_as(None, width=375)
    supplier.goto("/opportunities/")
    supplier.get_by_role("link", name="Replacement of Tidewise housing management").click()
    expect(supplier.get_by_role("link", name="digital.procurement@hackney.example")).to_be_visible()
    assert problems_of(supplier, supplier.url) == []
