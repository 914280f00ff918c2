"""The alignment plan on a flag's page, its what-if and its file (R5, R9)."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough, ServiceArea
from contracts.models import Contract
from pipeline.alignment import make_plan
from pipeline.alignment_file import read_case_file
from pipeline.models import Flag, FlagBorough
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    GateFactory,
    MeetingFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def today() -> Any:
    """It is Thursday 26 November 2026, and buying takes 180 days."""
    default_route()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def area() -> ServiceArea:
    found: ServiceArea = ServiceAreaFactory(code="HSG-T", name="Housing management system")
    return found


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def hackney() -> Borough:
    return BoroughFactory(slug="hackney")


@pytest.fixture
def islington() -> Borough:
    return BoroughFactory(slug="islington")


@pytest.fixture
def sutton() -> Borough:
    return BoroughFactory(slug="sutton")


@pytest.fixture
def camdens(client: Client, camden: Borough) -> Client:
    """The browser of an officer of Camden."""
    client.force_login(OfficerFactory(borough=camden))
    return client


def contract(borough: Borough, area: ServiceArea, end: str | None, **fields: Any) -> Contract:
    """Make a contract that began in April 2022."""
    made: Contract = ContractFactory(
        title=f"Rents of {borough}",
        boroughs=[borough],
        service_area=area,
        end_date=dt.date.fromisoformat(end) if end else None,
        **{"start_date": dt.date(2022, 4, 1), **fields},
    )
    return made


def flag_of(area: ServiceArea, contracts: Sequence[Contract], **fields: Any) -> Flag:
    """Make a renewal window of contracts, one a borough."""
    flag = Flag.objects.create(
        kind="renewal_window",
        service_area=area,
        borough_count=len(contracts),
        changed=timezone.now(),
        sentence="Boroughs could replace their housing management systems together.",
        **fields,
    )
    for one in contracts:
        borough = one.borough_links.get().borough
        FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[one.pk], window=one.window)
    return flag


@pytest.fixture
def flag(area: ServiceArea, camden: Borough, hackney: Borough, islington: Borough) -> Flag:
    """Camden and Hackney can start together in 2028, Islington only later."""
    return flag_of(
        area,
        [
            contract(camden, area, "2028-03-31"),
            contract(hackney, area, "2028-05-31"),
            contract(islington, area, "2029-09-30"),
        ],
    )


def page(client: Client, flag: Flag, **asked: Any) -> str:
    """Return the words of a flag's page for a what-if."""
    return text_of(
        client.get(flag.get_absolute_url(), {key.rstrip("_"): value for key, value in asked.items()})
    )


