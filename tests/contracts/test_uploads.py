"""A register goes from a file to the hub and back: tried out, mended, imported, undone."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from boroughs.models import Borough
from boroughs.refusals import Refused
from contracts.actions import LinkedSupplier, Origin, record_contract
from contracts.actions.links import link_document
from contracts.actions.uploads import (
    apply_upload,
    choose_columns,
    lay_aside,
    mend_rows,
    opening_layouts,
    tidy_uploads,
    undo_upload,
)
from contracts.actions.uploads.undoing import not_undone
from contracts.actions.uploads.writing import missing_from
from contracts.facts import ContractFacts, Key
from contracts.models import Contract, Import, Joining, RegisterForm, SourceRecord, Upload
from contracts.uploads.comparing import visible
from suppliers.actions import Resolved
from tests.contracts.uploading import (
    HEAD,
    NEXT_REGISTER,
    REGISTER,
    begun,
    imported,
    settled,
    undone,
    uploaded,
    uploaded_file,
)
from tests.factories import ContractFactory, OfficerFactory, SupplierFactory, make_timeline

Outcome = SourceRecord.Outcome


@pytest.fixture
def camden(reference: None) -> Borough:
    """The borough whose register it is."""
    return Borough.objects.get(slug="camden")


def outcomes(upload: Upload) -> dict[str, int]:
    """Return the rows by outcome, those that occurred."""
    return {name: upload.counts[name] for name in Outcome.values if upload.counts[name]}


def contracts_of(upload: Upload) -> dict[str, int]:
    """Return the contracts by outcome, those that occurred."""
    return {name: number for name, number in upload.counts["contracts"].items() if number}


def state(borough: Borough) -> list[tuple[Any, ...]]:
    """Return the register of a borough without ids and moments."""
    rows = Contract.objects.of_borough(borough).order_by("reference", "title")
    return [
        (
            *(row.reference, row.title, row.value, row.start_date, row.end_date, row.maximum_end_date),
            *(row.supplier_text, row.confirmed_on, row.annual_value, row.window, row.options.count()),
        )
        for row in rows
    ]


def said(contract: Contract) -> dict[str, Any]:
    """Return what a contract's values rest on, what the hub works out by itself left out."""
    return {name: on for name, on in contract.provenance.items() if on["source"] != "rules"}


def test_trying_out_changes_nothing_and_says_what_the_import_then_does(camden: Borough) -> None:
    upload = uploaded(camden, REGISTER)
    assert upload.state == "checked"
    assert not Contract.objects.exists()
    assert not SourceRecord.objects.exists()
    assert not Import.objects.exists()
    before = (outcomes(upload), contracts_of(upload))
    assert before == ({"created": 4, "skipped": 1, "unreadable": 1}, {"created": 3})
    apply_upload(upload=upload, by=None)
    settled(upload)
    assert (outcomes(upload), contracts_of(upload)) == before
    assert upload.state == "applied"
    assert upload.counts["read"] == sum(before[0].values()) == 6
    assert Contract.objects.count() == 3
    assert Contract.objects.get(reference="C1").value == Decimal(500000)


def test_the_import_keeps_the_books_that_other_imports_keep(camden: Borough) -> None:
    run = imported(camden, REGISTER).run
    assert run is not None
    assert run.counts["read"] == 6 == SourceRecord.objects.filter(run=run).count()
    assert (run.counts["created"], run.counts["skipped"], run.counts["unreadable"]) == (4, 1, 1)
    assert run.state == "failed"


def test_the_same_file_again_changes_nothing(camden: Borough) -> None:
    imported(camden, REGISTER)
    before = state(camden)
    again = imported(camden, REGISTER)
    assert outcomes(again) == {"repeated": 4, "skipped": 1, "unreadable": 1}
    assert state(camden) == before
    assert again.counts["missing"] == 0


