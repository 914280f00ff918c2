"""A borough's register becomes contracts, and every row is accounted for."""

import csv
import datetime as dt
import zipfile
from collections import defaultdict
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from boroughs.models import Borough
from contracts.actions import import_register
from contracts.models import Contract, Import, SourceRecord
from contracts.register_file import read_register
from contracts.register_rows import day, group_rows, money, supplier_names
from contracts.uploads.problems import UnreadableRegister

REGISTER = (
    "Camden Council\nContracts over £5,000\n\n"
    "Contract No.,Title of agreement,Supplier,Company number,Start date,End date,Value £,Extension options\n"
    'C1,Housing management system,Tideline Ltd,4161207,01/04/2022,31/03/2027,"£500,000.00",1+1 years\n'
    "C2,Parking permits,Kestrel plc,,01-Apr-2023,TBC,0,\n"
    "C3,Legal panel,One LLP,,2024-01-01,2023-12-31,,\n"
    "C3,Legal panel,Two LLP,,2024-01-01,2023-12-31,,\n"
    ",,No Title Ltd,,,,,\n"
    'Total,,,,,,"£500,000.00",\n'
)


def outcomes(run: Import) -> dict[str, int]:
    """Return the outcomes that occurred."""
    return {name: run.counts[name] for name in SourceRecord.Outcome.values if run.counts[name]}


@pytest.fixture
def camden(reference: None) -> Borough:
    """The borough whose register it is."""
    return Borough.objects.get(slug="camden")


def test_rows_become_contracts_and_all_are_accounted_for(camden: Borough, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(REGISTER.encode("cp1252"))
    run = import_register(path=path, borough=camden)
    assert outcomes(run) == {"created": 4, "skipped": 1, "unreadable": 1}
    assert run.counts["read"] == 6
    assert run.counts["reasons"] == {"It has no title.": 1, "It is a total, not a contract.": 1}
    housing, parking, legal = Contract.objects.order_by("reference")
    assert (housing.value, housing.end_date) == (Decimal(500000), dt.date(2027, 3, 31))
    assert housing.maximum_end_date == dt.date(2029, 3, 31)
    assert housing.source == "upload"
    assert (parking.value, parking.end_date) == (None, None)
    assert legal.supplier_text == "One LLP, Two LLP"
    assert (legal.start_date, legal.end_date) == (dt.date(2024, 1, 1), None)
    unreadable = SourceRecord.objects.get(outcome="unreadable")
    assert unreadable.raw["Supplier"] == "No Title Ltd"
    assert unreadable.place == "register.csv, row 9"


def test_importing_twice_changes_nothing(camden: Borough, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER)
    import_register(path=path, borough=camden)
    assert outcomes(import_register(path=path, borough=camden)) == {
        "repeated": 4,
        "skipped": 1,
        "unreadable": 1,
    }
    assert Contract.objects.count() == 3


def test_a_changed_row_changes_its_contract(camden: Borough, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER)
    import_register(path=path, borough=camden)
    path.write_text(REGISTER.replace("31/03/2027", "31/03/2028"))
    run = import_register(path=path, borough=camden)
    assert run.counts["updated"] == 1
    assert Contract.objects.get(reference="C1").end_date == dt.date(2028, 3, 31)


def test_a_row_about_another_borough_is_not_taken(camden: Borough, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Organisation name,Ref,Title,Supplier\nLondon Borough of Hackney,H1,Library system,Tideline Ltd\n"
    )
    run = import_register(path=path, borough=camden)
    assert run.counts["reasons"] == {"It is a contract of Hackney.": 1}
    assert not Contract.objects.exists()


def test_partners_in_a_row_make_a_joint_contract(camden: Borough, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("Ref,Title,Supplier,Joint with\nJ1,Library system,Tideline Ltd,Hackney; Islington\n")
    import_register(path=path, borough=camden)
    links = Contract.objects.get().borough_links.order_by("-is_lead", "borough__name")
    assert [link.borough.slug for link in links] == ["camden", "hackney", "islington"]


def test_the_command_says_what_to_do(camden: Borough, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_register", str(path), borough="camden", stdout=out, stderr=StringIO())
    assert "6 rows read about 3 contracts, of which" in out.getvalue()
    with pytest.raises(CommandError, match="There is no borough “camdn”"):
        call_command("import_register", str(path), borough="camdn")
    sheet = tmp_path / "register.ods"
    sheet.write_bytes(b"PK")
    with pytest.raises(CommandError, match="is not an ODS file that can be opened"):
        call_command("import_register", str(sheet), borough="camden")


def test_a_file_without_headings_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("Dear all,\nplease find attached\n")
    with pytest.raises(UnreadableRegister, match="no row of headings"):
        read_register(path)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"not a workbook")
    with pytest.raises(UnreadableRegister, match="save it again"):
        read_register(broken)


def test_a_workbook_with_grouped_headings_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Register"],
        [],
        ["Contract", None, "Supplier", "Dates", None, "Value"],
        ["Ref No", "Title", "Name", "From", "To", "£"],
        ["R1", "Library system", "One Ltd\nTwo Ltd", dt.date(2024, 4, 1), "31/03/2026", 1200.5],
    ):
        sheet.append(row)
    book.create_sheet("Notes").append(["This sheet holds no contracts."])
    path = tmp_path / "register.xlsx"
    book.save(path)
    facts = next(group_rows(read_register(path), "E09000007")).facts
    assert [supplier.name for supplier in facts.suppliers] == ["One Ltd", "Two Ltd"]
    assert (facts.start_date, facts.end_date) == (dt.date(2024, 4, 1), dt.date(2026, 3, 31))
    assert facts.value == Decimal("1200.50")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("01/02/2024", dt.date(2024, 2, 1)),
        ("1 February 2024", dt.date(2024, 2, 1)),
        ("1st Feb 2024", dt.date(2024, 2, 1)),
        ("01.02.24", dt.date(2024, 2, 1)),
        ("2024-02-01 00:00:00", dt.date(2024, 2, 1)),
        ("2024/02/01", dt.date(2024, 2, 1)),
        ("TBC", None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_usual_forms(written: str, meant: dt.date | None) -> None:
    assert day(written) == meant


@pytest.mark.parametrize("written", ["31/02/2024", "2024-03", "2024", "31/12/2099", "31/12/2050", "soon"])
def test_what_is_no_whole_date_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError, match="not known"):
        day(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("£1,234.00", Decimal(1234)), ("1.2m", Decimal(1200000)), ("0", None), ("£0.00", None), ("TBC", None)],
)
def test_money_is_read_in_the_usual_forms(written: str, meant: Decimal | None) -> None:
    assert money(written) == meant