class TestPlan:
    """The plan says when, who, what by when, and why not the others."""

    def test_the_sentence_names_the_best_start_and_who_must_decide_first(
        self, camdens: Client, flag: Flag
    ) -> None:
        said = page(camdens, flag)
        # 180 days before 31 March 2028 is 3 October 2027, a Sunday: the Friday before it.
        assert (
            "Camden and Hackney could replace their housing management systems together on 31 March 2028. "
            "Camden and Hackney must decide by 1 October 2027 (assumed)."
        ) in said
        assert "Rents of Camden : Let it run out on 31 March 2028." in said
        assert "Let it run out on 31 May 2028; both run side by side for 61 days." in said
        assert "Begin the procurement: Tender period by 1 October 2027" in said
        assert "Who can join later" in said
        assert "Its window opens on 2 July 2029. It can join from then until 30 September 2029" in said
        assert "Islington, joins later" in said

    def test_gates_meetings_and_notices_are_counted(
        self, camdens: Client, area: ServiceArea, camden: Borough, hackney: Borough
    ) -> None:
        GateFactory(borough=camden, body="Cabinet", lead_days=21, before_stage="tender_period")
        MeetingFactory(borough=camden, body="Cabinet", on=dt.date(2027, 9, 8))
        MeetingFactory(borough=camden, body="Cabinet", on=dt.date(2027, 10, 13))
        late = contract(hackney, area, "2027-12-31", options=[12])
        late.options.update(notice_days=150)
        said = page(camdens, flag_of(area, [contract(camden, area, "2028-03-31"), late]))
        assert (
            "Tightest gate: Cabinet, 44 days: papers by 18 August 2027, "
            "decides at the meeting of 8 September 2027."
        ) in said
        assert "Use option 1 of 1 until 31 December 2028; both run side by side for 275 days." in said
        assert "Give notice that you use option 1 by 3 August 2027" in said
        assert "Hackney must decide by 3 August 2027." in said

    def test_other_starts_are_offered_with_their_plans(
        self, camdens: Client, area: ServiceArea, camden: Borough, hackney: Borough, islington: Borough
    ) -> None:
        flag = flag_of(
            area,
            [
                contract(camden, area, "2028-03-31", options=[24]),
                contract(hackney, area, "2028-03-31", value=None),
                contract(islington, area, "2030-03-31"),
            ],
        )
        answer = camdens.get(flag.get_absolute_url())
        said = text_of(answer)
        assert "Camden and Islington could replace their" in said
        assert "Other starts" in said
        assert f"{flag.get_absolute_url()}?start=2028-03-31" in answer.content.decode()
        assert "a year together, 1 contract of unknown value left out" in said

    def test_boroughs_whose_days_do_not_meet_are_told_what_each_could_do(
        self, camdens: Client, area: ServiceArea, camden: Borough, hackney: Borough
    ) -> None:
        flag = flag_of(area, [contract(camden, area, "2027-12-31"), contract(hackney, area, "2030-12-31")])
        said = page(camdens, flag)
        assert "There is no day until 26 November 2031 on which both Camden and Hackney could replace" in said
        assert "It could start by itself until 31 December 2027" in said

    def test_a_shared_supplier_is_planned_for_as_far_as_there_are_dates(
        self, camdens: Client, area: ServiceArea, camden: Borough, hackney: Borough, islington: Borough
    ) -> None:
        supplier = SupplierFactory(name="Brightwater Systems Ltd")
        flag = Flag.objects.create(
            kind="shared_supplier",
            supplier=supplier,
            borough_count=3,
            changed=timezone.now(),
            sentence="Three.",
        )
        for borough, end in ((camden, "2028-03-31"), (hackney, "2028-03-31"), (islington, None)):
            one = contract(borough, area, end, suppliers=[supplier])
            FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[one.pk])
        said = page(camdens, flag)
        assert (
            "Camden and Hackney could replace their contracts with Brightwater Systems Ltd together" in said
        )
        assert "The end date of its contract is not known: ask the borough for it." in said

    def test_another_date_than_the_flags_is_explained(self, camdens: Client, flag: Flag) -> None:
        assert "The flag names" not in page(camdens, flag)
        Flag.objects.update(start_on=dt.date(2028, 5, 31))
        assert "The flag names 31 May 2028, the last day that all windows share." in page(camdens, flag)

    def test_another_decision_than_that_of_a_flag_without_a_start_is_explained(
        self, camdens: Client, area: ServiceArea, camden: Borough, hackney: Borough
    ) -> None:
        flag = Flag.objects.create(
            kind="shared_supplier",
            supplier=SupplierFactory(),
            borough_count=2,
            changed=timezone.now(),
            sentence="Two.",
        )
        for borough in (camden, hackney):
            one = contract(borough, area, "2028-03-31")
            FlagBorough.objects.create(
                flag=flag, borough=borough, contract_ids=[one.pk], decide_by=dt.date(2027, 10, 1)
            )
        explained = "The date in the flag is for a borough that lets its contract run out"
        assert explained not in page(camdens, flag)
        flag.borough_links.filter(borough=camden).update(decide_by=dt.date(2027, 5, 1))
        assert explained in page(camdens, flag)

    def test_contracts_that_are_too_many_are_counted(
        self, camdens: Client, flag: Flag, camden: Borough
    ) -> None:
        link = flag.borough_links.get(borough=camden)
        link.contract_ids = [*link.contract_ids, *range(10**9, 10**9 + 50)]
        link.save()
        assert "1 more contract of the borough is in the flag and not in the plan" in page(camdens, flag)

    def test_without_the_lengths_of_stages_there_is_no_plan_and_the_evidence_stays(
        self, camdens: Client, flag: Flag
    ) -> None:
        route = default_route()
        route.stages.all().delete()
        said = page(camdens, flag)
        assert "Nobody has recorded how long the stages of the usual procurement route take" in said
        assert "The contracts it rests on" in said
        assert camdens.get(reverse("plan_file", args=[flag.pk])).status_code == 404


