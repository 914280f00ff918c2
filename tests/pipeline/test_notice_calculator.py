"""Which notices of the Procurement Act 2023 a purchase needs, and by when: tables, properties, pages."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boroughs.calendar import is_working_day
from boroughs.models import ProcurementRoute
from boroughs.words import plain_date
from pipeline.models import NoticePeriod
from pipeline.notice_calculator import calculate
from pipeline.notice_rules import purchase_of, rules_on, written
from pipeline.notice_terms import (
    Answer,
    Figure,
    Kind,
    Length,
    Need,
    Purchase,
    Regime,
    Rules,
    Way,
)
from tests.factories import OfficerFactory, make_timeline
from tests.pages import text_of

TODAY = dt.date(2026, 11, 26)
RULES = Rules(
    {
        "goods-services": Figure(Decimal(207_720)),
        "works": Figure(Decimal(5_193_000)),
        "light-touch": Figure(Decimal(663_540)),
        "concession": Figure(Decimal(5_193_000)),
        "light-touch-concession": Figure(Decimal(5_372_609)),
        "below-threshold-notice": Figure(Decimal(30_000)),
        "pipeline-notice": Figure(Decimal(2_000_000)),
        "contract-published": Figure(Decimal(5_000_000)),
    },
    {
        "pipeline-notice": Length(56),
        "pipeline-horizon": Length(18, "months"),
        "planned-least": Length(40),
        "planned-most": Length(12, "months"),
        "tender-period": Length(25),
        "tender-period-planned": Length(10),
        "standstill": Length(8, "working_days"),
        "contract-details": Length(30),
        "contract-details-light-touch": Length(120),
    },
)
USUAL = Purchase(
    kind=Kind.GOODS_SERVICES,
    way=Way.COMPETITION,
    value=Decimal(500_000),
    with_vat=Decimal(600_000),
    published_on=dt.date(2027, 6, 1),
    bids_due=dt.date(2027, 7, 6),
    signed_on=dt.date(2027, 10, 1),
    engagement=True,
)


def ask(**changes: Any) -> Answer:
    """Return the answer for the usual purchase with some of it changed; VAT follows the value."""
    if "value" in changes and "with_vat" not in changes:
        value = changes["value"]
        changes["with_vat"] = value * Decimal("1.2") if value is not None else None
    return calculate(replace(USUAL, **changes), RULES, TODAY)


def needs(answer: Answer) -> dict[str, str]:
    return {one.code: one.need.name for one in answer.notices}


@pytest.mark.parametrize(
    ("kind", "with_vat", "regime"),
    [
        (Kind.GOODS_SERVICES, "207719.99", Regime.NOTIFIABLE),
        (Kind.GOODS_SERVICES, "207720", Regime.PUBLIC),
        (Kind.GOODS_SERVICES, "30000", Regime.NOTIFIABLE),
        (Kind.GOODS_SERVICES, "29999.99", Regime.BELOW),
        (Kind.WORKS, "5192999", Regime.NOTIFIABLE),
        (Kind.WORKS, "5193000", Regime.PUBLIC),
        (Kind.LIGHT_TOUCH, "663539", Regime.NOTIFIABLE),
        (Kind.LIGHT_TOUCH, "663540", Regime.PUBLIC),
        (Kind.CONCESSION, "5192999", Regime.BELOW),
        (Kind.CONCESSION, "5193000", Regime.PUBLIC),
        (Kind.LIGHT_TOUCH_CONCESSION, "5372608", Regime.BELOW),
    ],
)
def test_the_threshold_of_its_kind_decides(kind: Kind, with_vat: str, regime: Regime) -> None:
    assert ask(kind=kind, with_vat=Decimal(with_vat)).regime is regime


def test_a_value_that_is_not_known_is_no_zero() -> None:
    answer = ask(value=None)
    assert answer.regime is Regime.UNKNOWN
    assert needs(answer)["UK4"] == "REQUIRED"
    assert needs(answer)["UK1"] == "CONDITIONAL"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {},
            {
                "UK1": "OPTIONAL",
                "UK2": "REQUIRED",
                "UK3": "OPTIONAL",
                "UK4": "REQUIRED",
                "UK6": "REQUIRED",
                "UK7": "REQUIRED",
                "UK12": "CONDITIONAL",
            },
        ),
        (
            {"value": Decimal(3_000_000), "engagement": False},
            {
                "UK1": "REQUIRED",
                "UK2": "NOT_NEEDED",
                "UK3": "OPTIONAL",
                "UK4": "REQUIRED",
                "UK6": "REQUIRED",
                "UK7": "REQUIRED",
                "UK12": "CONDITIONAL",
            },
        ),
        (
            {"way": Way.FRAMEWORK, "value": Decimal(3_000_000)},
            {"UK1": "OPTIONAL", "UK6": "REQUIRED", "UK7": "REQUIRED"},
        ),
        (
            {"way": Way.DIRECT},
            {
                "UK1": "OPTIONAL",
                "UK5": "REQUIRED",
                "UK6": "REQUIRED",
                "UK7": "REQUIRED",
                "UK12": "CONDITIONAL",
            },
        ),
        (
            {"way": Way.DIRECT, "kind": Kind.LIGHT_TOUCH, "user_choice": True, "value": Decimal(600_000)},
            {
                "UK1": "OPTIONAL",
                "UK5": "NOT_NEEDED",
                "UK6": "NOT_NEEDED",
                "UK7": "CONDITIONAL",
                "UK12": "CONDITIONAL",
            },
        ),
        (  # Schedule 5, paragraph 15 is about light touch contracts: elsewhere no user chooses
            {"way": Way.DIRECT, "user_choice": True},
            {
                "UK1": "OPTIONAL",
                "UK5": "REQUIRED",
                "UK6": "REQUIRED",
                "UK7": "REQUIRED",
                "UK12": "CONDITIONAL",
            },
        ),
        ({"value": Decimal(100_000)}, {"UK4": "REQUIRED", "UK7": "REQUIRED"}),
        ({"value": Decimal(100_000), "advertised": False}, {"UK4": "NOT_NEEDED", "UK7": "REQUIRED"}),
        ({"value": Decimal(100_000), "way": Way.DIRECT}, {"UK4": "NOT_NEEDED", "UK7": "REQUIRED"}),
        ({"value": Decimal(20_000)}, {}),
    ],
)
def test_each_way_has_its_notices(changes: dict[str, Any], found: dict[str, str]) -> None:
    assert needs(ask(**changes)) == found


def test_the_days_follow_from_the_dates() -> None:
    by = {one.code: one.by for one in ask(value=Decimal(3_000_000)).notices}
    assert by == {
        "UK1": dt.date(2027, 5, 26),
        "UK2": dt.date(2027, 5, 31),
        "UK3": dt.date(2027, 4, 22),
        "UK4": dt.date(2027, 6, 1),
        "UK6": dt.date(2027, 9, 21),  # 21 to 30 September are eight working days
        "UK7": dt.date(2027, 10, 30),
        "UK12": None,
    }
    light = {one.code: one for one in ask(kind=Kind.LIGHT_TOUCH, value=Decimal(900_000)).notices}
    assert light["UK7"].by == dt.date(2028, 1, 28)
    assert light["UK6"].by == dt.date(2027, 9, 30)
    assert "25 days" not in light["UK4"].when


@pytest.mark.parametrize(
    ("published", "today", "by"),
    [
        (
            dt.date(2027, 6, 1),
            dt.date(2026, 5, 1),
            dt.date(2026, 5, 26),
        ),  # that of 2026 reaches so far
        (dt.date(2027, 6, 1), dt.date(2026, 6, 1), dt.date(2027, 5, 26)),
        (dt.date(2027, 12, 1), dt.date(2026, 5, 1), dt.date(2027, 5, 26)),
        (dt.date(2027, 3, 31), dt.date(2027, 1, 1), dt.date(2026, 5, 26)),  # past: the one that should have
    ],
)
def test_the_next_yearly_notice_that_names_it_counts(published: dt.date, today: dt.date, by: dt.date) -> None:
    purchase = replace(USUAL, published_on=published, value=Decimal(3_000_000), with_vat=Decimal(3_600_000))
    answer = calculate(purchase, RULES, today)
    assert next(one.by for one in answer.notices if one.code == "UK1") == by


@pytest.mark.parametrize(
    ("days", "words"),
    [(25, ""), (24, "shorter than 25 days"), (10, "shorter than 25 days"), (9, "usually allows")],
)
def test_a_tender_period_that_is_too_short_is_said(days: int, words: str) -> None:
    assert USUAL.published_on is not None
    warnings = " ".join(ask(bids_due=USUAL.published_on + dt.timedelta(days=days)).warnings)
    assert (words in warnings) if words else warnings == ""


def test_days_that_cannot_be_right_are_said() -> None:
    assert "before bids are due" in " ".join(ask(signed_on=dt.date(2027, 7, 6)).warnings)
    assert "before the Act" in " ".join(ask(published_on=dt.date(2025, 2, 23)).warnings)


def test_a_figure_that_nobody_recorded_is_not_guessed() -> None:
    answer = calculate(USUAL, Rules({}, {}), TODAY)
    assert answer.regime is Regime.UNKNOWN
    by = {one.code: one.by for one in answer.notices}
    assert (by["UK1"], by["UK3"], by["UK7"]) == (None, None, None)
    assert not any(word in one.when for one in answer.notices for word in ("25 days", "30 days", "8 working"))


DAYS = st.none() | st.dates(dt.date(2025, 3, 1), dt.date(2040, 1, 1))
PURCHASES = st.builds(
    Purchase,
    kind=st.sampled_from(Kind),
    way=st.sampled_from(Way),
    value=st.just(Decimal(1)),
    with_vat=st.none() | st.decimals(0, 10**9, places=2),
    published_on=DAYS,
    bids_due=DAYS,
    signed_on=DAYS,
    engagement=st.booleans(),
    advertised=st.booleans(),
    large_spender=st.booleans(),
    user_choice=st.booleans(),
)


@given(purchase=PURCHASES)
def test_what_is_said_holds_together(purchase: Purchase) -> None:
    answer = calculate(purchase, RULES, TODAY)
    codes = [one.code for one in answer.notices]
    assert len(set(codes)) == len(codes)
    assert all(one.why and one.section and one.law.endswith(one.section) for one in answer.notices)
    assert all(one.by is None for one in answer.notices if one.need is Need.NOT_NEEDED)
    by = {one.code: one.by for one in answer.notices if one.by}
    if purchase.signed_on:
        assert "UK6" not in by or by["UK6"] < purchase.signed_on
        assert "UK7" not in by or by["UK7"] > purchase.signed_on
    if purchase.published_on and "UK3" in by:
        assert (purchase.published_on - by["UK3"]).days == 40


@given(purchase=PURCHASES, more=st.decimals(0, 10**9, places=2))
def test_more_value_never_needs_fewer_notices(purchase: Purchase, more: Decimal) -> None:
    if purchase.with_vat is None:
        return
    less = {one.code for one in calculate(purchase, RULES, TODAY).required}
    large = replace(purchase, with_vat=purchase.with_vat + more)
    greater = {one.code for one in calculate(large, RULES, TODAY).required}
    # A direct award below the threshold has its details notice; a user's choice above may be exempt.
    assert less - greater <= ({"UK7"} if purchase.user_choice and purchase.way is Way.DIRECT else {"UK4"})
    if not (purchase.user_choice and purchase.way is Way.DIRECT):
        assert less <= greater


@given(signed=st.dates(dt.date(2025, 3, 1), dt.date(2040, 1, 1)))
def test_eight_working_days_lie_between_award_notice_and_contract(signed: dt.date) -> None:
    answer = calculate(replace(USUAL, signed_on=signed), RULES, TODAY)
    by = next(one.by for one in answer.notices if one.code == "UK6")
    assert by is not None
    stands_still = [by + dt.timedelta(days=number) for number in range((signed - by).days)]
    assert sum(is_working_day(day) for day in stands_still) == 8


@pytest.mark.django_db
class TestPages:
    """The calculator's page, and the table on a timeline."""

    @pytest.fixture(autouse=True)
    def figures(self) -> None:
        call_command("load_reference", verbosity=0)

    def test_the_figures_of_a_day_are_those_that_count_then(self) -> None:
        assert rules_on(dt.date(2025, 12, 31)).thresholds["goods-services"].amount == 214_904
        rules = rules_on(dt.date(2026, 1, 1))
        assert rules.thresholds["goods-services"].amount == 207_720
        assert rules.periods["standstill"] == Length(8, "working_days")
        assert rules_on(dt.date(2025, 2, 23)) == Rules({}, {})

    def test_staff_change_a_figure_and_loading_again_keeps_it(self) -> None:
        NoticePeriod.objects.filter(code="tender-period").update(length=26)
        call_command("load_reference", verbosity=0)
        assert NoticePeriod.objects.get(code="tender-period").length == 26
        assert all(one.source_url.startswith("https://") for one in NoticePeriod.objects.all())

    def test_anyone_works_it_out(self, client: Client) -> None:
        empty = text_of(client.get(reverse("notices")))
        assert "The least tender period" in empty
        question = {
            "kind": "goods-services",
            "way": "competition",
            "value": "£2,500,000",
            "engagement": "on",
            "published_on": "1 June 2027",
            "bids_due": "06/07/2027",
            "signed_on": "2027-10-01",
            "large_spender": "on",
        }
        said = text_of(client.get(reverse("notices"), question))
        assert "a public contract, so the Act applies in full" in said
        assert "UK6 Contract award notice required" in said
        assert "by 21 September 2027" in said
        assert "£207,720 including VAT" in said

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"value": "a lot"}, "Write pounds in figures, such as 250000."),
            ({"value": "-1"}, "Write pounds in figures, such as 250000."),
            ({"value": "9" * 30}, "Write an amount below 1,000 billion pounds."),
            ({"published_on": "soon"}, "Write a day such as 31 March 2027"),
            ({"published_on": "0001-01-01"}, "Write a day between 2000 and 2100."),
            ({"signed_on": "9999-12-31"}, "Write a day between 2000 and 2100."),
            ({"kind": "spaceships"}, "Choose one of the list."),
            ({"value": "NaN"}, "Write pounds in figures"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_kept(
        self, given: dict[str, str], said: str, client: Client
    ) -> None:
        page = client.get(reverse("notices"), {"kind": "works", "way": "direct", **given})
        assert said in text_of(page)
        (value,) = given.values()
        assert value in page.content.decode() or value == "spaceships"

    def test_days_in_the_wrong_order_are_said_at_their_fields(self, client: Client) -> None:
        question = {
            "kind": "goods-services",
            "way": "competition",
            "value": "500000",
            "published_on": "1 March 2027",
            "bids_due": "1 February 2027",
            "signed_on": "1 February 2027",
        }
        page = client.get(reverse("notices"), question)
        said = text_of(page)
        assert page.context["form"].errors.keys() == {"bids_due", "signed_on"}
        assert "Write a day after that of the notice." in said
        assert "-28 days" not in said

    def test_a_hint_stands_under_the_box_that_it_is_about(self, client: Client) -> None:
        page = client.get(reverse("notices")).content.decode()
        label, hint = page.index("It is advertised"), page.index("Matters below the threshold only.")
        following = page.index("The authority expects to pay")
        assert label < hint < following
        assert 'aria-describedby="id_advertised_hint"' in page
        assert page.count('id="id_advertised_hint"') == 1

    def test_a_timeline_says_what_it_needs_by_its_own_dates(self, client: Client) -> None:
        officer = OfficerFactory()
        plan = make_timeline(
            borough=officer.borough,
            route=ProcurementRoute.objects.get(code="open"),
            start_on=timezone.localdate() + dt.timedelta(days=700),
        )
        client.force_login(officer)
        page = client.get(plan.get_absolute_url())
        said = text_of(page)
        assert "UK2 Preliminary market engagement notice required" in said
        assert "UK4 Tender notice required" in said
        purchase = purchase_of(plan, plan.stages.all())
        same = client.get(reverse("notices"), written(purchase))
        assert "value=1200000&" in page.content.decode().replace("&amp;", "&")
        assert str(plain_date(purchase.bids_due)) in same.content.decode()
        answers = [one.context[name] for one, name in ((page, "notices"), (same, "answer"))]
        assert answers[0] == answers[1]
