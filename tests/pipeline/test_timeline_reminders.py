"""Following a timeline, and reminders of its gates and milestones: once each, whatever happens to a run."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.following import follow
from boroughs.models import Borough, Event, Notification, Person
from boroughs.notifications import kind_of
from boroughs.notifications.telling import tell_events
from pipeline.models import Milestone, Procurement, ReminderChoice
from pipeline.procuring import (
    MilestoneFacts,
    change_dates,
    change_milestone,
    end_procurement,
    record_milestone,
    share,
)
from pipeline.tasks import remind_task
from pipeline.timeline_reminders import choose_days, remind
from tests.factories import BoroughFactory, OfficerFactory, PersonFactory, make_timeline
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2039, 6, 15)


def before(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def officer(camden: Borough) -> Person:
    return OfficerFactory(borough=camden, name="Ada Okafor")


@pytest.fixture
def timeline(camden: Borough, officer: Person) -> Procurement:
    """A timeline that Ada is responsible for."""
    return make_timeline(borough=camden, responsible=officer, title="Housing system")


@pytest.fixture
def day(timeline: Procurement, officer: Person) -> Milestone:
    """Its only milestone."""
    facts = MilestoneFacts(name="Market day", planned_on=DAY)
    return record_milestone(procurement=timeline, facts=facts, by=officer)


def told(person: Person, kind: str = "timeline_reminder") -> list[str]:
    """Return what somebody was told of a kind, in words."""
    tell_events()
    found = kind_of(kind)
    assert found is not None
    rows = Notification.objects.filter(person=person, event__kind=kind).select_related("event").order_by("pk")
    return [found.headline(one.event) for one in rows]


SAID = "Market day is due on 15 June 2039: Housing system"


class TestReminders:
    """Fourteen and three days before, unless somebody chose other days."""

    def test_each_comes_once_however_often_the_job_runs(self, day: Milestone, officer: Person) -> None:
        assert remind(on=before(15)) == 0
        assert [remind(on=before(14)), remind(on=before(14)), remind(on=before(13))] == [1, 0, 0]
        assert told(officer) == [SAID]
        assert [remind(on=before(3)), remind(on=before(2)), remind(on=before(0))] == [1, 0, 0]
        assert told(officer) == [SAID, SAID]
        assert remind(on=before(-1)) == 0
        assert Notification.objects.filter(person=officer)[0].because == "You are responsible for it."

    def test_a_missed_day_loses_nothing_and_only_the_nearest_is_said(
        self, day: Milestone, officer: Person
    ) -> None:
        assert remind(on=before(9)) == 1
        assert told(officer) == [SAID]

        other = make_timeline(responsible=officer, borough=officer.borough)
        record_milestone(procurement=other, facts=MilestoneFacts("Board", planned_on=DAY), by=officer)
        assert remind(on=before(1)) == 2  # the last of both; fourteen days before is past for the second
        assert len(told(officer)) == 3

    def test_a_day_that_moves_is_reminded_of_anew(
        self, timeline: Procurement, day: Milestone, officer: Person
    ) -> None:
        remind(on=before(3))
        change_dates(procurement=timeline, stages={}, days={day.pk: DAY + dt.timedelta(days=30)}, by=officer)
        assert remind(on=before(2)) == 0
        assert remind(on=DAY + dt.timedelta(days=16)) == 1
        assert told(officer)[-1] == "Market day is due on 15 July 2039: Housing system"

    def test_what_is_passed_moved_or_ended_before_it_is_told_is_not_told(
        self, timeline: Procurement, day: Milestone, officer: Person
    ) -> None:
        remind(on=before(3))
        facts = MilestoneFacts("Market day", planned_on=DAY, done_on=before(4))
        change_milestone(milestone=day, facts=facts, by=officer)
        assert told(officer) == []
        assert remind(on=before(2)) == 0
        change_milestone(milestone=day, facts=MilestoneFacts("Market day", planned_on=DAY), by=officer)
        end_procurement(procurement=timeline, outcome="abandoned", on=before(2), by=officer)
        assert remind(on=before(2)) == 0

    def test_each_person_chooses_their_days(
        self, timeline: Procurement, day: Milestone, officer: Person
    ) -> None:
        peer, quiet = OfficerFactory(borough=officer.borough), OfficerFactory(borough=officer.borough)
        for person in (peer, quiet):
            follow(person=person, target=timeline)
        choose_days(person=peer, days=[30, 3])
        choose_days(person=quiet, days=[])
        assert remind(on=before(30)) == 1
        assert (len(told(peer)), len(told(officer))) == (1, 0)
        assert remind(on=before(14)) == 1
        assert (len(told(peer)), len(told(officer))) == (1, 1)
        assert remind(on=before(3)) == 1
        assert (len(told(peer)), len(told(officer)), told(quiet)) == (2, 2, [])

    def test_demonstrations_remind_nobody(self, officer: Person) -> None:
        made = make_timeline(borough=officer.borough, responsible=officer, is_demonstration=True)
        record_milestone(procurement=made, facts=MilestoneFacts("Market day", planned_on=DAY), by=officer)
        assert remind(on=before(3)) == 0

    def test_a_gate_says_when_its_papers_are_due(self, timeline: Procurement, officer: Person) -> None:
        Milestone.objects.create(
            procurement=timeline,
            kind="gate",
            name="Cabinet",
            planned_on=DAY,
            first_on=DAY,
            papers_on=before(21),
            forward_plan_on=before(40),
        )
        remind(on=before(14))
        assert told(officer) == ["Cabinet decides on 15 June 2039: Housing system"]
        kind, event = kind_of("timeline_reminder"), Event.objects.get(kind="timeline_reminder")
        assert kind is not None
        assert kind.details(event) == [
            "Its papers are due by 25 May 2039.",
            "It is on the forward plan by 6 May 2039.",
        ]
        assert kind.address(event) == timeline.get_absolute_url()

    def test_the_job_asks_a_fixed_number_of_queries(
        self, officer: Person, day: Milestone, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(12):
            made = make_timeline(borough=officer.borough, responsible=officer, title=f"Title {number}")
            record_milestone(procurement=made, facts=MilestoneFacts("Board", planned_on=DAY), by=officer)
            follow(person=OfficerFactory(), target=made)
        with django_assert_max_num_queries(12):
            assert remind(on=before(3)) == 13

    def test_the_task_reminds_of_today(self, timeline: Procurement, officer: Person) -> None:
        facts = MilestoneFacts("Today", planned_on=timezone.localdate())
        record_milestone(procurement=timeline, facts=facts, by=officer)
        remind_task()
        assert Event.objects.filter(kind="timeline_reminder").count() == 1


class TestChoosing:
    """The page on which one says how many days before."""

    def test_the_usual_days_are_shown_and_others_are_kept(self, client: Client, officer: Person) -> None:
        client.force_login(officer)
        address = reverse("timeline_reminders")
        assert client.get(address).context["form"]["days"].value() == "14, 3"
        said = text_of(client.post(address, {"days": "21 and 0"}, follow=True))
        assert "You are reminded 21 days before and on the day itself." in said
        assert ReminderChoice.objects.get(person=officer).days == [21, 0]
        assert "no longer reminded" in text_of(client.post(address, {"days": ""}, follow=True))
        assert ReminderChoice.objects.get(person=officer).days == []

    @pytest.mark.parametrize(
        ("days", "message"),
        [
            ("soon", "Give whole numbers of days, like 14, 3."),
            ("1 2 3 4 5 6", "Give at most 5 numbers."),
            ("500", "Give numbers from 0 to 180."),
        ],
    )
    def test_what_cannot_be_read_is_said_at_the_field(
        self, client: Client, officer: Person, days: str, message: str
    ) -> None:
        client.force_login(officer)
        said = client.post(reverse("timeline_reminders"), {"days": days})
        assert message in text_of(said)
        assert f'value="{days}"' in said.content.decode()
        assert not ReminderChoice.objects.exists()

    def test_my_borough_shows_what_is_near(
        self, client: Client, timeline: Procurement, officer: Person
    ) -> None:
        today = timezone.localdate()
        for name, left in (("Market day", 5), ("Far day", 100)):
            facts = MilestoneFacts(name, planned_on=today + dt.timedelta(days=left))
            record_milestone(procurement=timeline, facts=facts, by=officer)
        client.force_login(officer)
        said = text_of(client.get(reverse("my_borough")))
        assert "Market day, Housing system, in 5 days" in said
        assert "Far day, Housing system, in" not in said


class TestFollowing:
    """A single timeline can be followed by whoever may see it."""

    def test_followers_hear_what_the_log_says(
        self, camden: Borough, timeline: Procurement, officer: Person
    ) -> None:
        reader = OfficerFactory(borough=camden)
        follow(person=reader, target=timeline)
        stage = timeline.stages.all()[0]
        later = stage.planned_end + dt.timedelta(days=7)
        change_dates(
            procurement=timeline,
            stages={stage.pk: (stage.planned_start, later)},
            days={},
            by=officer,
            why="Leave.",
        )
        assert told(reader, "timeline_changed") == ["Camden: Housing system has changed"]
        kind, event = kind_of("timeline_changed"), Event.objects.get(kind="timeline_changed")
        assert kind is not None
        assert "7 days later" in kind.details(event)[0]

    def test_nothing_is_announced_where_nobody_follows(self, timeline: Procurement) -> None:
        share(procurement=timeline, with_members=True, by=None)
        assert not Event.objects.filter(kind="timeline_changed").exists()

    def test_another_boroughs_unpublished_timeline_can_be_neither_followed_nor_found(
        self, client: Client, timeline: Procurement
    ) -> None:
        stranger = OfficerFactory()
        client.force_login(stranger)
        address = reverse("follow", args=["pipeline", "procurement", timeline.pk])
        assert client.post(address).status_code == 404
        assert client.post(address, {"stop": "1"}).status_code == 404
        assert "Housing system" not in text_of(client.get(reverse("following"), {"q": "Housing"}))

    def test_whoever_may_not_see_it_any_more_hears_nothing_more(
        self, client: Client, timeline: Procurement, officer: Person
    ) -> None:
        stranger = OfficerFactory()
        share(procurement=timeline, with_members=True, by=officer)
        client.force_login(stranger)
        page = client.get(timeline.get_absolute_url())
        assert "Follow Housing system" in text_of(page)
        client.post(reverse("follow", args=["pipeline", "procurement", timeline.pk]))
        assert "Housing system" in text_of(client.get(reverse("following")))
        share(procurement=timeline, with_members=False, by=officer)
        facts = MilestoneFacts("Market day", planned_on=DAY)
        record_milestone(procurement=timeline, facts=facts, by=officer)
        remind(on=before(3))
        assert told(stranger, "timeline_changed") == []
        assert told(stranger) == []
        assert "Housing system" not in text_of(client.get(reverse("following")))

    def test_a_suppliers_person_follows_a_published_one_to_its_public_page(
        self, client: Client, camden: Borough, officer: Person
    ) -> None:
        person = PersonFactory(is_suppliers_person=True)
        published = make_timeline(borough=camden, visibility="public", title="Kiosks")
        client.force_login(person)
        answer = client.post(reverse("follow", args=["pipeline", "procurement", published.pk]), follow=True)
        assert answer.request["PATH_INFO"] == reverse("opportunity", args=[published.slug])
        assert "Stop following Kiosks" in text_of(answer)
        record_milestone(
            procurement=published, facts=MilestoneFacts("Market day", planned_on=DAY), by=officer
        )
        assert told(person, "timeline_changed") == ["Camden: Kiosks has changed"]