def test_a_later_file_shows_old_and_new_field_by_field(camden: Borough) -> None:
    imported(camden, REGISTER)
    upload = uploaded(camden, NEXT_REGISTER)
    assert contracts_of(upload) == {"created": 1, "updated": 1, "repeated": 1}
    changed = upload.contracts.get(outcome="updated")
    told = {one["field"]: (one["old"], one["new"]) for one in visible(changed.changes)}
    assert told == {
        "end_date": ("2027-03-31", "2028-03-31"),
        "value": ("500000.00", "600000.00"),
    }
    assert [one.reference for one in missing_from(upload)] == ["C2"]
    assert upload.counts["missing"] == 1
    assert Contract.objects.get(reference="C1").end_date == dt.date(2027, 3, 31)


def test_an_officers_word_stays_and_the_preview_says_so(camden: Borough) -> None:
    imported(camden, REGISTER)
    record_contract(
        facts=ContractFacts(
            key=Key("register", f"{camden.gss}|C1"),
            title="Housing management",
            end_date=dt.date(2030, 3, 31),
        ),
        boroughs=[camden],
        suppliers=[],
        origin=Origin(Contract.Source.OFFICER, timezone.localdate()),
        by=OfficerFactory(borough=camden),
    )
    upload = uploaded(camden, NEXT_REGISTER)
    item = upload.contracts.get(outcome="updated")
    assert [one["field"] for one in visible(item.changes)] == ["value"]
    ends = next(one for one in item.standing if one["field"] == "end_date")
    assert (ends["held"], ends["said"], ends["source"]) == ("2030-03-31", "2028-03-31", "officer")
    assert upload.counts["standing"] == 1


def recorded_by_hand(camden: Borough) -> Contract:
    """Record the first contract of the register by hand, with more than the register says of it."""
    contract = record_contract(
        facts=ContractFacts(
            key=Key("officer", "1"),
            title="Housing management",
            description="Tenancies and rents.",
            start_date=dt.date(2022, 4, 1),
            end_date=dt.date(2027, 3, 31),
            value=Decimal(500_000),
            notice_days=90,
        ),
        boroughs=[camden, Borough.objects.get(slug="hackney")],
        suppliers=[
            LinkedSupplier(Resolved(SupplierFactory(name=name), ""), name)
            for name in ("Tideline Ltd", "Partner Ltd")
        ],
        origin=Origin(Contract.Source.OFFICER, timezone.localdate()),
        by=OfficerFactory(borough=camden),
    ).contract
    assert contract.supplier_links.count() == 2
    return contract


def test_what_was_recorded_by_hand_stays_when_its_register_comes_and_goes(camden: Borough) -> None:
    contract = recorded_by_hand(camden)
    before = state(camden)
    upload = uploaded(camden, REGISTER)
    item = upload.contracts.get(contract=contract)
    assert [one["field"] for one in visible(item.changes)] == ["reference", "options"]
    apply_upload(upload=upload, by=None)
    upload = settled(upload)
    assert [one.field for one in contract.suggestions.open()] == ["suppliers"]
    undone(upload)
    assert upload.state == "undone"
    assert upload.counts["undone"] == {"removed": 2, "restored": 1, "partly": 0, "kept": 0}
    assert state(camden) == before
    contract.refresh_from_db()
    assert (contract.description, contract.notice_days) == ("Tenancies and rents.", 90)
    assert list(contract.keys.values_list("value", flat=True)) == ["1"]
    assert not contract.suggestions.open().exists()
    again = imported(camden, REGISTER)
    assert again.contracts.get(contract=contract).outcome == "updated"
    assert Contract.objects.of_borough(camden).count() == 3


def test_a_file_that_goes_back_on_a_later_one_is_the_newest_word(camden: Borough) -> None:
    imported(camden, REGISTER)
    imported(camden, NEXT_REGISTER)
    back = imported(camden, REGISTER)
    assert contracts_of(back)["updated"] == 1
    assert Contract.objects.get(reference="C1").end_date == dt.date(2027, 3, 31)


