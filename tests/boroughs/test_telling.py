"""Telling people: each once, with the reason, in the way they chose, and nobody who may not know."""

import datetime as dt

import pytest
from django.utils import timezone

from boroughs.models import Event, Frequency, Mail, Notification, Person, Preference
from boroughs.notifications import Kind, announce
from boroughs.notifications.preferences import choose
from boroughs.notifications.telling import make_digests, tell_events
from boroughs.rights import Permission
from tests.boroughs.kinds import ring_for
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory

pytestmark = pytest.mark.django_db
LONDON_SUMMER_SEVEN = dt.datetime(2027, 7, 7, 6, 0, tzinfo=dt.UTC)  # a Wednesday


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """A kind of event that is mailed at once."""
    return ring_for(monkeypatch)


@pytest.fixture
def people() -> list[Person]:
    return [PersonFactory() for _ in range(3)]


def ring(people: list[Person], number: int = 1, *, by: Person | None = None) -> Event:
    """Announce the bell for some people."""
    key = f"bell:{number}"
    announce(kind="bell", key=key, by=by, data={"for": [person.pk for person in people], "times": number})
    return Event.objects.get(key=key)


def told_at(when: dt.datetime) -> None:
    """Let everything that was told have been told at a moment."""
    Notification.objects.update(told_at=when)


def test_each_is_told_once_with_the_reason_and_gets_one_mail(bell: Kind, people: list[Person]) -> None:
    event = ring(people)
    assert [tell_events(), tell_events()] == [1, 0]
    event.refresh_from_db()
    assert event.told_at is not None
    notifications = list(Notification.objects.all())
    assert {one.person for one in notifications} == set(people)
    assert {one.because for one in notifications} == {"You asked to hear the bell."}
    assert {one.mail for one in notifications} == set(Mail.objects.all())
    assert {mail.address for mail in Mail.objects.all()} == {person.email for person in people}


def test_the_mail_says_why_and_how_to_stop_it(bell: Kind, people: list[Person]) -> None:
    ring(people[:1])
    tell_events()
    mail = Mail.objects.get()
    assert mail.subject == "The bell rang 1 times"
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for words in (mail.text, mail.html):
        assert "You asked to hear the bell." in words
        assert stop in words
        assert "/account/notifications/" in words


def test_nobody_is_told_of_their_own_deed(bell: Kind, people: list[Person]) -> None:
    ring(people, by=people[0])
    tell_events()
    assert {one.person for one in Notification.objects.all()} == set(people[1:])


def test_who_may_not_sign_in_or_not_know_it_any_more_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    ring_for(monkeypatch, permission=Permission.SEE_OWN_BOROUGH, borough=lambda event: event.data["borough"])
    stays, left, barred, moved = (OfficerFactory(borough=camden) for _ in range(4))
    everybody = [stays.pk, left.pk, barred.pk, moved.pk]
    announce(kind="bell", key="bell:1", data={"for": everybody, "borough": camden.pk})
    Person.objects.filter(pk=left.pk).update(borough=None)
    Person.objects.filter(pk=barred.pk).update(is_active=False)
    Person.objects.filter(pk=moved.pk).update(borough=hackney)
    tell_events()
    assert [one.person for one in Notification.objects.all()] == [stays]


@pytest.mark.parametrize(
    ("frequency", "told", "mailed"),
    [
        (Frequency.AT_ONCE, 1, 1),
        (Frequency.DAILY, 1, 0),
        (Frequency.WEEKLY, 1, 0),
        (Frequency.HUB_ONLY, 1, 0),
        (Frequency.OFF, 0, 0),
    ],
)
def test_each_hears_as_they_chose(
    bell: Kind, people: list[Person], frequency: Frequency, told: int, mailed: int
) -> None:
    choose(person=people[0], choices={"bell": frequency})
    ring(people[:1])
    tell_events()
    assert (Notification.objects.count(), Mail.objects.count()) == (told, mailed)


def test_what_keeps_an_account_safe_comes_at_once_whatever_was_chosen(
    monkeypatch: pytest.MonkeyPatch, people: list[Person]
) -> None:
    ring_for(monkeypatch, compulsory=True)
    Preference.objects.create(person=people[0], kind="bell", frequency=Frequency.OFF)
    ring(people[:1])
    tell_events()
    assert Mail.objects.get().headers == {}


def test_an_event_that_fails_does_not_stop_the_others_and_is_tried_again(
    bell: Kind, people: list[Person]
) -> None:
    broken = ring(people, 1)
    Event.objects.filter(pk=broken.pk).update(data={"for": "nonsense"})
    ring(people, 2)
    assert tell_events() == 1
    assert Notification.objects.filter(event=broken).count() == 0
    Event.objects.filter(pk=broken.pk).update(data={"for": [people[0].pk]})
    assert tell_events() == 1
    assert Notification.objects.filter(event=broken).count() == 1


def test_an_event_of_a_kind_that_this_version_does_not_know_waits(people: list[Person]) -> None:
    event = Event.objects.create(kind="gong", key="gong:1")
    assert tell_events() == 0
    event.refresh_from_db()
    assert event.told_at is None


