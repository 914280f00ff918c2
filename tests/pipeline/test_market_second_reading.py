"""Market engagement, pitches and interest: what must not leak, be told twice, or be told too late."""

import datetime as dt
from dataclasses import replace

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from boroughs.following import follow
from boroughs.models import Borough, Event, Mail, Notification, Person
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from pipeline.engaging import (
    answer_market,
    call_off,
    cancel_registration,
    change_engagement,
    facts_of,
    register_for,
    share_answers,
)
from pipeline.engaging.forgetting import forget_registrations, give_free_places
from pipeline.engaging.letters import ASKED_KIND
from pipeline.engaging.registering import MOST_LETTERS_A_DAY
from pipeline.interest import register_interest, withdraw_interest
from pipeline.models import Engagement, MarketAnswer
from pipeline.pitching import answer_question, ask, decline, pass_on
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    make_event,
    make_pitch,
    make_questions,
    make_timeline,
    registration,
    speaker,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def camden() -> Borough:
    """A borough."""
    borough: Borough = BoroughFactory(slug="camden")
    return borough


def test_a_partner_is_not_offered_what_the_leading_borough_keeps_to_itself(
    client: Client, camden: Borough
) -> None:
    hackney = BoroughFactory(slug="hackney")
    make_timeline(borough=camden, title="A secret purchase", visibility="borough")
    make_timeline(borough=camden, title="A shared purchase", visibility="members")
    row = make_event(camden, partners=(hackney,))
    address = reverse("engagement_change", args=[row.slug])

    client.force_login(OfficerFactory(borough=hackney))
    page = text_of(client.get(address))
    assert "A shared purchase" in page
    assert "A secret purchase" not in page

    client.force_login(OfficerFactory(borough=camden))
    assert "A secret purchase" in text_of(client.get(address))


def test_a_partner_changes_it_and_the_unseen_procurement_stays(client: Client, camden: Borough) -> None:
    hackney = BoroughFactory(slug="hackney")
    secret = make_timeline(borough=camden, title="A secret purchase", visibility="borough")
    row = make_event(camden, partners=(hackney,), procurement=secret)
    client.force_login(OfficerFactory(borough=hackney))
    address = reverse("engagement_change", args=[row.slug])
    assert "A secret purchase" not in text_of(client.get(address))

    starts = timezone.localtime(row.starts_at)
    sent = {
        "title": "Another title",
        "description": row.description,
        "contact": row.contact,
        "place": row.place,
        "join_url": row.join_url,
        "partners": [hackney.pk],
        "on": f"{starts:%d/%m/%Y}",
        "begins": "10:00",
        "ends": "12:00",
        "register_until": f"{starts:%d/%m/%Y}",
    }
    assert client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.procurement) == ("Another title", secret)


def test_followers_of_an_area_learn_nothing_of_an_unpublished_procurement(camden: Borough) -> None:
    area = ServiceAreaFactory()
    person = PersonFactory()
    follow(person=person, target=area)
    secret = make_timeline(borough=camden, service_area=area, visibility="borough")
    known = make_timeline(borough=camden, service_area=area, visibility="public")
    make_event(camden, procurement=secret, title="About the secret one")
    make_event(camden, procurement=known, title="About the known one")
    tell_events()
    mine = Notification.objects.filter(person=person, event__kind="engagement_published")
    told = [str(one.event.data["title"]) for one in mine]
    assert told == ["About the known one"]


