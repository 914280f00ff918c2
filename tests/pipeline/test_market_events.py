"""Market events and questions to the market: registering, waiting, answering, sharing, what came of it."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from boroughs.calendar import is_working_day
from boroughs.following import follow
from boroughs.models import Borough, Event, Mail, Notification, Person
from boroughs.notifications.links import sign
from boroughs.notifications.telling import tell_events
from boroughs.refusals import Refused
from contracts.demonstration_set import AREAS
from pipeline.demonstration_market import load_demonstration_market
from pipeline.engaging import (
    answer_market,
    call_off,
    cancel_registration,
    change_engagement,
    confirm_registration,
    create_engagement,
    facts_of,
    publish_engagement,
    record_outcome,
    register_for,
    share_answers,
)
from pipeline.engaging.forgetting import forget_registrations
from pipeline.engaging.letters import CANCEL
from pipeline.engaging.listing import published_events
from pipeline.interest import register_interest, withdraw_interest
from pipeline.models import Engagement, EventRegistration, Interest, MarketAnswer
from suppliers.models import SupplierProfile
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    make_event,
    make_questions,
    make_timeline,
    registration,
    speaker,
)
from tests.pages import text_of
from tests.pipeline.feeds import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Borough:
    """A borough."""
    borough: Borough = BoroughFactory(slug="camden")
    return borough


@pytest.fixture
def publisher(camden: Borough) -> Person:
    """Somebody who may publish for it."""
    person: Person = OfficerFactory(borough=camden, borough_roles=["publisher"])
    return person


def link_in(mail: Mail) -> str:
    """Return the path of the link in an e-mail that confirms or cancels."""
    found = re.search(r"https?://[^/\s]+(/opportunities/events/(?:confirm|cancel)/\S+)", mail.text)
    assert found, mail.text
    return found.group(1)


def wishing(email: str = "ada@firm.example") -> dict[str, str]:
    """Return what the form of a registration sends."""
    return {"name": "Ada Okafor", "organisation": "Firm", "email": email, "needs": "captions"}


def put_on(event: Engagement, email: str) -> EventRegistration:
    """Register and confirm an address."""
    row = register_for(engagement=event, name="Ada", organisation="Firm", email=email, now=timezone.now())
    return confirm_registration(registration=row, now=timezone.now())


def test_somebody_without_an_account_registers_confirms_and_cancels(client: Client, camden: Borough) -> None:
    event = make_event(camden, capacity=5)
    address = reverse("event_register", args=[event.slug])
    assert "Look into your mailbox" in text_of(client.post(address, wishing()))
    row = event.registrations.get()
    assert row.state == "unconfirmed"
    first = Mail.objects.get(address="ada@firm.example")
    assert "meet.example" not in first.text
    confirm = link_in(first)
    client.get(confirm)
    row.refresh_from_db()
    assert row.state == "unconfirmed"
    assert "You are registered" in text_of(client.post(confirm))
    row.refresh_from_db()
    assert row.state == "registered"
    second = Mail.objects.order_by("pk").last()
    assert second is not None
    assert "https://meet.example/room" in second.text
    client.post(link_in(second))
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_a_confirmed_address_of_ones_own_takes_a_place_at_once(client: Client, camden: Borough) -> None:
    person = PersonFactory(email="ada@firm.example")
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True})
    event = make_event(camden)
    client.force_login(person)
    page = text_of(client.post(reverse("event_register", args=[event.slug]), wishing()))
    assert "A place is kept for you" in page
    assert event.registrations.get().person == person


def test_nobody_finds_out_who_is_registered(client: Client, camden: Borough) -> None:
    event = make_event(camden)
    put_on(event, "ada@firm.example")
    known = text_of(client.post(reverse("event_register", args=[event.slug]), wishing()))
    unknown = text_of(client.post(reverse("event_register", args=[event.slug]), wishing("ben@firm.example")))
    assert known == unknown.replace("ben@", "ada@")
    assert event.registrations.get(email="ada@firm.example").name == "Ada"


def test_a_stranger_sends_no_second_email_within_the_hour(client: Client, camden: Borough) -> None:
    event = make_event(camden)
    for _ in range(3):
        client.post(reverse("event_register", args=[event.slug]), wishing())
    assert Mail.objects.filter(address="ada@firm.example").count() == 1


def test_who_waits_and_cancels_leaves_the_waiting_list(client: Client, camden: Borough) -> None:
    event = make_event(camden, capacity=1)
    comes, waits = registration(event), registration(event, state="waiting")
    for row, words in [(comes, "Your place goes to whoever waits"), (waits, "You leave the waiting list.")]:
        page = text_of(client.get(reverse("event_cancel", args=[sign(CANCEL, row.pk)])))
        assert words in page
        assert ("Your place" in page) == (row is comes)


def test_an_event_that_is_over_says_so_and_is_not_called_off(
    client: Client, camden: Borough, publisher: Person
) -> None:
    event = make_event(camden, in_days=-2)
    assert "; it is over." in text_of(client.get(event.get_absolute_url()))
    with pytest.raises(Refused, match="is over"):
        call_off(engagement=event, because="Nobody came")
    client.force_login(publisher)
    assert "Call it off" not in text_of(client.get(reverse("engagement", args=[event.slug])))
    coming = make_event(camden)
    assert "Call it off" in text_of(client.get(reverse("engagement", args=[coming.slug])))


def test_who_waits_moves_up_in_turn(camden: Borough) -> None:
    event = make_event(camden, capacity=1)
    first, second, third = (put_on(event, f"{name}@firm.example") for name in ("a", "b", "c"))
    assert [one.state for one in (first, second, third)] == ["registered", "waiting", "waiting"]
    cancel_registration(registration=first)
    cancel_registration(registration=first)
    assert event.registrations.get(pk=second.pk).state == "registered"
    assert event.registrations.get(pk=third.pk).state == "waiting"
    assert Mail.objects.filter(address="b@firm.example", subject__startswith="You have a place").count() == 1


def test_more_places_let_more_people_in(camden: Borough) -> None:
    event = make_event(camden, capacity=1)
    rows = [put_on(event, f"{name}@firm.example") for name in ("a", "b", "c")]
    facts = facts_of(event)
    change_engagement(engagement=event, facts=type(facts)(**{**vars(facts), "capacity": 2}))
    states = [event.registrations.get(pk=row.pk).state for row in rows]
    assert states == ["registered", "registered", "waiting"]


def test_registration_closes(client: Client, camden: Borough) -> None:
    event = make_event(camden, register_until=timezone.localdate() - dt.timedelta(days=1))
    address = reverse("event_register", args=[event.slug])
    page = text_of(client.post(address, wishing()))
    assert "Registration is closed." in page
    assert not event.registrations.exists()
    assert address not in client.get(event.get_absolute_url()).content.decode()


def test_a_link_that_is_no_link(client: Client, camden: Borough) -> None:
    row = registration(make_event(camden))
    for token in ("nonsense", sign("other", row.pk)):
        assert client.get(reverse("event_cancel", args=[token])).status_code == 410
        assert client.post(reverse("event_confirm", args=[token])).status_code == 410
    row.refresh_from_db()
    assert row.state == "registered"


def event_form(area: Any, **changes: Any) -> dict[str, Any]:
    """Return what the form of an event sends."""
    return {
        "title": "Meet us",
        "service_area": area.pk,
        "description": "What we need.",
        "on": "3 August 2040",
        "begins": "10:00",
        "ends": "11.30",
        "place": "Town hall",
        "register_until": "1 August 2040",
        "contact": "digital@camden.example",
        **changes,
    }


def test_an_officer_makes_an_event_and_a_publisher_publishes_it(
    client: Client, camden: Borough, publisher: Person
) -> None:
    area, officer = ServiceAreaFactory(), OfficerFactory(borough=camden)
    follower = PersonFactory(is_suppliers_person=True)
    follow(person=follower, target=camden)
    client.force_login(officer)
    client.post(reverse("engagement_new", args=["camden", "event"]), event_form(area))
    event = Engagement.objects.get()
    assert Client().get(event.get_absolute_url()).status_code == 404
    client.post(reverse("engagement_publish", args=[event.slug]))
    event.refresh_from_db()
    assert event.published_at is None
    client.force_login(publisher)
    client.post(reverse("engagement_publish", args=[event.slug]))
    page = text_of(Client().get(event.get_absolute_url()))
    assert "3 August 2040, 10:00 to 11:30; register until 1 August 2040" in page
    tell_events()
    assert Notification.objects.filter(person=follower, event__kind="engagement_published").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": "09:00"}, "Give a time after the one at which it begins."),
        ({"on": "3 August 2020"}, "3 August 2020 is past"),
        ({"begins": "late"}, "Write a time such as 10:00 or 2:30pm."),
        ({"place": ""}, "Give a place, or a link for joining online."),
        ({"register_until": "4 August 2040"}, "Give a day that is not after the event."),
        ({"capacity": "many"}, "Give the number of places as a whole number."),
        ({"service_area": ""}, "Choose a procurement or a service area that it is about."),
    ],
)
def test_bad_input_is_said_at_the_field(
    client: Client, camden: Borough, changes: dict[str, str], said: str
) -> None:
    client.force_login(OfficerFactory(borough=camden))
    sent = event_form(ServiceAreaFactory(), **changes)
    answer = client.post(reverse("engagement_new", args=["camden", "event"]), sent)
    assert said in text_of(answer)
    assert 'value="Meet us"' in answer.content.decode()
    assert not Engagement.objects.exists()


def test_partners_keep_it_too_and_nobody_else(client: Client, camden: Borough) -> None:
    hackney, barnet = BoroughFactory(slug="hackney"), BoroughFactory(slug="barnet")
    event = make_event(camden, published=False, partners=(hackney,))
    address = reverse("engagement", args=[event.slug])
    client.force_login(OfficerFactory(borough=hackney))
    assert client.get(address).status_code == 200
    client.force_login(OfficerFactory(borough=barnet))
    assert client.get(address).status_code == 404


def test_another_boroughs_procurement_is_refused(camden: Borough) -> None:
    facts = facts_of(make_event(camden))
    other = make_timeline()
    with pytest.raises(Refused, match="Choose a procurement of"):
        create_engagement(borough=camden, facts=type(facts)(**{**vars(facts), "procurement": other}), by=None)


def test_a_procurement_that_nobody_may_see_is_not_told(client: Client, camden: Borough) -> None:
    secret = make_timeline(
        borough=camden, title="Secret purchase", service_area=ServiceAreaFactory(name="Hush")
    )
    event = make_event(camden, procurement=secret)
    page = text_of(client.get(event.get_absolute_url()))
    assert "Secret purchase" not in page
    assert "Hush" not in page
    rows: Any = client.get(reverse("market_events")).context["rows"]
    assert [area for _, _, area, _ in rows] == [""]


def test_calling_off_tells_who_is_registered(client: Client, camden: Borough) -> None:
    event = make_event(camden)
    put_on(event, "a@firm.example")
    registration(event, "cancelled", email="gone@firm.example")
    with pytest.raises(Refused):
        call_off(engagement=event, because=" ")
    call_off(engagement=event, because="The room has flooded.")
    mails = Mail.objects.filter(subject__startswith="Called off")
    assert [(one.address, "The room has flooded." in one.text) for one in mails] == [("a@firm.example", True)]
    page = text_of(client.get(event.get_absolute_url()))
    assert "The room has flooded." in page
    with pytest.raises(Refused):
        put_on(event, "late@firm.example")


def test_an_event_that_moves_tells_who_is_registered(camden: Borough) -> None:
    event = make_event(camden)
    put_on(event, "a@firm.example")
    facts = facts_of(event)
    change_engagement(engagement=event, facts=type(facts)(**{**vars(facts), "title": "Renamed"}))
    assert not Mail.objects.filter(subject__startswith="Changed").exists()
    change_engagement(engagement=event, facts=type(facts)(**{**vars(facts), "place": "Library"}))
    assert "Library" in Mail.objects.get(subject__startswith="Changed").text


def test_answers_are_shared_as_was_said_and_sensitive_ones_never(
    client: Client, camden: Borough, publisher: Person
) -> None:
    asked = make_questions(camden, in_days=0)
    first, second = asked.questions.all()
    alpha, beta = SupplierFactory(name="Alpha Ltd"), SupplierFactory(name="Beta Ltd")
    today = timezone.localdate()
    answer_market(
        engagement=asked, supplier=alpha, answers={first.pk: ("Six weeks", False)}, by=None, today=today
    )
    answer_market(
        engagement=asked,
        supplier=beta,
        answers={first.pk: ("Our secret method", True), second.pk: ("£20,000", False)},
        by=None,
        today=today,
    )
    assert "Six weeks" not in text_of(client.get(asked.get_absolute_url()))
    with pytest.raises(Refused, match="share them after that"):
        share_answers(engagement=asked, by=publisher, today=today)
    share_answers(engagement=asked, by=publisher, today=today + dt.timedelta(days=1))
    page = text_of(client.get(asked.get_absolute_url()))
    assert "Six weeks" in page
    assert "£20,000" in page
    assert "Our secret method" not in page
    assert "Alpha Ltd" not in page
    client.force_login(publisher)
    assert "Our secret method" in text_of(client.get(reverse("engagement", args=[asked.slug])))


def test_answers_for_the_boroughs_only_are_never_shared(camden: Borough, publisher: Person) -> None:
    asked = make_questions(camden, sharing="nobody", in_days=0)
    with pytest.raises(Refused, match="boroughs only"):
        share_answers(engagement=asked, by=publisher, today=timezone.localdate() + dt.timedelta(days=5))


def test_named_answers_say_who(client: Client, camden: Borough, publisher: Person) -> None:
    asked = make_questions(camden, sharing="named", in_days=0)
    question = asked.questions.all()[0]
    answer_market(
        engagement=asked,
        supplier=SupplierFactory(name="Alpha Ltd"),
        answers={question.pk: ("Six weeks", False)},
        by=None,
        today=timezone.localdate(),
    )
    share_answers(engagement=asked, by=publisher, today=timezone.localdate() + dt.timedelta(days=1))
    assert "Alpha Ltd: Six weeks" in text_of(client.get(asked.get_absolute_url()))


def test_what_was_said_of_sharing_is_not_opened_once_answers_are_there(camden: Borough) -> None:
    asked = make_questions(camden, sharing="unnamed")
    facts = facts_of(asked)
    answer_market(
        engagement=asked,
        supplier=SupplierFactory(),
        answers={asked.questions.all()[0].pk: ("Yes", False)},
        by=None,
        today=timezone.localdate(),
    )
    with pytest.raises(Refused, match="not with more"):
        change_engagement(engagement=asked, facts=type(facts)(**{**vars(facts), "sharing": "named"}))
    change_engagement(engagement=asked, facts=type(facts)(**{**vars(facts), "sharing": "nobody"}))
    with pytest.raises(Refused, match="questions are published"):
        change_engagement(
            engagement=asked,
            facts=type(facts)(**{**vars(facts), "sharing": "nobody", "questions": ("New?",)}),
        )


def test_a_supplier_answers_on_the_page_and_changes_it(client: Client, camden: Borough) -> None:
    asked, supplier = make_questions(camden), SupplierFactory()
    first, second = asked.questions.all()
    client.force_login(speaker(supplier))
    address = reverse("market_answer", args=[asked.slug])
    assert "Answer at least one question." in text_of(client.post(address, {}))
    client.post(address, {f"text_{first.pk}": "Six weeks", f"sensitive_{first.pk}": "on"})
    client.post(address, {f"text_{first.pk}": "Five weeks", f"text_{second.pk}": "£9"})
    rows = MarketAnswer.objects.filter(supplier=supplier).order_by("question__position")
    assert [(row.text, row.is_sensitive) for row in rows] == [("Five weeks", False), ("£9", False)]
    assert client.get(address, {"supplier": SupplierFactory().slug}).status_code == 404


def test_the_way_to_answering_fits_who_reads(client: Client, camden: Borough) -> None:
    brent, supplier = BoroughFactory(slug="brent"), SupplierFactory(name="Alpha Ltd")
    asked = make_questions(camden, partners=(brent,))
    page = asked.get_absolute_url()
    assert "Sign in and answer" in text_of(client.get(page))
    client.force_login(OfficerFactory(borough=brent))
    assert "Sign in and answer" not in text_of(client.get(page))
    client.force_login(PersonFactory())
    assert "Find your company and say that you work for it" in text_of(client.get(page))
    refused = client.get(reverse("market_answer", args=[asked.slug]))
    assert refused.status_code == 403
    assert "If you work for a supplier" in refused.content.decode()
    client.force_login(speaker(supplier))
    assert "Answer for Alpha Ltd" in text_of(client.get(page))
    address = reverse("market_answer", args=[asked.slug])
    assert "Answer Camden and Brent for Alpha Ltd" in text_of(client.get(address))
    client.post(address, {f"text_{asked.questions.all()[0].pk}": "Six weeks"})
    assert "Change the answers of Alpha Ltd" in text_of(client.get(page))


def test_no_answers_are_taken_after_the_last_day(camden: Borough) -> None:
    asked = make_questions(camden, in_days=0)
    late = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Refused, match="were taken until"):
        answer_market(
            engagement=asked,
            supplier=SupplierFactory(),
            answers={asked.questions.all()[0].pk: ("Late", False)},
            by=None,
            today=late,
        )


def test_what_came_of_it_is_for_officers_of_all_boroughs(client: Client, camden: Borough) -> None:
    event = make_event(camden)
    came, stayed = registration(event), registration(event, organisation="Nowhere Ltd")
    client.force_login(OfficerFactory(borough=camden))
    address = reverse("engagement_outcome", args=[event.slug])
    client.post(address, {"outcome": "Nobody can do it in a year.", "attended": [came.pk]})
    stayed.refresh_from_db()
    assert stayed.attended is False
    client.force_login(OfficerFactory())
    page = text_of(client.get(event.get_absolute_url()))
    assert "Nobody can do it in a year." in page
    assert "1 attended, from Brightwater Systems." in page
    assert "Ada Okafor" not in page
    assert "Nobody can do it in a year." not in text_of(Client().get(event.get_absolute_url()))
    listed = text_of(client.get(reverse("engagements"), {"show": "outcomes"}))
    assert "Meet the housing team" in listed


def test_nothing_is_recorded_of_what_is_not_published(camden: Borough) -> None:
    with pytest.raises(Refused):
        record_outcome(engagement=make_event(camden, published=False), outcome="x", attended={})


def test_the_list_is_filtered(client: Client, camden: Borough) -> None:
    hackney, area = BoroughFactory(slug="hackney"), ServiceAreaFactory(code="HSG-DMP")
    make_event(camden, title="One", service_area=area)
    make_questions(hackney, title="Two", partners=(camden,))
    make_event(hackney, title="Three", in_days=-10)
    make_event(hackney, title="Draft", published=False)
    address = reverse("market_events")

    def titles(**asked: str) -> set[str]:
        page: Any = client.get(address, asked)
        return {row[0].title for row in page.context["rows"]}

    assert titles() == {"One", "Two"}
    assert titles(borough="camden") == {"One", "Two"}
    assert titles(borough="hackney") == {"Two"}
    assert titles(kind="event") == {"One"}
    assert titles(area="HSG-DMP") == {"One"}
    assert titles(state="past") == {"Three"}
    assert titles(state="all", q="thr") == {"Three"}
    assert "Nothing fits" in text_of(client.get(address, {"q": "zebra"}))
    assert "There is no borough of that name" in text_of(client.get(address, {"borough": "atlantis"}))


def test_events_for_other_lists(camden: Borough) -> None:
    event = make_event(camden, partners=(BoroughFactory(slug="hackney"),))
    asked = make_questions(camden, in_days=3)
    make_event(camden, in_days=-5)
    rows = {row.url: row for row in published_events(timezone.localdate())}
    assert rows.keys() == {event.get_absolute_url(), asked.get_absolute_url()}
    row = rows[event.get_absolute_url()]
    assert (row.borough, row.closes) == ("Camden and Hackney", event.register_until)
    assert row.starts == timezone.localtime(event.starts_at).date()
    assert rows[asked.get_absolute_url()].starts is None


def test_calendar_and_feed(client: Client, camden: Borough) -> None:
    event = make_event(camden)
    for address in (reverse("market_event_ics", args=[event.slug]), reverse("market_events_calendar")):
        calendar: Any = Calendar.from_ical(client.get(address).content)
        entries = {str(one["summary"]): one for one in calendar.walk("VEVENT")}
        begins = entries["Camden: Meet the housing team"]["dtstart"].dt
        assert begins == event.starts_at
        assert "Camden: Meet the housing team: registration closes" in entries
        assert "meet.example" not in client.get(address).content.decode()
    feed = client.get(reverse("market_events_feed")).content
    assert [one.title for one in entries_of(feed)] == ["Camden: Meet the housing team"]
    assert client.get(reverse("market_events_feed"), {"borough": "atlantis"}).status_code == 400


def test_publishing_what_is_over_is_refused(camden: Borough, publisher: Person) -> None:
    with pytest.raises(Refused, match="It is over"):
        publish_engagement(engagement=make_event(camden, published=False, in_days=-3), by=publisher)


def test_people_are_forgotten_a_year_after_the_event(camden: Borough) -> None:
    old, new = make_event(camden, in_days=-400), make_event(camden, in_days=-300)
    registration(old)
    kept = registration(new)
    registration(new, "unconfirmed", asked_at=timezone.now() - dt.timedelta(days=4))
    fresh = registration(make_event(camden), "unconfirmed")
    assert forget_registrations(now=timezone.now()) == 2
    assert set(EventRegistration.objects.all()) == {kept, fresh}
    assert forget_registrations(now=timezone.now()) == 0


def test_lists_cost_the_same_however_long_they_are(
    client: Client, camden: Borough, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        event = make_event(
            camden,
            title=f"Event {number}",
            partners=(BoroughFactory(),),
            procurement=make_timeline(borough=camden, visibility="public"),
        )
        registration(event)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("market_events")).status_code == 200
    client.force_login(OfficerFactory(borough=camden))
    with django_assert_max_num_queries(12):
        assert "10 market engagements" in text_of(client.get(reverse("engagements")))


def test_a_supplier_registers_interest_that_the_borough_alone_sees(client: Client, camden: Borough) -> None:
    lead = OfficerFactory(borough=camden)
    timeline = make_timeline(borough=camden, visibility="public", responsible=lead)
    supplier = SupplierFactory(name="Alpha Ltd")
    client.force_login(speaker(supplier))
    page = reverse("opportunity", args=[timeline.slug])
    client.post(reverse("interest", args=[timeline.slug]), {"supplier": supplier.pk, "note": "Call us."})
    assert "Withdraw it" in text_of(client.get(page))
    assert "Alpha Ltd" not in text_of(Client().get(page))
    assert "registered interest" not in text_of(Client().get(page))
    tell_events()
    assert Notification.objects.filter(person=lead, event__kind="interest_registered").count() == 1
    client.force_login(lead)
    address = reverse("timeline_interest", args=[timeline.slug])
    seen = text_of(client.get(address))
    assert "Alpha Ltd" in seen
    assert "Call us." in seen
    client.post(address, {"shown": "yes"})
    assert "1 supplier has registered interest." in text_of(Client().get(page))
    client.post(address, {"shown": "no"})
    assert "registered interest" not in text_of(Client().get(page))


def test_who_registers_interest_without_a_contact_is_told(client: Client, camden: Borough) -> None:
    timeline = make_timeline(borough=camden, visibility="public")
    supplier = SupplierFactory(name="Alpha Ltd")
    client.force_login(speaker(supplier))
    address = reverse("interest", args=[timeline.slug])
    assert "The profile of Alpha Ltd names no contact yet" in text_of(client.get(address))
    SupplierProfile.objects.create(supplier=supplier, contact_email="bids@alpha.example")
    assert "names no contact" not in text_of(client.get(address))


def test_interest_is_withdrawn_with_one_click_and_can_come_again(client: Client) -> None:
    timeline, supplier = make_timeline(visibility="public"), SupplierFactory()
    interest = register_interest(procurement=timeline, supplier=supplier, by=None)
    with pytest.raises(Refused, match="already"):
        register_interest(procurement=timeline, supplier=supplier, by=None)
    address = reverse("interest_withdraw", args=[timeline.slug, interest.pk])
    client.force_login(speaker())
    assert client.post(address).status_code == 404
    client.force_login(speaker(supplier))
    client.post(address)
    assert not Interest.objects.standing().exists()
    withdraw_interest(interest=interest)
    register_interest(procurement=timeline, supplier=supplier, by=None)
    assert Interest.objects.standing().count() == 1


def test_no_interest_in_what_is_not_published(client: Client) -> None:
    timeline, supplier = make_timeline(visibility="members"), SupplierFactory()
    with pytest.raises(Refused, match="published"):
        register_interest(procurement=timeline, supplier=supplier, by=None)
    client.force_login(speaker(supplier))
    assert client.get(reverse("interest", args=[timeline.slug])).status_code == 404


def test_the_demonstration_set_shows_every_part_and_a_second_run_changes_nothing(
    client: Client, camden: Borough
) -> None:
    area = ServiceAreaFactory(code=next(iter(AREAS)))
    for number in range(4):
        SupplierFactory(name=f"Fictional {number} Ltd", is_demonstration=True)
    timeline = make_timeline(borough=camden, visibility="public", is_demonstration=True, service_area=area)
    made = load_demonstration_market()
    assert made == {"pitches": 4, "engagements": 3}
    for event in Engagement.objects.filter(kind="event"):
        assert is_working_day(timezone.localtime(event.starts_at).date())
    soon = Engagement.objects.get(title="Meet the buyers before the specification")
    assert soon.service_area == area
    assert load_demonstration_market() == {"pitches": 0, "engagements": 0}
    assert not Event.objects.filter(kind__in=["pitch_arrived", "engagement_published"]).exists()
    assert not Mail.objects.exists()
    page = text_of(client.get(reverse("opportunity", args=[timeline.slug])))
    assert "1 supplier has registered interest." in page
    listed = text_of(client.get(reverse("market_events")))
    assert "Meet the buyers before the specification demonstration" in listed
    assert "Leaving a case management system demonstration" in listed
