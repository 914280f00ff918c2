"""Facilitators: reports, hidden posts, what needs care, answers that become pages, proposals of groups."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Event, Notification, Person
from boroughs.notifications.telling import tell_events
from community.actions import take_answer, write_post
from community.models import Discussion, Group, Report
from community.watching import ask_peers, propose_groups
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ProfileFactory,
    ServiceAreaFactory,
)
from tests.factories.community import make_discussion, make_group
from tests.factories.toolkit import make_page
from tests.pages import text_of
from toolkit.models import Page

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_one_person_reports_so_many_posts_a_day(settings: Any) -> None:
    settings.REPORTS_A_DAY = 1
    reader, talk = OfficerFactory(), make_discussion()
    second = write_post(discussion=talk, text="Our rate is £900.", by=OfficerFactory())
    page = signed_in(reader)
    page.post(f"/community/posts/{talk.posts.order_by('pk')[0].pk}/report/", {"kind": "wrong"})
    told = text_of(page.post(f"/community/posts/{second.pk}/report/", {"kind": "confidential"}))
    assert "You have reported 1 post " in told
    assert Report.objects.count() == 1
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        page.post(f"/community/posts/{second.pk}/report/", {"kind": "confidential"})
    assert Report.objects.count() == 2


def test_a_post_is_reported_hidden_and_everybody_concerned_is_told() -> None:
    author, reader, boss = OfficerFactory(), OfficerFactory(), OfficerFactory()
    group = make_group(boss)
    talk = make_discussion(by=author, group=group, text="The day rate is £812.")
    post = talk.posts.get()
    page = signed_in(reader)
    assert "Choose what is wrong" in text_of(page.post(f"/community/posts/{post.pk}/report/", {}))
    page.post(f"/community/posts/{post.pk}/report/", {"kind": "confidential", "text": "A price."})
    again = page.post(f"/community/posts/{post.pk}/report/", {"kind": "wrong"})
    assert "You have reported this post already" in text_of(again)
    report = Report.objects.get()
    tell_events()
    assert Notification.objects.filter(person=boss, event__kind="post_reported").exists()
    assert not Notification.objects.filter(person=author, event__kind="post_reported").exists()
    assert page.get(f"/community/reports/{report.pk}/").status_code == 403
    decides = signed_in(boss)
    assert "The day rate" in text_of(decides.get(f"/community/reports/{report.pk}/"))
    said = {"hide": "yes", "answer": "It names a price."}
    decides.post(f"/community/reports/{report.pk}/", said)
    assert "Somebody has decided this already" in text_of(
        decides.post(f"/community/reports/{report.pk}/", said)
    )
    tell_events()
    assert Notification.objects.filter(person=reader, event__kind="report_decided").exists()
    assert Notification.objects.filter(person=author, event__kind="post_hidden").exists()
    text = text_of(page.get(talk.get_absolute_url()))
    assert "Hidden by a facilitator: It names a price." in text
    assert "£812" not in text
    assert "£812" in text_of(signed_in(author).get(talk.get_absolute_url()))
    assert "No discussion matches" in text_of(page.get("/community/discussions/?q=rate"))
    decides.post(f"/community/posts/{post.pk}/hide/", {"show": "1"})
    assert "£812" in text_of(page.get(talk.get_absolute_url()))


def test_what_was_told_of_a_post_that_is_hidden_before_the_digest_says_nothing_of_it() -> None:
    ada, bea, boss = OfficerFactory(), OfficerFactory(), PersonFactory(is_staff=True)
    group = make_group()
    group.memberships.create(person=bea)
    talk = make_discussion(by=ada, group=group, text="The day rate is £812.")
    tell_events()
    signed_in(boss).post(f"/community/posts/{talk.posts.get().pk}/hide/", {"why": "A price."})
    text = text_of(signed_in(bea).get("/notifications/"))
    assert "It is not shown any more." in text
    assert "£812" not in text


def test_a_hidden_answer_is_none_any_more() -> None:
    ada, boss = OfficerFactory(), PersonFactory(is_staff=True)
    talk = make_discussion(by=ada)
    post = write_post(discussion=talk, text="Ask for CSV.", by=OfficerFactory())
    take_answer(discussion=talk, post=post, by=ada)
    page = signed_in(boss)
    assert "Say why" in text_of(page.post(f"/community/posts/{post.pk}/hide/", {"why": ""}))
    page.post(f"/community/posts/{post.pk}/hide/", {"why": "It is an advertisement."})
    talk.refresh_from_db()
    assert talk.answer is None


def test_a_good_answer_becomes_a_draft_page_in_one_click() -> None:
    make_page()
    ada, staff = OfficerFactory(name="Ada Okafor"), PersonFactory(is_staff=True)
    talk = make_discussion(by=ada, title="How to leave early")
    page = signed_in(staff)
    address = f"{talk.get_absolute_url()}draft/"
    assert "Take an answer first" in text_of(page.post(address, follow=True))
    post = write_post(discussion=talk, text="Give **notice** in writing.", by=ada)
    take_answer(discussion=talk, post=post, by=ada)
    assert "Make a draft page" in text_of(page.get(talk.get_absolute_url()))
    assert "Make a draft page" not in text_of(signed_in(ada).get(talk.get_absolute_url()))
    answer = page.post(address)
    draft = Page.objects.get(title="How to leave early")
    assert answer["Location"] == f"/admin/toolkit/page/{draft.pk}/change/"
    assert draft.state == "draft"
    assert "Give **notice** in writing." in draft.text
    assert "Ada" not in draft.text
    assert "a draft of this answer already" in text_of(page.post(address, follow=True))


def test_what_needs_care_stands_on_one_page(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    staff = PersonFactory(is_staff=True)
    past = timezone.now() - dt.timedelta(days=90)
    with time_machine.travel(past):
        silent = make_group(OfficerFactory(), name="Silent group")
        question = make_discussion(group=silent, title="Who knows this?")
        make_group(name="Without anybody")
    fresh = make_discussion(title="Asked today")
    page = make_page(title="Grown old")
    Page.objects.filter(pk=page.pk).update(review_by=timezone.localdate() - dt.timedelta(days=1))
    _users_of(ProductFactory(name="Brightwater Homes"), 3)
    reader = signed_in(staff)
    with django_assert_max_num_queries(12):
        answer = reader.get("/community/care/")
    text = text_of(answer)
    for word in ("Silent group", "Who knows this?", "Without anybody", "Grown old", "Brightwater Homes 3"):
        assert word in text
    assert fresh.title not in text
    write_post(discussion=question, text="I do.", by=OfficerFactory())
    assert "Silent group last post" not in text_of(signed_in(staff).get("/community/care/"))
    assert signed_in(OfficerFactory()).get("/community/care/").status_code == 403


def test_a_question_without_an_answer_goes_to_who_looks_after_the_group_and_to_who_knows_it_once() -> None:
    boss, asker, knows, other = (OfficerFactory() for _ in range(4))
    area = ServiceAreaFactory()
    contract = ContractFactory(service_area=area)
    ProfileFactory(person=knows).service_areas.add(area)
    ProfileFactory(person=other)
    make_discussion(by=asker, group=make_group(boss), subject=contract)
    now = timezone.now()
    assert ask_peers(now=now + dt.timedelta(days=2)) == 0
    assert ask_peers(now=now + dt.timedelta(days=4)) == 1
    assert ask_peers(now=now + dt.timedelta(days=5)) == 0
    tell_events()
    reached = dict(
        Notification.objects.filter(event__kind="question_unanswered").values_list("person", "because")
    )
    assert reached == {
        boss.pk: "You look after the group.",
        knows.pk: "Your profile says that you know the service area.",
    }


def test_an_answered_question_and_a_discussion_wait_for_nobody() -> None:
    ada = OfficerFactory()
    talk = make_discussion(by=ada)
    take_answer(discussion=talk, post=write_post(discussion=talk, text="So.", by=ada), by=ada)
    make_discussion(kind="discussion")
    assert ask_peers(now=timezone.now() + dt.timedelta(days=9)) == 0


def _users_of(product, number: int) -> list[Person]:  # type: ignore[no-untyped-def]
    managers: list[Person] = []
    for _ in range(number):
        borough = BoroughFactory()
        ContractFactory(boroughs=[borough], product=product)
        managers.append(OfficerFactory(borough=borough, borough_roles=["contract_manager"]))
    return managers


def test_three_boroughs_with_a_product_are_proposed_a_group_and_start_it_with_one_click() -> None:
    product = ProductFactory(name="Brightwater Homes")
    managers = _users_of(product, 2)
    assert propose_groups() == 0
    managers += _users_of(product, 1)
    assert propose_groups() == 1
    propose_groups()
    assert Event.objects.get(kind="group_proposed").data["number"] == 3
    tell_events()
    assert Notification.objects.filter(event__kind="group_proposed").count() == 3
    page = signed_in(managers[0])
    address = f"/community/proposals/{product.slug}/"
    assert "3 boroughs use Brightwater Homes. Start a user group?" in text_of(page.get(address))
    page.post(address)
    group = Group.objects.get(product=product)
    assert (group.kind, group.facilitator, group.access) == ("users", managers[0], "open")
    assert page.get(address)["Location"] == group.get_absolute_url()
    assert propose_groups() == 0


def test_fewer_boroughs_and_made_up_contracts_propose_nothing() -> None:
    product = ProductFactory()
    _users_of(product, 2)
    ContractFactory(boroughs=[BoroughFactory()], product=product, is_demonstration=True)
    assert propose_groups() == 0
    text = text_of(signed_in(OfficerFactory()).get(f"/community/proposals/{product.slug}/"))
    assert "Fewer than three boroughs" in text
    assert Discussion.objects.count() == 0
