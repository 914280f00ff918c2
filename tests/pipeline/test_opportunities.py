"""The opportunities that anyone reads: filter, search, feed, calendar, API."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from boroughs.models import Follow, Notification, ServiceArea
from boroughs.notifications.telling import tell_events
from pipeline.models import Procurement
from pipeline.procuring import end_procurement, publish, share
from tests.factories import BoroughFactory, OfficerFactory, ServiceAreaFactory, make_timeline
from tests.pages import text_of
from tests.pipeline.feeds import entries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def starting_in(days: int) -> dt.date:
    """Return the day on which a contract starts in some days."""
    return TODAY + dt.timedelta(days=days)


def titles(client: Client, **asked: str) -> list[str]:
    """Return the titles that the page of opportunities lists, in order."""
    page: Any = client.get(reverse("opportunities"), asked)
    assert page.status_code == 200
    return [line.title for line in page.context["shown"].rows]


@pytest.fixture
def board() -> dict[str, Procurement]:
    """Four published procurements and one that is not. Bids are due 112 days or more before the start."""
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    area = ServiceAreaFactory(code="HSG-HMS", name="Housing management system")
    return {
        "soon": make_timeline(
            borough=camden,
            title="Repairs scheduling",
            visibility="public",
            start_on=starting_in(130),
            sme_suitable=True,
            value_from=Decimal(50_000),
            value_to=Decimal(90_000),
            service_area=area,
        ),
        "later": make_timeline(
            borough=hackney,
            title="Case management",
            description="Adults and children",
            visibility="public",
            start_on=starting_in(700),
            cpv_codes=("48814000", "72212000"),
            rung="specification",
        ),
        "unknown": make_timeline(
            borough=hackney,
            title="Network",
            visibility="public",
            start_on=starting_in(500),
            value_from=None,
            value_to=None,
            is_demonstration=True,
        ),
        "past": make_timeline(
            borough=camden,
            title="Telephony",
            visibility="public",
            start_on=starting_in(10),
            sme_suitable=False,
        ),
        "hidden": make_timeline(borough=camden, title="Hidden kiosks", start_on=starting_in(400)),
    }


def test_those_due_soonest_come_first_and_past_ones_last(
    board: dict[str, Procurement], client: Client
) -> None:
    assert titles(client) == ["Repairs scheduling", "Network", "Case management", "Telephony"]
    page = text_of(client.get(reverse("opportunities")))
    assert "4 opportunities" in page
    assert "Repairs scheduling closing soon SME" in page
    assert "Telephony past" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "children"}, ["Case management"]),
        ({"q": "kiosks"}, []),
        ({"borough": "camden"}, ["Repairs scheduling", "Telephony"]),
        ({"area": "HSG"}, ["Repairs scheduling"]),
        ({"state": "past"}, ["Telephony"]),
        ({"state": "coming"}, ["Repairs scheduling", "Network", "Case management"]),
        ({"closing": "30"}, ["Repairs scheduling"]),
        ({"value": "under-100k"}, ["Repairs scheduling"]),
        ({"value": "1m-10m"}, ["Case management", "Telephony"]),
        ({"value": "not-known"}, ["Network"]),
        ({"cpv": "722"}, ["Case management"]),
        ({"cpv": "48814000-7"}, ["Case management"]),
        ({"cpv": "814"}, []),
        ({"sme": "yes"}, ["Repairs scheduling"]),
        ({"sme": "not-known"}, ["Network", "Case management"]),
        ({"rung": "any"}, ["Case management"]),
        ({"demonstration": "only"}, ["Network"]),
        ({"sort": "value"}, ["Telephony", "Case management", "Repairs scheduling", "Network"]),
        ({"sort": "start"}, ["Repairs scheduling", "Network", "Case management", "Telephony"]),
    ],
)
def test_each_filter_narrows(
    asked: dict[str, str], found: list[str], board: dict[str, Procurement], client: Client
) -> None:
    got = titles(client, **asked)
    assert sorted(got) == sorted(found)
    if asked.get("sort") != "value":
        assert got == found


def test_what_cannot_be_read_is_said_and_the_rest_is_used(
    board: dict[str, Procurement], client: Client
) -> None:
    page = client.get(reverse("opportunities"), {"cpv": "software", "borough": "camden", "sme": "perhaps"})
    said = text_of(page)
    assert "Write the first 2 to 8 digits of a CPV code" in said
    assert "Choose one of the list." in said
    assert "2 opportunities" in said


@pytest.mark.parametrize(
    "cursor", ["nonsense", "9~~1", "0~2027-01-01~99999999999999999999", "0~x~1", "0~\0~1"]
)
def test_a_cursor_of_no_page_shows_the_first(
    cursor: str, board: dict[str, Procurement], client: Client
) -> None:
    assert "does not exist in this order" in text_of(client.get(reverse("opportunities"), {"after": cursor}))


@pytest.mark.parametrize("sort", ["due", "start", "value", "newest"])
def test_pages_follow_each_other_without_loss(
    sort: str, board: dict[str, Procurement], client: Client
) -> None:
    address, seen = f"{reverse('api_opportunities')}?size=1&sort={sort}", []
    while address:
        answer = client.get(address).json()
        seen += [item["title"] for item in answer["items"]]
        address = answer["next"]
    assert seen == titles(client, sort=sort)
    assert len(seen) == 4


def test_feed_and_calendar_answer_the_same_question(board: dict[str, Procurement], client: Client) -> None:
    feed = client.get(reverse("opportunities_feed"), {"borough": "hackney"})
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert {entry.title for entry in entries_of(feed.content)} == {
        "Hackney: Case management",
        "Hackney: Network (demonstration)",
    }
    calendar = client.get(reverse("opportunities_calendar"), {"borough": "hackney"})
    events = {str(event["SUMMARY"]) for event in Calendar.from_ical(calendar.content).walk("VEVENT")}
    assert "Hackney, Case management: bids due" in events
    assert not any("Telephony" in event or "kiosks" in event for event in events)
    for name in ("opportunities_feed", "opportunities_calendar"):
        refused = client.get(reverse(name), {"borough": "atlantis"})
        assert refused.status_code == 400
        assert "There is no borough of that name" in refused.content.decode()


def test_feed_and_calendar_mark_a_demonstration(client: Client) -> None:
    made_up = make_timeline(title="Kiosks", visibility="public", is_demonstration=True)
    feed = client.get(reverse("opportunities_feed")).content.decode()
    assert f"<title>{made_up.borough.name}: Kiosks (demonstration)</title>" in feed
    for address in (
        reverse("opportunities_calendar"),
        reverse("timeline_ics", args=[made_up.slug]),
    ):
        events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        assert events
        assert all("Kiosks (demonstration): " in str(event["SUMMARY"]) for event in events)


@pytest.mark.parametrize("odd", ["\x0b", "\x1f", "]]>", "<b>&", "\r\nBEGIN:VEVENT", "\ufffe", "=1+1"])
def test_no_title_breaks_feed_or_calendar(odd: str, client: Client) -> None:
    make_timeline(title=f"Kiosks {odd} and more", description=odd, visibility="public")
    assert len(entries_of(client.get(reverse("opportunities_feed")).content)) == 1
    calendar = Calendar.from_ical(client.get(reverse("opportunities_calendar")).content)
    events = calendar.walk("VEVENT")
    assert len(events) == 4
    assert all("Kiosks" in str(event["SUMMARY"]) for event in events)
    assert client.get(reverse("opportunities")).status_code == 200


def test_the_api_says_what_the_page_says(board: dict[str, Procurement], client: Client) -> None:
    row = client.get(reverse("api_opportunity", args=[board["soon"].slug])).json()
    assert (row["value_from"], row["value_to"]) == ("50000.00", "90000.00")
    assert row["bids_due"] == str(board["soon"].bids_due)
    assert row["ask"] == "digital.procurement@borough.example"
    assert row["stages"][0]["stage"] == "specification"
    unknown = client.get(reverse("api_opportunity", args=[board["unknown"].slug])).json()
    assert (unknown["value_from"], unknown["sme_suitable"]) == (None, None)
    assert client.get(reverse("api_opportunity", args=[board["hidden"].slug])).status_code == 404
    wrong = client.get(reverse("api_opportunities"), {"colour": "blue", "sme": "perhaps"})
    assert wrong.status_code == 400


def test_the_public_log_begins_with_the_publication(client: Client) -> None:
    officer = OfficerFactory()
    timeline = make_timeline(borough=officer.borough)
    publish(procurement=timeline, mailbox="it@borough.example", by=officer)
    address = reverse("opportunity", args=[timeline.slug])
    said = text_of(client.get(address))
    assert "Published." in said
    assert "The timeline was made." not in said
    end_procurement(procurement=timeline, outcome="awarded", on=TODAY, by=officer)
    assert "a contract was awarded" in text_of(client.get(address))
    midnight = dt.datetime(2099, 6, 30, 23, 30, tzinfo=dt.UTC)
    timeline.changes.update(at=midnight)
    assert "1 July 2099 Ended" in text_of(client.get(address))  # a day in London
    share(procurement=timeline, with_members=True, by=officer)
    assert client.get(address).status_code == 404


def test_followers_hear_once_that_it_is_published(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    follower, officer = OfficerFactory(), OfficerFactory()
    area = ServiceAreaFactory()
    for thing in (area, officer.borough):
        Follow.objects.create(
            person=follower, content_type=ContentType.objects.get_for_model(type(thing)), object_id=thing.pk
        )
    timeline = make_timeline(borough=officer.borough, title="Kiosks", service_area=area)
    publish(procurement=timeline, mailbox="it@borough.example", by=officer)
    tell_events()
    told = Notification.objects.get(person=follower)
    assert told.event.kind == "timeline_published"
    assert isinstance(area, ServiceArea)
