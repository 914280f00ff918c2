"""The board: plans and official notices in one list, each once, with the page of a notice."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough
from boroughs.words import plain_date
from contracts.models import Import, SourceRecord, TenderNotice
from pipeline.board.linking import link_known_notices, link_notice
from pipeline.engaging import call_off
from pipeline.models import Opportunity, Procurement
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ServiceAreaFactory,
    TenderNoticeFactory,
    make_event,
    make_questions,
    make_timeline,
)
from tests.pages import text_of
from tests.pipeline.feeds import entries_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def titles(client: Client, **asked: str) -> list[str]:
    page: Any = client.get(reverse("opportunities"), asked)
    assert page.status_code == 200
    return [line.title for line in page.context["shown"].rows]


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden", name="Camden")


@pytest.fixture
def hackney() -> Borough:
    return BoroughFactory(slug="hackney", name="Hackney")


@pytest.fixture
def board(camden: Borough, hackney: Borough) -> dict[str, Any]:
    """A plan, an open joint notice, a planned one without dates, a cancelled one, one whose bids are past."""
    area = ServiceAreaFactory(code="HSG-1", name="Housing management system", technology="yes")
    return {
        "plan": make_timeline(
            borough=camden, title="Plan", visibility="public", start_on=TODAY + dt.timedelta(days=500)
        ),
        "open": TenderNoticeFactory(
            title="Open",
            borough_ids=[camden.pk, hackney.pk],
            bids_due=TODAY + dt.timedelta(days=10),
            value_from=Decimal(200_000),
            value_to=Decimal(200_000),
            sme_suitable=True,
            cpv_codes=["48000000"],
            service_area=area,
        ),
        "planned": TenderNoticeFactory(
            title="Planned", borough_ids=[hackney.pk], status="planned", bids_due=None
        ),
        "cancelled": TenderNoticeFactory(
            title="Cancelled", borough_ids=[hackney.pk], status="cancelled", ended_on=TODAY
        ),
        "past": TenderNoticeFactory(
            title="Past", borough_ids=[camden.pk], bids_due=TODAY - dt.timedelta(days=2)
        ),
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Open", "Planned", "Plan", "Cancelled", "Past"}),
        ({"kind": "notice"}, {"Open", "Planned", "Cancelled", "Past"}),
        ({"kind": "procurement"}, {"Plan"}),
        ({"state": "coming"}, {"Open", "Planned", "Plan"}),
        ({"state": "past"}, {"Cancelled", "Past"}),
        ({"borough": "hackney"}, {"Open", "Planned", "Cancelled"}),
        ({"closing": "30"}, {"Open"}),
        ({"cpv": "48"}, {"Open"}),
        ({"sme": "yes"}, {"Open"}),
        ({"value": "100k-500k"}, {"Open"}),
        ({"area": "HSG-1"}, {"Open"}),
        ({"technology": "yes"}, {"Open"}),
        ({"q": "planned"}, {"Plan", "Planned"}),
    ],
)
def test_one_filter_finds_plans_and_notices(
    asked: dict[str, str], found: set[str], board: dict[str, Any], client: Client
) -> None:
    assert set(titles(client, **asked)) == found


def test_open_ones_come_first_and_past_ones_are_marked(board: dict[str, Any], client: Client) -> None:
    shown = titles(client)
    assert shown[0] == "Open"
    assert set(shown[-2:]) == {"Past", "Cancelled"}
    page = text_of(client.get(reverse("opportunities")))
    assert "5 opportunities" in page
    assert "Open closing soon SME official notice" in page
    assert "Past past official notice" in page
    assert "it was cancelled" in page


@pytest.mark.parametrize("sort", ["due", "start", "value", "newest"])
def test_pages_of_both_follow_each_other_without_loss(
    sort: str, board: dict[str, Any], client: Client
) -> None:
    address, seen = f"{reverse('api_opportunities')}?size=2&sort={sort}", []
    while address:
        answer = client.get(address).json()
        seen += [item["title"] for item in answer["items"]]
        address = answer["next"]
    assert seen == titles(client, sort=sort)
    assert sorted(seen) == sorted(["Open", "Planned", "Plan", "Cancelled", "Past"])


def test_the_page_of_a_notice_has_dates_contacts_and_changes(
    camden: Borough, hackney: Borough, client: Client
) -> None:
    notice = TenderNoticeFactory(
        title="Kiosks",
        borough_ids=[camden.pk, hackney.pk],
        buyers=["London Borough of Camden", "London Borough of Hackney", "Leeds City Council"],
        bids_due=dt.date(2099, 6, 30),
        bids_due_at=dt.datetime(2099, 6, 30, 11, tzinfo=dt.UTC),
        enquiries_due=dt.date(2099, 6, 10),
        start_on=dt.date(2099, 9, 1),
        contact_email="tenders@camden.example",
        bid_url="https://bids.example/1",
        amendments=[{"on": "2099-05-01", "said": ["Bids are due on 30 June 2099."]}],
    )
    said = text_of(client.get(notice.get_absolute_url()))
    assert "Bids due 30 June 2099 at 12:00" in said
    assert "Questions due 10 June 2099" in said
    assert "Contract starts 1 September 2099" in said
    assert "also by Leeds City Council" in said
    assert "tenders@camden.example" in said
    assert "1 May 2099 Bids are due on 30 June 2099." in said
    assert "https://bids.example/1" in client.get(notice.get_absolute_url()).content.decode()


def test_what_came_of_a_notice_is_linked(camden: Borough, client: Client) -> None:
    notice = TenderNoticeFactory(borough_ids=[camden.pk], ocid="ocds-h6vhtk-00ab")
    contract = ContractFactory(title="Kiosk contract", boroughs=[camden])
    run = Import.objects.create(kind="notices", label="A file")
    record = SourceRecord.objects.create(
        run=run, place="1", key="1", ocid="ocds-h6vhtk-00ab", digest="1", raw={}, outcome="created"
    )
    record.contracts.add(contract)
    page = client.get(notice.get_absolute_url())
    assert contract.get_absolute_url() in page.content.decode()
    assert "Kiosk contract" in text_of(page)


def test_a_notice_that_a_published_plan_names_is_shown_once(camden: Borough, client: Client) -> None:
    notice = TenderNoticeFactory(title="Official", borough_ids=[camden.pk])
    plan = make_timeline(borough=camden, title="Plan", visibility="public", notice_url=notice.notice_url)
    assert sorted(titles(client)) == ["Official", "Plan"]
    assert link_known_notices() == 1
    assert link_known_notices() == 0
    assert titles(client) == ["Plan"]
    answer = client.get(notice.get_absolute_url())
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("opportunity", args=[plan.slug])


def test_an_unpublished_plan_hides_no_notice(camden: Borough, client: Client) -> None:
    notice = TenderNoticeFactory(title="Official", borough_ids=[camden.pk])
    plan = make_timeline(borough=camden, title="Plan")
    Procurement.objects.filter(pk=plan.pk).update(notice=notice)
    assert titles(client) == ["Official"]
    assert client.get(notice.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.find-tender.service.gov.uk/Notice/0000aa-2026/", True),
        ("https://elsewhere.example/?ocid=ocds-h6vhtk-0000aa", True),
        ("https://elsewhere.example/notices/ocds-h6vhtk-0000aa/read", True),
        ("https://www.find-tender.service.gov.uk/Notice/0000ab-2026", False),
        ("https://elsewhere.example", False),
    ],
)
def test_an_address_names_a_notice_by_itself_or_by_its_ocid(
    address: str, found: bool, camden: Borough, hackney: Borough
) -> None:
    notice = TenderNoticeFactory(ocid="ocds-h6vhtk-0000aa", borough_ids=[camden.pk])
    plan = make_timeline(borough=camden, notice_url=address)
    make_timeline(borough=hackney, notice_url=address)  # another borough cannot take it
    assert link_known_notices() == int(found)
    plan.refresh_from_db()
    assert plan.notice == (notice if found else None)


def test_an_officer_chooses_the_notice_and_takes_it_back(client: Client) -> None:
    officer = OfficerFactory()
    notice = TenderNoticeFactory(title="Official", borough_ids=[officer.borough.pk])
    TenderNoticeFactory(title="Another’s", borough_ids=[officer.borough.pk + 1])
    plan = make_timeline(borough=officer.borough)
    client.force_login(officer)
    address = reverse("timeline_notice", args=[plan.slug])
    page = text_of(client.get(address))
    assert "Official" in page
    assert "Another’s" not in page
    assert "Choose a notice, or none." in text_of(client.post(address, {"notice": "99999999"}))
    client.post(address, {"notice": notice.pk})
    plan.refresh_from_db()
    assert (plan.notice, plan.notice_url) == (notice, notice.notice_url)
    client.post(address, {"notice": "none"})
    plan.refresh_from_db()
    assert (plan.notice, plan.notice_url) == (None, "")
    assert [change.sentence for change in plan.changes.all()[:2]] == [
        "No official notice is named any more.",
        "The official notice is “Official”.",
    ]
    link_notice(procurement=plan, notice=None, by=officer)
    assert plan.changes.filter(sentence__startswith="No official").count() == 1


def test_feed_and_calendar_have_notices(board: dict[str, Any], client: Client) -> None:
    entries = entries_of(client.get(reverse("opportunities_feed"), {"kind": "notice"}).content)
    assert "Camden and Hackney: Open" in {entry.title for entry in entries}
    assert len(entries) == 4
    calendar = Calendar.from_ical(client.get(reverse("opportunities_calendar")).content)
    events = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert "Camden and Hackney, Open: bids due" in events
    assert "Camden, Plan: bids due" in events
    assert len({str(event["UID"]) for event in calendar.walk("VEVENT")}) == len(events)


def test_the_api_has_a_notice_whole(board: dict[str, Any], client: Client) -> None:
    row = client.get(reverse("api_tender_notice", args=[board["open"].pk])).json()
    assert (row["kind"], row["slug"], row["number"]) == ("notice", None, board["open"].pk)
    assert [one["slug"] for one in row["boroughs"]] == ["camden", "hackney"]
    assert row["service_area"]["code"] == "HSG-1"
    assert client.get(reverse("api_tender_notice", args=[0])).status_code == 404


def test_a_demonstration_notice_says_so(camden: Borough, client: Client) -> None:
    notice = TenderNoticeFactory(borough_ids=[camden.pk], is_demonstration=True)
    assert "This notice does not exist" in text_of(client.get(notice.get_absolute_url()))
    assert titles(client, demonstration="hide") == []


def test_a_full_page_costs_as_many_queries_as_a_short_one(
    camden: Borough, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        TenderNoticeFactory(title=f"N{number}", borough_ids=[camden.pk])
    for number in range(12):
        make_timeline(borough=camden, title=f"P{number}", visibility="public")
    for name in ("opportunities", "opportunities_feed", "opportunities_calendar", "api_opportunities"):
        with django_assert_max_num_queries(12):
            client.get(reverse(name))


def test_each_row_of_the_board_has_a_number_of_its_own(board: dict[str, Any]) -> None:
    rows = list(Opportunity.objects.all())
    assert len({row.pk for row in rows}) == len(rows) == 5
    assert str(rows[0]) == rows[0].title


def test_demonstration_notices_are_made_once_and_go(client: Client) -> None:
    call_command("load_reference", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    made = TenderNotice.objects.filter(is_demonstration=True)
    assert made.count() == 12
    assert made.exclude(amendments=[]).exists()
    assert {notice.status for notice in made} == {"active", "planned", "cancelled", "complete"}
    assert any(len(notice.borough_ids) > 1 for notice in made)
    assert Procurement.objects.filter(notice__isnull=False).count() == 1
    before = list(made.order_by("pk").values())
    call_command("load_demonstration", verbosity=0)
    assert list(made.order_by("pk").values()) == before
    call_command("remove_demonstration", verbosity=0)
    assert not made.all().exists()


def test_planning_releases_of_a_dump_are_packages(client: Client, settings: Any, tmp_path: Any) -> None:
    make_timeline(title="Plan", visibility="public")
    answer = client.get(reverse("opportunities_ocds"))
    package = json.loads(b"".join(answer))
    assert [release["tender"]["title"] for release in package["releases"]] == ["Plan"]


def test_market_engagement_stands_among_them_with_what_suppliers_can_do(
    client: Client, board: dict[str, Any], camden: Borough, hackney: Borough
) -> None:
    event = make_event(camden, partners=(hackney,), title="Meet the market")
    questions = make_questions(hackney, title="What would hosting cost?")
    make_questions(hackney, title="Not published yet", published=False)
    assert titles(client, kind="engagement", sort="newest") == ["What would hosting cost?", "Meet the market"]
    assert "Meet the market" in titles(client, borough="hackney")
    assert titles(client, q="hosting") == ["What would hosting cost?"]
    items = client.get(reverse("api_opportunities"), {"kind": "engagement", "sort": "newest"}).json()["items"]
    assert [(one["happens_on"], one["closes_on"]) for one in items] == [
        (None, str(questions.answers_until)),
        (str(timezone.localdate(event.starts_at)), str(event.register_until)),
    ]
    page = text_of(client.get(reverse("opportunities"), {"kind": "engagement"}))
    assert f"Event on {plain_date(timezone.localtime(event.starts_at).date())}; register by" in page
    assert "Answers are taken until" in page
    assert "When Event on" in page  # on a phone the label stands before it: an event has no bids
    call_off(engagement=event, because="Too few came forward.")
    assert titles(client, kind="engagement", state="past") == ["Meet the market"]
    assert "it was called off" in text_of(client.get(reverse("opportunities"), {"state": "past"}))


def test_a_market_event_has_one_identity_in_every_calendar(client: Client, camden: Borough) -> None:
    event = make_event(camden)
    board = Calendar.from_ical(client.get(reverse("opportunities_calendar")).content)
    own = Calendar.from_ical(client.get(reverse("market_events_calendar")).content)
    identities = [{str(entry["uid"]) for entry in one.walk("VEVENT")} for one in (board, own)]
    assert identities[0] == identities[1] != set()
    assert event.get_absolute_url() in str(board.walk("VEVENT")[0]["url"])
