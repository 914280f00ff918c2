"""Payments on the pages of boroughs and suppliers, and the way of a spend file through an officer's hands."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Borough, Person
from contracts.models import PaymentFile, PaymentPayee
from contracts.payments.registering import start_contract_address
from suppliers.models import Supplier
from tests.contracts.spending import JUNE, line, paid_by, read_file, spend_file, take_file
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
PAGE = "/boroughs/camden/payments/"
FILES = f"{PAGE}files/"


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden", name="Camden")


@pytest.fixture
def officer(camden: Borough) -> Any:
    return OfficerFactory(name="Ada Okafor", borough=camden)


@pytest.fixture
def tideline() -> Any:
    """A technology supplier."""
    supplier = SupplierFactory(name="Tideline Systems Ltd", slug="tideline")
    ProductFactory(supplier=supplier)
    return supplier


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def year_of_payments(borough: Borough, *lines: str) -> PaymentFile:
    """Have every month from July 2025 to June 2026 known, with some further lines."""
    months = [(2025, month) for month in range(7, 13)] + [(2026, month) for month in range(1, 7)]
    rent = [line("Oakmoor Estates Ltd", f"01/{month:02}/{year}", "600") for year, month in months]
    return take_file(borough, spend_file(*rent, *lines), name="year.csv")


def give(client: Client, content: str | bytes, name: str = "June.csv", **more: str) -> Any:
    file = SimpleUploadedFile(name, content.encode("cp1252") if isinstance(content, str) else content)
    return client.post(FILES, {"file": file, "series": "spend", **more}, follow=True)


def test_everybody_sees_what_a_borough_paid(camden: Borough, tideline: Supplier, client: Client) -> None:
    take_file(camden, JUNE)
    text = text_of(client.get(PAGE))
    assert "Camden paid £26,050 in the 1 month known of the year to June 2026." in text
    assert "Tideline Systems Ltd £15,000 – No contract on the register for these months" in text
    assert "The amounts exclude VAT." in text
    assert "private persons £2,350" in text
    assert "2 other payees, whom the hub does not know as suppliers, were paid £8,700" in text
    assert "Kestrel" not in text, "a payee whom nobody knows as a supplier is not shown to the public"
    assert "Example" not in text


def test_payments_of_a_month_without_a_file_are_said_to_be_left_out(
    camden: Borough, tideline: Supplier, client: Client
) -> None:
    june = [line("Tideline Systems", f"{day:02}/06/2026", "1000") for day in (10, 11, 12)]
    take_file(camden, spend_file(*june, line("Tideline Systems", "02/07/2026", "700")))
    text = text_of(client.get(PAGE))
    assert "Camden paid £3,000 in the 1 month known of the year to June 2026." in text
    assert "All payees are suppliers whom the hub knows." in text
    assert "£700 more, paid after June 2026, is in these files and counts once" in text


def test_the_years_total_is_the_sum_of_the_months_that_the_table_shows(
    camden: Borough, tideline: Supplier, client: Client
) -> None:
    april = [line("Tideline Systems", f"{day:02}/04/2026", "1000") for day in (10, 11, 12)]
    june = [line("Tideline Systems", f"{day:02}/06/2026", "2000") for day in (10, 11, 12)]
    take_file(camden, spend_file(*april), name="April.csv")
    take_file(camden, spend_file(*june, line("Tideline Systems", "31/05/2026", "700")))
    answer = client.get(PAGE)
    text = text_of(answer)
    assert "Camden paid £9,700 in the 2 months known of the year to June 2026." in text
    assert sum(row["total"] or 0 for row in answer.context["months"]) == 9700
    assert re.search(r"May 2026 £700(\.00)? in part: its own file is not known", text)
    lines = list(csv.reader(io.StringIO(client.get(f"{PAGE}by-month.csv").content.decode("utf-8-sig"))))
    assert lines[2] == ["2026-05", "700.00", "1", "no"]


def test_a_borough_without_payments_says_so(camden: Borough, client: Client) -> None:
    assert "No payments are known" in text_of(client.get(PAGE))
    assert "Payments" in text_of(client.get("/boroughs/camden/")), "the page is a tab of the borough"


@pytest.mark.parametrize(
    ("value", "paid", "says"),
    [
        (Decimal(12_000), "12000", "About what the register says"),
        (Decimal(12_000), "14400", "About what the register says"),
        (Decimal(12_000), "20000", "More than the register says"),
        (Decimal(12_000), "5000", "Less than the register says"),
        (None, "5000", "The register does not say the value"),
    ],
)
def test_what_was_paid_stands_beside_the_register(
    camden: Borough, tideline: Supplier, client: Client, value: Decimal | None, paid: str, says: str
) -> None:
    contract = ContractFactory(
        boroughs=[camden],
        suppliers=[tideline],
        value=value,
        start_date=dt.date(2025, 7, 1),
        end_date=dt.date(2026, 6, 30),
    )
    assert contract.annual_value == value
    year_of_payments(camden, line("Tideline Systems", "10/03/2026", paid))
    assert says in text_of(client.get(PAGE))


def test_a_months_known_alone_are_compared_and_shared_contracts_are_not(
    camden: Borough, tideline: Supplier, client: Client
) -> None:
    times = {"start_date": dt.date(2025, 7, 1), "end_date": dt.date(2026, 6, 30)}
    ContractFactory(boroughs=[camden], suppliers=[tideline], value=Decimal(12_000), **times)
    take_file(camden, spend_file(line("Tideline Systems", "10/06/2026", "1000")))
    assert "£1,000 £1,000 About what the register says" in text_of(client.get(PAGE))
    ContractFactory(boroughs=[camden, BoroughFactory(slug="hackney")], suppliers=[tideline], **times)
    assert "A contract shared with other boroughs" in text_of(client.get(PAGE))


def test_technology_suppliers_alone_can_be_shown(camden: Borough, tideline: Supplier, client: Client) -> None:
    SupplierFactory(name="Kestrel Waste plc")
    cabling = SupplierFactory(name="Brightwater Housing Association")
    ContractFactory(suppliers=[cabling], service_area=ServiceAreaFactory(technology="part"))
    take_file(camden, JUNE)
    assert "Kestrel" in text_of(client.get(PAGE))
    text = text_of(client.get(f"{PAGE}?technology=only"))
    assert "Kestrel" not in text
    assert "Tideline" in text
    assert "Brightwater" in text


def test_boroughs_that_paid_the_same_supplier_are_named(
    camden: Borough, tideline: Supplier, client: Client
) -> None:
    take_file(camden, JUNE)
    take_file(BoroughFactory(slug="hackney", name="Hackney"), JUNE)
    assert "Also paid by (from payments)" in text_of(client.get(PAGE))
    assert "for these months Hackney" in text_of(client.get(PAGE))


def test_members_see_who_was_paid_without_a_contract(camden: Borough, tideline: Supplier) -> None:
    year_of_payments(
        camden,
        line("Tideline Systems Ltd", "10/06/2026", "412000"),
        line("Fenbrook Ltd", "10/06/2026", "7000", "Computer software"),
        line("Kestrel Waste plc", "10/06/2026", "9000", "Refuse"),
        line("Larkfield Ltd", "10/06/2026", "4999", "Computer software"),
    )
    text = text_of(signed_in(OfficerFactory()).get(f"{PAGE}unregistered/"))
    assert (
        "Camden paid Tideline Systems Ltd £412,000 in the year to June 2026; "
        "no contract with it is on Camden’s register for that time."
    ) in text
    assert "Camden paid Fenbrook Ltd £7,000" in text
    assert "Kestrel" not in text, "it is no technology"
    assert "Larkfield" not in text, "below £5,000 nothing belongs on a register"
    assert "2 other payees without a contract are not known for technology" in text
    assert "private person" not in text, "another borough's officers cannot say so"
    everybody = text_of(signed_in(OfficerFactory()).get(f"{PAGE}unregistered/?payees=all"))
    assert "Camden paid Kestrel Waste plc £9,000" in everybody


def test_a_contract_that_ran_in_these_months_is_registered_and_one_that_ended_before_is_not(
    camden: Borough, tideline: Supplier, officer: Person
) -> None:
    year_of_payments(camden, line("Tideline Systems Ltd", "10/06/2026", "412000"))
    old = {"start_date": dt.date(2020, 1, 1), "end_date": dt.date(2024, 1, 1)}
    ContractFactory(boroughs=[camden], suppliers=[tideline], **old)
    page = signed_in(officer)
    assert "£412,000" in text_of(page.get(f"{PAGE}unregistered/"))
    ContractFactory(boroughs=[camden], suppliers=[tideline], end_date=None, value=None)
    assert "Nothing is missing" in text_of(page.get(f"{PAGE}unregistered/"))


def test_an_unknown_payee_can_be_said_to_be_a_person(camden: Borough, officer: Person) -> None:
    take_file(camden, spend_file(line("Oakmoor Household Software", "01/06/2026", "7000", "software")))
    client, payee = signed_in(officer), PaymentPayee.objects.get()
    page = client.get(f"{PAGE}unregistered/")
    assert f"{PAGE}payees/{payee.pk}/private/" in page.content.decode()
    answer = client.post(f"{PAGE}payees/{payee.pk}/private/", follow=True)
    assert "The name was taken out" in text_of(answer)
    assert paid_by(camden) == [("", "2026-06", Decimal("7000.00"))]


def test_a_suppliers_page_says_who_paid_it(
    camden: Borough, tideline: Supplier, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC))
    take_file(camden, JUNE)
    take_file(BoroughFactory(slug="hackney", name="Hackney"), JUNE)
    said = "Camden and Hackney paid Tideline Systems Ltd in the last twelve months: from payments."
    assert said in text_of(client.get("/suppliers/tideline/"))
    text = text_of(client.get("/suppliers/tideline/payments/"))
    assert "2 boroughs paid Tideline Systems Ltd £30,001 in the last twelve months." in text
    assert "Since December 2025" in text
    assert "Hackney £15,000 £15,000 June 2026 June 2026" in text
    time_machine.move_to(dt.datetime(2028, 11, 26, 12, tzinfo=dt.UTC))
    assert "from payments" not in text_of(client.get("/suppliers/tideline/"))
    assert "No borough is known to have paid" in text_of(client.get("/suppliers/tideline/payments/"))


def test_a_supplier_that_nobody_paid_says_so(tideline: Supplier, client: Client) -> None:
    assert "No payments are known" in text_of(client.get("/suppliers/tideline/payments/"))
    gone = SupplierFactory(slug="gone", merged_into=tideline)
    moved = client.get(f"/suppliers/{gone.slug}/payments/")
    assert moved.headers["Location"] == "/suppliers/tideline/payments/"


@pytest.mark.parametrize(
    "address", [f"{PAGE}by-month.csv", f"{PAGE}by-supplier.csv", "/suppliers/formula/payments/months.csv"]
)
def test_downloads_run_no_formula(camden: Borough, client: Client, address: str) -> None:
    SupplierFactory(name="=Formula Systems Ltd", slug="formula")
    take_file(camden, spend_file(line("=Formula Systems Ltd", "01/06/2026", "100")))
    answer = client.get(address)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert "100.00" in rows[1]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_there_is_no_other_download(camden: Borough, client: Client) -> None:
    assert client.get(f"{PAGE}by-payee.csv").status_code == 404


def test_an_officer_reads_a_file_looks_at_it_and_takes_it(
    camden: Borough, officer: Person, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(officer)
    page = give(client, JUNE, licence="Open Government Licence v3.0", address="https://example.org/june.csv")
    text = text_of(page)
    assert "What became of its 14 rows" in text
    assert "£26,050.50, of which £2,350 to private persons" in text
    assert "Row 13 (Fenbrook Ltd): It has no amount that can be read." in text
    assert "May 2026: 1 payment, late ones that belong to the file" in text
    assert "Amount: “Net Amount”" in text
    assert paid_by(camden) == [], "nothing counts yet"
    address = page.redirect_chain[-1][0]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "take"})
    assert "its payments count" in text_of(client.get(address))
    assert len(paid_by(camden)) == 4
    assert "Open Government Licence v3.0" in text_of(client.get(PAGE))
    undone = client.post(address, {"act": "undo"}, follow=True)
    assert "counts no more" in text_of(undone)
    assert paid_by(camden) == []


def test_before_taking_it_says_what_it_would_replace_and_can_come_on_top(
    camden: Borough, officer: Person, django_capture_on_commit_callbacks: Any
) -> None:
    take_file(camden, JUNE, name="first.csv")
    client = signed_in(officer)
    page = give(client, spend_file(line("Larkfield Ltd", "02/06/2026", "50")))
    assert "June 2026: 8 payments, £26,050.50, from first.csv" in text_of(page)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page.redirect_chain[-1][0], {"act": "take", "on_top": "yes"})
    assert len(paid_by(camden)) == 5


def test_a_file_that_was_read_can_be_thrown_away(camden: Borough, officer: Person) -> None:
    client = signed_in(officer)
    address = give(client, JUNE).redirect_chain[-1][0]
    assert "Nothing of it is stored" in text_of(client.post(address, {"act": "discard"}, follow=True))
    assert not PaymentFile.objects.exists()


def test_a_file_that_waits_says_so_without_a_script(camden: Borough, officer: Person) -> None:
    file = read_file(camden, JUNE)
    PaymentFile.objects.filter(pk=file.pk).update(state="waiting")
    client = signed_in(officer)
    page = client.get(f"{FILES}{file.pk}/")
    assert "It is being taken" in text_of(page)
    assert "Look again" in text_of(page)
    for act in ("take", "discard", "undo"):
        answer = client.post(f"{FILES}{file.pk}/", {"act": act}, follow=True)
        assert "has changed meanwhile" in text_of(answer)
    assert "Choose what to do" in text_of(client.post(f"{FILES}{file.pk}/", {}, follow=True))


@pytest.mark.parametrize(
    ("content", "more", "says"),
    [
        ("", {}, "The file is empty"),
        ("One,Two\n1,2\n", {}, "no row of headings"),
        ("Supplier,Amount\nTideline Ltd,100\n", {}, "say which month it is for"),
        ("Supplier,Amount\nTideline Ltd,100\n", {"month": "soon"}, "Write a month with its year"),
        (JUNE, {"address": "somewhere"}, "Write a whole address"),
        (JUNE, {"series": "gossip"}, "Choose one of the list"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    camden: Borough, officer: Person, content: str, more: dict[str, str], says: str
) -> None:
    text = text_of(give(signed_in(officer), content, "spending.csv", **more))
    assert "There is a problem" in text
    assert says in text
    assert not PaymentFile.objects.exists()


def test_a_month_can_be_given_for_lines_without_a_date(camden: Borough, officer: Person) -> None:
    page = give(signed_in(officer), "Supplier,Amount\nTideline Ltd,100\n", "spend.csv", month="April 2026")
    assert "April 2026: 1 payment" in text_of(page)


def test_unread_rows_can_be_downloaded(camden: Borough, officer: Person) -> None:
    file = take_file(camden, JUNE)
    answer = signed_in(officer).get(f"{FILES}{file.pk}/unread.csv")
    assert list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:] == [
        ["row 13", "It has no amount that can be read.", "Fenbrook Ltd"]
    ]


def test_files_of_another_borough_are_unknown(camden: Borough) -> None:
    file = take_file(camden, JUNE)
    other, staff = (
        signed_in(OfficerFactory(borough=BoroughFactory(slug="islington"))),
        signed_in(PersonFactory(is_staff=True)),
    )
    assert other.get(f"{FILES}{file.pk}/").status_code == 404
    assert other.post(f"{FILES}{file.pk}/", {"act": "undo"}).status_code == 404
    assert staff.get(f"{FILES}{file.pk}/").status_code == 200
    hackney = BoroughFactory(slug="hackney")
    assert (
        signed_in(OfficerFactory(borough=hackney))
        .get(f"/boroughs/hackney/payments/files/{file.pk}/")
        .status_code
        == 404
    )


def test_many_payments_cost_no_more_queries(
    camden: Borough, officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    suppliers = [SupplierFactory(name=f"Larkfield Number {number} Ltd") for number in range(30)]
    ContractFactory(boroughs=[camden], suppliers=suppliers[:5])
    text = spend_file(
        *(line(one.name, "01/06/2026", "6000", "software") for one in suppliers),
        *(line(f"Fenbrook Branch {number} Ltd", "02/06/2026", "6000", "software") for number in range(60)),
    )
    take_file(camden, text)
    take_file(BoroughFactory(slug="hackney"), text)
    client = signed_in(officer)
    for address in (
        PAGE,
        f"{PAGE}unregistered/",
        f"{PAGE}unregistered/?page=2",
        FILES,
        f"{FILES}{PaymentFile.objects.filter(borough=camden).get().pk}/",
        suppliers[0].get_absolute_url(),
        f"{suppliers[0].get_absolute_url()}payments/",
        "/api/v1/payments/",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address


def test_a_contract_is_started_with_its_supplier_filled_in(camden: Borough, client: Client) -> None:
    client.force_login(OfficerFactory(borough=camden))
    known = SupplierFactory(name="Tideline Ltd", slug="tideline")
    for address, name in (
        (start_contract_address(camden, supplier_slug=known.slug, name="TIDELINE"), "Tideline Ltd"),
        (start_contract_address(camden, name="KESTREL & SONS"), "KESTREL &amp; SONS"),
    ):
        assert f">\n{name}</textarea>" in client.get(address).content.decode()


def test_the_api_lists_what_suppliers_were_paid(camden: Borough, tideline: Supplier, client: Client) -> None:
    take_file(camden, JUNE, licence="Open Government Licence v3.0")
    take_file(camden, spend_file(line("Tideline Systems", "01/05/2026", "(50)")), name="May.csv")
    items = client.get("/api/v1/payments/?borough=camden").json()["items"]
    assert [(one["month"], one["amount"]) for one in items] == [
        ("2026-06-01", "15000.50"),
        ("2026-05-01", "-50.00"),
    ]
    assert items[0]["supplier"]["slug"] == "tideline"
    assert (items[0]["vat"], items[0]["payments"]) == ("excluding", 2)
    first = client.get("/api/v1/payments/?size=1").json()
    assert [one["month"] for one in client.get(first["next"]).json()["items"]] == ["2026-05-01"]
    assert client.get("/api/v1/payments/?supplier=tideline&month_to=2026-05").json()["next"] is None
    assert len(client.get("/api/v1/payments/?month_from=2026-06").json()["items"]) == 1
    for wrong in ("borough=atlantis", "month_from=soon", "after=nowhere"):
        assert client.get(f"/api/v1/payments/?{wrong}").status_code == 400


def test_a_download_of_nothing_has_its_headings(camden: Borough, client: Client) -> None:
    assert (
        client.get(f"{PAGE}by-month.csv").content.decode("utf-8-sig").strip()
        == "Month,Paid (GBP),Payments,Its own file is known"
    )
