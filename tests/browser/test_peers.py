"""A peer's way: fill in a profile, be found, be written to, answer, take one's data, and leave."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from boroughs.models import PeerMessage, Person, Profile
from tests.browser.check import axe_findings
from tests.factories import BoroughFactory, OfficerFactory, ProductFactory, ServiceAreaFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def stands(page: Page) -> None:
    """Expect axe to find nothing on the page as it is now."""
    assert axe_findings(page) == []


def test_from_a_profile_to_leaving(opened_as: Callable[..., Page], live_server: Any) -> None:
    ServiceAreaFactory(name="Housing repairs system")
    ProductFactory(name="Tidewise Homes", slug="tidewise-homes", is_demonstration=True)
    bea = OfficerFactory(borough=BoroughFactory(slug="camden"), name="Bea Lindqvist")
    bea.emailaddress_set.create(email=bea.email, verified=True, primary=True)
    ada = OfficerFactory(borough=BoroughFactory(slug="hackney"), name="Ada Okafor")
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)

    her = opened_as(bea)
    her.goto("/account/profile/")
    her.get_by_label("Job role").fill("Head of housing systems")
    her.get_by_text("Housing", exact=True).click()
    her.get_by_label("Housing repairs system").check()
    her.get_by_label("Show me in the peer directory").check()
    her.get_by_label("Peers may write to me through the hub").check()
    her.get_by_label("Happy to be contacted about").fill("moving off a housing system")
    stands(her)
    her.get_by_role("button", name="Save the profile").click()
    expect(her.get_by_role("status")).to_contain_text("Peers find you in the directory")
    her.get_by_role("link", name="Change the products you know").click()
    her.get_by_role("searchbox", name="Find a product").fill("tidewise")
    her.get_by_role("button", name="Search").click()
    her.get_by_role("button", name="Add Tidewise Homes").click()
    stands(her)

    his = opened_as(ada, width=375)
    his.goto("/people/")
    his.get_by_label("Product").select_option("Tidewise Homes")
    expect(his.get_by_role("link", name="Remove filter: Tidewise Homes")).to_be_visible()
    stands(his)
    his.get_by_role("link", name="Bea Lindqvist").click()
    expect(his.get_by_role("main")).not_to_contain_text(bea.email)
    stands(his)
    his.get_by_role("button", name="Write to Bea Lindqvist").click()
    his.get_by_label("Subject").fill("Exit terms")
    his.get_by_label("Message").fill("How did you agree them?")
    stands(his)
    his.get_by_role("button", name="Send the message").click()
    expect(his.get_by_role("status")).to_contain_text("Your message to Bea Lindqvist is sent")
    letter = mail.outbox[-1]
    assert letter.to == [bea.email]
    assert "How did you agree them?" in letter.body
    assert ada.email not in str(letter.message())

    her.goto("/messages/")
    stands(her)
    her.get_by_role("link", name="Exit terms").click()
    her.get_by_label("Your answer").fill("Gladly: call me.")
    stands(her)
    her.get_by_role("button", name="Send the answer").click()
    expect(her.get_by_role("status")).to_contain_text("Your answer is sent")
    assert mail.outbox[-1].to == [ada.email]

    her.goto("/account/data/")
    stands(her)
    with her.expect_download() as download:
        her.get_by_role("button", name="Download all of it").click()
    with open(download.value.path(), encoding="utf-8") as file:  # noqa: PTH123 (Playwright's own path)
        sections = json.load(file)["sections"]
    assert [entry["product"] for entry in sections["products"]["entries"]] == ["Tidewise Homes"]
    her.get_by_role("link", name="Delete your account").click()
    her.get_by_label("Password").fill("correct horse")
    her.get_by_role("button").last.click()
    her.get_by_label("Type your e-mail address to confirm").fill(bea.email)
    stands(her)
    her.get_by_role("button", name="Delete my account for good").click()
    expect(her.get_by_role("status")).to_contain_text("Your account is deleted")
    assert not Person.objects.filter(pk=bea.pk).exists()
    assert not Profile.objects.exists()
    assert mail.outbox[-1].to == [bea.email]
    assert "Your account is deleted" in mail.outbox[-1].subject
    left = PeerMessage.objects.get()
    his.goto(f"/messages/{left.pk}/")
    expect(his.get_by_role("main")).to_contain_text("somebody who left")
    expect(his.get_by_role("main")).to_contain_text("Gladly: call me.")
