"""Two suppliers become one and two again: nothing is lost, nothing doubled (R10)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.test import Client
from django.urls import reverse

from boroughs import following
from boroughs.history import recorded_as
from boroughs.models import Person
from contracts.models import Contract
from pipeline.models import Flag
from suppliers.actions import MergeRefused, NumbersDiffer, merge_suppliers, undo_merge
from suppliers.models import (
    IdentifierConflict,
    Merge,
    Ownership,
    Product,
    Supplier,
    SupplierIdentifier,
    SupplierName,
    SupplierPair,
)
from suppliers.referring import all_references
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    FlagFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    SupplierFactory,
)
from tests.pages import text_of

#: What is asked for once a merge is committed.
FOLLOWING = ["pipeline.flag_boroughs", "contracts.refresh_landscape"]

OURS = [name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
#: Keys to a supplier that no merge moves, and why.
STAYS = {
    "suppliers.Supplier.merged_into": "what the merge itself says",
    "suppliers.Merge.kept": "what a merge says stays true of its time",
    "suppliers.Merge.gone": "what a merge says stays true of its time",
}


def keys_to_suppliers() -> set[str]:
    """Return the labels of all keys that may hold a supplier, but for those of the history."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in OURS or hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey) and field.related_model is Supplier:
                found.add(f"{model._meta.label}.{field.name}")
        for generic in model._meta.private_fields:
            if isinstance(generic, GenericForeignKey):
                found.add(f"{model._meta.label}.{generic.fk_field}")
    return found


def test_every_key_to_a_supplier_moves_or_says_why_it_stays() -> None:
    moving = {f"{one.label}.{name}" for one in all_references() for name in one.names}
    assert keys_to_suppliers() == moving | STAYS.keys(), "See suppliers/referring.py."
    assert not moving & STAYS.keys()


def number(supplier: Supplier, value: str) -> SupplierIdentifier:
    return SupplierIdentifier.objects.create(supplier=supplier, scheme="GB-COH", value=value, source="test")


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of what refers to suppliers, and the suppliers, to compare before and after."""
    referring = {one.model for one in all_references()} | {Supplier, Contract}
    return {
        model._meta.label: sorted(
            model._default_manager.values_list(
                *(f.attname for f in model._meta.concrete_fields if f.attname not in {"changed", "search"})
            )
        )
        for model in referring
    }


@pytest.fixture
def pair(db: None) -> tuple[Supplier, Supplier]:
    """Two suppliers with something of everything, some of it the same."""
    kept, gone = SupplierFactory(name="Tideline Ltd"), SupplierFactory(name="Tidelines Limited")
    third = SupplierFactory(name="Oakhaven Ltd")
    number(gone, "04161207")
    for supplier in (kept, gone):
        SupplierName.objects.create(
            supplier=supplier, name="TIDELINE", normalised="tideline", source="test", reason="A test."
        )
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    ContractFactory(title="Both", boroughs=[camden], suppliers=[kept, gone])
    ContractFactory(title="One", boroughs=[hackney], suppliers=[gone])
    ContractFactory(title="Other", boroughs=[hackney], suppliers=[kept])
    ProductFactory(name="Tidewise", supplier=gone)
    both, one = OfficerFactory(borough=camden), OfficerFactory(borough=hackney)
    for person, supplier in ((both, kept), (both, gone), (one, gone)):
        following.follow(person=person, target=supplier)
    SupplierPair.objects.create(left=kept, right=gone, score=0.9, reason="Alike.")
    SupplierPair.objects.create(left=gone, right=third, score=0.5, reason="Alike.")
    Ownership.objects.create(
        supplier=gone, owner=third, kind="acquired", source_url="https://example.org/news"
    )
    FlagFactory(supplier=gone, boroughs=[camden, hackney])
    IdentifierConflict.objects.create(
        kind="another_number", name="TIDELINE", supplier=gone, other=third, sentence="A test.", source="test"
    )
    return kept, gone


def merged(pair: tuple[Supplier, Supplier], by: Person | None = None) -> Merge:
    return merge_suppliers(kept=pair[0], gone=pair[1], by=by, reason="The same company.")


def test_everything_moves_and_nothing_is_doubled(pair: tuple[Supplier, Supplier]) -> None:
    kept, gone = pair
    merged(pair)
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert set(Supplier.objects.standing().values_list("name", flat=True)) == {"Tideline Ltd", "Oakhaven Ltd"}
    assert sorted(kept.names.values_list("name", flat=True)) == [
        "TIDELINE",
        "Tideline Ltd",
        "Tidelines Limited",
    ]
    assert kept.identifiers.get().value == "04161207"
    assert kept.products.get().name == "Tidewise"
    assert sorted(kept.contracts.values_list("title", flat=True)) == ["Both", "One", "Other"]
    assert not gone.contracts.exists()
    assert Contract.objects.get(title="Both").supplier_text == "Tideline Ltd"
    assert Contract.objects.get(title="One").supplier_text == "Tidelines Limited"
    assert len(following.followers(kept)) == 2
    assert kept.ownerships.get().owner.name == "Oakhaven Ltd"
    assert Flag.objects.get().supplier == kept
    waiting = SupplierPair.objects.waiting().get()
    assert {waiting.left, waiting.right} == {kept, Supplier.objects.get(name="Oakhaven Ltd")}


def test_undoing_puts_back_exactly_what_was_moved(pair: tuple[Supplier, Supplier]) -> None:
    before = everything()
    merge = merged(pair)
    during = everything()
    assert during != before
    somebody = PersonFactory(is_staff=True)
    undo_merge(merge=merge, by=somebody)
    assert everything() == before
    merge.refresh_from_db()
    assert merge.undone_by == somebody
    merged(pair)
    assert everything() == during


def test_what_came_since_stays_and_what_was_changed_since_is_left(pair: tuple[Supplier, Supplier]) -> None:
    kept, gone = pair
    merge = merged(pair)
    third = Supplier.objects.get(name="Oakhaven Ltd")
    ContractFactory(title="New", suppliers=[kept])
    Product.objects.filter(name="Tidewise").update(supplier=third)
    Contract.objects.get(title="Both").supplier_links.update(supplier=third)
    undo_merge(merge=merge, by=None)
    assert set(kept.contracts.values_list("title", flat=True)) == {"New", "Other"}
    assert Product.objects.get().supplier == third
    assert list(Contract.objects.get(title="Both").suppliers.all()) == [third]
    assert gone.identifiers.count() == 1


def test_the_history_of_both_tells_it(pair: tuple[Supplier, Supplier], client: Client) -> None:
    kept, gone = pair
    staff = PersonFactory(is_staff=True)
    client.force_login(staff)
    with recorded_as(user=staff.pk):
        merged(pair, by=staff)
    page = text_of(client.get(reverse("supplier_history", args=[kept.slug])))
    assert "Tidelines Limited" in page
    page = text_of(client.get(reverse("supplier_history", args=[gone.slug])))
    assert f"{staff}" in page
    assert "merged into" in page.lower()
    assert kept.name in page


def test_flags_are_asked_for_on_commit(
    pair: tuple[Supplier, Supplier],
    asked: list[str],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        merge = merged(pair)
        assert asked == []
    assert asked == FOLLOWING
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        undo_merge(merge=merge, by=None)
    assert asked == FOLLOWING * 2


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that were sent."""
    sent: list[str] = []
    monkeypatch.setattr("boroughs.background._send", lambda task, ids, queue: sent.append(task))
    return sent