class TestWhatIf:
    """Another start, other boroughs, other allowances; the address holds them."""

    def test_another_start_is_planned_for(self, camdens: Client, flag: Flag) -> None:
        said = page(camdens, flag, start="30 September 2029")
        assert "Only Islington could replace its housing management systems on 30 September 2029." in said
        assert "Its contract ends on 31 March 2028, before the start." in said
        assert "Back to the plan without changes" in said

    def test_a_borough_is_left_out(self, camdens: Client, flag: Flag) -> None:
        said = page(camdens, flag, without="islington")
        assert "Boroughs that start 2 of 2" in said.replace(
            "2 of 2 Boroughs that start", "Boroughs that start 2 of 2"
        )
        assert "Who can join later" not in said

    def test_a_borough_that_buys_the_same_is_taken_in(
        self, camdens: Client, flag: Flag, area: ServiceArea, sutton: Borough
    ) -> None:
        contract(sutton, area, "2028-04-30")
        assert "Sutton" in page(camdens, flag)
        said = page(camdens, flag, with_="sutton")
        assert "Camden, Hackney and Sutton could replace their" in said
        assert "Rents of Sutton : Let it run out on 30 April 2028" in said

    def test_only_boroughs_that_may_join_can_be_taken_in(
        self, camdens: Client, flag: Flag, area: ServiceArea, sutton: Borough
    ) -> None:
        contract(sutton, area, "2028-04-30", is_demonstration=True)
        said = page(camdens, flag, with_="sutton")
        assert "“sutton” is not one of these boroughs. Choose from the list." in said
        assert "Rents of Sutton" not in said
        assert "Camden and Hackney could replace their" in said

    def test_allowances_change_the_plan(self, camdens: Client, flag: Flag) -> None:
        said = page(camdens, flag, bridging="61")
        assert "together on 31 May 2028" in said
        assert "Let it run out on 31 March 2028, then bridge for 60 days." in said
        assert "Who can join later" not in page(camdens, flag, framework="6")
        assert "when the framework ends" in page(camdens, flag, framework="6")
        assert "Only" not in page(camdens, flag, early_start="0")

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ({"start": "soon"}, "Give a day with its year, like 1 April 2028 or 01/04/2028."),
            ({"start": "1 May 2020"}, "1 May 2020 is not within the next five years: give a day from"),
            ({"start": "1 May 2099"}, "1 May 2099 is not within the next five years"),
            ({"bridging": "many"}, "Give the days as a whole number from 0 to 730."),
            ({"early_start": "-1"}, "Give the days as a whole number from 0 to 730."),
            ({"framework": "97"}, "Give the months as a whole number from 0 to 96."),
            ({"without": "atlantis"}, "“atlantis” is not one of these boroughs."),
            ({"without": ["camden", "hackney"]}, "Keep two boroughs or more"),
            ({"start": "x\0y", "without": "\0"}, "There is a problem"),
        ],
    )
    def test_what_cannot_be_read_is_said_at_its_field_and_the_rest_is_planned(
        self, asked: dict[str, Any], message: str, camdens: Client, flag: Flag
    ) -> None:
        said = page(camdens, flag, **asked)
        assert message in said
        assert said.count("There is a problem") == 1
        assert "Camden and Hackney could replace their housing management systems together" in said

    def test_with_htmx_only_the_plan_is_sent_and_the_address_is_short(
        self, camdens: Client, flag: Flag
    ) -> None:
        asked = {
            "start": "",
            "early_start": "90",
            "bridging": "61",
            "framework": "48",
            "without": "islington",
        }
        answer = camdens.get(flag.get_absolute_url(), asked, headers=HTMX)
        body = answer.content.decode().strip()
        assert "<html" not in body
        assert body.index('<div id="plan"') < 200
        assert "The contracts it rests on" not in body
        assert answer["HX-Push-Url"] == f"{flag.get_absolute_url()}?without=islington&bridging=61"
        assert "HX-Request" in answer["Vary"]
        again = camdens.get(answer["HX-Push-Url"])
        assert "together on 31 May 2028" in text_of(again)

    def test_what_was_written_wrongly_stays_in_the_field_and_in_the_address(
        self, camdens: Client, flag: Flag
    ) -> None:
        answer = camdens.get(flag.get_absolute_url(), {"start": "soon", "bridging": "3"}, headers=HTMX)
        assert 'value="soon"' in answer.content.decode()
        assert answer.content.decode().count("There is a problem") == 1
        assert parse_qs(urlsplit(answer["HX-Push-Url"]).query)["start"] == ["soon"]


