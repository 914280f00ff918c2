"""Who owned a supplier in the end, on a day: dated, one owner at a time, never in a circle (R10)."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from pipeline.actions import flag_boroughs
from pipeline.evidence import subjects_of_contracts
from pipeline.models import Flag
from suppliers.actions import load_ownership
from suppliers.groups import Link, groups_on, makes_a_circle, owners_on
from suppliers.models import Ownership, Supplier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)
from tests.pages import text_of

SOURCE = "https://example.org/news"
DAY = dt.date(2020, 1, 1)


def day(number: int | None) -> dt.date | None:
    return None if number is None else DAY + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("links", "on", "groups"),
    [
        ([], 0, {}),
        ([Link(1, 2)], 0, {1: 2}),
        ([Link(1, 2), Link(2, 3)], 0, {1: 3, 2: 3}),
        ([Link(1, 2, day(5))], 4, {}),
        ([Link(1, 2, day(5))], 5, {1: 2}),
        ([Link(1, 2, None, day(5))], 4, {1: 2}),
        ([Link(1, 2, None, day(5))], 5, {}),
        ([Link(1, 2, None, day(5)), Link(1, 3, day(5))], 5, {1: 3}),
        ([Link(1, 2), Link(1, 3, day(5), day(9))], 4, {1: 2}),
        ([Link(1, 2), Link(1, 3, day(5), day(9))], 5, {1: 3}),
        ([Link(1, 2), Link(1, 3, day(5), day(9))], 9, {1: 2}),
        ([Link(3, 4), Link(4, 3)], 0, {3: 3, 4: 3}),
        ([Link(1, 3), Link(3, 4), Link(4, 3)], 0, {1: 3, 3: 3, 4: 3}),
    ],
)
def test_the_group_is_the_ultimate_owner_of_the_day(
    links: list[Link], on: int, groups: dict[int, int]
) -> None:
    assert groups_on(links, DAY + dt.timedelta(days=on)) == groups


@st.composite
def links(draw: st.DrawFn) -> Link:
    supplier, owner = draw(st.lists(st.integers(1, 4), min_size=2, max_size=2, unique=True))
    begin = draw(st.none() | st.integers(0, 8))
    end = draw(st.none() | st.integers((begin or 0) + 1, 10))
    return Link(supplier, owner, day(begin), day(end))


def in_a_circle(owners: dict[int, int], one: int) -> bool:
    seen = []
    at = owners.get(one)
    while at is not None and at not in seen:
        seen.append(at)
        at = owners.get(at)
    return one in seen


@given(st.lists(links(), max_size=6), links())
def test_a_circle_is_seen_on_whatever_day_it_closes(known: list[Link], new: Link) -> None:
    every_day = [DAY + dt.timedelta(days=number) for number in range(-2, 13)]
    closes = any(
        in_a_circle(owners_on([*known, new], on), new.supplier) for on in every_day if new.covers(on)
    )
    assert makes_a_circle(known, new) == closes


@pytest.mark.django_db
class TestOwnership:
    """What the database and the form's checks refuse, and what the queryset answers."""

    def owned(
        self, supplier: Supplier, owner: Supplier, *days: int | None, kind: str = "acquired"
    ) -> Ownership:
        begin, end = [*days, None, None][:2]
        return Ownership(
            supplier=supplier,
            owner=owner,
            kind=kind,
            source_url=SOURCE,
            valid_from=day(begin),
            valid_to=day(end),
        )

    def test_no_two_owners_at_a_time(self) -> None:
        supplier, first, second = SupplierFactory.create_batch(3)
        self.owned(supplier, first, 0, 10).save()
        self.owned(supplier, second, 10).save()
        clash = self.owned(supplier, first, 20, 30)
        with pytest.raises(ValidationError, match="another owner on some of these days"):
            clash.full_clean()
        with pytest.raises(IntegrityError, match="one_owner_at_a_time"), transaction.atomic():
            clash.save()
        self.owned(supplier, first, kind="offer").save()
        self.owned(supplier, first).save()
        with pytest.raises(IntegrityError, match="one_owner_without_dates"), transaction.atomic():
            self.owned(supplier, second).save()

    def test_a_source_is_needed(self) -> None:
        supplier, owner = SupplierFactory.create_batch(2)
        unsourced = Ownership(supplier=supplier, owner=owner, kind="acquired")
        with pytest.raises(ValidationError, match="Give the address of the page"):
            unsourced.full_clean()

    def test_a_circle_is_refused(self) -> None:
        first, second, third = SupplierFactory.create_batch(3)
        self.owned(first, second, 0).save()
        self.owned(second, third).save()
        self.owned(third, first, -9, 0).full_clean()  # before the first belonged to the second
        with pytest.raises(ValidationError, match="belongs to the supplier itself"):
            self.owned(third, first, 5).full_clean()

    def test_the_queryset_adds_the_group_of_the_day(self) -> None:
        first, second, third = SupplierFactory.create_batch(3)
        self.owned(first, second, 0).save()
        self.owned(second, third, 5).save()
        self.owned(third, first, kind="offer").save()

        def groups(on: int) -> dict[int, int]:
            suppliers: Any = Supplier.objects.with_group_on(DAY + dt.timedelta(days=on))
            return {supplier.pk: supplier.group_id for supplier in suppliers}

        assert groups(-1) == {one.pk: one.pk for one in (first, second, third)}
        assert groups(4) == {first.pk: second.pk, second.pk: second.pk, third.pk: third.pk}
        assert groups(5) == {first.pk: third.pk, second.pk: third.pk, third.pk: third.pk}


