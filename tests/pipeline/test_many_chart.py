"""The chart of many: what is drawn, for whom, how much of it, and how one moves in it."""

import datetime as dt
import gzip
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough, Person
from boroughs.words import plain_date
from pipeline.many_chart import Bar, Gate, Range, What, grouped, many_chart
from pipeline.models import Milestone, Procurement
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, ServiceAreaFactory, make_timeline
from tests.pages import text_of

TODAY = timezone.localdate()
SVG = "{http://www.w3.org/2000/svg}"
DAY = dt.date(2027, 6, 15)
NEAR = st.dates(dt.date(2025, 1, 1), dt.date(2032, 12, 31))


def bar(**changes: Any) -> Bar:
    """Return a bar with usual facts, some of them changed."""
    facts: dict[str, Any] = {
        "what": What.CONTRACT,
        "name": "Housing",
        "group": "A",
        "address": "/x/",
        "ends": DAY,
    }
    return Bar(**{**facts, **changes})


def drawing(bars: list[Bar], drawn: Range, today: dt.date = DAY) -> ElementTree.Element:
    """Return the drawing, read as XML."""
    return ElementTree.fromstring(str(many_chart(grouped(bars), drawn, today, label="Chart")))  # noqa: S314


class TestDrawing:
    """Without a database."""

    @given(
        st.lists(
            st.builds(
                bar, begins=st.none() | NEAR, ends=NEAR, last=st.none() | NEAR, decide_by=st.none() | NEAR
            )
        ),
        NEAR,
        st.sampled_from([6, 12, 24, 36, 60]),
    )
    def test_nothing_is_drawn_outside_and_every_bar_is_a_link(
        self, bars: list[Bar], first: dt.date, months: int
    ) -> None:
        svg = drawing(bars, Range(first.replace(day=1), months))
        assert len(svg.findall(f"{SVG}a")) == len(bars)
        for rect in svg.findall(f"{SVG}a/{SVG}rect"):
            left, width = (float(rect.get(name, "0").rstrip("%")) for name in ("x", "width"))
            assert 0 <= left <= 100
            assert left + width <= 100.4

    def test_a_link_says_everything_that_is_drawn(self) -> None:
        buying = bar(
            what=What.PROCUREMENT,
            name="Parking <permits>",
            more="Camden",
            begins=DAY,
            ends=DAY + dt.timedelta(days=300),
            gates=(Gate("Cabinet", DAY + dt.timedelta(days=30), assumed=True),),
        )
        link = drawing([buying], Range(dt.date(2027, 1, 1), 24)).find(f"{SVG}a")
        assert link is not None
        assert link.get("aria-label") == (
            "Camden: Parking <permits>: procurement from 15 June 2027, contract starts 10 April 2028, "
            "Cabinet decides 15 July 2027 (assumed)"
        )
        assert [use.get("href") for use in link.iter(f"{SVG}use")] == ["#many-gate-assumed"]

    def test_marks_outside_the_range_are_not_drawn_at_its_edges(self) -> None:
        late = bar(decide_by=dt.date(2020, 1, 1))
        assert not list(drawing([late], Range(dt.date(2027, 1, 1), 12)).iter(f"{SVG}use"))

    def test_groups_come_by_name_and_what_has_none_last(self) -> None:
        groups = grouped([bar(group=""), bar(group="Parking"), bar(group="Housing")])
        assert [group.name for group in groups] == ["Housing", "Parking", ""]

    @given(NEAR, st.sampled_from([6, 12, 24, 36, 60]))
    def test_no_more_months_are_named_than_have_room(self, day: dt.date, months: int) -> None:
        marked = Range(day.replace(day=1), months).marked_months()
        assert 1 <= len(marked) <= 13

    def test_the_hatching_of_an_option_begins_at_the_end(self) -> None:
        drawn = Range(dt.date(2027, 1, 1), 24)
        shapes = drawing([bar(last=dt.date(2028, 6, 15))], drawn).findall(f"{SVG}a/{SVG}rect")
        assert [shape.get("fill") for shape in shapes][1:] == ["#12436d", "url(#many-hatch)"]


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def officer(camden: Borough) -> Person:
    return OfficerFactory(borough=camden)


@pytest.fixture
def camdens(client: Client, officer: Person) -> Client:
    client.force_login(officer)
    return client


def soon(months: int) -> dt.date:
    return TODAY + relativedelta(months=months)


def titles(page: Any) -> list[str]:
    """Return what is drawn, by the names in the drawing."""
    return re.findall(r'aria-label="[^":]+: ([^":]+): (?:procurement|contract)', page.content.decode())