def test_unreadable_rows_are_kept_mended_and_tried_again(camden: Borough) -> None:
    upload = uploaded(camden, REGISTER)
    row = upload.rows.get(outcome="unreadable")
    assert row.reason == "It has no title."
    assert mend_rows(upload=upload, cells={row.pk: {0: "C9", 1: "Gully cleaning"}}) == 1
    settled(upload)
    assert outcomes(upload) == {"created": 5, "skipped": 1}
    apply_upload(upload=upload, by=None)
    settled(upload)
    gullies = Contract.objects.get(reference="C9")
    assert (gullies.title, gullies.supplier_text) == ("Gully cleaning", "No Title Ltd")
    row.refresh_from_db()
    assert row.cells[:3] == ["", "", "No Title Ltd"]


def test_a_cell_that_is_no_date_is_said_and_can_be_mended(camden: Borough) -> None:
    upload = uploaded(camden, NEXT_REGISTER)
    assert upload.counts["remarked"] == 1
    row = upload.rows.exclude(reason="").get(part_of__isnull=False)
    assert "“end of the month” is not a whole date" in row.reason
    mend_rows(upload=upload, cells={row.pk: {4: "31/05/2029"}})
    settled(upload)
    assert upload.counts["remarked"] == 0


def test_writing_the_same_into_a_cell_checks_nothing_again(camden: Borough) -> None:
    upload = uploaded(camden, REGISTER)
    row = upload.rows.get(outcome="unreadable")
    assert mend_rows(upload=upload, cells={row.pk: {2: "No Title Ltd", 5: ""}}) == 0
    upload.refresh_from_db()
    assert upload.state == "checked"


def test_undoing_puts_everything_back(camden: Borough) -> None:
    imported(camden, REGISTER)
    before = state(camden)
    upload = undone(imported(camden, NEXT_REGISTER))
    assert upload.state == "undone"
    assert state(camden) == before
    assert upload.counts["undone"] == {"removed": 1, "restored": 2, "partly": 0, "kept": 0}
    first = Upload.objects.earliest("pk")
    undone(first)
    assert not Contract.objects.exists()


def test_what_somebody_touched_since_is_left_and_said(camden: Borough) -> None:
    imported(camden, REGISTER)
    upload = imported(camden, NEXT_REGISTER)
    officer = Origin(Contract.Source.OFFICER, timezone.localdate())
    for reference, value in (("C1", Decimal(650000)), ("C4", Decimal(13000))):
        contract = Contract.objects.get(reference=reference)
        record_contract(
            facts=ContractFacts(
                key=Key("register", f"{camden.gss}|{reference}"), title=contract.title, value=value
            ),
            boroughs=[camden],
            suppliers=[],
            origin=officer,
        )
    undone(upload)
    assert upload.counts["undone"] == {"removed": 0, "restored": 1, "partly": 1, "kept": 1}
    housing = Contract.objects.get(reference="C1")
    assert (housing.value, housing.end_date) == (Decimal(650000), dt.date(2027, 3, 31))
    assert Contract.objects.filter(reference="C4").exists()
    reasons = [item.undone_reason for item in not_undone(upload)]
    assert "about total value" in reasons[0]
    assert "something newer" in reasons[1]


def test_what_a_timeline_replaces_is_left_on_the_register(camden: Borough) -> None:
    upload = imported(camden, REGISTER)
    contract = Contract.objects.earliest("pk")
    timeline = make_timeline(borough=camden, contract=contract)
    undone(upload)
    timeline.refresh_from_db()
    assert timeline.contract == contract == Contract.objects.get()
    assert [item.undone_reason for item in not_undone(upload)] == ["Something else in the hub refers to it."]


