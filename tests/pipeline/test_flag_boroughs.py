"""The flag job on the database: what it stores, keeps, changes and ends (R4)."""

import datetime as dt
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from boroughs.models import Borough
from contracts.actions import derive
from contracts.models import Contract
from pipeline.actions import flag_boroughs
from pipeline.evidence import subjects_of_contracts
from pipeline.flags import total
from pipeline.models import Flag, FlagBorough, FlagRun
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def route() -> None:
    default_route(days=182)


@pytest.fixture
def boroughs() -> dict[str, Borough]:
    return {slug: BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington")}


def contract(borough: Borough, **fields: Any) -> Contract:
    fields.setdefault("service_area", ServiceAreaFactory(code="HSG-HMS", name="Housing management system"))
    return ContractFactory(boroughs=[borough], **fields)


def change(one: Contract, **fields: Any) -> None:
    one.maximum_end_date = None
    for name, value in fields.items():
        setattr(one, name, value)
    one.save()
    derive([one])


def live(kind: str) -> list[Flag]:
    return list(Flag.objects.filter(kind=kind, expired=None))


def everything_said() -> list[object]:
    flags = Flag.objects.order_by("id").values_list()
    parts = FlagBorough.objects.order_by("id").values_list()
    return [*flags, *parts]


def test_a_shared_supplier_and_a_renewal_window_are_flagged(boroughs: dict[str, Borough]) -> None:
    supplier = SupplierFactory(name="Brightwater Systems Ltd")
    theirs = contract(boroughs["camden"], suppliers=[supplier], end_date=dt.date(2027, 3, 31))
    ours = contract(boroughs["hackney"], suppliers=[supplier], end_date=dt.date(2027, 5, 31))

    run = flag_boroughs(on=TODAY)

    (shared,) = live("shared_supplier")
    (window,) = live("renewal_window")
    assert shared.supplier == supplier
    assert shared.sentence.startswith("Camden and Hackney both buy from Brightwater Systems Ltd.")
    assert window.sentence.startswith(
        "Camden and Hackney could replace their housing management systems together on 31 March 2027."
    )
    assert window.start_on == dt.date(2027, 3, 31)
    assert window.common_dates is not None
    assert window.common_dates.upper == dt.date(2027, 4, 1)
    assert window.decide_by == dt.date(2026, 9, 30)
    assert window.value == total([theirs.annual_value, ours.annual_value])
    assert [part.contract_ids for part in window.borough_links.order_by("borough__name")] == [
        [theirs.pk],
        [ours.pk],
    ]
    assert run.finished is not None
    assert run.failures == []
    assert run.counts["renewal_window"]["new"] == 1


def test_a_second_run_changes_nothing(boroughs: dict[str, Borough]) -> None:
    supplier = SupplierFactory()
    for borough in boroughs.values():
        contract(borough, suppliers=[supplier])
    flag_boroughs(on=TODAY)
    before = everything_said()

    run = flag_boroughs(on=TODAY)

    assert everything_said() == before
    assert Flag.pgh_event_model.objects.count() == 2  # type: ignore[attr-defined]
    assert run.counts["shared_supplier"] == {"found": 1, "new": 0, "changed": 0, "expired": 0, "rescored": 0}


def test_the_next_day_changes_nothing_that_a_reader_would_notice(boroughs: dict[str, Borough]) -> None:
    for borough in boroughs.values():
        contract(borough)
    flag_boroughs(on=TODAY)
    before = everything_said()

    flag_boroughs(on=TODAY + dt.timedelta(days=1))

    assert everything_said() == before


def test_a_flag_keeps_its_identity_when_a_borough_joins(boroughs: dict[str, Borough]) -> None:
    contract(boroughs["camden"])
    contract(boroughs["hackney"])
    flag_boroughs(on=TODAY)
    (before,) = live("renewal_window")

    contract(boroughs["islington"])
    flag_boroughs(on=TODAY)

    (after,) = live("renewal_window")
    assert after.pk == before.pk
    assert after.first_seen == before.first_seen
    assert after.changed > before.changed
    assert after.borough_count == 3
    assert after.sentence.startswith("Camden, Hackney and Islington could")


def test_a_borough_that_leaves_is_taken_out(boroughs: dict[str, Borough]) -> None:
    contracts = [contract(borough) for borough in boroughs.values()]
    flag_boroughs(on=TODAY)
    rows = {part.borough_id: part.pk for part in FlagBorough.objects.filter(flag__kind="renewal_window")}

    change(contracts[0], end_date=dt.date(2024, 1, 1))
    flag_boroughs(on=TODAY)

    (flag,) = live("renewal_window")
    left = {part.borough_id: part.pk for part in flag.borough_links.all()}
    assert left == {pk: row for pk, row in rows.items() if pk != boroughs["camden"].pk}


def test_a_flag_expires_when_nothing_is_shared_any_more_and_keeps_what_it_said(
    boroughs: dict[str, Borough],
) -> None:
    first = contract(boroughs["camden"])
    contract(boroughs["hackney"])
    flag_boroughs(on=TODAY)
    (flag,) = live("renewal_window")

    change(first, end_date=dt.date(2031, 1, 1))
    flag_boroughs(on=TODAY)

    assert live("renewal_window") == []
    flag.refresh_from_db()
    assert flag.expired is not None
    assert flag.borough_links.count() == 2


@pytest.mark.parametrize(
    "left_out",
    [
        {"end_date": dt.date(2024, 3, 31)},  # closed in the past
        {"end_date": None},  # no window
        {"end_date": dt.date(2031, 3, 31)},  # decided beyond the horizon
    ],
)
def test_what_is_left_out_of_renewal_windows(
    boroughs: dict[str, Borough], left_out: dict[str, dt.date | None]
) -> None:
    for borough in boroughs.values():
        contract(borough, **left_out)

    flag_boroughs(on=TODAY)

    assert live("renewal_window") == []


def test_areas_that_are_switched_off_give_no_renewal_windows(boroughs: dict[str, Borough]) -> None:
    area = ServiceAreaFactory(flagged=False)
    for borough in boroughs.values():
        contract(borough, service_area=area)

    flag_boroughs(on=TODAY)

    assert live("renewal_window") == []


@pytest.mark.parametrize(
    ("fields", "flagged"),
    [
        ({"end_date": None, "start_date": dt.date(2022, 1, 1)}, True),
        ({"end_date": None, "start_date": dt.date(2020, 1, 1)}, False),  # long ago, end not known
        ({"end_date": None, "start_date": None, "confirmed_on": dt.date(2023, 3, 23)}, True),
        ({"end_date": None, "start_date": None, "confirmed_on": dt.date(2020, 3, 23)}, False),
        ({"end_date": None, "start_date": None, "confirmed_on": None}, False),  # nothing says that it runs
        ({"end_date": dt.date(2025, 1, 1)}, False),  # ended
        ({"end_date": dt.date(2031, 3, 31)}, True),  # far off, and still the same supplier
        ({"service_area": None}, False),  # nobody has said what it is for
    ],
)
def test_which_contracts_share_a_supplier(
    boroughs: dict[str, Borough], fields: dict[str, Any], flagged: bool
) -> None:
    supplier = SupplierFactory()
    for borough in boroughs.values():
        contract(borough, suppliers=[supplier], **fields)

    flag_boroughs(on=TODAY)

    assert bool(live("shared_supplier")) is flagged


def test_care_and_works_give_no_shared_supplier_unless_the_setting_says_so(
    boroughs: dict[str, Borough],
) -> None:
    area, supplier = ServiceAreaFactory(technology="no", flagged=False), SupplierFactory()
    for borough in boroughs.values():
        contract(borough, suppliers=[supplier], service_area=area)

    flag_boroughs(on=TODAY)
    assert live("shared_supplier") == []

    with override_settings(FLAG_SUPPLIER_TECHNOLOGY=["yes", "part", "no"]):
        flag_boroughs(on=TODAY)
    assert len(live("shared_supplier")) == 1


def test_a_place_on_a_large_framework_is_not_shared(boroughs: dict[str, Borough]) -> None:
    many = [SupplierFactory() for _ in range(4)]
    for borough in boroughs.values():
        contract(borough, suppliers=many)

    with override_settings(FLAG_MOST_SUPPLIERS=3):
        flag_boroughs(on=TODAY)

    assert live("shared_supplier") == []


def test_a_second_contract_for_one_product_is_listed(boroughs: dict[str, Borough]) -> None:
    supplier, product = SupplierFactory(), ProductFactory()
    large = contract(boroughs["camden"], suppliers=[supplier], product=product, value=Decimal(900_000))
    small = contract(boroughs["camden"], suppliers=[supplier], product=product)
    contract(boroughs["hackney"], suppliers=[supplier], product=product)

    flag_boroughs(on=TODAY)

    (flag,) = live("shared_supplier")
    part = flag.borough_links.get(borough=boroughs["camden"])
    assert (part.contract_ids, part.listed_contract_ids) == ([large.pk], [small.pk])
    assert flag.value == total(
        [large.annual_value, small.annual_value]
    )  # the small one and Hackney's cost the same


def test_demonstration_contracts_never_share_a_flag_with_real_ones(boroughs: dict[str, Borough]) -> None:
    supplier = SupplierFactory()
    for borough in boroughs.values():
        contract(borough, suppliers=[supplier])
        contract(borough, suppliers=[supplier], is_demonstration=True)

    flag_boroughs(on=TODAY)

    for kind in ("shared_supplier", "renewal_window"):
        assert {flag.is_demonstration for flag in live(kind)} == {True, False}
    for part in FlagBorough.objects.select_related("flag"):
        used = Contract.objects.filter(pk__in=part.contract_ids)
        assert {one.is_demonstration for one in used} == {part.flag.is_demonstration}


def test_a_subject_that_fails_is_noted_and_the_others_go_on(
    boroughs: dict[str, Borough], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ServiceAreaFactory(name="Broken")
    for borough in boroughs.values():
        contract(borough)
        contract(borough, service_area=broken)
    flag_boroughs(on=TODAY)
    kept = Flag.objects.get(service_area=broken)

    def failing(finding: Any, names: Any, on: dt.date) -> list[str]:
        if names.subject == "Broken":
            raise ValueError("no words for it")
        return ["Because."]

    monkeypatch.setattr("pipeline.actions.reasons", failing)
    run = flag_boroughs(on=TODAY)

    assert run.failures == [
        {"kind": "renewal_window", "subject": broken.pk, "reason": "ValueError: no words for it"}
    ]
    kept.refresh_from_db()
    assert kept.expired is None
    assert [flag.reasons for flag in live("renewal_window") if flag != kept] == [["Because."]]


def test_a_flag_that_the_database_refuses_is_noted_and_the_others_are_stored(
    boroughs: dict[str, Borough],
) -> None:
    too_dear, other = SupplierFactory(), SupplierFactory()
    for borough in boroughs.values():
        contract(borough, suppliers=[other])
        for _ in range(40):  # together over a hundred million millions a year
            contract(borough, suppliers=[too_dear], service_area=_not_flagged())
    Contract.objects.filter(suppliers=too_dear).update(annual_value=Decimal("999999999999.99"))

    run = flag_boroughs(on=TODAY)

    assert [flag.supplier for flag in live("shared_supplier")] == [other]
    assert [(failure["kind"], failure["subject"]) for failure in run.failures] == [
        ("shared_supplier", too_dear.pk)
    ]


def _not_flagged() -> Any:
    return ServiceAreaFactory(code="HSG-OFF", flagged=False)


def test_looking_at_what_changed_says_the_same_as_looking_at_everything(
    boroughs: dict[str, Borough],
) -> None:
    supplier, area = SupplierFactory(), ServiceAreaFactory()
    contracts = [contract(borough, suppliers=[supplier]) for borough in boroughs.values()]
    moved = contract(boroughs["camden"], service_area=area)
    contract(boroughs["hackney"], service_area=area)
    flag_boroughs(on=TODAY)

    change(contracts[0], end_date=dt.date(2027, 2, 1))
    change(moved, service_area=contracts[0].service_area)
    gone = contracts[1].pk
    contracts[1].delete()
    touched = [contracts[0].pk, moved.pk, gone]
    flag_boroughs(on=TODAY, subjects=subjects_of_contracts(touched, TODAY))
    after_part = everything_said()
    run = flag_boroughs(on=TODAY)

    assert everything_said() == after_part
    assert all(counts["new"] + counts["changed"] + counts["expired"] == 0 for counts in run.counts.values())
    assert [flag.borough_count for flag in live("shared_supplier")] == [2]


def test_contracts_that_touch_no_subject_cost_nothing() -> None:
    run = flag_boroughs(on=TODAY, subjects=subjects_of_contracts([12345], TODAY))

    assert run.counts == {}


def test_the_command_says_what_it_did(boroughs: dict[str, Borough]) -> None:
    for borough in boroughs.values():
        contract(borough)
    out = StringIO()

    call_command("flag_boroughs", "--on", "2026-06-01", stdout=out)

    assert "renewal window: 1 found, 1 new, 0 changed, 0 expired" in out.getvalue()
    assert FlagRun.objects.count() == 1


def test_the_command_says_what_to_do_without_a_default_route() -> None:
    default_route().delete()

    with pytest.raises(CommandError, match="load_reference"):
        call_command("flag_boroughs")