class TestDigests:
    """Digests are due by comparison with what was sent."""

    @pytest.fixture(autouse=True)
    def daily(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the bell come in the daily e-mail."""
        ring_for(monkeypatch, default=Frequency.DAILY)

    def test_a_daily_one_carries_all_that_was_told_before_seven_and_is_made_once(
        self, people: list[Person]
    ) -> None:
        ring(people, 1)
        ring(people[:1], 2)
        tell_events()
        told_at(LONDON_SUMMER_SEVEN - dt.timedelta(hours=3))
        early, due = LONDON_SUMMER_SEVEN - dt.timedelta(minutes=1), LONDON_SUMMER_SEVEN
        assert [make_digests(now=now) for now in (early, due, due)] == [0, 3, 0]
        mail = Mail.objects.get(person=people[0])
        assert mail.subject == "2 things to know today"
        assert "The bell rang 1 times" in mail.text
        assert "The bell rang 2 times" in mail.html
        assert not Notification.objects.filter(mail=None).exists()

    def test_what_is_told_after_seven_waits_for_the_next_day(self, people: list[Person]) -> None:
        ring(people[:1], 1)
        tell_events()
        told_at(LONDON_SUMMER_SEVEN + dt.timedelta(hours=1))
        later = LONDON_SUMMER_SEVEN + dt.timedelta(hours=2)
        assert make_digests(now=later) == 0
        assert make_digests(now=later + dt.timedelta(days=1)) == 1

    def test_two_of_one_morning_never_reach_a_person(self, people: list[Person]) -> None:
        ring(people[:1], 1)
        tell_events()
        told_at(LONDON_SUMMER_SEVEN - dt.timedelta(hours=1))
        make_digests(now=LONDON_SUMMER_SEVEN)
        ring(people[:1], 2)
        tell_events()  # a worker that began before seven and was done only afterwards
        Notification.objects.filter(mail=None).update(told_at=LONDON_SUMMER_SEVEN - dt.timedelta(seconds=1))
        assert make_digests(now=LONDON_SUMMER_SEVEN + dt.timedelta(minutes=15)) == 0
        assert make_digests(now=LONDON_SUMMER_SEVEN + dt.timedelta(days=1)) == 1

    def test_missed_days_become_one(self, people: list[Person]) -> None:
        for number in range(1, 4):
            ring(people[:1], number)
            tell_events()
            Notification.objects.filter(event__key=f"bell:{number}").update(
                told_at=LONDON_SUMMER_SEVEN + dt.timedelta(days=number - 5)
            )
        assert make_digests(now=LONDON_SUMMER_SEVEN + dt.timedelta(hours=9)) == 1
        assert Mail.objects.get().subject == "3 things to know today"

    def test_a_weekly_one_comes_on_monday_and_a_missed_monday_is_caught_up(
        self, people: list[Person]
    ) -> None:
        choose(person=people[0], choices={"bell": Frequency.WEEKLY})
        ring(people[:1], 1)
        tell_events()
        told_at(LONDON_SUMMER_SEVEN)
        sunday = LONDON_SUMMER_SEVEN + dt.timedelta(days=4, hours=12)
        assert make_digests(now=sunday) == 0
        tuesday = LONDON_SUMMER_SEVEN + dt.timedelta(days=6)
        assert make_digests(now=tuesday) == 1
        assert Mail.objects.get().subject == "1 thing to know this week"

    def test_a_long_one_is_cut_and_counts_the_rest(self, people: list[Person]) -> None:
        for number in range(32):
            ring(people[:1], number)
        tell_events()
        told_at(LONDON_SUMMER_SEVEN - dt.timedelta(hours=1))
        make_digests(now=LONDON_SUMMER_SEVEN)
        mail = Mail.objects.get()
        assert "And 12 more in the hub" in mail.text
        assert mail.text.count("The bell rang") == 20
        assert make_digests(now=LONDON_SUMMER_SEVEN + dt.timedelta(days=1)) == 0

    def test_what_was_read_in_the_hub_is_no_news(self, people: list[Person]) -> None:
        ring(people[:1], 1)
        tell_events()
        Notification.objects.update(
            told_at=LONDON_SUMMER_SEVEN - dt.timedelta(hours=1), read_at=timezone.now()
        )
        assert make_digests(now=LONDON_SUMMER_SEVEN) == 0

    def test_what_somebody_may_not_know_any_more_is_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ring_for(monkeypatch, default=Frequency.DAILY, permission=Permission.SEE_FLAGS, code="gong")
        officer = OfficerFactory(borough=BoroughFactory(slug="camden"))
        announce(kind="gong", key="gong:1", data={"for": [officer.pk]})
        tell_events()
        told_at(LONDON_SUMMER_SEVEN - dt.timedelta(hours=1))
        Person.objects.filter(pk=officer.pk).update(borough=None)
        assert make_digests(now=LONDON_SUMMER_SEVEN) == 0
        assert not Mail.objects.exists()

    def test_a_new_choice_counts_for_what_waits(self, people: list[Person]) -> None:
        ring(people[:2], 1)
        tell_events()
        told_at(LONDON_SUMMER_SEVEN - dt.timedelta(hours=1))
        choose(person=people[0], choices={"bell": Frequency.OFF})
        make_digests(now=LONDON_SUMMER_SEVEN)
        assert [mail.person for mail in Mail.objects.all()] == [people[1]]
