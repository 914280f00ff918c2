"""Joining and the people of a borough in a real browser: every page in its states, and the way through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from playwright.sync_api import Page, expect

from boroughs.actions.invitations import invite, path_of
from boroughs.actions.joining import ask_to_join, decline_request
from boroughs.models import Borough, Invitation, Mail, Person
from contracts.models import Contract
from tests.browser.check import WIDTHS, invalid_html, problems_of
from tests.factories import OfficerFactory, PersonFactory


@pytest.fixture
def rows(hub: dict[str, Any]) -> dict[str, Any]:
    """The populated hub with people of every kind."""
    borough = Borough.objects.get(slug=hub["borough"])
    administrator = OfficerFactory(borough=borough, name="Ada Okafor", borough_roles=["administrator"])
    staff = PersonFactory(is_staff=True, name="Lola Staff")
    asker = PersonFactory(name="Sam Poole", email="sam@brightwater.example")
    asked = ask_to_join(person=asker, wish="suppliers_person", organisation="Brightwater Systems Ltd")
    refused = ask_to_join(person=PersonFactory(name="Max"), wish="facilitator", message="I help.")
    decline_request(request=refused, by=staff, reason="We have no group for you yet.")
    invitation = invite(borough=borough, email="kim@agency.example", roles=["publisher"], by=administrator)
    Contract.objects.filter(pk=hub["contract"]).update(looked_after_by=hub["officer"])
    return {
        **hub,
        "colleague": hub["officer"].pk,
        "administrator": administrator,
        "staff": staff,
        "waiting": asker,
        "refused": refused.person,
        "newcomer": PersonFactory(),
        "anyone": None,
        "asked": asked.pk,
        "decided": refused.pk,
        "invitation": invitation.pk,
        "path": path_of(invitation),
    }


PAGES = [
    ("newcomer", "/account/join/"),
    ("waiting", "/account/join/"),
    ("waiting", "/account/join/withdraw/"),
    ("refused", "/account/join/"),
    ("staff", "/joining/"),
    ("staff", "/joining/{asked}/"),
    ("staff", "/joining/{decided}/"),
    ("administrator", "/boroughs/{borough}/"),
    ("administrator", "/boroughs/{borough}/people/"),
    ("staff", "/boroughs/{empty_borough}/people/"),
    ("administrator", "/boroughs/{borough}/people/invite/"),
    ("administrator", "/boroughs/{borough}/people/mailbox/"),
    ("administrator", "/boroughs/{borough}/people/invitations/{invitation}/"),
    ("administrator", "/boroughs/{borough}/people/{colleague}/"),
    ("administrator", "/boroughs/{borough}/people/{colleague}/leave/"),
    ("administrator", "/register/{contract}/"),
    ("administrator", "/register/{contract}/looked-after/"),
    ("anyone", "{path}"),
    ("newcomer", "{path}"),
    ("anyone", "/invitations/not-a-token/"),
]


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_people_stand_in_the_browser(
    width: str, rows: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    pages = {who: opened_as(rows[who], width=WIDTHS[width]) for who in {who for who, _ in PAGES}}
    problems = [
        problem for who, address in PAGES for problem in problems_of(pages[who], address.format(**rows))
    ]
    assert not problems, "\n".join(problems)


def test_the_html_of_people_is_valid(rows: dict[str, Any], tmp_path: Path) -> None:
    sources = {}
    for who, address in PAGES:
        client = Client()
        if rows[who]:
            client.force_login(rows[who])
        answer = client.get(address.format(**rows))
        assert answer.status_code == 200, address
        sources[f"{address} as {who}"] = answer.content.decode()
    problems = invalid_html(sources, tmp_path)
    assert not problems, "\n".join(problems)


def test_a_newcomer_asks_and_staff_let_them_in(rows: dict[str, Any], opened_as: Callable[..., Page]) -> None:
    page = opened_as(rows["newcomer"])
    page.goto("/")
    page.get_by_role("link", name="Ask to be let in").click()
    page.get_by_role("button", name="Ask LOTI").click()
    page.get_by_role("alert").get_by_role("link", name="Choose what brings you here.").click()
    page.get_by_label("I work for a supplier").check()
    page.get_by_label("The supplier you work for").fill("Brightwater Systems Ltd")
    page.get_by_role("button", name="Ask LOTI").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request waits for LOTI")
    staff = opened_as(rows["staff"])
    staff.goto("/")
    staff.get_by_role("link", name="Joining (3)").click()
    staff.get_by_role("link", name=str(rows["newcomer"])).click()
    staff.get_by_label("Let them in").check()
    staff.get_by_role("button", name="Decide and tell them").click()
    expect(staff.get_by_role("status")).to_contain_text("is in.")
    assert Person.objects.get(pk=rows["newcomer"].pk).is_suppliers_person
    page.goto("/notifications/")
    expect(page.get_by_text("You are let in").first).to_be_visible()


def test_an_administrator_invites_changes_roles_and_takes_off(
    rows: dict[str, Any], opened_as: Callable[..., Page]
) -> None:
    page = opened_as(rows["administrator"])
    page.goto(f"/boroughs/{rows['borough']}/")
    page.get_by_role("navigation", name="Pages of").get_by_role("link", name="People").click()
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("jo@agency.example")
    page.get_by_label("Contract manager").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("link", name="jo@agency.example")).to_be_visible()
    assert Mail.objects.filter(address="jo@agency.example").count() == 1
    jo = _accepts("jo@agency.example", opened_as)
    page.reload()
    page.get_by_role("link", name="Jo Hale").click()
    page.get_by_label("Publisher").check()
    page.get_by_role("button", name="Save the roles").click()
    expect(page.get_by_role("status")).to_contain_text("Jo Hale is contract manager and publisher.")
    Contract.objects.filter(pk=rows["contract"]).update(looked_after_by=jo)
    page.get_by_role("link", name="Jo Hale").click()
    page.get_by_role("link", name="Take Jo Hale off").click()
    expect(page.get_by_role("heading", name="1 contract")).to_be_visible()
    page.get_by_label("Who takes it over?").select_option("Ada Okafor")
    page.get_by_role("button", name="Take off and pass on").click()
    expect(page.get_by_role("status")).to_contain_text("1 contract passed to Ada Okafor.")
    assert Contract.objects.get(pk=rows["contract"]).looked_after_by == rows["administrator"]


def _accepts(email: str, opened_as: Callable[..., Page]) -> Person:
    """Sign in with the invited address, confirmed, and accept."""
    person: Person = PersonFactory(email=email, name="Jo Hale")
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    page = opened_as(person)
    page.goto(path_of(Invitation.objects.get(email=email)))
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("Welcome: you are an officer of")
    return person