@pytest.mark.parametrize("value", [None, Decimal(500_000)])
def test_what_was_found_to_be_on_the_register_is_parted_again(camden: Borough, value: Decimal | None) -> None:
    tideline = SupplierFactory(name="Tideline Ltd", known_name="Tideline Ltd")
    record_contract(
        facts=ContractFacts(
            key=Key("ocds", "ocds-h6vhtk-1|1"),
            title="Housing management system",
            reference="C1",
            start_date=dt.date(2022, 4, 1),
            end_date=dt.date(2027, 3, 31),
            notice_days=90,
            value=value,
        ),
        boroughs=[camden],
        suppliers=[LinkedSupplier(Resolved(tideline, "A test."), "Tideline Ltd")],
        origin=Origin(Contract.Source.NOTICE, dt.date(2022, 3, 1)),
    )
    before = (state(camden), said(Contract.objects.get()))
    rows = HEAD + "C1,Housing management system,Tideline Ltd,01/04/2022,31/03/2027,500000,\n"
    upload = imported(camden, rows)
    assert Joining.objects.filter(undone_at__isnull=True).exists()
    changes = [(one["field"], one["old"], one["new"]) for one in visible(upload.contracts.get().changes)]
    assert changes == ([] if value else [("value", None, "500000.00")])
    undone(upload)
    assert upload.state == "undone"
    assert upload.counts["undone"]["kept"] == upload.counts["undone"]["partly"] == 0
    assert (state(camden), said(Contract.objects.get())) == before
    assert contracts_of(imported(camden, rows)) == contracts_of(upload)


def test_a_new_contract_on_which_somebody_hung_a_document_is_left(camden: Borough) -> None:
    upload = imported(camden, REGISTER)
    contract = Contract.objects.get(reference="C1")
    link_document(
        contract=contract,
        kind="decision",
        label="Report",
        url="https://camden.example/report",
        is_public=False,
        by=OfficerFactory(borough=camden),
    )
    undone(upload)
    assert upload.counts["undone"] == {"removed": 2, "restored": 0, "partly": 0, "kept": 1}
    assert contract.links.count() == 1
    assert not_undone(upload).get().undone_reason == "Something else in the hub refers to it."


def test_an_undone_file_can_be_imported_again(camden: Borough) -> None:
    undone(imported(camden, REGISTER))
    again = imported(camden, REGISTER)
    assert contracts_of(again) == {"created": 3}
    assert Contract.objects.count() == 3
    undone(again)
    assert not Contract.objects.exists()
    assert SourceRecord.objects.count() == 6, "whatever arrived is kept"


def test_a_reference_of_several_contracts_is_said(camden: Borough) -> None:
    rows = "D1,Tree care,One Ltd,01/04/2022,31/03/2027,,\nD1,Hedge care,Two Ltd,01/04/2022,31/03/2027,,\n"
    upload = uploaded(camden, HEAD + rows + "D2,Paths,One Ltd,,,,\n")
    assert (upload.counts["shared"], contracts_of(upload)) == (["D1"], {"created": 3})


def test_columns_that_were_put_right_are_remembered_for_the_next_file(camden: Borough) -> None:
    text = "Ref,Sache,Who,Starts,Ends\nX1,Street lights,Lumen Ltd,2024-04-01,2027-03-31\n"
    upload = begun(camden, text)
    _, layout, is_read = opening_layouts(upload)[0]
    assert is_read
    assert "title" not in layout.fields
    with pytest.raises(Refused, match="titles of the contracts"):
        choose_columns(upload=upload, layouts=[layout], by=None)
    fields = ("reference", "title", "supplier", "start", "end")
    choose_columns(upload=upload, layouts=[type(layout)(layout.sheet, 1, layout.headings, fields)], by=None)
    settled(upload)
    assert contracts_of(upload) == {"created": 1}
    later = begun(camden, text.replace("Ref,Sache", " ref , SACHE").replace("X1", "X2"))
    assert opening_layouts(later)[0][1].fields == fields
    assert RegisterForm.objects.count() == 1
    elsewhere = begun(Borough.objects.get(slug="hackney"), text)
    assert opening_layouts(elsewhere)[0][1].fields != fields


def test_pieces_come_to_the_same_as_one(camden: Borough, settings: Any) -> None:
    imported(camden, REGISTER)
    imported(camden, NEXT_REGISTER)
    whole = state(camden)
    for model in (Contract, SourceRecord, Upload, Import):
        model._default_manager.all().delete()
    settings.UPLOAD_AT_ONCE = 1
    imported(camden, REGISTER)
    assert contracts_of(imported(camden, NEXT_REGISTER)) == {"created": 1, "updated": 1, "repeated": 1}
    assert state(camden) == whole