@pytest.mark.django_db
class TestPage:
    """The page with filters, range and table."""

    def test_it_shows_what_the_reader_may_see_and_contracts_that_end(
        self, camdens: Client, camden: Borough
    ) -> None:
        hackney = BoroughFactory(slug="hackney")
        area = ServiceAreaFactory(name="Housing systems")
        make_timeline(borough=camden, title="Own", start_on=soon(9), service_area=area)
        make_timeline(borough=hackney, title="Secret", start_on=soon(9))
        make_timeline(borough=hackney, title="Shared", start_on=soon(9), visibility="members")
        make_timeline(borough=camden, title="Beyond", start_on=soon(90))
        ContractFactory(boroughs=[hackney], title="Ending", end_date=soon(5), service_area=area)
        ContractFactory(boroughs=[hackney], title="Undated", end_date=None)
        page = camdens.get(reverse("timelines_chart"))
        assert sorted(titles(page)) == ["Ending", "Own", "Shared"]
        said = text_of(page)
        assert "2 procurements and 1 contract that end" in said
        assert "Left out: 1 contract without an end date." in said
        assert f"ends {plain_date(soon(5))}" in said
        assert said.index("Housing systems (2)") < said.index("Not said (1)")

    def test_filters_grouping_and_range_are_in_the_address(self, camdens: Client, camden: Borough) -> None:
        hackney = BoroughFactory(slug="hackney")
        ContractFactory(boroughs=[camden], title="Near", end_date=soon(3))
        ContractFactory(boroughs=[hackney], title="Elsewhere", end_date=soon(3))
        ContractFactory(boroughs=[camden], title="Far", end_date=soon(40))
        address = reverse("timelines_chart")
        assert titles(camdens.get(address, {"borough": "camden"})) == ["Near"]
        wide = camdens.get(address, {"borough": "camden", "span": "60", "group": "borough"})
        assert titles(wide) == ["Near", "Far"]
        assert "Camden (2)" in text_of(wide)
        assert titles(camdens.get(address, {"show": "procurements"})) == []
        assert "Nothing is in this time" in text_of(camdens.get(address, {"show": "procurements"}))
        later = next(part for part in re.findall(r'href="([^"]+)">Later', wide.content.decode()))
        assert "borough=camden" in later
        assert "span=60" in later
        assert titles(camdens.get(later.replace("&amp;", "&"))) == ["Far"]

    def test_gates_and_decide_by_days_are_in_the_table_too(self, camdens: Client, camden: Borough) -> None:
        made = make_timeline(borough=camden, title="Own", start_on=soon(9))
        day = soon(2)
        made.milestones.create(kind=Milestone.Kind.GATE, name="Cabinet", planned_on=day, first_on=day)
        said = text_of(camdens.get(reverse("timelines_chart")))
        assert f"Cabinet {plain_date(day)}" in said
        assert "1 gate decides" in said

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ({"start": "someday"}, "Write a date such as"),
            ({"start": "1066-10-14"}, "Choose a month between 2000 and 2099."),
            ({"span": "forever"}, "Choose one of the list."),
            ({"borough": "atlantis"}, "There is no borough of that name"),
        ],
    )
    def test_what_cannot_be_read_is_said_at_the_field(
        self, camdens: Client, asked: dict[str, str], message: str
    ) -> None:
        assert message in text_of(camdens.get(reverse("timelines_chart"), asked))

    def test_the_list_leads_to_the_same_in_the_chart(self, camdens: Client) -> None:
        page = camdens.get(reverse("timelines"), {"borough": "camden", "state": "coming"})
        assert f'{reverse("timelines_chart")}?borough=camden"' in page.content.decode()


@pytest.mark.django_db
class TestMany:
    """Three hundred bars: bounded queries, a small page, and what is left out is said."""

    @pytest.fixture
    def many(self, camden: Borough) -> None:
        areas = [ServiceAreaFactory() for _ in range(6)]
        first = make_timeline(borough=camden, title="Replacement of system 0", start_on=soon(10))
        rows = []
        for number in range(1, 160):
            first.pk, first.slug = None, f"system-{number}"
            first.title = f"Replacement of system {number}"
            first.service_area = areas[number % 6]
            rows.append(
                Procurement(
                    **{
                        f.attname: getattr(first, f.attname)
                        for f in first._meta.concrete_fields
                        if not f.generated and not f.primary_key
                    }
                )
            )
        made = Procurement.objects.bulk_create(rows)
        original = Procurement.objects.get(title="Replacement of system 0")
        stages = list(original.stages.all())
        copies, gates = [], []
        for row in made:
            for stage in stages:
                facts = {
                    f.attname: getattr(stage, f.attname)
                    for f in stage._meta.concrete_fields
                    if not f.primary_key
                }
                copies.append(type(stage)(**{**facts, "procurement_id": row.pk}))
            for name, months in (("Board", 3), ("Cabinet", 6)):
                day = soon(months)
                gates.append(
                    Milestone(
                        procurement=row, kind="gate", name=name, planned_on=day, first_on=day, assumed=True
                    )
                )
        type(stages[0]).objects.bulk_create(copies)
        Milestone.objects.bulk_create(gates)
        for number in range(150):
            ContractFactory(
                boroughs=[camden],
                title=f"Contract for system {number}",
                end_date=soon(1) + dt.timedelta(days=number),
                service_area=areas[number % 6],
                options=[12],
            )

    def test_it_works_at_three_hundred_bars(
        self, camdens: Client, many: None, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(12):
            page = camdens.get(reverse("timelines_chart"))
        assert len(titles(page)) == 300
        assert "Left out: 10 contracts that end after" in text_of(page)
        assert len(gzip.compress(page.content)) < 100_000