@pytest.mark.django_db
class TestRefusals:
    """Who is not merged, and which merge is not undone."""

    def test_two_company_numbers_need_a_person_who_was_told(self) -> None:
        kept, gone = SupplierFactory(name="Tideline Ltd"), SupplierFactory(name="Tideline UK Ltd")
        number(kept, "04161207")
        number(gone, "07416120")
        staff = PersonFactory(is_staff=True)
        told = "Tideline Ltd 04161207, Tideline UK Ltd 07416120"
        with pytest.raises(NumbersDiffer, match=told):
            merge_suppliers(kept=kept, gone=gone, by=staff, reason="x")
        with pytest.raises(NumbersDiffer, match=told):
            merge_suppliers(kept=kept, gone=gone, by=None, reason="x", despite_numbers=True)
        merge_suppliers(kept=kept, gone=gone, by=staff, reason="x", despite_numbers=True)
        assert kept.identifiers.count() == 2

    def test_nobody_is_merged_with_itself_twice_or_with_the_fictional(self) -> None:
        one, two, three = SupplierFactory.create_batch(3)
        made_up = SupplierFactory(is_demonstration=True)
        with pytest.raises(MergeRefused, match="one supplier already"):
            merge_suppliers(kept=one, gone=one, by=None, reason="x")
        with pytest.raises(MergeRefused, match="fictional"):
            merge_suppliers(kept=one, gone=made_up, by=None, reason="x")
        merge_suppliers(kept=one, gone=two, by=None, reason="x")
        for kept, gone in ((three, two), (two, three)):
            with pytest.raises(MergeRefused, match=f"{two.name} was merged into {one.name} already"):
                merge_suppliers(kept=kept, gone=gone, by=None, reason="x")

    def test_the_later_merge_is_undone_first(self) -> None:
        one, two, three, four = SupplierFactory.create_batch(4)
        first = merge_suppliers(kept=two, gone=one, by=None, reason="x")
        second = merge_suppliers(kept=two, gone=three, by=None, reason="x")
        third = merge_suppliers(kept=four, gone=two, by=None, reason="x")
        said = f"First undo that {two.name} was merged into {four.name}"
        for merge in (first, second):
            with pytest.raises(MergeRefused, match=said):
                undo_merge(merge=merge, by=None)
        undo_merge(merge=third, by=None)
        with pytest.raises(MergeRefused, match=f"First undo that {three.name}"):
            undo_merge(merge=first, by=None)
        undo_merge(merge=second, by=None)
        undo_merge(merge=first, by=None)
        with pytest.raises(MergeRefused, match="before"):
            undo_merge(merge=first, by=None)
        assert Supplier.objects.standing().count() == 4

    def test_an_ownership_that_would_be_a_circle_stays(self) -> None:
        kept, gone, third = SupplierFactory.create_batch(3)
        source = {"kind": "acquired", "source_url": "https://example.org/news"}
        Ownership.objects.create(supplier=kept, owner=third, **source)
        Ownership.objects.create(supplier=third, owner=gone, **source)
        Ownership.objects.create(supplier=gone, owner=kept, valid_to=dt.date(2020, 1, 1), **source)
        merge_suppliers(kept=kept, gone=gone, by=None, reason="x")
        assert set(Ownership.objects.values_list("supplier", "owner")) == {
            (kept.pk, third.pk),
            (third.pk, gone.pk),
            (gone.pk, kept.pk),
        }