def test_a_range_of_money_is_not_one_amount() -> None:
    with pytest.raises(ValueError, match="is not one amount"):
        money("1700000-2400000")


def test_an_amount_that_no_contract_has_is_said() -> None:
    with pytest.raises(ValueError, match="too large to be a value"):
        money("999,999,999,999,999")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("One Ltd; Two Ltd", ["One Ltd", "Two Ltd"]),
        ("Purdy Contract Ltd & SW Bruce and Co. Ltd", ["Purdy Contract Ltd", "SW Bruce and Co. Ltd"]),
        ("Awesome ELM CIC / Play Association", ["Awesome ELM CIC", "Play Association"]),
        ("Risk Partners Ltd, Zurich Municipal", ["Risk Partners Ltd", "Zurich Municipal"]),
        ("Smith, Jones and Partners", ["Smith, Jones and Partners"]),
        ("Marks & Spencer plc", ["Marks & Spencer plc"]),
        ("Aston Heating Ltd t/a Aston Group", ["Aston Heating Ltd t/a Aston Group"]),
    ],
)
def test_several_suppliers_in_a_cell_are_taken_apart(cell: str, names: list[str]) -> None:
    assert supplier_names([cell]) == names


def test_every_constructed_london_register_is_read_as_expected(shared_data: Path) -> None:
    folder = shared_data / "registers" / "london"
    expected: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "expected.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            expected[row["file"]].append(row)
    assert len(expected) == 10
    for name, rows in expected.items():
        lines = [line for line in read_register(folder / name) if not line.is_total]
        assert len(lines) == len(rows), name
        for line, row in zip(lines, rows, strict=True):
            facts = next(group_rows([line], "E09000001")).facts
            assert facts.reference == row["reference"]
            titled = facts.title or line.first("reference") == row["reference"]
            assert titled in (" ".join(row["title"].split()), True)
            assert [supplier.name for supplier in facts.suppliers] == row["supplier"].split("|")
            assert (facts.start_date.isoformat() if facts.start_date else "") == row["start"]
            assert (facts.end_date.isoformat() if facts.end_date else "") == row["end"]
            value = Decimal(row["value"] or 0)
            assert (facts.value or 0) == value, "a value of 0 is not known"


