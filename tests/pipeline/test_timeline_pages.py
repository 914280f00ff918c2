"""What officers do with timelines, and what others may see of them (R9)."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough, Person, RouteStage
from contracts.models import Contract
from pipeline.models import Procurement
from pipeline.procuring import enter_stage, publish
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProfileFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
    make_timeline,
    planned_route,
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
def hackney() -> Borough:
    return BoroughFactory(slug="hackney")


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


@pytest.fixture
def contract(camden: Borough) -> Contract:
    """A contract of Camden that ends in twenty months."""
    default_route()
    made: Contract = ContractFactory(
        title="Housing management system",
        boroughs=[camden],
        suppliers=[SupplierFactory(name="Brightwater Software")],
        service_area=ServiceAreaFactory(name="Housing management system"),
        start_date=TODAY,
        end_date=END,
        route=planned_route(),
    )
    return made


class TestFromAContract:
    """One click proposes, one confirms."""

    def test_everything_is_proposed_and_only_confirmed(self, camdens: Client, contract: Contract) -> None:
        plan = f"{reverse('timeline_new')}?contract={contract.pk}"
        assert plan in camdens.get(contract.get_absolute_url()).content.decode()
        page = camdens.get(plan)
        assert "Begin by" in text_of(page)
        sent = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        assert sent["route"] == planned_route().pk
        answer = camdens.post(plan, sent, follow=True)
        made = Procurement.objects.get()
        assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
        assert (made.contract, made.start_on, made.visibility) == (contract, END, "borough")
        assert (made.value_from, made.value_to) == (contract.value, contract.value)
        assert str(made.incumbent) == "Brightwater Software"
        assert made.service_area == contract.service_area
        assert made.role_mailbox == "it@camden.example"
        assert made.stages.count() == 7
        again = camdens.get(plan)
        assert (again.status_code, again.headers["Location"]) == (302, made.get_absolute_url())
        assert "Its replacement is planned" not in text_of(Client().get(contract.get_absolute_url()))
        publish(procurement=made, mailbox="it@camden.example", by=None)
        assert "Its replacement is planned" in text_of(Client().get(contract.get_absolute_url()))

    def test_an_end_that_is_too_near_offers_a_later_start(self, camdens: Client, contract: Contract) -> None:
        Contract.objects.filter(pk=contract.pk).update(end_date=TODAY + dt.timedelta(days=30))
        page = camdens.get(reverse("timeline_new"), {"contract": contract.pk})
        assert "would have had to begin" in text_of(page)
        later = page.context["instead"]
        sent = {"title": "Repairs", "route": contract.route_id, "start_on": "soon", "instead": later}
        shown = camdens.post(f"{reverse('timeline_new')}?contract={contract.pk}", sent)
        assert f"starting {later}" in text_of(shown)
        assert not Procurement.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            (
                {"end_date": None, "maximum_end_date": None, "window": None},
                "does not know when this contract",
            ),
            ({"end_date": TODAY - dt.timedelta(days=1)}, "This contract ended on"),
        ],
    )
    def test_without_an_end_to_come_it_asks_for_the_start(
        self, changes: dict[str, Any], message: str, camdens: Client, contract: Contract
    ) -> None:
        Contract.objects.filter(pk=contract.pk).update(start_date=None, **changes)
        assert message in text_of(camdens.get(reverse("timeline_new"), {"contract": contract.pk}))

    def test_a_route_without_lengths_says_so(self, camdens: Client, contract: Contract) -> None:
        RouteStage.objects.filter(route=contract.route).delete()
        page = text_of(camdens.get(reverse("timeline_new"), {"contract": contract.pk}))
        assert "Nobody has recorded how long the stages of this route take" in page
        sent = {"title": "Repairs", "route": contract.route_id, "start_on": START.isoformat()}
        said = text_of(camdens.post(f"{reverse('timeline_new')}?contract={contract.pk}", sent))
        assert "choose another route" in said

    def test_what_replaces_a_fictional_contract_is_fictional(
        self, camdens: Client, contract: Contract
    ) -> None:
        Contract.objects.filter(pk=contract.pk).update(is_demonstration=True)
        plan = f"{reverse('timeline_new')}?contract={contract.pk}"
        fields = camdens.get(plan).context["form"]
        camdens.post(plan, {name: fields[name].value() for name in fields.fields})
        assert Procurement.objects.get().is_demonstration

    @pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1", "1\0"])
    def test_no_contract_of_that_number(self, number: str, camdens: Client) -> None:
        assert camdens.get(reverse("timeline_new"), {"contract": number}).status_code == 404

    def test_another_boroughs_contract_is_unknown(self, hackney: Borough, contract: Contract) -> None:
        other = browser_of(OfficerFactory(borough=hackney))
        plan = f"{reverse('timeline_new')}?contract={contract.pk}"
        assert other.get(plan).status_code == 404
        assert other.post(plan, {"title": "Mine"}).status_code == 404
        assert "Plan its replacement" not in text_of(other.get(contract.get_absolute_url()))
        assert not Procurement.objects.exists()

    def test_what_cannot_be_read_is_said_at_the_field(self, camdens: Client, contract: Contract) -> None:
        sent = {"title": "", "route": "999", "start_on": "1 Jan 2020", "value_from": "5m", "value_to": "2m"}
        page = camdens.post(reverse("timeline_new"), sent)
        said = text_of(page)
        for message in (
            "Say in a few words what is bought.",
            "Choose one of the list.",
            "1 January 2020 is past",
            "Give a value that is not below the lowest one.",
        ):
            assert message in said
        assert 'value="1 Jan 2020"' in page.content.decode()

    def test_loti_staff_say_whose_it_is(self, camden: Borough) -> None:
        staff = browser_of(PersonFactory(is_staff=True))
        route = planned_route()
        sent = {"title": "Network", "route": route.pk, "start_on": START.isoformat()}
        assert "Choose a borough." in text_of(staff.post(reverse("timeline_new"), sent))
        staff.post(reverse("timeline_new"), {**sent, "borough": camden.pk})
        assert Procurement.objects.get().borough == camden


class TestWhoSees:
    """Unpublished timelines are their borough's own."""

    @pytest.mark.parametrize(
        ("visibility", "stranger", "member", "own"),
        [("borough", False, False, True), ("members", False, True, True), ("public", True, True, True)],
    )
    def test_who_sees_what(
        self, visibility: str, stranger: bool, member: bool, own: bool, camden: Borough, hackney: Borough
    ) -> None:
        timeline = make_timeline(borough=camden, visibility=visibility, title="Unmistakable kiosks")
        seen = {
            Client(): stranger,
            browser_of(PersonFactory(is_suppliers_person=True)): stranger,
            browser_of(OfficerFactory(borough=hackney, borough_roles=["publisher"])): member,
            browser_of(PersonFactory(is_facilitator=True)): member,
            browser_of(OfficerFactory(borough=camden)): own,
            browser_of(PersonFactory(is_staff=True)): True,
        }
        for who, may in seen.items():
            assert who.get(reverse("timeline_ics", args=[timeline.slug])).status_code == (200 if may else 404)
            lists = who.get(reverse("timelines"))
            if lists.status_code == 200:
                assert ("Unmistakable" in text_of(lists)) == may
                page = who.get(timeline.get_absolute_url())
                assert page.status_code == (200 if may else 404)
            assert ("Unmistakable" in text_of(who.get(reverse("opportunities")))) == stranger
            public = who.get(reverse("opportunity", args=[timeline.slug]))
            assert public.status_code == (200 if stranger else 404)
            assert ("Unmistakable" in text_of(who.get(camden.get_absolute_url()))) == may

    def test_risks_notes_people_and_history_stay_at_the_borough(
        self, camden: Borough, hackney: Borough, officer: Person
    ) -> None:
        timeline = make_timeline(
            borough=camden, visibility="public", notes="Sold soon.", responsible=officer, by=officer
        )
        timeline.risks.create(text="Nobody bids.")
        enter_stage(procurement=timeline, stage=timeline.stages.get(position=1), on=TODAY, by=officer)
        own = text_of(browser_of(officer).get(timeline.get_absolute_url()))
        other = browser_of(OfficerFactory(borough=hackney))
        theirs = text_of(other.get(timeline.get_absolute_url()))
        public = text_of(Client().get(reverse("opportunity", args=[timeline.slug])))
        for secret in ("Sold soon.", "Nobody bids.", "Ada Okafor"):
            assert secret in own
            assert secret not in theirs
            assert secret not in public
        assert other.get(reverse("timeline_history", args=[timeline.slug])).status_code == 404
        assert "History" not in theirs
        assert "Nobody bids." in text_of(
            browser_of(officer).get(reverse("timeline_history", args=[timeline.slug]))
        )

    def test_whoever_is_in_the_directory_is_named_to_members(
        self, camden: Borough, hackney: Borough, officer: Person
    ) -> None:
        timeline = make_timeline(borough=camden, visibility="public", responsible=officer)
        ProfileFactory(person=officer)
        other = browser_of(OfficerFactory(borough=hackney))
        assert "Ada Okafor" in text_of(other.get(timeline.get_absolute_url()))
        assert "Ada Okafor" not in text_of(Client().get(reverse("opportunity", args=[timeline.slug])))

    def test_nobody_changes_another_boroughs_published_timeline(
        self, camden: Borough, hackney: Borough
    ) -> None:
        timeline = make_timeline(borough=camden, visibility="public")
        other = browser_of(OfficerFactory(borough=hackney, borough_roles=["publisher", "administrator"]))
        for name in (
            "timeline_edit",
            "timeline_dates",
            "timeline_move",
            "timeline_visibility",
            "timeline_end",
        ):
            assert other.post(reverse(name, args=[timeline.slug]), {"on": "1"}).status_code == 404, name
        timeline.refresh_from_db()
        assert timeline.is_public