def test_the_file_is_kept_until_it_is_imported_or_laid_aside(camden: Borough) -> None:
    kept, aside = uploaded(camden, REGISTER), uploaded(camden, REGISTER)
    paths = [Path(one.file.path) for one in (kept, aside)]
    assert all(path.read_bytes() == REGISTER.encode() for path in paths)
    lay_aside(upload=aside)
    aside.refresh_from_db()
    assert (aside.state, aside.file.name, aside.rows.count()) == ("laid_aside", "", 0)
    with pytest.raises(Refused):
        apply_upload(upload=aside, by=None)


def test_nothing_is_imported_or_undone_twice(camden: Borough) -> None:
    upload = imported(camden, REGISTER)
    with pytest.raises(Refused):
        apply_upload(upload=upload, by=None)
    undone(upload)
    with pytest.raises(Refused):
        undo_upload(upload=upload)


def test_a_file_that_turns_out_to_have_no_rows_says_so(camden: Borough) -> None:
    upload = uploaded(camden, HEAD)
    assert upload.state == "failed"
    assert "no rows below its headings" in upload.problem


def test_too_many_rows_are_refused_with_what_to_do(camden: Borough, settings: Any) -> None:
    settings.UPLOAD_MOST_ROWS = 3
    upload = uploaded(camden, REGISTER)
    assert upload.state == "failed"
    assert "more than 3 rows: divide it" in upload.problem
    assert not upload.rows.exists()


def test_what_nobody_goes_on_with_is_laid_aside_and_old_rows_are_forgotten(camden: Borough) -> None:
    waiting, done = uploaded(camden, REGISTER), imported(camden, REGISTER)
    later = timezone.now() + dt.timedelta(days=200)
    assert {"laid aside": 1, "forgotten": 1}.items() <= tidy_uploads(now=later).items()
    assert {"laid aside": 0, "forgotten": 0}.items() <= tidy_uploads(now=later).items()
    waiting.refresh_from_db()
    assert waiting.state == "laid_aside"
    done.refresh_from_db()
    assert (done.state, done.rows.count(), done.counts["read"]) == ("applied", 0, 6)
    assert Contract.objects.count() == 3


def test_a_contract_of_another_source_is_not_missing(camden: Borough) -> None:
    ContractFactory(boroughs=[camden])
    assert uploaded(camden, REGISTER).counts["missing"] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "registers/london/barking_and_dagenham.ods",
        "registers/london/redbridge_register.xlsx",
        "registers/london/croydon_contract_register.xlsx",
        "registers/london/city_of_london_contracts.txt",
        "registers/london/Islington-Council-Contracts-Register.csv",
        "registers/london/WF Contracts Register (final v2).csv",
    ],
)
def test_registers_load_end_to_end_and_their_sums_match(
    name: str, reference: None, shared_data: Path
) -> None:
    path = shared_data / name
    slugs = {"barking": "barking-and-dagenham", "city": "city-of-london", "WF": "waltham-forest"}
    start = path.name.split("_")[0].split("-")[0].split(" ")[0]
    borough = Borough.objects.get(slug=slugs.get(start, start.lower()))
    upload = uploaded_file(borough, path)
    assert upload.state == "checked", upload.problem
    counted = outcomes(upload)
    apply_upload(upload=upload, by=None)
    settled(upload)
    assert outcomes(upload) == counted
    assert sum(counted.values()) == upload.counts["read"] == upload.rows.count()
    assert counted.get("unreadable", 0) == 0
    assert Contract.objects.count() == upload.counts["contracts"]["created"] > 0
    undone(upload)
    assert not Contract.objects.exists()


def test_links_to_suppliers_come_back_with_their_words(camden: Borough) -> None:
    imported(camden, REGISTER)
    other = REGISTER.replace("Tideline Ltd", "Marlbrook Ltd")
    upload = imported(camden, other)
    housing = Contract.objects.get(reference="C1")
    assert housing.supplier_text == "Marlbrook Ltd"
    undone(upload)
    housing.refresh_from_db()
    assert housing.supplier_text == "Tideline Ltd"
