"""What happens to somebody whose session has ended while a page was open, or who opens a form's address."""

import pytest
from django.test import Client

from tests.factories import BoroughFactory, OfficerFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


def test_a_form_sent_too_late_leads_back_to_its_page_and_says_that_nothing_changed(client: Client) -> None:
    BoroughFactory(slug="hackney")
    page = "/boroughs/hackney/gates/change/"
    move, sent_from = "/boroughs/hackney/gates/7/move/", {"referer": HERE + page}
    answer = client.post(move, {"to": "earlier"}, headers=sent_from)
    assert answer.headers["Location"] == f"/account/login/?next={page}"
    assert "nothing was changed" in text_of(client.get(answer.headers["Location"]))


def test_the_search_of_the_page_is_kept(client: Client) -> None:
    sent_from = f"{HERE}/account/following/?q=housing"
    answer = client.post("/follow/boroughs/borough/1/", headers={"referer": sent_from})
    assert answer.headers["Location"] == "/account/login/?next=/account/following/%3Fq%3Dhousing"


@pytest.mark.parametrize("sent_from", ["", "https://elsewhere.example/page/", "//elsewhere.example/"])
def test_without_a_page_of_the_hub_it_leads_home(client: Client, sent_from: str) -> None:
    answer = client.post("/account/following/stop/", headers={"referer": sent_from} if sent_from else {})
    assert answer.headers["Location"] == "/account/login/?next=/"


def test_a_page_that_is_asked_for_is_where_one_comes_back(client: Client) -> None:
    answer = client.get("/account/following/?q=housing")
    assert answer.headers["Location"] == "/account/login/?next=/account/following/%3Fq%3Dhousing"
    assert "nothing was changed" not in text_of(client.get(answer.headers["Location"]))


def test_an_address_that_only_takes_a_form_answers_with_a_page(client: Client) -> None:
    client.force_login(OfficerFactory())
    answer = client.get("/account/following/stop/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "Nothing to read at this address" in page
    assert "nothing was changed by opening it" in page