def test_the_calendar_has_every_date(camden: Borough) -> None:
    timeline = make_timeline(borough=camden, visibility="public", title="Kiosks")
    timeline.milestones.create(name="Market day", planned_on=START, first_on=START)
    answer = Client().get(reverse("timeline_ics", args=[timeline.slug]))
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    said = {str(event["SUMMARY"]): event.decoded("dtstart") for event in events}
    assert said["Camden, Kiosks: bids due"] == timeline.bids_due
    assert said["Camden, Kiosks: Market day"] == START
    assert said["Camden, Kiosks: the contract starts"] == START
    again = Calendar.from_ical(Client().get(reverse("timeline_ics", args=[timeline.slug])).content)
    assert {str(one["UID"]) for one in events} == {str(one["UID"]) for one in again.walk("VEVENT")}


def test_lists_and_pages_ask_a_fixed_number_of_queries(
    camdens: Client, camden: Borough, officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    supplier, area = SupplierFactory(), ServiceAreaFactory()
    contract = ContractFactory(boroughs=[camden], suppliers=[supplier])
    made = [
        make_timeline(
            borough=camden,
            visibility="public",
            incumbent=supplier,
            service_area=area,
            responsible=officer,
            commercial_lead=OfficerFactory(borough=camden),
            contract=contract if number == 0 else None,
            by=officer,
        )
        for number in range(12)
    ]
    made[0].risks.create(text="Nobody bids.")
    for address in (
        reverse("timelines"),
        reverse("opportunities"),
        made[0].get_absolute_url(),
        reverse("opportunity", args=[made[0].slug]),
        reverse("timeline_dates", args=[made[0].slug]),
        reverse("timeline_edit", args=[made[0].slug]),
        reverse("timeline_new"),
        reverse("opportunities_feed"),
        reverse("opportunities_calendar"),
        reverse("api_opportunities"),
        contract.get_absolute_url(),
        supplier.get_absolute_url(),
        camden.get_absolute_url(),
    ):
        with django_assert_max_num_queries(13):  # the page of a timeline has interest and events too
            assert camdens.get(address).status_code == 200, address
