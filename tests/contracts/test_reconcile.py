"""The same contract by a notice, a register and by hand is one record; likely ones are asked about (R8)."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from contracts.actions import LinkedSupplier, Origin, import_register, record_contract
from contracts.actions.edit import edit_contract
from contracts.actions.joining import join_contracts, keys_to_contract, undo_joining
from contracts.actions.links import link_document, say_replaced
from contracts.actions.reconcile import look_for_same, say_different, say_same, undo_decision
from contracts.facts import ContractFacts, Key
from contracts.models import (
    Contract,
    ContractKey,
    ContractLink,
    ContractPair,
    ExtensionOption,
    Import,
    Joining,
    Replacement,
    SourceRecord,
    Suggestion,
)
from contracts.values import held
from suppliers.actions import Resolved
from suppliers.models import Supplier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    SuggestionFactory,
    SupplierFactory,
    contract_pair,
    make_timeline,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

HEAD = "Contract No.,Title of agreement,Supplier,Start date,End date,Value £\n"
ROW = "C1,Housing management system,Tideline Ltd,01/04/2022,31/03/2027,500000\n"


@pytest.fixture
def camden() -> Borough:
    borough: Borough = BoroughFactory(slug="camden")
    return borough


@pytest.fixture
def officer(camden: Borough) -> Person:
    person: Person = OfficerFactory(borough=camden)
    return person


@pytest.fixture
def tideline() -> Supplier:
    supplier: Supplier = SupplierFactory(name="Tideline Ltd", known_name="Tideline Ltd")
    return supplier


def notice(borough: Borough, supplier: Supplier, **changes: Any) -> Contract:
    """Record what a notice says."""
    facts: dict[str, Any] = {
        "key": Key("ocds", "ocds-h6vhtk-1|1"),
        "title": "Housing management system",
        "start_date": dt.date(2022, 4, 1),
        "end_date": dt.date(2027, 3, 31),
        "description": "Tenancies, rents and repairs.",
    }
    return record_contract(
        facts=ContractFacts(**{**facts, **changes}),
        boroughs=[borough],
        suppliers=[LinkedSupplier(Resolved(supplier, "A test."), supplier.name)],
        origin=Origin(Contract.Source.NOTICE, dt.date(2022, 3, 1)),
    ).contract


def upload(borough: Borough, folder: Path, rows: str = ROW) -> Import:
    """Import a register."""
    path = folder / "register.csv"
    path.write_text(HEAD + rows)
    return import_register(path=path, borough=borough)


def test_a_notice_and_a_register_come_to_one_record_with_both_keys(
    camden: Borough, tideline: Supplier, tmp_path: Path
) -> None:
    first = notice(camden, tideline)
    run = upload(camden, tmp_path)
    contract = Contract.objects.get()
    assert contract.pk == first.pk
    assert {key.scheme for key in contract.keys.all()} == {"ocds", "register"}
    assert (contract.value, contract.reference) == (Decimal(500_000), "C1")
    assert contract.description == "Tenancies, rents and repairs."
    assert contract.provenance["value"]["source"] == "upload"
    assert contract.provenance["description"]["source"] == "notice"
    assert run.counts["updated"] == 1
    assert SourceRecord.objects.get(run=run).contracts.get() == contract
    pair = ContractPair.objects.get()
    assert (pair.decision, pair.decided_by) == ("same", None)
    again = upload(camden, tmp_path)
    assert again.counts["repeated"] == 1
    assert Contract.objects.count() == 1
    changed = upload(camden, tmp_path, ROW.replace("500000", "600000"))
    assert changed.counts["updated"] == 1
    assert Contract.objects.get().value == Decimal(600_000)


def test_what_an_officer_recorded_by_hand_is_found_by_the_register_and_keeps_its_word(
    client: Client, camden: Borough, officer: Person, tideline: Supplier, tmp_path: Path
) -> None:
    client.force_login(officer)
    client.post(
        "/boroughs/camden/contracts/add/",
        {
            "title": "Housing management system",
            "start_date": "1 April 2022",
            "end_date": "31 March 2027",
            "value": "500000",
            "suppliers": "Tideline Ltd",
        },
    )
    upload(camden, tmp_path)
    contract = Contract.objects.get()
    assert contract.keys.get().value == "E09000007|C1"
    assert contract.provenance["value"]["source"] == "officer"
    assert contract.reference == "C1"
    upload(camden, tmp_path, ROW.replace("500000", "600000"))
    contract.refresh_from_db()
    assert contract.value == Decimal(500_000)
    assert Suggestion.objects.open().get().offered == "600000.00"


def test_a_likely_one_is_asked_about_and_the_answer_is_remembered(
    camden: Borough, officer: Person, tideline: Supplier, tmp_path: Path
) -> None:
    notice(camden, tideline, value=Decimal(900_000))
    upload(camden, tmp_path)
    pair = ContractPair.objects.get()
    assert pair.decision == "undecided"
    assert pair.reason == "They have the same title, supplier, start and end. They differ in value."
    say_different(pair=pair, by=officer)
    with pytest.raises(Refused, match="Undo that first"):
        say_same(pair=pair, kept=pair.left_id, by=officer)
    assert look_for_same(borough=camden) == 0
    upload(camden, tmp_path, ROW.replace("500000", "510000"))
    assert ContractPair.objects.undecided().count() == 0
    assert Contract.objects.count() == 2
    undo_decision(pair=pair, by=officer)
    assert ContractPair.objects.undecided().count() == 1


def test_renewals_lots_and_rows_of_one_file_stay_apart(
    camden: Borough, tideline: Supplier, tmp_path: Path
) -> None:
    notice(camden, tideline, start_date=dt.date(2017, 4, 1), end_date=dt.date(2022, 3, 31))
    upload(
        camden,
        tmp_path,
        ROW + ROW.replace("C1", "C2").replace("system", "system lot 2") + ROW.replace("C1", "C3"),
    )
    assert Contract.objects.count() == 4
    assert not Joining.objects.exists()


def everything(contract: Contract) -> dict[str, Any]:
    """Return what a record has, to compare it with what it has later."""
    contract = Contract.objects.get(pk=contract.pk)
    columns = {
        one.name: getattr(contract, one.attname)
        for one in Contract._meta.concrete_fields
        if one.name not in {"changed", "search"}
    }
    rows = {
        "boroughs": list(contract.borough_links.values_list("borough", "is_lead")),
        "suppliers": list(contract.supplier_links.values_list("pk", "supplier", "name_as_written")),
        "options": list(contract.options.values_list("pk", "number", "months", "used_on")),
        "keys": list(contract.keys.values_list("pk", "value")),
        "records": list(contract.source_records.values_list("pk", flat=True)),
        "links": list(contract.links.values_list("pk", "url")),
        "replaces": list(contract.replaces.values_list("pk", "predecessor")),
        "suggestions": list(contract.suggestions.values_list("pk", "field", "state")),
    }
    return {**columns, **rows}


def test_joining_moves_everything_and_undoing_puts_everything_back(
    client: Client, camden: Borough, officer: Person
) -> None:
    kept, gone = (ContractFactory(boroughs=[camden], options=[12, 24]) for _ in range(2))
    other, earlier = ContractFactory(boroughs=[camden]), ContractFactory(boroughs=[camden])
    edit_contract(contract=kept, changes={"value": "1000.00"}, by=officer)
    edit_contract(contract=gone, changes={"end_date": "2028-06-30", "product_text": "Mosaic"}, by=officer)
    for contract, number in ((kept, 1), (gone, 2)):
        ContractKey.objects.create(contract=contract, scheme="register", value=f"E09000007|{number}")
        run = Import.objects.create(kind="register", label="A register")
        record = SourceRecord.objects.create(run=run, key=str(number), digest="1", raw={}, outcome="created")
        record.contracts.add(contract)
        link_document(
            contract=contract,
            kind="decision",
            label="Report",
            url="https://a.example/1",
            is_public=True,
            by=officer,
        )
        say_replaced(successor=contract, predecessor=earlier, by=officer)
    say_replaced(successor=other, predecessor=gone, by=officer)
    SuggestionFactory(contract=gone, field="title", held="A", offered="B")
    before = everything(kept), everything(gone)
    joining = join_contracts(kept=kept, gone=gone, by=officer, reason="A test.")
    kept.refresh_from_db()
    assert (kept.value, kept.end_date, kept.product_text) == (Decimal(1000), dt.date(2028, 6, 30), "Mosaic")
    assert kept.maximum_end_date == dt.date(2031, 6, 30)
    assert not Contract.objects.filter(pk=gone.pk).exists()
    assert (kept.keys.count(), kept.source_records.count(), kept.links.count()) == (2, 2, 1)
    assert Replacement.objects.get(successor=other).predecessor == kept
    assert kept.suggestions.get().field == "title"
    assert client.get(f"/register/{gone.pk}/").headers["Location"] == f"/register/{kept.pk}/"
    undo_joining(joining=joining, by=officer)
    for contract, known in zip((kept, gone), before, strict=True):
        now = everything(contract)
        assert {name for name in known if now[name] != known[name]} == set()
    with pytest.raises(Refused, match="own before"):
        undo_joining(joining=joining, by=officer)


def test_both_contracts_timelines_outlive_their_joining(camden: Borough, officer: Person) -> None:
    kept, gone = (ContractFactory(boroughs=[camden]) for _ in range(2))
    mine, theirs = (make_timeline(borough=camden, contract=contract) for contract in (kept, gone))
    stages = list(theirs.stages.values_list("pk", "planned_start"))
    joining = join_contracts(kept=kept, gone=gone, by=officer, reason="A test.")
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.contract_id, theirs.contract_id) == (kept.pk, None)
    assert list(theirs.stages.values_list("pk", "planned_start")) == stages
    undo_joining(joining=joining, by=officer)
    theirs.refresh_from_db()
    assert theirs.contract_id == gone.pk


def test_what_came_since_stays_when_a_joining_is_undone(camden: Borough, officer: Person) -> None:
    kept, gone = (ContractFactory(boroughs=[camden], value=value) for value in (None, Decimal(5000)))
    joining = join_contracts(kept=kept, gone=gone, by=None, reason="A test.")
    kept.refresh_from_db()
    assert kept.value == Decimal(5000)
    edit_contract(contract=kept, changes={"value": "7000.00"}, by=officer)
    undo_joining(joining=joining, by=officer)
    kept.refresh_from_db()
    assert kept.value == Decimal(7000)
    assert Contract.objects.get(pk=gone.pk).value == Decimal(5000)


@pytest.mark.parametrize("stays", [True, False])
def test_lists_of_which_an_officer_spoke_since_stay_when_a_joining_is_undone(
    camden: Borough, officer: Person, stays: bool
) -> None:
    first, second, third = (SupplierFactory() for _ in range(3))
    kept, gone = (
        ContractFactory(
            boroughs=[camden],
            suppliers=[supplier],
            options_known=source == "upload",
            provenance={name: {"source": source, "at": "2026-01-01"} for name in ("suppliers", "options")},
        )
        for supplier, source in ((first, "notice"), (second, "upload"))
    )
    for number, months in enumerate((12, 24), start=1):
        ExtensionOption.objects.create(contract=gone, number=number, months=months)
    joining = join_contracts(kept=kept, gone=gone, by=officer, reason="A test.")
    named = [second.pk, third.pk] if stays else [third.pk]
    edit_contract(contract=kept, changes={"options": [[36, None, False]]}, suppliers=named, by=officer)
    back = undo_joining(joining=joining, by=officer)
    now = Contract.objects.get(pk=kept.pk)
    assert (held(now, "suppliers"), held(now, "options")) == (sorted(named), [[36, None, False]])
    assert (held(back, "suppliers"), held(back, "options")) == (
        [second.pk],
        [[12, None, False], [24, None, False]],
    )


def test_a_later_joining_is_undone_first(camden: Borough, officer: Person) -> None:
    one, two, three = (ContractFactory(boroughs=[camden]) for _ in range(3))
    first = join_contracts(kept=two, gone=one, by=officer, reason="A test.")
    second = join_contracts(kept=three, gone=two, by=officer, reason="A test.")
    with pytest.raises(Refused, match="First undo"):
        undo_joining(joining=first, by=officer)
    undo_joining(joining=second, by=officer)
    undo_joining(joining=first, by=officer)
    assert Contract.objects.count() == 3


def test_records_of_different_boroughs_or_kinds_are_not_joined(camden: Borough, officer: Person) -> None:
    mine = ContractFactory(boroughs=[camden])
    for other in (ContractFactory(), ContractFactory(boroughs=[camden], is_demonstration=True), mine):
        with pytest.raises(Refused):
            join_contracts(kept=mine, gone=other, by=officer, reason="A test.")


def test_joint_contracts_keep_all_boroughs_and_one_lead(camden: Borough, officer: Person) -> None:
    hackney = BoroughFactory(slug="hackney")
    kept = ContractFactory(boroughs=[camden])
    gone = ContractFactory(boroughs=[hackney, camden])
    joining = join_contracts(kept=kept, gone=gone, by=officer, reason="A test.")
    kept.refresh_from_db()
    assert kept.borough_ids == [camden.pk, hackney.pk]
    back = undo_joining(joining=joining, by=officer)
    assert back.borough_ids == [hackney.pk, camden.pk]


def test_an_officer_answers_on_the_page_and_makes_them_two_again(
    client: Client, camden: Borough, officer: Person
) -> None:
    left, right = (
        ContractFactory(boroughs=[camden], title=title) for title in ("Permits", "Permits, parking")
    )
    pair = contract_pair(left, right)
    client.force_login(officer)
    assert "1 pair of records that may be one contract" in text_of(client.get("/my-borough/"))
    assert "Another record looks like this contract." in text_of(client.get(f"/register/{left.pk}/"))
    page = client.get(f"/register/same/{pair.pk}/")
    assert "Permits, parking" in text_of(page)
    page = client.post(f"/register/same/{pair.pk}/", {"answer": right.pk}, follow=True)
    assert "They are one record now." in text_of(page)
    joining = Joining.objects.get()
    assert "Make them two again" in text_of(client.get("/boroughs/camden/same/"))
    page = client.post(f"/register/joined/{joining.pk}/undo/", follow=True)
    assert "“Permits” is a record of its own again." in text_of(page)
    assert client.get(f"/register/joined/{joining.pk}/undo/").status_code == 404
    assert ContractPair.objects.undecided().get() == pair


def test_what_the_hub_joined_and_an_officer_parted_is_not_joined_again(
    camden: Borough, officer: Person, tideline: Supplier, tmp_path: Path
) -> None:
    notice(camden, tideline)
    upload(camden, tmp_path)
    undo_decision(pair=ContractPair.objects.get(), by=officer)
    assert ContractPair.objects.get().decision == "different"
    upload(camden, tmp_path, ROW.replace("500000", "600000"))
    assert Contract.objects.count() == 2
    assert sorted(Contract.objects.values_list("value", flat=True), key=str) == [Decimal(600_000), None]


def test_questions_about_a_record_that_is_gone_wait_until_it_is_back(
    camden: Borough, officer: Person
) -> None:
    one, two, three = (ContractFactory(boroughs=[camden]) for _ in range(3))
    contract_pair(one, three)
    joining = join_contracts(kept=two, gone=one, by=officer, reason="A test.")
    assert not ContractPair.objects.undecided().of_borough(camden).exists()
    undo_joining(joining=joining, by=officer)
    assert ContractPair.objects.undecided().of_borough(camden).count() == 1


def test_nothing_that_hangs_on_a_contract_is_lost() -> None:
    """Every key to a contract, of whichever app, moves with it or is named here with the reason."""
    stays = {"contracts.ContractPair"}  # questions outlive the records: their ids stay
    moving = {model._meta.label for model, _ in keys_to_contract()}
    every = {
        relation.related_model._meta.label
        for relation in _relations()
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    }
    history = {label for label in every if label.endswith("Event")}
    assert every - history - stays == moving
    assert {ExtensionOption._meta.label, ContractLink._meta.label} <= moving


def _relations() -> list[Any]:
    found: list[Any] = Contract._meta.get_fields(include_hidden=True)
    return found
