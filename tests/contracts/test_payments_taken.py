"""Spend files are read, taken, corrected and undone, and no person's name stays anywhere (R11)."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough
from contracts.actions import payment_retention
from contracts.actions.payees import call_private, match_payees, settle_payee
from contracts.actions.payment_retention import tidy_payments
from contracts.actions.payments import (
    ask_to_take,
    discard_payments,
    fail_payments,
    resume_payments,
    take_payments,
    undo_payments,
)
from contracts.models import PaymentFile, PaymentPayee, PaymentPeriod, PaymentProblem, PaymentSum
from contracts.payments.spend_file import UnreadableSpendFile
from suppliers.actions import merge_suppliers, undo_merge
from suppliers.models import Supplier, SupplierIdentifier
from tests.contracts.spending import JUNE, line, paid_by, read_file, spend_file, take_file
from tests.factories import BoroughFactory, ContractFactory, SupplierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Borough:
    """The borough whose payments they are."""
    borough: Borough = BoroughFactory(slug="camden", name="Camden")
    return borough


def everything_stored() -> str:
    """Return all rows of all tables that payments touch, history included, as text."""
    models = [model for model in apps.get_models() if "payment" in model._meta.label.lower()]
    models += [model for model in apps.get_models() if model._meta.label.startswith("suppliers.")]
    return "".join(serializers.serialize("json", model._default_manager.all()) for model in models)


def test_payments_are_summed_by_payee_and_month_and_every_row_is_accounted_for(camden: Borough) -> None:
    file = take_file(camden, JUNE)
    assert file.state == "taken"
    assert {
        name: file.counts[name] for name in ("rows", "paid", "private", "total", "other", "unreadable")
    } == {
        "rows": 14,
        "paid": 5,
        "private": 3,
        "total": 1,
        "other": 4,
        "unreadable": 1,
    }
    assert paid_by(camden) == [
        ("", "2026-06", Decimal("2350.00")),
        ("Brightwater Housing Association", "2026-05", Decimal("700.00")),
        ("Kestrel Waste plc", "2026-06", Decimal("8000.00")),
        ("Tideline Systems Ltd", "2026-06", Decimal("15000.50")),
    ]
    technology = PaymentSum.objects.get(payee__name="Tideline Systems Ltd")
    assert (technology.lines, technology.technology_lines) == (2, 2)
    assert file.vat == "excluding"
    problem = PaymentProblem.objects.get()
    assert (problem.place, problem.payee) == ("row 13", "Fenbrook Ltd")
    assert "amount" in problem.reason


def test_no_name_of_a_person_is_stored_anywhere(camden: Borough) -> None:
    text = spend_file(
        line("Mr A Example", "01/06/2026", "700"),
        line("Jane Example", "01/06/2026", "no amount"),
        line("A EXAMPLE PERSON", "soon", "800"),
        line("Tideline Ltd", "03/06/2026", "900"),
        line("Kestrel Ltd", "03/06/2026", "900"),
    )
    read_file(camden, text)
    assert "xample" not in everything_stored().lower(), "before it is taken"
    take_file(camden, text)
    assert "xample" not in everything_stored().lower()
    assert PaymentProblem.objects.count() == 2


def test_the_same_file_twice_changes_nothing(camden: Borough) -> None:
    first = take_file(camden, JUNE)
    before = everything_stored()
    again = take_file(camden, JUNE)
    take_payments(file_id=first.pk)
    assert again == first
    assert everything_stored() == before
    assert not ask_to_take(file=first)


def test_the_same_file_of_another_borough_is_another_one(camden: Borough) -> None:
    hackney = BoroughFactory(slug="hackney")
    assert take_file(camden, JUNE) != take_file(hackney, JUNE)
    assert len(paid_by(hackney)) == 4


def test_a_corrected_file_takes_the_place_of_its_month_and_undoing_it_gives_the_month_back(
    camden: Borough,
) -> None:
    may = spend_file(line("Tideline Ltd", "01/05/2026", "100"), line("Kestrel Ltd", "01/05/2026", "200"))
    june = spend_file(line("Tideline Ltd", "01/06/2026", "100"), line("Kestrel Ltd", "02/06/2026", "200"))
    take_file(camden, may)
    first = take_file(camden, june)
    before = paid_by(camden)
    second = take_file(camden, june.replace("200", "250"))
    assert paid_by(camden) == [
        ("Kestrel Ltd", "2026-05", Decimal("200.00")),
        ("Kestrel Ltd", "2026-06", Decimal("250.00")),
        ("Tideline Ltd", "2026-05", Decimal("100.00")),
        ("Tideline Ltd", "2026-06", Decimal("100.00")),
    ]
    assert undo_payments(file=second)
    assert paid_by(camden) == before
    assert not undo_payments(file=second), "a second time there is nothing to undo"
    assert undo_payments(file=first)
    assert [month for _, month, _ in paid_by(camden)] == ["2026-05", "2026-05"]
    assert take_file(camden, june).state == "taken", "what was undone can be given again"
    assert paid_by(camden) == before


def test_late_payments_of_another_month_do_not_take_that_months_place(camden: Borough) -> None:
    take_file(camden, spend_file(*(line("Tideline Ltd", f"0{day}/05/2026", "100") for day in range(1, 6))))
    june = [line("Tideline Ltd", f"0{day}/06/2026", "10") for day in range(1, 6)]
    take_file(camden, spend_file(line("Tideline Ltd", "31/05/2026", "7"), *june))
    by_month = PaymentSum.objects.counting().by_month()
    assert [row["total"] for row in by_month] == [Decimal("507.00"), Decimal("50.00")]


def test_a_file_can_come_on_top_and_other_series_are_left_alone(camden: Borough) -> None:
    first = spend_file(line("Tideline Ltd", "01/06/2026", "100"))
    take_file(camden, first)
    take_file(camden, first.replace("100", "20"), on_top=True)
    take_file(camden, first.replace("100", "3"), series="cards")
    assert sum(amount for _, _, amount in paid_by(camden)) == Decimal("123.00")
    take_file(camden, first.replace("100", "50"))
    assert sum(amount for _, _, amount in paid_by(camden)) == Decimal("73.00")


def test_several_months_in_one_file_are_replaced_one_by_one(camden: Borough) -> None:
    quarter = [line("Tideline Ltd", f"01/0{month}/2026", f"{month}00") for month in (4, 5, 6)]
    take_file(camden, spend_file(*quarter))
    take_file(camden, spend_file(line("Tideline Ltd", "01/05/2026", "1")))
    assert [amount for _, _, amount in paid_by(camden)] == [400, 1, 600]
    assert PaymentPeriod.objects.counting().count() == 3


def test_payees_are_linked_to_known_suppliers_and_make_no_new_ones(camden: Borough) -> None:
    tideline = SupplierFactory(name="Tideline Systems Ltd")
    kestrel = SupplierFactory(name="Kestrel Environmental Services plc")
    SupplierIdentifier.objects.create(supplier=kestrel, scheme="GB-COH", value="04161207", source="test")
    head = "Supplier,Company number,Date,Amount"
    take_file(
        camden,
        spend_file(
            "TIDELINE SYSTEMS LIMITED,,01/06/2026,100",
            "Kestrel Waste,4161207,02/06/2026,200",
            "Brightwater Housing Association,,03/06/2026,300",
            head=head,
        ),
    )
    linked = dict(PaymentPayee.objects.values_list("name", "supplier__name"))
    assert linked == {
        "TIDELINE SYSTEMS LIMITED": tideline.name,
        "Kestrel Waste": kestrel.name,
        "Brightwater Housing Association": None,
    }
    assert "same name" in PaymentPayee.objects.get(supplier=tideline).reason
    assert Supplier.objects.count() == 2


def test_a_payee_is_found_when_its_supplier_comes_and_what_a_person_said_stays(camden: Borough) -> None:
    take_file(camden, JUNE)
    settle_payee(payee=PaymentPayee.objects.get(name="Kestrel Waste plc"), supplier=None)
    SupplierFactory(name="Kestrel Waste plc")
    tideline = SupplierFactory(name="Tideline Systems Ltd")
    assert match_payees() == 1
    assert PaymentPayee.objects.get(supplier__isnull=False).supplier == tideline
    assert match_payees() == 0


def test_payments_move_with_a_merged_supplier_and_back(camden: Borough) -> None:
    tideline, other = SupplierFactory(name="Tideline Systems Ltd"), SupplierFactory(name="Tideline Group Ltd")
    take_file(camden, JUNE)
    merge = merge_suppliers(kept=other, gone=tideline, by=None, reason="A test.")
    assert PaymentPayee.objects.get(name="Tideline Systems Ltd").supplier == other
    undo_merge(merge=merge, by=None)
    assert PaymentPayee.objects.get(name="Tideline Systems Ltd").supplier == tideline


def test_a_name_like_a_persons_is_stored_where_it_is_a_supplier_with_a_contract(camden: Borough) -> None:
    ContractFactory(suppliers=[SupplierFactory(name="Gerald Quillfeather")])
    SupplierFactory(name="Berwin Quillfeather")
    take_file(
        camden,
        spend_file(
            line("Gerald Quillfeather", "01/06/2026", "100"), line("Berwin Quillfeather", "01/06/2026", "200")
        ),
    )
    assert paid_by(camden) == [
        ("", "2026-06", Decimal("200.00")),
        ("Gerald Quillfeather", "2026-06", Decimal("100.00")),
    ]


def test_a_payee_found_to_be_a_person_is_forgotten_and_known_again(camden: Borough) -> None:
    text = (
        spend_file(
            line("Oakmoor Nine", "01/06/2026", "100"),
            line("Oakmoor Nine", "01/06/2026", "?"),
            line("OAKMOOR NINE", "02/06/2026", "?"),
            line("Mr A Example", "01/06/2026", "11"),
            line("Tideline Ltd", "03/06/2026", "50"),
        )
        .replace("Oakmoor Nine", "Oakmoor Household Services")
        .replace("OAKMOOR NINE", "OAKMOOR HOUSEHOLD SERVICES")
    )
    take_file(camden, text)
    total = sum(amount for _, _, amount in paid_by(camden))
    call_private(payee=PaymentPayee.objects.get(name="Oakmoor Household Services"))
    assert paid_by(camden) == [
        ("", "2026-06", Decimal("111.00")),
        ("Tideline Ltd", "2026-06", Decimal("50.00")),
    ]
    assert sum(amount for _, _, amount in paid_by(camden)) == total
    assert "oakmoor" not in everything_stored().lower()
    take_file(camden, text.replace("50", "60"))
    assert "oakmoor" not in everything_stored().lower()


def test_a_draft_read_before_a_payee_was_found_to_be_a_person_is_taken_without_the_name(
    camden: Borough,
) -> None:
    text = spend_file(line("Oakmoor Household Services", "01/06/2026", "100"))
    take_file(camden, text)
    later = read_file(camden, text.replace("100", "120"))
    call_private(payee=PaymentPayee.objects.get())
    assert "oakmoor" not in everything_stored().lower()
    ask_to_take(file=later)
    take_payments(file_id=later.pk)
    assert paid_by(camden) == [("", "2026-06", Decimal("120.00"))]
    assert "oakmoor" not in everything_stored().lower()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"<!DOCTYPE html><p>Not found", "web page"),
        ("a.pdf", b"%PDF-1.4", "save the table as CSV"),
        ("a.csv", b"One,Two\n1,2\n", "headings"),
        ("a.csv", b"Supplier,Amount\nTideline Ltd,100\n", "which month"),
        ("a.csv", b"Supplier,Date,Amount\nTideline Ltd,soon,100\n", "row 2"),
        ("a.csv", b"Supplier,Date,Amount\n", "no payment"),
        ("a.xlsx", b"PK\x03\x04 nothing", "cannot be opened|can be opened"),
    ],
)
def test_what_cannot_be_read_says_what_to_do_and_stores_nothing(
    camden: Borough, name: str, content: bytes, says: str
) -> None:
    with pytest.raises(UnreadableSpendFile, match=says):
        read_file(camden, content, name)
    assert not PaymentFile.objects.exists()


def test_a_file_that_failed_can_be_tried_again_or_thrown_away(camden: Borough) -> None:
    file = read_file(camden, JUNE)
    ask_to_take(file=file)
    fail_payments(file_id=file.pk, why="The database was away.")
    file.refresh_from_db()
    assert (file.state, file.failure) == ("failed", "The database was away.")
    assert ask_to_take(file=file)
    resume_payments()
    take_payments(file_id=file.pk)
    assert not discard_payments(file=file), "what is taken is undone, not thrown away"
    other = read_file(camden, JUNE.replace("9200", "9300"))
    assert discard_payments(file=other)
    assert PaymentFile.objects.get().state == "taken"


def test_old_drafts_old_payments_and_payees_without_payments_are_forgotten(camden: Borough) -> None:
    take_file(camden, spend_file(line("Fenbrook Ltd", "01/06/2012", "100")), name="old.csv")
    take_file(camden, JUNE)
    draft = read_file(camden, JUNE.replace("9200", "9300"))
    PaymentFile.objects.filter(pk=draft.pk).update(made_at="2026-01-01T00:00Z")
    tidied = tidy_payments(now=timezone.now())
    assert tidied == {"files": 1, "months": 1, "payees": 1, "copies": 0}
    assert not PaymentPayee.pgh_event_model.objects.filter(name="Fenbrook Ltd").exists()  # type: ignore[attr-defined]
    assert tidy_payments(now=timezone.now()) == {"files": 0, "months": 0, "payees": 0, "copies": 0}


def test_a_payee_that_is_paid_again_while_old_ones_are_forgotten_stays(
    camden: Borough, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_file(camden, spend_file(line("Fenbrook Ltd", "01/06/2012", "100")), name="old.csv")

    def meanwhile() -> Any:
        monkeypatch.setattr(payment_retention, "transaction", transaction)
        take_file(camden, spend_file(line("Fenbrook Ltd", "01/06/2026", "250")))
        return transaction.atomic()

    monkeypatch.setattr(payment_retention, "transaction", SimpleNamespace(atomic=meanwhile))
    assert tidy_payments(now=timezone.now())["payees"] == 0
    assert paid_by(camden) == [("Fenbrook Ltd", "2026-06", Decimal("250.00"))]


def test_the_published_files_are_read_to_their_own_totals(camden: Borough, shared_data: Path) -> None:
    path = shared_data / "spend" / "LambethPaymentsOver500Apr2012.csv"
    file = take_file(camden, path.read_bytes(), path.name)
    assert sum(amount for _, _, amount in paid_by(camden)) == Decimal("38864454.90"), "its Grand Total"
    assert file.counts["unreadable"] == 0
    assert {month for _, month, _ in paid_by(camden)} == {"2012-04"}
    assert "example" not in everything_stored().lower()


def test_relationships_are_who_was_paid_in_the_twelve_months_before(camden: Borough) -> None:
    tideline = SupplierFactory(name="Tideline Systems Ltd")
    SupplierFactory(name="Kestrel Waste plc")
    take_file(camden, JUNE)
    take_file(camden, spend_file(line("Kestrel Waste plc", "01/07/2026", "-9000")), name="July.csv")
    day = timezone.localdate().replace(2026, 11, 26)
    (only,) = PaymentSum.objects.relationships_on(day)
    assert (only["supplier"], only["borough"], only["total"]) == (tideline.pk, camden.pk, Decimal("15000.50"))
    assert not PaymentSum.objects.relationships_on(day.replace(2027, 6, 1))
    assert not PaymentSum.objects.relationships_on(day, suppliers=[])
    assert json.loads(json.dumps(only, default=str))["months"] == 1


def test_a_month_that_was_given_wrong_is_put_right_by_giving_the_file_again(camden: Borough) -> None:
    text = "Supplier,Amount\nTideline Ltd,100\n"
    wrong = read_file(camden, text, "spend.csv", month=dt.date(2026, 5, 1))
    right = read_file(camden, text, "spend.csv", month=dt.date(2026, 6, 1))
    assert right.counts["periods"] == ["2026-06-01"]
    assert not PaymentFile.objects.filter(pk=wrong.pk).exists()
    assert read_file(camden, text, "spend.csv", month=dt.date(2026, 6, 1)) == right


def test_lines_without_a_date_are_not_put_into_a_month_to_come(camden: Borough) -> None:
    with pytest.raises(UnreadableSpendFile, match="Its date lies ahead"):
        read_file(camden, "Supplier,Amount\nTideline Ltd,100\n", month=dt.date(2062, 4, 1))
    assert not PaymentFile.objects.exists()


def test_the_same_content_that_waits_is_not_read_twice(camden: Borough) -> None:
    file = read_file(camden, JUNE)
    assert read_file(camden, JUNE) == file
    assert PaymentFile.objects.count() == 1
