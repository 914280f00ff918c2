"""A contract manager raises an issue, a peer confirms it, the supplier answers, the first one ends it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boroughs.models import Person
from community.models import SharedIssue
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    SupplierFactory,
    speak_for,
)

pytestmark = pytest.mark.django_db(transaction=True)


def manager_in(slug: str, supplier: object) -> Person:
    officer: Person = OfficerFactory(borough=BoroughFactory(slug=slug), borough_roles=["contract_manager"])
    ContractFactory(boroughs=[officer.borough], suppliers=[supplier])
    return officer


def test_from_one_borough_to_the_suppliers_answer(opened_as: Callable[..., Page]) -> None:  # noqa: F811
    supplier = SupplierFactory(name="Brightwater Systems Ltd")
    ada, bea = manager_in("hackney", supplier), manager_in("camden", supplier)
    seller = PersonFactory(is_suppliers_person=True)
    speak_for(seller, supplier)

    page = opened_as(ada)
    page.goto(supplier.get_absolute_url())
    page.get_by_role("link", name="Raise an issue with it").click()
    page.get_by_label("The problem in one line").fill("Exports of our data come late")
    page.get_by_label("What happens, and what do you ask for?").fill("Send them within five days.")
    page.get_by_label("What happened to you").fill("We waited for six weeks.")
    page.get_by_label("Yes: it can look into our case").check()
    page.get_by_role("button", name="Raise it").click()
    expect(page.get_by_text("It can be sent when 2 boroughs confirm it.")).to_be_visible()
    assert problems_of(page, page.url) == []
    issue = SharedIssue.objects.get()

    peer = opened_as(bea)
    peer.goto(issue.get_absolute_url())
    peer.get_by_role("button", name="We have it too").click()
    peer.get_by_label("What happened to you").fill("Three times since May.")
    peer.get_by_label("No: it sees one more borough").check()
    peer.get_by_role("button", name="Save").click()
    expect(peer.get_by_text("2 boroughs have it")).to_be_visible()

    page.goto(issue.get_absolute_url())
    page.get_by_role("button", name="Send it to the supplier").click()
    day = timezone.localdate() + dt.timedelta(days=20)
    page.get_by_label("By when should the supplier answer?").fill(f"{day:%d/%m/%Y}")
    page.get_by_role("button", name="Send it").click()

    theirs = opened_as(seller)
    theirs.goto("/account/suppliers/")
    theirs.get_by_role("link", name="What boroughs ask Brightwater Systems Ltd together").click()
    theirs.get_by_role("link", name="Exports of our data come late").click()
    expect(theirs.get_by_text("We waited for six weeks.")).to_be_visible()
    expect(theirs.get_by_text("Three times since May.")).to_have_count(0)
    expect(theirs.get_by_text("Camden")).to_have_count(0)
    assert problems_of(theirs, theirs.url) == []
    theirs.get_by_label("Your answer").fill("From Monday on you export them yourselves.")
    theirs.get_by_role("button", name="Send the answer").click()

    page.goto(issue.get_absolute_url())
    expect(page.get_by_text("From Monday on you export them yourselves.")).to_be_visible()
    page.get_by_role("link", name="End it").click()
    page.get_by_label("It is resolved").check()
    page.get_by_label("What came of it").fill("Exports come the same day.")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("Exports come the same day.")).to_be_visible()
    issue.refresh_from_db()
    assert issue.state == "resolved"
