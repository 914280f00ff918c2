"""Open data: the files of a night, whole or not at all, their page and the meaning of their columns."""

import csv
import datetime as dt
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from contracts.models import Contract
from procurement_hub.data import dumps
from procurement_hub.data.tables import tables
from procurement_hub.tasks import write_dumps_task
from suppliers.models import SupplierName
from tests.contracts.ocds_check import errors_of
from tests.contracts.spending import JUNE, take_file
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    make_timeline,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = [
    "contracts.csv",
    "contracts.jsonl",
    "suppliers.csv",
    "suppliers.jsonl",
    "products.csv",
    "products.jsonl",
    "payments.csv",
    "payments.jsonl",
    "releases.jsonl",
    "plans.jsonl",
]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DUMP_DIR = tmp_path / "open-data"
    return tmp_path / "open-data"


@pytest.fixture
def rows() -> None:
    supplier = SupplierFactory(name='=HYPERLINK("x")', slug="risky", is_sme=True)
    SupplierFactory(slug="gone", merged_into=supplier)
    product = ProductFactory(name="Oakdesk", slug="oakdesk", supplier=supplier)
    ContractFactory(
        title="Housing system",
        boroughs=[BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")],
        suppliers=[supplier],
        product=product,
        service_area=ServiceAreaFactory(code="HSG-1"),
        end_date=dt.date(2030, 3, 31),
        options=[12, 24],
        looked_after_by=OfficerFactory(name="Bea Lindqvist"),
    )
    ContractFactory(title="Of unknown value", suppliers=[], value=None, end_date=None)


def content(client: Client, name: str) -> bytes:
    answer: Any = client.get(f"/data/{name}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_before_the_first_night_the_page_says_so(client: Client, folder: Path) -> None:
    page = text_of(client.get("/data/"))
    assert "No file has been written yet" in page
    assert "Open Government Licence v3.0" in page
    assert client.get("/data/contracts.csv").status_code == 404


def test_the_files_hold_all_rows_in_both_forms(client: Client, folder: Path, rows: None) -> None:
    call_command("write_dumps")
    sheet = list(csv.DictReader(io.StringIO(content(client, "contracts.csv").decode("utf-8-sig"))))
    lines = [json.loads(line) for line in content(client, "contracts.jsonl").decode().splitlines()]
    assert [row["title"] for row in sheet] == [row["title"] for row in lines]
    known, unknown = lines
    assert known["boroughs"] == ["camden", "hackney"]
    assert known["suppliers"] == ["risky"]
    assert known["product"] == "oakdesk"
    assert known["service_area"] == "HSG-1"
    assert known["value"] == "700000.00"
    assert known["end_date"] == "2030-03-31"
    assert known["options_left"] == ["12", "24"]
    assert unknown["value"] is unknown["end_date"] is unknown["product"] is None
    assert sheet[0]["boroughs"] == "camden; hackney"
    assert sheet[0]["is_demonstration"] == "no"
    assert sheet[1]["value"] == sheet[1]["end_date"] == ""


def test_every_real_contract_is_in_valid_ocds(
    client: Client, folder: Path, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ContractFactory(title="Fictional", is_demonstration=True)
    ContractFactory(title="One more", suppliers=[])
    monkeypatch.setattr(dumps, "A_PACKAGE", 2)
    make_timeline(title="Published plan", visibility="public")
    make_timeline(title="Nobody else’s")
    call_command("write_dumps")
    packages = [json.loads(line) for line in content(client, dumps.RELEASES).decode().splitlines()]
    for package in packages:
        assert errors_of(package) == []
    titles = [one["contracts"][0]["title"] for package in packages for one in package["releases"]]
    real = Contract.objects.filter(is_demonstration=False).values_list("title", flat=True)
    assert sorted(titles) == sorted(real)
    assert len(packages) == len({package["uri"] for package in packages}) == 2
    plans = [json.loads(line) for line in content(client, dumps.PLANS).decode().splitlines()]
    assert [one["tender"]["title"] for package in plans for one in package["releases"]] == ["Published plan"]
    assert errors_of(plans[0]) == []
    page = text_of(client.get("/data/"))
    assert "Releases as OCDS release packages, one a line 3" in page
    assert "not registered with the Open Contracting Partnership" in page


def test_no_formula_no_merged_supplier_and_no_person_gets_into_a_file(
    client: Client, folder: Path, rows: None
) -> None:
    call_command("write_dumps")
    suppliers = content(client, "suppliers.csv").decode("utf-8-sig")
    assert [row["name"] for row in csv.DictReader(io.StringIO(suppliers))] == ['\'=HYPERLINK("x")']
    assert "gone" not in [
        json.loads(line)["slug"] for line in content(client, "suppliers.jsonl").splitlines()
    ]
    for name in NAMES:
        assert b"Lindqvist" not in content(client, name)


def test_the_page_shows_what_was_written_when(client: Client, folder: Path, rows: None) -> None:
    dump = dumps.write_dumps(now=dt.datetime(2027, 1, 2, 4, 10, tzinfo=dt.UTC))
    page = text_of(client.get("/data/"))
    assert "Written on 2 January 2027 at 04:10" in page
    assert "Contracts as CSV 2" in page
    assert [file.name for file in dump.files] == NAMES
    answer: Any = client.get("/data/contracts.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="contracts-2027-01-02.csv"'
    sent = b"".join(answer.streaming_content)
    assert answer.headers["ETag"] == f'"{hashlib.sha256(sent).hexdigest()}"'
    again = client.get("/data/contracts.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["current.json", "..", "../current.json", "nothing.csv", "contracts.csv/"])
def test_nothing_but_the_files_is_served(client: Client, folder: Path, rows: None, name: str) -> None:
    dumps.write_dumps(now=timezone.now())
    assert client.get(f"/data/{name}").status_code == 404


def test_a_writing_that_fails_leaves_the_last_one_and_nothing_else(
    client: Client, folder: Path, rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumps.write_dumps(now=dt.datetime(2027, 1, 2, tzinfo=dt.UTC))
    before = content(client, "products.csv")
    there = sorted(path.name for path in folder.iterdir())

    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(dumps, "_described", full)
    with pytest.raises(OSError, match="No space left"):
        dumps.write_dumps(now=dt.datetime(2027, 1, 3, tzinfo=dt.UTC))
    assert content(client, "products.csv") == before
    assert sorted(path.name for path in folder.iterdir()) == there


def test_the_last_two_writings_are_kept(folder: Path) -> None:
    for day in (1, 2, 3):
        dumps.write_dumps(now=dt.datetime(2027, 1, day, tzinfo=dt.UTC))
    assert sorted(path.name for path in folder.iterdir()) == [
        "20270102T000000000000Z",
        "20270103T000000000000Z",
        "current.json",
    ]


def test_every_column_says_what_it_means_and_stands_in_the_files(client: Client, folder: Path) -> None:
    page = text_of(client.get("/data/"))
    dumps.write_dumps(now=timezone.now())
    for table in tables():
        head = next(csv.reader(io.StringIO(content(client, f"{table.name}.csv").decode("utf-8-sig"))))
        assert head == [column.name for column in table.columns]
        for column in table.columns:
            assert column.meaning.endswith(".")
            assert " ".join(column.meaning.split()) in page
    assert "GBP, excluding VAT, a year" in page


def test_writing_costs_no_query_for_each_row(
    folder: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(40):
        supplier = SupplierFactory()
        SupplierName.objects.create(supplier=supplier, name="X", normalised="x", source="test")
        ContractFactory(suppliers=[supplier], product=ProductFactory(supplier=supplier), options=[12])
    with django_assert_max_num_queries(30):
        dumps.write_dumps(now=timezone.now())


def test_the_task_writes_them(folder: Path, rows: None) -> None:
    write_dumps_task()
    found = dumps.current_dump()
    assert found
    assert (folder / found.folder / "contracts.csv").exists()


def test_payments_to_known_suppliers_are_open_and_no_other(client: Client, folder: Path) -> None:
    camden = BoroughFactory(name="Camden", slug="camden")
    SupplierFactory(name="Tideline Systems Ltd", slug="tideline-systems")
    take_file(camden, JUNE)
    call_command("write_dumps")
    rows = [json.loads(line) for line in content(client, "payments.jsonl").splitlines()]
    assert {(row["borough"], row["supplier"], row["month"]) for row in rows} == {
        ("camden", "tideline-systems", "2026-06-01")
    }
    assert b"Kestrel" not in content(client, "payments.csv")