def test_shared_answers_are_neither_added_to_nor_opened_again(camden: Borough) -> None:
    row = make_questions(camden)
    question, supplier = row.questions.get(position=1), SupplierFactory()
    today = timezone.localdate()
    given = {question.pk: ("Six weeks.", False)}
    answer_market(engagement=row, supplier=supplier, answers=given, by=None, today=today)
    past = today - DAY
    Engagement.objects.filter(pk=row.pk).update(answers_until=past)
    row = share_answers(engagement=row, by=OfficerFactory(borough=camden), today=today)

    for changed in ({"answers_until": today + 9 * DAY}, {"sharing": "nobody"}):
        with pytest.raises(Refused, match="shared"):
            change_engagement(engagement=row, facts=replace(facts_of(row), **changed))
    with pytest.raises(Refused, match="shared already"):
        answer_market(engagement=row, supplier=SupplierFactory(), answers=given, by=None, today=past)
    assert MarketAnswer.objects.count() == 1
    change_engagement(engagement=row, facts=replace(facts_of(row), title="Another title"))


def test_nobody_moves_up_in_an_event_that_is_called_off(camden: Borough) -> None:
    event = make_event(camden, capacity=1)
    has_place, waits = registration(event), registration(event, "waiting")
    call_off(engagement=event, because="The room is flooded.")
    Mail.objects.all().delete()
    cancel_registration(registration=has_place)
    waits.refresh_from_db()
    assert waits.state == "waiting"
    assert not Mail.objects.exists()


def test_nobody_moves_up_in_an_event_that_is_over(camden: Borough) -> None:
    event = make_event(camden, in_days=-3, capacity=1)
    has_place, waits = registration(event), registration(event, "waiting")
    cancel_registration(registration=has_place)
    waits.refresh_from_db()
    assert (waits.state, Mail.objects.count()) == ("waiting", 0)


def test_the_place_of_a_deleted_account_goes_to_who_waits(camden: Borough) -> None:
    event = make_event(camden, capacity=1)
    person = PersonFactory()
    registration(event, person=person)
    waits = registration(event, "waiting")
    now = timezone.now()
    assert give_free_places(now=now) == 0
    person.delete()
    assert (give_free_places(now=now), give_free_places(now=now)) == (1, 0)
    waits.refresh_from_db()
    assert waits.state == "registered"
    assert Mail.objects.get().address == waits.email


def asked_of(event: Engagement, email: str, now: dt.datetime) -> None:
    """Register an address as a stranger does."""
    register_for(engagement=event, name="Ada", organisation="Firm", email=email, now=now)


def test_a_stranger_cannot_fill_a_mailbox_by_many_events(camden: Borough) -> None:
    now, victim = timezone.now(), "ada@firm.example"
    for _ in range(MOST_LETTERS_A_DAY + 3):
        asked_of(make_event(camden), victim, now)
    assert Mail.objects.filter(address=victim).count() == MOST_LETTERS_A_DAY
    asked_of(make_event(camden), "ben@firm.example", now)
    assert Mail.objects.filter(address="ben@firm.example").exists()
    asked_of(make_event(camden), victim, now + DAY + dt.timedelta(hours=1))
    assert Mail.objects.filter(address=victim).count() == MOST_LETTERS_A_DAY + 1


def test_of_an_address_that_nobody_confirmed_no_letter_is_kept(camden: Borough) -> None:
    event, now = make_event(camden), timezone.now()
    asked_of(event, "victim@firm.example", now)
    comes = registration(event)
    asked_of(event, comes.email, now + DAY)
    Mail.objects.update(state="sent")
    Mail.objects.create(
        address="victim@firm.example", kind="alert_found", subject="x", text="x", state="sent"
    )
    forget_registrations(now=now + 9 * DAY)
    left = {(mail.address, mail.kind) for mail in Mail.objects.all()}
    assert left == {(comes.email, ASKED_KIND), ("victim@firm.example", "alert_found")}


def test_one_network_registers_so_many_addresses_and_loses_nothing_it_wrote(
    client: Client, camden: Borough, settings: Settings
) -> None:
    settings.ALERT_RATE = "2/h"
    address = reverse("event_register", args=[make_event(camden).slug])
    for number in range(3):
        sent = {"name": f"Ada {number}", "organisation": "Firm", "email": f"ada{number}@firm.example"}
        page = client.post(address, sent, REMOTE_ADDR="198.51.100.77")
    assert "Try again in an hour" in text_of(page)
    assert "ada2@firm.example" in page.content.decode()
    assert Mail.objects.count() == 2


