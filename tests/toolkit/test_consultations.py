"""Consultations on drafts, what changed since one last read a page, and links that lead nowhere."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Notification, Person
from boroughs.notifications.telling import tell_events
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    give_second_factor,
    make_event,
    make_pilot,
)
from tests.factories.toolkit import make_adoption, make_clause, make_consultation, make_page
from tests.pages import text_of
from toolkit.link_check import find_broken_links, links_of
from toolkit.models import BrokenLink, Comment, Consultation, PageReading

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_members_comment_on_a_draft_until_the_last_day_and_hear_the_answer() -> None:
    ada, bea = OfficerFactory(name="Ada Okafor"), OfficerFactory()
    staff = give_second_factor(PersonFactory(is_staff=True))
    draft = make_page(title="Plan an exit", state="draft", text="## What\n\nAsk **early**.")
    asked = make_consultation(page=draft, closes_on=timezone.localdate())
    page = signed_in(ada)
    assert "Plan an exit until" in text_of(page.get("/toolkit/consultations/"))
    assert b"<strong>early</strong>" in page.get(asked.get_absolute_url()).content
    assert page.get(draft.get_absolute_url()).status_code == 404, "the draft itself stays with staff"
    assert "Write what you think." in text_of(page.post(asked.get_absolute_url(), {"text": " "}))
    page.post(asked.get_absolute_url(), {"text": "It lacks an example."})
    page.post(asked.get_absolute_url(), {"text": "It lacks two examples."})
    assert Comment.objects.get().text == "It lacks two examples."
    assert "Ada Okafor" in text_of(signed_in(bea).get(asked.get_absolute_url()))
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        late = signed_in(bea).post(asked.get_absolute_url(), {"text": "Me too."})
        assert "This consultation is not open today." in text_of(late)
        edit = f"/admin/toolkit/consultation/{asked.pk}/change/"
        keep = {
            "page": draft.pk,
            "question": asked.question,
            "opens_on": asked.opens_on,
            "closes_on": asked.closes_on,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        }
        answer = signed_in(staff).post(edit, {**keep, "answer": "We added **two**."})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        assert b"<strong>two</strong>" in signed_in(ada).get(asked.get_absolute_url()).content
        signed_in(staff).post(edit, {**keep, "answer": "We added three."})
        tell_events()
    told = Notification.objects.filter(event__kind="consultation_answered")
    assert [one.person for one in told] == [ada]


def test_one_that_has_not_begun_is_unknown_and_one_must_not_close_before_it_opens() -> None:
    today = timezone.localdate()
    later = make_consultation(opens_on=today + dt.timedelta(days=1))
    page = signed_in(OfficerFactory())
    assert page.get(later.get_absolute_url()).status_code == 404
    assert "Nothing is asked today" in text_of(page.get("/toolkit/consultations/"))
    staff = give_second_factor(PersonFactory(is_staff=True))
    wrong = signed_in(staff).post(
        "/admin/toolkit/consultation/add/",
        {
            "page": later.page_id,
            "question": "What is missing?",
            "opens_on": today,
            "closes_on": today - dt.timedelta(days=1),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
    )
    assert wrong.status_code == 200, "the admin refuses it with a message"
    assert Consultation.objects.count() == 1


def test_a_page_says_what_changed_since_one_last_read_it() -> None:
    guide = make_page(text="Ask finance first.")
    ada, bea = OfficerFactory(), OfficerFactory()
    with time_machine.travel(timezone.now() - dt.timedelta(days=3)):
        assert "What changed" not in text_of(signed_in(ada).get(guide.get_absolute_url()))
    guide.text = "Ask legal first."
    guide.save()
    answer = signed_in(ada).get(guide.get_absolute_url())
    assert "What changed since you last read it on" in text_of(answer)
    assert b"<del>finance</del>" in answer.content
    assert b"<ins>legal</ins>" in answer.content
    assert "What changed" not in text_of(signed_in(ada).get(guide.get_absolute_url())), "now it is read"
    assert "What changed" not in text_of(signed_in(bea).get(guide.get_absolute_url())), "never read before"
    Client().get(guide.get_absolute_url())
    assert PageReading.objects.count() == 2


def test_it_asks_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    guide = make_page()
    asked = make_consultation()
    for _ in range(4):
        signed_in(OfficerFactory()).post(asked.get_absolute_url(), {"text": "More examples."})
    page = signed_in(OfficerFactory())
    page.get(guide.get_absolute_url())
    guide.text += "\n\nMore."
    guide.save()
    for address in (guide.get_absolute_url(), asked.get_absolute_url(), "/toolkit/consultations/"):
        with django_assert_max_num_queries(12):
            assert page.get(address).status_code == 200


def test_links_are_found_in_markdown_and_nowhere_else() -> None:
    text = "[a](/register/) and [b](https://example.org 'x') `[c](/no/)`\n<https://example.com>\n\n"
    text += "- [a](/register/)"
    assert links_of(text) == ["/register/", "https://example.org", "https://example.com"]


def test_links_that_lead_nowhere_are_listed_until_they_are_mended() -> None:
    clause, page = make_clause(), make_page()
    hidden = make_page(state="archived")
    good = f"[a](/register/?q=x) [b]({page.get_absolute_url()}) [c]({clause.get_absolute_url()}) [d](#what)"
    fine = "[e](mailto:loti@example.org) [f](https://www.legislation.gov.uk/)"
    wrong = ["/nowhere/", hidden.get_absolute_url(), "http://example.org", "register", "/toolkit/clauses/no/"]
    bad = " ".join(f"[g]({address})" for address in wrong)
    guide = make_page(text=f"{good} {fine} {bad}")
    assert find_broken_links() == 5
    assert {one.address for one in BrokenLink.objects.filter(page=guide)} == set(wrong)
    care = text_of(signed_in(PersonFactory(is_facilitator=True)).get("/community/care/"))
    assert "/nowhere/. There is no such page on the hub." in care
    guide.text = good
    guide.save()
    assert find_broken_links() == 0
    assert BrokenLink.objects.count() == 0


def test_the_guide_shows_what_happens_now_and_nothing_that_is_not_public(client: Client) -> None:
    make_page()
    assert "Now on the hub" not in text_of(client.get("/toolkit/"))
    make_pilot(title="Falls sensors")
    make_pilot(title="A draft of a pilot", published=False)
    held = make_event(BoroughFactory(slug="hackney"))
    officer = OfficerFactory()
    make_adoption(ContractFactory(boroughs=[officer.borough]), officer, make_clause(title="Data export"))
    for address in ("/toolkit/", "/toolkit/plan/"):
        text = text_of(client.get(address))
        for words in ("Falls sensors", held.title, "Data export in 1 contract"):
            assert words in text, (address, words)
        assert "A draft of a pilot" not in text
