"""Discussions: where they hang, writing, answers, editing, following, being told, limits."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Notification, Person
from boroughs.notifications.telling import tell_events
from community.actions import hide_post, join_group, write_post
from community.actions.talking import TooManyPosts
from community.audience import readers_among
from community.models import Discussion, Post
from community.subjects import SUBJECTS
from pipeline.models import Flag
from suppliers.actions.merge import merge_suppliers, undo_merge
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ProfileFactory,
    SupplierFactory,
    make_pilot,
    make_timeline,
)
from tests.factories.community import make_discussion, make_group
from tests.factories.toolkit import make_clause, make_page
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(person: Person, kind: str) -> list[str]:
    """Return why somebody was told of events of a kind."""
    tell_events()
    rows = Notification.objects.filter(person=person, event__kind=kind)
    return list(rows.order_by("pk").values_list("because", flat=True))


def test_a_question_is_asked_answered_and_the_answer_taken() -> None:
    ada, bea = OfficerFactory(name="Ada"), OfficerFactory(name="Bea")
    group = make_group()
    asks, answers = signed_in(ada), signed_in(bea)
    wrong = asks.post(f"{group.get_absolute_url()}new/", {"kind": "riddle", "title": "", "text": ""})
    assert "Say in one line what it is about." in text_of(wrong)
    said = {"kind": "question", "title": "Exit terms", "text": "Who **agreed** them? <script>x</script>"}
    page = asks.post(f"{group.get_absolute_url()}new/", said, follow=True)
    talk = Discussion.objects.get()
    assert b"<strong>agreed</strong>" in page.content
    assert b"<script>x" not in page.content
    answers.post(talk.get_absolute_url(), {"text": "We did: ask for CSV."})
    reply = talk.posts.get(author=bea)
    talk.refresh_from_db()
    assert talk.posts_count == 2
    assert answers.post(f"{talk.get_absolute_url()}settle/", {"answer": reply.pk}).status_code == 403
    assert "stands below the question" in text_of(
        asks.post(f"{talk.get_absolute_url()}settle/", {"answer": reply.pk}, follow=True)
    )
    assert "answered" in text_of(asks.get("/community/discussions/"))
    assert "No discussion matches" in text_of(asks.get("/community/discussions/?show=unanswered"))
    assert told(bea, "question_answered") == ["You wrote it."]
    first = talk.posts.order_by("pk")[0]
    assert "cannot be its own answer" in text_of(
        asks.post(f"{talk.get_absolute_url()}settle/", {"answer": first.pk}, follow=True)
    )
    asks.post(f"{talk.get_absolute_url()}settle/")
    talk.refresh_from_db()
    assert talk.answer is None


def things() -> dict[str, Any]:
    """Return something of every kind that is talked about, which every member of the borough sees."""
    borough = BoroughFactory(slug="hackney")
    return {
        "contract": ContractFactory(boroughs=[borough]),
        "product": ProductFactory(),
        "supplier": SupplierFactory(),
        "flag": FlagFactory(boroughs=[borough, BoroughFactory(slug="camden")]),
        "timeline": make_timeline(borough=borough),
        "page of the toolkit": make_page(),
        "clause": make_clause(),
        "pilot": make_pilot(borough=borough),
    }


def test_it_hangs_on_anything_and_each_page_leads_there() -> None:
    made = things()
    officer = OfficerFactory(borough=made["contract"].boroughs.get())
    page = signed_in(officer)
    assert {subject.noun for subject in SUBJECTS} == made.keys()
    for subject in SUBJECTS:
        thing = made[subject.noun]
        address = f"/community/about/{'/'.join(subject.names)}/{thing.pk}/"
        assert address in page.get(thing.get_absolute_url()).content.decode(), subject.noun
        said = {"kind": "discussion", "title": f"About the {subject.noun}", "text": "What is it like?"}
        answer = page.post(f"{address}new/", said, follow=True)
        assert f"about the {subject.noun} {thing}" in text_of(answer)
        assert f"About the {subject.noun}" in text_of(page.get(address))
    assert page.get("/community/about/boroughs/person/1/").status_code == 404
    assert page.get("/community/about/contracts/contract/0/").status_code == 404


def test_whoever_may_not_see_the_thing_does_not_see_what_is_said_of_it() -> None:
    made = things()
    own, other = OfficerFactory(borough=made["contract"].boroughs.get()), OfficerFactory()
    for noun in ("flag", "timeline"):
        talk = make_discussion(by=own, subject=made[noun], title=f"Secret of the {noun}")
        outside = signed_in(other)
        assert outside.get(talk.get_absolute_url()).status_code == 404
        for address in ("/community/", "/community/discussions/?q=secret", "/search/?q=secret"):
            assert "Secret of" not in text_of(outside.get(address)), address
        assert "Secret of" in text_of(signed_in(own).get("/search/?q=secret"))
    assert Flag.objects.count() == 1


def test_what_it_was_about_may_be_gone() -> None:
    pilot = make_pilot()
    talk = make_discussion(subject=pilot)
    staff = signed_in(PersonFactory(is_staff=True))
    Discussion.objects.filter(pk=talk.pk).update(object_id=0)
    assert "about something that is not there any more" in text_of(staff.get(talk.get_absolute_url()))


def test_members_followers_and_writers_are_told_once_and_the_writer_is_not() -> None:
    ada, bea, cid, dan = (OfficerFactory() for _ in range(4))
    group, product = make_group(), ProductFactory()
    for person in (ada, bea):
        join_group(group=group, by=person)
    signed_in(cid).post(f"/follow/suppliers/product/{product.pk}/")
    signed_in(bea).post(f"/follow/suppliers/product/{product.pk}/")
    talk = make_discussion(by=ada, group=group, subject=product)
    assert told(ada, "discussion_begun") == []
    assert told(bea, "discussion_begun") == [f"You belong to {group}."]
    assert told(cid, "discussion_begun") == ["You follow the product that it is about."]
    write_post(discussion=talk, text="Me too.", by=dan)
    assert told(ada, "discussion_written") == ["You follow this discussion."]
    assert told(dan, "discussion_written") == []
    assert told(bea, "discussion_written") == []


def test_whoever_left_the_closed_group_is_not_told_any_more() -> None:
    ada, bea = OfficerFactory(), OfficerFactory()
    group = make_group(ada, access="closed")
    group.memberships.create(person=bea)
    talk = make_discussion(by=ada, group=group)
    write_post(discussion=talk, text="I follow now.", by=bea)
    group.memberships.filter(person=bea).delete()
    write_post(discussion=talk, text="Between us.", by=ada)
    assert told(bea, "discussion_written") == []


def test_who_is_told_are_exactly_those_who_may_read_it_whatever_their_number(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    boss, member, outsider = OfficerFactory(), OfficerFactory(), OfficerFactory()
    people = [
        boss,
        member,
        outsider,
        PersonFactory(is_staff=True),
        PersonFactory(is_facilitator=True),
        PersonFactory(is_suppliers_person=True),
        OfficerFactory(borough=member.borough),
    ]
    closed, opened = make_group(boss, access="closed"), make_group()
    closed.memberships.create(person=member)
    flag, shared = FlagFactory(), make_timeline(borough=member.borough)
    gone = ContractFactory()
    talks = [
        make_discussion(by=boss, group=closed),
        make_discussion(by=boss, group=opened),
        make_discussion(by=boss, group=closed, subject=flag),
        make_discussion(by=boss, subject=flag),
        make_discussion(by=boss, subject=shared),
        make_discussion(by=boss, subject=ContractFactory()),
        make_discussion(by=boss, subject=gone),
    ]
    gone.delete()
    readers = {
        talk.pk: {one.pk for one in people if Discussion.objects.visible_to(one).filter(pk=talk.pk).exists()}
        for talk in talks
    }
    assert len({frozenset(found) for found in readers.values()}) > 3, "the cases are different ones"
    for talk in Discussion.objects.select_related("group"):
        assert (
            readers_among(Person.objects.select_related("borough"), talk) & {one.pk for one in people}
            == readers[talk.pk]
        ), talk
    OfficerFactory.create_batch(30, borough=member.borough)
    crowd = list(Person.objects.select_related("borough"))
    talk = Discussion.objects.select_related("group").get(pk=talks[0].pk)
    with django_assert_max_num_queries(2):
        readers_among(crowd, talk)


def test_who_is_mentioned_is_told_if_they_may_read_it() -> None:
    ada, bea = OfficerFactory(), OfficerFactory(name="Bea Lindqvist")
    ProfileFactory(person=bea)
    talk = make_discussion(by=ada)
    write_post(discussion=talk, text="What do you say, @Bea Lindqvist?", by=ada)
    assert told(bea, "discussion_mention") == ["You are mentioned."]
    closed = make_discussion(by=ada, group=make_group(ada, access="closed"))
    write_post(discussion=closed, text="@Bea Lindqvist cannot read this.", by=ada)
    assert len(told(bea, "discussion_mention")) == 1


def test_a_post_is_changed_by_its_author_and_what_it_said_stays_readable() -> None:
    ada, bea = OfficerFactory(), OfficerFactory()
    talk = make_discussion(by=ada, text="We pay too much.")
    post = talk.posts.get()
    assert signed_in(bea).get(f"/community/posts/{post.pk}/change/").status_code == 403
    page = signed_in(ada)
    page.post(f"/community/posts/{post.pk}/change/", {"text": "We pay too little."})
    text = text_of(signed_in(bea).get(f"/community/posts/{post.pk}/versions/"))
    assert "much." in text
    assert "little." in text
    assert "changed" in text_of(page.get(talk.get_absolute_url()))
    hide_post(post=post, why="It names a price.", by=PersonFactory(is_staff=True))
    assert page.get(f"/community/posts/{post.pk}/change/").status_code == 403
    assert signed_in(bea).get(f"/community/posts/{post.pk}/versions/").status_code == 404
    assert "We pay" not in text_of(signed_in(bea).get(talk.get_absolute_url()))


def test_one_person_writes_so_many_posts_a_day(settings: Any) -> None:
    settings.POSTS_A_DAY = 2
    ada = OfficerFactory()
    talk = make_discussion(by=ada)
    write_post(discussion=talk, text="Two.", by=ada)
    answer = signed_in(ada).post(talk.get_absolute_url(), {"text": "Three."})
    assert "send it tomorrow" in text_of(answer)
    assert "Three." in answer.content.decode(), "what was written is lost"
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        write_post(discussion=talk, text="Three.", by=ada)
        with pytest.raises(TooManyPosts):
            [write_post(discussion=talk, text="More.", by=ada) for _ in range(2)]


def test_a_discussion_is_closed_and_opened_again() -> None:
    ada = OfficerFactory()
    talk = make_discussion(by=ada)
    page = signed_in(ada)
    page.post(f"{talk.get_absolute_url()}settle/", {"close": "1"})
    text = text_of(page.get(talk.get_absolute_url()))
    assert "nobody writes in it any more" in text
    assert "This discussion is closed" in text_of(page.post(talk.get_absolute_url(), {"text": "More."}))
    page.post(f"{talk.get_absolute_url()}settle/", {"open": "1"})
    assert page.post(talk.get_absolute_url(), {"text": "More."}).status_code == 302


def test_long_discussions_come_in_pages_and_a_link_leads_to_the_post() -> None:
    ada = OfficerFactory()
    talk = make_discussion(by=ada)
    now = timezone.now()
    Post.objects.bulk_create(
        [
            Post(discussion=talk, text=f"Number {number}.", at=now, borough=ada.borough)
            for number in range(120)
        ]
    )
    page = signed_in(ada)
    text = text_of(page.get(talk.get_absolute_url()))
    assert "Number 49." in text
    assert "Number 50." not in text
    assert "Later posts" in text
    called = Post.objects.get(text="Number 100.")
    answer = page.get(called.get_absolute_url())
    text = text_of(answer)
    assert "Number 100." in text
    assert "Number 119." in text
    assert "Earlier posts" in text
    assert "hub-post--called" in answer.content.decode()
    assert "Number 50." in text_of(
        page.get(f"{talk.get_absolute_url()}?from={Post.objects.get(text='Number 50.').pk}")
    )
    assert page.get(f"{talk.get_absolute_url()}?from=soon&post=many").status_code == 200


def test_pages_ask_few_queries_however_much_there_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ada = OfficerFactory()
    group = make_group(ada)
    for number in range(12):
        talk = make_discussion(by=ada, group=group, title=f"Question {number}", subject=ContractFactory())
        for person in (OfficerFactory(), OfficerFactory()):
            write_post(discussion=talk, text="So do we.", by=person)
    page = signed_in(ada)
    for address in (
        "/community/",
        group.get_absolute_url(),
        f"{group.get_absolute_url()}members/",
        "/community/discussions/?q=so+do",
        talk.get_absolute_url(),
    ):
        with django_assert_max_num_queries(12):
            assert page.get(address).status_code == 200


def test_what_is_said_of_a_supplier_moves_with_a_merge_and_back() -> None:
    kept, gone = SupplierFactory(), SupplierFactory()
    staff = PersonFactory(is_staff=True)
    talk = make_discussion(subject=gone)
    done = merge_suppliers(kept=kept, gone=gone, by=staff, reason="The same.")
    talk.refresh_from_db()
    assert talk.object_id == kept.pk
    undo_merge(merge=done, by=staff)
    talk.refresh_from_db()
    assert talk.object_id == gone.pk