def test_many_unconfirmed_tell_nobody_who_comes_and_keep_no_known_address_out(
    camden: Borough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.engaging.registering.MOST_UNCONFIRMED", 2)
    event, now, person = make_event(camden), timezone.now(), PersonFactory()
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    comes = registration(event, asked_at=now - DAY)
    for _ in range(2):
        registration(event, "unconfirmed")
    for email in (comes.email, "new@firm.example"):
        with pytest.raises(Refused, match="Very many"):
            asked_of(event, email, now)
    row = register_for(
        engagement=event, name="Ada", organisation="Firm", email=person.email, person=person, now=now
    )
    assert row.state == "registered"


def test_the_page_of_answers_costs_the_same_however_many_questions(
    client: Client, camden: Borough, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(OfficerFactory(borough=camden))
    many = make_questions(camden, questions=tuple(f"Question {number}?" for number in range(12)))
    one = make_questions(camden, questions=("One question?",))
    for row in (one, many):
        for question in row.questions.all():
            question.answers.create(supplier=SupplierFactory(), text="Six weeks.")
    address = reverse("engagement", args=[one.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("engagement", args=[many.slug]))


def test_a_supplier_is_not_named_for_somebody_elses_address(camden: Borough) -> None:
    supplier = SupplierFactory()
    person = speaker(supplier)
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    event, now = make_event(camden), timezone.now()
    found = [
        register_for(
            engagement=event,
            name="Ada",
            organisation="Firm",
            email=email,
            person=person,
            supplier=supplier,
            now=now,
        ).supplier
        for email in ("rival@other.example", person.email)
    ]
    assert found == [None, supplier]


def test_nobody_is_told_of_a_pitch_that_is_made_up(camden: Borough) -> None:
    officer: Person = OfficerFactory(borough=camden)
    supplier = SupplierFactory()
    speaker(supplier)
    pitch = make_pitch(supplier, [camden, BoroughFactory()], is_demonstration=True)
    one, other = pitch.cases.order_by("pk")
    asked = ask(case=one, question="Who uses it?", by=officer)
    answer_question(question=asked, answer="Two.", by=officer)
    pass_on(case=one, to=BoroughFactory(), by=officer)
    decline(case=other, reason="Not now.", by=officer)
    assert not Event.objects.exists()


def test_only_real_people_are_written_to_of_a_demonstration(camden: Borough) -> None:
    event = make_event(camden)
    Engagement.objects.filter(pk=event.pk).update(is_demonstration=True)
    registration(event, email="events@made-up.example")
    registration(event, email="ada@brightwater.co.uk")
    call_off(engagement=event, because="The room is flooded.")
    assert [mail.address for mail in Mail.objects.all()] == ["ada@brightwater.co.uk"]


def test_interest_that_comes_and_goes_is_told_once_a_day(camden: Borough) -> None:
    timeline = make_timeline(borough=camden, visibility="public")
    supplier, other = SupplierFactory(), SupplierFactory()
    for _ in range(3):
        withdraw_interest(interest=register_interest(procurement=timeline, supplier=supplier, by=None))
    register_interest(procurement=timeline, supplier=other, by=None)
    told = Event.objects.filter(kind="interest_registered").order_by("pk")
    assert [one.data["supplier"] for one in told] == [supplier.name, other.name]


def test_words_with_signs_stay_whole_on_the_next_page(client: Client, camden: Borough) -> None:
    for number in range(31):
        make_event(camden, title=f"Parks & gardens {number}")
    client.force_login(OfficerFactory(borough=camden))
    page = client.get(reverse("engagements"), {"q": "Parks & g"})
    assert "q=Parks+%26+g" in page.context["next"]
    assert len(client.get(reverse("engagements") + page.context["next"]).context["rows"]) == 1
