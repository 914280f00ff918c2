"""Contracts get their service areas: from the source, from a person, or worked out with a confidence."""

import csv
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from boroughs.models import Borough, ServiceArea
from contracts.actions import assign_service_areas, import_register, match_products
from contracts.models import Contract
from suppliers.models import ProductName
from tests.factories import ContractFactory, ProductFactory, ServiceAreaFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = "Contract No.,Title of agreement,Supplier,Start date,End date,Value £,Service area code\n"


def area(code: str) -> ServiceArea:
    """Return a service area of the reference data."""
    found: ServiceArea = ServiceArea.objects.get(code=code)
    return found


def test_an_area_is_worked_out_and_the_page_says_how_sure_it_is(reference: None, client: Client) -> None:
    contract = ContractFactory(title="Library management system")
    assert assign_service_areas() == {contract.pk: "found"}
    assert assign_service_areas() == {}
    contract.refresh_from_db()
    assert contract.service_area == area("LIB-LMS")
    assert contract.service_area_confidence > Decimal("0.5")
    assert contract.provenance["service_area"]["source"] == "rules"
    page = text_of(client.get(reverse("contract", args=[contract.pk])))
    assert "the title has “library management system”" in page
    assert f"Worked out, {contract.service_area_confidence:.0%} sure." in page


def test_what_a_person_or_source_said_stays_and_teaches_nothing(reference: None) -> None:
    said = {"service_area": {"source": "officer", "at": "2026-05-01"}}
    by_officer = ContractFactory(
        title="Library management system", service_area=area("HSG-HMS"), provenance=said
    )
    of_nobody_known = ContractFactory(title="Library management system", service_area=area("HSG-AST"))
    left_open = ContractFactory(title="Library management system", provenance=said)
    assert assign_service_areas() == {}
    for contract, code in ((by_officer, "HSG-HMS"), (of_nobody_known, "HSG-AST"), (left_open, None)):
        contract.refresh_from_db()
        assert (contract.service_area.code if contract.service_area else None) == code
    another = ContractFactory(title="Library management system")
    assert assign_service_areas() == {another.pk: "found"}
    another.refresh_from_db()
    assert another.service_area == area("LIB-LMS")


def test_a_contract_that_says_nothing_stays_without_an_area(reference: None) -> None:
    contract = ContractFactory(title="Ref 17")
    assert assign_service_areas([contract.pk]) == {}
    contract.refresh_from_db()
    assert contract.service_area is None


def test_an_area_goes_when_the_title_no_longer_points_to_it(reference: None) -> None:
    contract = ContractFactory(title="Library management system")
    assign_service_areas()
    Contract.objects.filter(pk=contract.pk).update(title="Ref 17")
    assert assign_service_areas() == {contract.pk: "taken away"}
    contract.refresh_from_db()
    assert (contract.service_area, contract.service_area_confidence) == (None, None)


def test_a_product_points_to_its_area(reference: None) -> None:
    product = ProductFactory(name="Tidewise", service_area=area("ASC-CMS"))
    ProductName.objects.create(product=product, name="Tidewise")
    contract = ContractFactory(title="Tidewise annual renewal")
    match_products()
    assign_service_areas()
    contract.refresh_from_db()
    assert contract.service_area == area("ASC-CMS")


def test_an_area_that_staff_added_is_found_by_its_name(reference: None) -> None:
    ServiceAreaFactory(
        code="LIB-BEE", name="Beekeeping register", includes="apiaries, hives", parent=area("LIB")
    )
    contract = ContractFactory(title="Beekeeping register")
    assign_service_areas()
    contract.refresh_from_db()
    assert contract.service_area == area("LIB-BEE")


