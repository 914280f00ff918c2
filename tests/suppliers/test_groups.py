"""Who owned a supplier in the end, on a day: dated, one owner at a time, never in a circle (R10)."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from suppliers.groups import Link, groups_on, makes_a_circle, owners_on
from suppliers.models import Ownership, Supplier
from tests.factories import SupplierFactory

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
    closes = any(in_a_circle(owners_on([*known, new], on), new.supplier) for on in every_day)
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