@pytest.mark.slow
def test_the_real_register_of_another_county_is_accounted_for(camden: Borough, shared_data: Path) -> None:
    run = import_register(path=shared_data / "registers" / "norfolk_part.csv", borough=camden)
    assert run.counts["read"] == 1501
    assert run.counts["unreadable"] == 0
    assert run.counts["created"] + run.counts["repeated"] == 1501
    assert not Contract.objects.filter(end_date__year__gte=2050).exists()
    assert not Contract.objects.filter(value=0).exists()


def test_a_row_without_title_and_reference_is_unreadable_wherever_it_stands(
    camden: Borough, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    path.write_text("Reference,Title,Supplier,End date\n,Parking permits,Kestrel plc,\n,,No Title Ltd,\n")
    assert outcomes(import_register(path=path, borough=camden)) == {"created": 1, "unreadable": 1}
    assert Contract.objects.get().title == "Parking permits"


@pytest.mark.parametrize("notice", ["²", "99999999", "9" * 5000, "\x00"])
@pytest.mark.parametrize(
    "options", ["99999999 x 12 months", "500 x 240 months", "1+1\x00", "up to 99999999 years annually"]
)
def test_figures_that_nobody_means_do_not_stop_a_register(
    camden: Borough, tmp_path: Path, notice: str, options: str
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        "Reference,Title,Supplier,End date,Notice period (days),Extension options,Link\n"
        f"C1,Parking\x00 permits,Kestrel plc,31/03/2027\x00,{notice},{options},https://a.example/\x00\n"
        f"C2,Legal panel,One LLP,soon\x00,,,\n"
    )
    assert outcomes(import_register(path=path, borough=camden)) == {"created": 2}
    parking = Contract.objects.get(reference="C1")
    assert (parking.title, parking.end_date) == ("Parking permits", dt.date(2027, 3, 31))
    assert (parking.notice_days, parking.options.count()) == (None, 0)


def test_line_ends_of_old_machines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"Reference,Title,Supplier,End date\rC1,Parking,Kestrel plc,2027-03-31\r")
    assert [line.first("title") for line in read_register(path)] == ["Parking"]


@pytest.mark.parametrize("others", [3, 900])
def test_a_quotation_mark_never_closed_costs_its_own_row_alone(
    camden: Borough, tmp_path: Path, others: int
) -> None:
    path = tmp_path / "register.csv"
    path.write_text(
        'Reference,Title,Supplier,End date\nC1,"Parking,Kestrel plc,\n' + "C2,Legal,One LLP,\n" * others
    )
    run = import_register(path=path, borough=camden)
    assert outcomes(run) == {"created": 1, "repeated": others - 1, "unreadable": 1}
    assert SourceRecord.objects.get(outcome="unreadable").raw["Supplier"] == "Kestrel plc"
    assert "never closed" in "".join(run.counts["reasons"])


def test_a_broken_workbook_and_one_that_unpacks_to_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, broken = tmp_path / "whole.xlsx", tmp_path / "broken.xlsx"
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(broken, "w") as copy:
        for name in parts.namelist():
            copy.writestr(name, b"<worksheet><" if "sheet1" in name else parts.read(name))
    with pytest.raises(UnreadableRegister, match=r"broken\.xlsx is not an XLSX file that can be opened"):
        read_register(broken)
    monkeypatch.setattr("contracts.uploads.kinds.MOST_UNPACKED", 1000)
    with pytest.raises(UnreadableRegister, match="it would unpack to"):
        read_register(whole)