def test_a_code_in_the_source_goes_before_what_is_worked_out(reference: None, tmp_path: Path) -> None:
    path, camden = tmp_path / "register.csv", Borough.objects.get(slug="camden")
    row = "C1,Library management system,Tideline Ltd,01/04/2022,31/03/2027,500000,"
    path.write_text(f"{HEAD}{row}\n", encoding="utf-8")
    import_register(path=path, borough=camden)
    assert Contract.objects.get().provenance["service_area"]["source"] == "rules"
    path.write_text(f"{HEAD}{row}LIB-LMS\n", encoding="utf-8")
    import_register(path=path, borough=camden)
    contract = Contract.objects.get()
    assert contract.provenance["service_area"]["source"] == "upload"
    assert contract.service_area_reason == "The source itself says LIB-LMS."
    assert contract.service_area_confidence is None


@pytest.fixture
def sort(tmp_path: Path) -> Callable[[bytes], list[dict[str, str]]]:
    """Return what sorts a file and reads what came out."""

    def sort(content: bytes, *options: str) -> list[dict[str, str]]:
        source, target = tmp_path / "in.csv", tmp_path / "out.csv"
        source.write_bytes(content)
        call_command("classify_service_area", str(source), str(target), *options, stdout=StringIO())
        with target.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return sort


@pytest.mark.parametrize(
    "content",
    [
        b"title,cpv\nLibrary management system,48160000\n",
        b"\xef\xbb\xbfTitle,CPV\r\nLibrary management system,48160000\r\n",
        "title;cpv;price\nLibrary management system;48160000-7;£7\n".encode("cp1252"),
        "title\tcpv\nLibrary management system\t48160000\n".encode("utf-16"),
        b'title\n"Library management system"\n\n',
        "title,note\nLibrary management system,one\u2028two\n".encode(),
        b'\n\ntitle,note\n"Library management\nsystem","a, b"\n',
        b"title,cpv\nLibrary management system\n",
    ],
)
def test_titles_of_any_table_are_sorted(
    sort: Callable[[bytes], list[dict[str, str]]], content: bytes
) -> None:
    (row,) = sort(content)
    assert row["area_code"] == "LIB-LMS"
    assert 0.5 < float(row["confidence"]) < 1
    assert row["reason"].startswith("Because the title has")


def test_every_row_comes_out_with_all_that_it_had(sort: Callable[[bytes], list[dict[str, str]]]) -> None:
    rows = sort(b"n,title,cpv,area_code,n\n1,Xyzzy,,OLD,a\n2,School meals,55523100,OLD,b\n,,,,\n3,,,OLD,c\n")
    assert [row["n"] for row in rows] == ["1", "2", "3"]
    assert [row["n (2)"] for row in rows] == ["a", "b", "c"]
    assert [row["area_code"] for row in rows] == ["unknown", "FAC-CAT", "unknown"]


def test_the_least_confidence_can_be_chosen(sort: Callable[..., list[dict[str, str]]]) -> None:
    table = b"title\nSchool meals\n"
    assert sort(table, "--confident", "0.1")[0]["area_code"] == "FAC-CAT"
    assert sort(table, "--confident", "1")[0]["area_code"] in ("unknown", "FAC")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"name,cpv\nA,1\n", "no column “title”. Its headings are: name, cpv"),
        (b"PK\x03\x04\x00\x00", "is no text file"),
    ],
)
def test_a_table_that_cannot_be_sorted_says_what_to_do(
    sort: Callable[[bytes], list[dict[str, str]]], content: bytes, message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        sort(content)


def test_wrong_arguments_are_explained(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name two files"):
        call_command("classify_service_area", "one.csv")
    with pytest.raises(CommandError, match="from 0 to 1"):
        call_command("classify_service_area", "a.csv", "b.csv", "--confident", "7")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("classify_service_area", str(tmp_path / "none.csv"), "b.csv")
    source = tmp_path / "in.csv"
    source.write_text("title\nSchool meals\n", encoding="utf-8")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("classify_service_area", str(source), str(tmp_path / "none" / "out.csv"))


def test_the_measure_is_said_in_a_line() -> None:
    out = StringIO()
    call_command("classify_service_area", "--measure", stdout=out)
    assert "of 350 labelled titles, each by rules that learnt from other titles only" in out.getvalue()