class TestRights:
    """As the flag's page (R9)."""

    @pytest.mark.parametrize("name", ["flag", "plan_file"])
    def test_members_whom_it_concerns_see_it(
        self, name: str, client: Client, flag: Flag, sutton: Borough, area: ServiceArea
    ) -> None:
        address = reverse(name, args=[flag.pk])
        assert client.get(address).status_code == 302
        client.force_login(PersonFactory())
        assert client.get(address).status_code == 403
        client.force_login(OfficerFactory(borough=sutton))
        assert client.get(address).status_code == 404
        contract(sutton, area, "2020-03-31", start_date=None)
        assert client.get(address).status_code == 200


class TestFile:
    """The case as a file that the command line reads."""

    def test_it_makes_the_same_plan(self, camdens: Client, flag: Flag) -> None:
        answer = camdens.get(reverse("plan_file", args=[flag.pk]), {"bridging": "61"})
        assert answer["Content-Disposition"] == f'attachment; filename="plan-{flag.pk}.json"'
        case, start = read_case_file(answer.content.decode())
        assert start is None
        plan = make_plan(case)
        assert plan.start == dt.date(2028, 5, 31)
        assert [part.borough.name for part in plan.together] == ["Camden", "Hackney"]
        assert json.loads(answer.content)["allowances"]["bridging_days"] == 61

    def test_an_address_that_cannot_be_read_says_so(self, camdens: Client, flag: Flag) -> None:
        answer = camdens.get(reverse("plan_file", args=[flag.pk]), {"start": "soon"})
        assert answer.status_code == 400
        assert "start: Give a day with its year" in answer.content.decode()


def test_33_boroughs_are_planned_within_the_query_bound(
    camdens: Client,
    area: ServiceArea,
    camden: Borough,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    boroughs = list({one.pk: one for one in (BoroughFactory(number=number) for number in range(33))}.values())
    contracts = [
        contract(borough, area, f"2028-{number % 12 + 1:02}-28", options=[12])
        for number, borough in enumerate(boroughs)
    ]
    for borough in boroughs[:5]:
        GateFactory(borough=borough)
        MeetingFactory(borough=borough, on=dt.date(2027, 6, 9))
    flag = flag_of(area, contracts[:30])
    with django_assert_max_num_queries(12):
        answer = camdens.get(flag.get_absolute_url(), {"with": [one.slug for one in boroughs[30:]]})
    said = text_of(answer)
    assert "The dates of 33 boroughs." in said
    with django_assert_max_num_queries(12):
        camdens.get(flag.get_absolute_url(), {"with": [one.slug for one in boroughs[30:]]}, headers=HTMX)


def test_a_shared_supplier_is_planned_within_the_query_bound(
    camdens: Client,
    area: ServiceArea,
    camden: Borough,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    supplier = SupplierFactory()
    boroughs: list[Borough] = [BoroughFactory(number=number) for number in range(13)]
    boroughs = [camden, *(one for one in boroughs if one != camden)][:12]
    flag = Flag.objects.create(
        kind="shared_supplier", supplier=supplier, borough_count=10, changed=timezone.now(), sentence="Ten."
    )
    for place, borough in enumerate(boroughs):
        made = contract(borough, area, "2028-03-31", suppliers=[supplier], options=[12])
        if place < 10:
            FlagBorough.objects.create(flag=flag, borough=borough, contract_ids=[made.pk])
    with django_assert_max_num_queries(12):
        camdens.get(flag.get_absolute_url(), {"with": [boroughs[-1].slug]})
