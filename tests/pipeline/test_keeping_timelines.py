"""An officer keeps a timeline true and publishes it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, Person
from pipeline.models import Procurement, PublishingRule
from pipeline.procuring import enter_stage
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    SupplierFactory,
    make_timeline,
)
from tests.factories.timelines import START
from tests.pages import text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
END = TODAY + dt.timedelta(days=600)


@pytest.fixture
def camden() -> Borough:
    borough: Borough = BoroughFactory(slug="camden")
    borough.role_mailbox = "it@camden.example"
    borough.save()
    return borough


@pytest.fixture
def officer(camden: Borough) -> Person:
    """An officer of Camden, without further rights."""
    return OfficerFactory(borough=camden, name="Ada Okafor")


@pytest.fixture
def camdens(client: Client, officer: Person) -> Client:
    """The browser of an officer of Camden."""
    client.force_login(officer)
    return client


def browser_of(person: Person) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client


def filled(timeline: Procurement, **changes: Any) -> dict[str, Any]:
    """Return what the form of a timeline is sent with, some of it changed."""
    return {
        "title": timeline.title,
        "route": timeline.route_id,
        "start_on": timeline.start_on.isoformat(),
        "value_from": "900,000",
        "value_to": "£1.2m",
        "role_mailbox": timeline.role_mailbox,
        "again": "on",
        **changes,
    }


class TestKeeping:
    """An officer keeps a timeline true."""

    def test_missing_leads_are_gaps(self, camdens: Client, camden: Borough, officer: Person) -> None:
        timeline = make_timeline(borough=camden, digital_lead=officer)
        said = text_of(camdens.get(timeline.get_absolute_url()))
        assert "no commercial lead" in said
        assert "no digital lead" not in said
        assert said.count("nobody named") == 3

    def test_facts_are_changed_and_the_log_says_so(
        self, camdens: Client, camden: Borough, officer: Person
    ) -> None:
        timeline = make_timeline(borough=camden)
        supplier = SupplierFactory(name="Fenbrook Systems")
        sent = filled(
            timeline,
            commercial_lead=officer.pk,
            incumbent="fenbrook systems",
            rung="specification",
            sme_suitable="yes",
            lots="One\nTwo",
            notice_url="https://www.find-tender.service.gov.uk/notice",
        )
        assert camdens.post(reverse("timeline_edit", args=[timeline.slug]), sent).status_code == 302
        timeline.refresh_from_db()
        assert (timeline.incumbent, timeline.commercial_lead, timeline.sme_suitable) == (
            supplier,
            officer,
            True,
        )
        said = text_of(camdens.get(timeline.get_absolute_url()))
        assert "Open to collaboration: common specification." in said
        assert "Present supplier: Fenbrook Systems." in said

    @pytest.mark.parametrize(
        ("field", "written", "message"),
        [
            ("start_on", "soon", "Give a day with its year"),
            ("value_to", "much", "Give the value as a number of pounds"),
            ("incumbent", "Nobody Ltd", "There is no supplier of this name"),
            ("cpv_codes", "12", "There is no CPV code 12"),
            ("notice_url", "ftp://example.org/a", "Give a web address that begins with https://"),
            ("role_mailbox", "us", "Give an e-mail address"),
            ("rung", "top", "Choose one of the list."),
            ("responsible", "0", "Choose one of the list."),
            ("title", "\0", "Null characters are not allowed"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_kept(
        self, field: str, written: str, message: str, camdens: Client, camden: Borough
    ) -> None:
        timeline = make_timeline(borough=camden)
        page = camdens.post(
            reverse("timeline_edit", args=[timeline.slug]),
            filled(timeline, notes="Do not lose this.", **{field: written}),
        )
        assert message in text_of(page)
        assert "Do not lose this." in page.content.decode()

    def test_a_stage_begins_with_one_click(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden)
        first = timeline.stages.get(position=1)
        assert "Specification begins today" in text_of(camdens.get(timeline.get_absolute_url()))
        camdens.post(
            reverse("timeline_move", args=[timeline.slug]), {"stage": first.pk, "on": TODAY.isoformat()}
        )
        said = text_of(camdens.get(timeline.get_absolute_url()))
        assert "In specification since" in said
        assert "begun by Ada Okafor" in said
        camdens.post(reverse("timeline_move_back", args=[timeline.slug]))
        assert "No stage has begun yet." in text_of(camdens.get(timeline.get_absolute_url()))

    def test_the_end_of_a_stage_can_be_taken_back(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden)
        back = "Take the last move back"
        assert back not in text_of(camdens.get(timeline.get_absolute_url()))
        enter_stage(procurement=timeline, stage=timeline.stages.get(position=1), on=TODAY, by=None)
        address = reverse("timeline_move", args=[timeline.slug])
        camdens.post(address, {"stage": "leave", "on": TODAY.isoformat()})
        assert timeline.stages.get(position=1).left_on == TODAY
        assert back in text_of(camdens.get(timeline.get_absolute_url()))

    def test_a_day_to_come_has_not_happened(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden)
        sent = {"stage": timeline.stages.get(position=1).pk, "on": START.isoformat()}
        said = text_of(camdens.post(reverse("timeline_move", args=[timeline.slug]), sent))
        assert "is to come: give the day on which it happened" in said

    def test_what_was_planned_and_has_passed_is_overdue(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden, start_on=TODAY + dt.timedelta(days=150))
        page = text_of(camdens.get(timeline.get_absolute_url()))
        assert "Overdue: Specification, planned" in page
        mine = text_of(camdens.get(reverse("my_borough")))
        assert "Housing management system" in mine
        assert "overdue" in mine

    def test_dates_are_mended_by_hand(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden)
        address = reverse("timeline_dates", args=[timeline.slug])
        form = camdens.get(address).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        tender = timeline.stages.get(stage="tender_period")
        wrong = {**sent, f"ends_{tender.pk}": "1 January 2027"}
        assert "Tender period cannot end before" in text_of(camdens.post(address, wrong))
        assert "No date was changed." in text_of(camdens.post(address, sent, follow=True))
        later = tender.planned_end + dt.timedelta(days=14)
        camdens.post(address, {**sent, f"ends_{tender.pk}": later.isoformat()})
        timeline.refresh_from_db()
        assert timeline.bids_due == later
        assert "Ends 14 days later than planned at first" in text_of(camdens.get(timeline.get_absolute_url()))
        camdens.post(address, {"again": "1"})
        timeline.refresh_from_db()
        assert timeline.bids_due == tender.planned_end

    def test_milestones_and_risks_come_and_go(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden)
        sent = {"name": "Market day", "planned_on": "1 March 2039"}
        camdens.post(reverse("milestone_add", args=[timeline.slug]), sent)
        day = timeline.milestones.get()
        change = reverse("milestone", args=[timeline.slug, day.pk])
        assert "is to come: leave this empty" in text_of(
            camdens.post(change, {**sent, "done_on": "1 March 2039"})
        )
        camdens.post(change, {**sent, "done_on": TODAY.isoformat(), "link": "https://example.org/minutes"})
        page = camdens.get(timeline.get_absolute_url())
        assert "https://example.org/minutes" in page.content.decode()
        camdens.post(change, {"remove": "1"})
        assert not timeline.milestones.exists()
        camdens.post(reverse("risk_add", args=[timeline.slug]), {"text": "Nobody bids.", "level": "high"})
        risk = timeline.risks.get()
        address = reverse("risk", args=[timeline.slug, risk.pk])
        camdens.post(address, {"text": "Few bid.", "level": "low"})
        assert "Few bid." in text_of(camdens.get(timeline.get_absolute_url()))
        camdens.post(address, {"remove": "1"})
        assert not timeline.risks.exists()

    def test_it_ends_and_stays_where_it_was_seen(self, camdens: Client, camden: Borough) -> None:
        timeline = make_timeline(borough=camden, visibility="public")
        address = reverse("timeline_end", args=[timeline.slug])
        assert "Say how it ended." in text_of(camdens.post(address, {"on": TODAY.isoformat()}))
        camdens.post(address, {"outcome": "abandoned", "on": TODAY.isoformat()})
        said = text_of(Client().get(reverse("opportunity", args=[timeline.slug])))
        assert "past" in said
        assert "it was given up" in said
        camdens.post(address, {"reopen": "1"})
        timeline.refresh_from_db()
        assert timeline.ended_on is None


class TestPublishing:
    """Publishing asks for the publisher where the borough wants that."""

    def test_an_officer_asks_and_the_publisher_publishes(
        self, camdens: Client, camden: Borough, officer: Person
    ) -> None:
        publisher = OfficerFactory(borough=camden, borough_roles=["publisher"])
        timeline = make_timeline(borough=camden)
        address = reverse("timeline_visibility", args=[timeline.slug])
        assert "publisher is asked first" in text_of(camdens.get(address))
        sent = {"visibility": "public", "role_mailbox": "it@camden.example"}
        assert "publisher is asked." in text_of(camdens.post(address, sent, follow=True))
        timeline.refresh_from_db()
        assert not timeline.is_public
        theirs = browser_of(publisher)
        assert "Ada Okafor asked on" in text_of(theirs.get(timeline.get_absolute_url()))
        assert theirs.get(address).context["form"]["visibility"].value() == "public"
        assert "everybody finds it" in text_of(theirs.post(address, sent, follow=True))
        assert Client().get(reverse("opportunity", args=[timeline.slug])).status_code == 200

    def test_who_may_not_publish_changes_the_mailbox_of_what_is_published(
        self, camdens: Client, camden: Borough
    ) -> None:
        timeline = make_timeline(borough=camden, visibility="public")
        address = reverse("timeline_visibility", args=[timeline.slug])
        assert "publisher is asked first" not in text_of(camdens.get(address))
        sent = {"visibility": "public", "role_mailbox": "new@camden.gov.uk"}
        assert "as before" in text_of(camdens.post(address, sent, follow=True))
        timeline.refresh_from_db()
        assert (timeline.is_public, timeline.role_mailbox) == (True, "new@camden.gov.uk")
        assert timeline.publication_asked_at is None

    def test_an_administrator_lets_every_officer_publish(self, camdens: Client, camden: Borough) -> None:
        administrator = OfficerFactory(borough=camden, borough_roles=["administrator"])
        address = reverse("publishing_rule", args=[camden.slug])
        assert "Choose who may publish." in text_of(browser_of(administrator).post(address, {"who": ""}))
        browser_of(administrator).post(address, {"who": "officers"})
        assert PublishingRule.objects.get(borough=camden).any_officer
        timeline = make_timeline(borough=camden)
        camdens.post(
            reverse("timeline_visibility", args=[timeline.slug]),
            {"visibility": "public", "role_mailbox": "it@camden.example"},
        )
        timeline.refresh_from_db()
        assert timeline.is_public

    def test_without_a_mailbox_nothing_is_published(self, camden: Borough) -> None:
        publisher = browser_of(OfficerFactory(borough=camden, borough_roles=["publisher"]))
        timeline = make_timeline(borough=camden)
        address = reverse("timeline_visibility", args=[timeline.slug])
        said = text_of(publisher.post(address, {"visibility": "public", "role_mailbox": ""}))
        assert "Give the mailbox that suppliers write to." in said
