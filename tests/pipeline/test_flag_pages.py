"""What officers see of flags, and who sees nothing."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from boroughs.models import Borough, Person
from contracts.models import Contract, ExtensionOption
from pipeline.models import Flag, FlagBorough
from pipeline.summaries import top_flags
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def camden() -> Borough:
    return BoroughFactory(slug="camden")


@pytest.fixture
def hackney() -> Borough:
    return BoroughFactory(slug="hackney")


@pytest.fixture
def sutton() -> Borough:
    return BoroughFactory(slug="sutton")


@pytest.fixture
def officer(camden: Borough) -> Person:
    """An officer of Camden."""
    return OfficerFactory(borough=camden)


@pytest.fixture
def camdens(client: Client, officer: Person) -> Client:
    """The browser of an officer of Camden."""
    client.force_login(officer)
    return client


def renewal(
    boroughs: Sequence[Borough], *, area: Any = None, days: int = 200, contracts: int = 1, **fields: Any
) -> Flag:
    """Make a flag of a renewal window with contracts behind it; decide-by dates lie ``days`` ahead."""
    area = area or ServiceAreaFactory()
    end = TODAY + dt.timedelta(days=days + 365)
    decide_by = TODAY + dt.timedelta(days=days)
    values = {
        "sentence": f"{len(boroughs)} boroughs could replace {area.code} together.",
        "decide_by": decide_by,
        "value": Decimal(280000),
        "reasons": ["Their windows share a year."],
        **fields,
    }
    flag = Flag.objects.create(
        kind="renewal_window",
        service_area=area,
        start_on=end + dt.timedelta(days=1),
        borough_count=len(boroughs),
        changed=timezone.now(),
        **values,
    )
    for borough in boroughs:
        rows = [
            ContractFactory(
                title=f"Rents of {borough} {number}",
                boroughs=[borough],
                service_area=area,
                start_date=end - dt.timedelta(days=1500),
                end_date=end,
                options=[24],
                is_demonstration=flag.is_demonstration,
            )
            for number in range(contracts)
        ]
        FlagBorough.objects.create(
            flag=flag,
            borough=borough,
            contract_ids=[row.pk for row in rows],
            window=rows[0].window,
            decide_by=decide_by,
        )
    return flag


def text(answer: Any) -> str:
    """Return a page as one line of text."""
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


class TestWhoSees:
    """R9: officers what they are in or may join, LOTI staff all, others nothing."""

    @pytest.mark.parametrize("page", ["flags", "ranking", "flag"])
    def test_a_stranger_is_asked_to_sign_in(
        self, page: str, client: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        address = reverse(page, args=[flag.pk] if page == "flag" else [])
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))

    @pytest.mark.parametrize("page", ["flags", "ranking", "flag"])
    def test_a_suppliers_person_is_refused(
        self, page: str, client: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        client.force_login(PersonFactory())
        assert client.get(reverse(page, args=[flag.pk] if page == "flag" else [])).status_code == 403

    def test_an_officer_opens_a_flag_of_their_borough(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        assert flag.sentence in text(camdens.get(flag.get_absolute_url()))

    def test_an_officer_opens_a_flag_that_their_borough_may_join(
        self, camdens: Client, camden: Borough, hackney: Borough, sutton: Borough
    ) -> None:
        flag = renewal([hackney, sutton])
        ContractFactory(boroughs=[camden], service_area=flag.service_area, end_date=None)
        assert camdens.get(flag.get_absolute_url()).status_code == 200

    def test_an_officer_opens_a_flag_about_a_supplier_that_they_have(
        self, camdens: Client, camden: Borough, hackney: Borough, sutton: Borough
    ) -> None:
        supplier = SupplierFactory()
        flag = Flag.objects.create(
            kind="shared_supplier",
            supplier=supplier,
            borough_count=2,
            changed=timezone.now(),
            sentence="Two.",
        )
        assert camdens.get(flag.get_absolute_url()).status_code == 404
        ContractFactory(boroughs=[camden], suppliers=[supplier])
        assert camdens.get(flag.get_absolute_url()).status_code == 200

    def test_what_concerns_others_only_is_not_found(
        self, camdens: Client, hackney: Borough, sutton: Borough
    ) -> None:
        flag = renewal([hackney, sutton])
        assert camdens.get(flag.get_absolute_url()).status_code == 404
        assert flag.sentence not in text(camdens.get(reverse("flags"), {"borough": "all"}))

    def test_a_demonstration_contract_opens_no_real_flag(
        self, camdens: Client, camden: Borough, hackney: Borough, sutton: Borough
    ) -> None:
        flag = renewal([hackney, sutton])
        ContractFactory(boroughs=[camden], service_area=flag.service_area, is_demonstration=True)
        assert camdens.get(flag.get_absolute_url()).status_code == 404

    def test_loti_staff_see_every_flag(self, client: Client, hackney: Borough, sutton: Borough) -> None:
        flag = renewal([hackney, sutton])
        client.force_login(PersonFactory(is_staff=True))
        assert flag.sentence in text(client.get(reverse("flags")))


class TestList:
    """The list is the borough's own until asked for more, ranked, and keeps its state in the address."""

    def test_it_begins_with_the_officers_borough_and_opens_to_london(
        self, camdens: Client, camden: Borough, hackney: Borough, sutton: Borough
    ) -> None:
        area = ServiceAreaFactory()
        mine, others = renewal([camden, hackney], area=area), renewal([hackney, sutton, camden])
        others.borough_links.filter(borough=camden).delete()
        page = text(camdens.get(reverse("flags")))
        assert mine.sentence in page
        assert others.sentence not in page
        assert "1 flag<" in page
        assert "Camden, my borough" in page
        everything = text(camdens.get(reverse("flags"), {"borough": "all"}))
        assert mine.sentence in everything
        assert others.sentence in everything

    def test_the_highest_rank_comes_first(self, camdens: Client, camden: Borough, hackney: Borough) -> None:
        low = renewal([camden, hackney], score=10, sentence="The low one.")
        high = renewal([camden, hackney], score=90, sentence="The high one.", days=400)
        page = text(camdens.get(reverse("flags")))
        assert page.index(high.sentence) < page.index(low.sentence)
        by_date = text(camdens.get(reverse("flags"), {"sort": "decide-by"}))
        assert by_date.index(low.sentence) < by_date.index(high.sentence)

    def test_kind_area_and_borough_narrow_it(
        self, camdens: Client, camden: Borough, hackney: Borough, sutton: Borough
    ) -> None:
        with_hackney, with_sutton = renewal([camden, hackney]), renewal([camden, sutton])
        assert with_hackney.service_area
        page = text(camdens.get(reverse("flags"), {"area": with_hackney.service_area.code}))
        assert with_hackney.sentence in page
        assert with_sutton.sentence not in page
        assert with_sutton.sentence in text(camdens.get(reverse("flags"), {"borough": "sutton"}))
        assert "No flags here" in text(camdens.get(reverse("flags"), {"kind": "shared_supplier"}))

    def test_a_chip_takes_its_filter_away_and_keeps_the_others(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        renewal([camden, hackney])
        page = text(camdens.get(reverse("flags"), {"kind": "renewal_window", "sort": "value"}))
        assert 'href="?sort=value"' in page
        assert "Renewal window<" in page

    def test_what_cannot_be_read_is_said_and_hides_nothing(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        page = text(camdens.get(reverse("flags"), {"borough": "atlantis", "kind": "x", "page": "many"}))
        assert "There is a problem" in page
        assert "“atlantis” is not one of the choices" in page
        assert flag.sentence in page

    def test_expired_flags_are_not_listed(self, camdens: Client, camden: Borough, hackney: Borough) -> None:
        flag = renewal([camden, hackney], expired=timezone.now())
        assert flag.sentence not in text(camdens.get(reverse("flags")))

    def test_long_lists_have_pages(self, camdens: Client, camden: Borough, hackney: Borough) -> None:
        for number in range(21):
            renewal([camden, hackney], score=-number, sentence=f"Number {number} of many.")
        first = text(camdens.get(reverse("flags")))
        assert "21 flags, page 1 of 2" in first
        assert "Number 20 of many." not in first
        assert 'href="?page=2"' in first
        assert "Number 20 of many." in text(camdens.get(reverse("flags"), {"page": "2"}))

    def test_values_that_are_not_known_are_counted(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        renewal([camden, hackney], value=None, unknown_values=3)
        assert "not known (3 contracts of unknown value)" in text(camdens.get(reverse("flags")))

    def test_demonstration_flags_are_marked_and_can_be_hidden(
        self, camdens: Client, camden: Borough, hackney: Borough, settings: Settings
    ) -> None:
        settings.DEMONSTRATION = True
        SupplierFactory(is_demonstration=True)
        flag = renewal([camden, hackney], is_demonstration=True)
        page = text(camdens.get(reverse("flags")))
        assert flag.sentence in page
        assert page.count("hub-tag-demonstration") >= 2
        assert flag.sentence not in text(camdens.get(reverse("flags"), {"records": "real"}))

    def test_queries_do_not_grow_with_the_flags(
        self,
        camdens: Client,
        camden: Borough,
        hackney: Borough,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(12):
            renewal([camden, hackney])
        with django_assert_max_num_queries(12):
            assert "12 flags" in text(camdens.get(reverse("flags")))

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        query=st.dictionaries(
            st.sampled_from(["borough", "kind", "area", "sort", "page", "records", "other"]),
            st.text(max_size=30) | st.integers().map(str),
        )
    )
    def test_no_address_breaks_it(self, camdens: Client, query: dict[str, str]) -> None:
        assert camdens.get(reverse("flags"), query).status_code == 200


class TestPage:
    """The sentence, the chart, what each must do, the reasons and the evidence."""

    @pytest.fixture(autouse=True)
    def route(self) -> None:
        """Without the lengths of stages there is no plan."""
        default_route()

    def test_it_says_what_each_borough_must_do_by_when(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        contract = Contract.objects.filter(boroughs=camden).get()
        page = text(camdens.get(flag.get_absolute_url()))
        assert f'<h1 class="govuk-heading-l hub-flag-sentence">{flag.sentence}</h1>' in page
        assert "Use option 1 of 1 until" in page
        assert "Give notice that you use option 1 by" in page
        assert "at the latest: the notice is not known" in page
        assert "Their windows share a year." in page
        assert contract.get_absolute_url() in page
        assert "Annual value together" in page

    def test_the_chart_draws_each_borough_and_is_told_in_words(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        page = text(camdens.get(flag.get_absolute_url()))
        chart = page[
            page.index("<svg") : page.index("</svg>\n") if "</svg>\n" in page else page.index("</figure>")
        ]
        assert chart.count('fill="url(#hatch)"') >= 2
        assert "Camden" in chart
        assert "Hackney" in chart
        assert "The dates of 2 boroughs." in page
        assert "style=" not in page

    def test_a_date_that_has_passed_is_said(self, camdens: Client, camden: Borough, hackney: Borough) -> None:
        flag = renewal([camden, hackney], days=-330)
        ExtensionOption.objects.all().delete()
        page = text(camdens.get(flag.get_absolute_url()))
        assert "Had to decide by" in page
        assert "The decide-by date has passed for Camden and Hackney." in page

    def test_an_expired_flag_says_so(self, camdens: Client, camden: Borough, hackney: Borough) -> None:
        flag = renewal([camden, hackney], expired=timezone.now())
        assert "This flag expired on" in text(camdens.get(flag.get_absolute_url()))

    def test_a_contract_that_is_gone_is_passed_over(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        Contract.objects.filter(boroughs=hackney).delete()
        page = text(camdens.get(flag.get_absolute_url()))
        assert "No contract can be looked at for Hackney." in page

    def test_an_unknown_end_date_is_not_drawn_but_said(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney])
        Contract.objects.filter(boroughs=hackney).update(end_date=None, maximum_end_date=None, window=None)
        page = text(camdens.get(flag.get_absolute_url()))
        assert "end date not known" in page
        assert "The end date of its contract is not known: ask the borough for it." in page

    def test_many_contracts_are_bounded_and_the_rest_is_on_the_register(
        self, camdens: Client, camden: Borough, hackney: Borough
    ) -> None:
        flag = renewal([camden, hackney], contracts=11)
        page = text(camdens.get(flag.get_absolute_url()))
        assert "3 more on the register" in page
        assert f"{reverse('register')}?borough=camden" in page

    def test_all_33_boroughs_fit_within_the_query_bound(
        self, camdens: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        boroughs = [BoroughFactory(number=number) for number in range(33)]
        flag = renewal(sorted({borough.pk: borough for borough in boroughs}.values(), key=str))
        with django_assert_max_num_queries(12):
            page = text(camdens.get(flag.get_absolute_url()))
        assert "The dates of 33 boroughs." in page
        assert "Westminster" in page


def test_the_ranking_page_shows_the_weights_and_their_sum(camdens: Client) -> None:
    page = text(camdens.get(reverse("ranking")))
    assert "How flags are ranked" in page
    assert "<strong>120</strong>" in page


def test_the_home_panel_has_the_boroughs_highest_flags(
    officer: Person, camden: Borough, hackney: Borough, sutton: Borough
) -> None:
    renewal([hackney, sutton], score=99)
    for score in range(6):
        renewal([camden, hackney], score=score)
    shown = top_flags(officer, camden, TODAY)
    assert [item.flag.score for item in shown] == [5, 4, 3, 2, 1]