@pytest.mark.django_db
class TestReferenceData:
    """The ownerships that come with the hub."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """Two rows about suppliers that do not exist."""
        rows = [
            "supplier,owner,kind,valid_from,valid_to,date_note,source",
            "Tideline,Oakhaven,acquired,,,by 2019,https://example.org/tideline",
            "Larkfield,Oakhaven plc,acquired,2020-04-01,,,https://example.org/larkfield",
        ]
        (tmp_path / "ownership.csv").write_text("\n".join(rows), encoding="utf-8")
        return tmp_path

    def test_every_row_is_recorded_with_its_source(self) -> None:
        recorded = load_ownership()["owners of suppliers"]
        assert recorded == Ownership.objects.count() > 20
        assert not Ownership.objects.filter(source_url="").exists()
        liquidlogic = Ownership.objects.get(supplier__name="Liquidlogic")
        assert (liquidlogic.owner.name, liquidlogic.valid_from) == ("System C", dt.date(2009, 7, 16))

    def test_loading_twice_changes_nothing_and_keeps_what_staff_edited(self, folder: Path) -> None:
        assert load_ownership(folder) == {"owners of suppliers": 2}
        assert Supplier.objects.count() == 3
        edited = Ownership.objects.get(supplier__name="Tideline")
        edited.valid_from, edited.owner = dt.date(2018, 2, 11), SupplierFactory()
        edited.save()
        before = set(Ownership.objects.values_list()), set(Supplier.objects.values_list())
        assert load_ownership(folder) == {"owners of suppliers": 2}
        assert before == (set(Ownership.objects.values_list()), set(Supplier.objects.values_list()))

    def test_a_row_that_contradicts_staff_is_left_out(self, folder: Path) -> None:
        supplier, owner = SupplierFactory(name="Tideline"), SupplierFactory()
        Ownership.objects.create(supplier=supplier, owner=owner, kind="owned", source_url=SOURCE)
        assert load_ownership(folder) == {"owners of suppliers": 1}
        assert supplier.ownerships.get().owner == owner

    def test_an_offer_makes_no_group_and_what_is_undated_is_said_to_be(self, client: Client) -> None:
        load_ownership()
        idox = Supplier.objects.get(name="Idox")
        page = text_of(client.get(idox.get_absolute_url()))
        assert "It is the ultimate owner of its group." in page
        assert "offer made by Long Path, recommended cash acquisition of 28 October 2025" in page
        assert "acquired by Idox, in February 2008." in page
        assert "acquired by Idox, since 26 July 2016." in page


@pytest.mark.django_db
def test_the_page_shows_the_whole_tree_and_the_past(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    top, middle, here, once = (SupplierFactory(name=name) for name in ("Top", "Middle", "Here", "Once"))
    said = {"kind": "acquired", "source_url": SOURCE}
    Ownership.objects.create(supplier=middle, owner=top, date_note="by 2019", **said)
    Ownership.objects.create(supplier=here, owner=middle, valid_from=dt.date(2020, 4, 1), **said)
    Ownership.objects.create(supplier=here, owner=once, valid_to=dt.date(2020, 4, 1), **said)
    for _ in range(15):
        Ownership.objects.create(supplier=SupplierFactory(), owner=middle, **said)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(here.get_absolute_url()))
    assert "Its ultimate owner is Top." in page
    assert "acquired by Top, by 2019." in page
    assert "acquired by Middle, since 1 April 2020." in page
    assert "acquired by Once, until 31 March 2020." in page


@pytest.mark.django_db
def test_boroughs_that_buy_from_one_group_share_a_supplier(client: Client) -> None:
    default_route()
    top, first, second = (SupplierFactory(name=name) for name in ("Top Group", "First Ltd", "Second Ltd"))
    said = {"kind": "acquired", "source_url": SOURCE}
    Ownership.objects.create(supplier=first, owner=top, **said)
    sold = Ownership.objects.create(supplier=second, owner=top, **said)
    today = timezone.localdate()
    camden, hackney, brent = (BoroughFactory(slug=slug) for slug in ("camden", "hackney", "brent"))
    area, later = ServiceAreaFactory(), ServiceAreaFactory()
    days = {"start_date": today - dt.timedelta(days=400), "end_date": today + dt.timedelta(days=400)}
    ContractFactory(boroughs=[camden], suppliers=[first, second], service_area=area, **days)
    theirs = ContractFactory(boroughs=[hackney], suppliers=[second], service_area=later, **days)
    ContractFactory(
        boroughs=[brent], suppliers=[first], service_area=None, start_date=None, end_date=dt.date(2019, 1, 1)
    )

    flag_boroughs(on=today)
    flag = Flag.objects.live().get(kind="shared_supplier")
    assert flag.supplier == top
    assert "both buy from Top Group or companies of its group" in flag.sentence
    assert any("with Second Ltd" in reason for reason in flag.reasons)
    assert [len(link.contract_ids) for link in flag.borough_links.all()] == [1, 1]
    assert Flag.objects.visible_to(OfficerFactory(borough=brent)).filter(pk=flag.pk).exists()
    outsider = OfficerFactory(borough=BoroughFactory(slug="islington"))
    assert not Flag.objects.visible_to(outsider).filter(pk=flag.pk).exists()

    flag_boroughs(on=today, subjects=subjects_of_contracts([theirs.pk], today))
    again = Flag.objects.live().get(kind="shared_supplier")
    assert (again.pk, again.changed) == (flag.pk, flag.changed)

    sold.delete()
    flag_boroughs(on=today)
    shared = Flag.objects.live().get(kind="shared_supplier")
    assert (shared.supplier, shared.sentence.split(" both")[0]) == (second, "Camden and Hackney")
