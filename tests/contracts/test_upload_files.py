"""Files of every kind are read row by row; what is odd costs its own row alone, and nothing more."""

import io
import random
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.columns import SYNONYMS
from contracts.uploads import kinds
from contracts.uploads.layouts import FIELD_NAMES, guessed, layout_at, lines_of, signature
from contracts.uploads.problems import UnreadableRegister
from contracts.uploads.rows import MOST_CHARACTERS, MOST_COLUMNS
from contracts.uploads.tables import beginnings, rows_of

HEAD = ["Reference", "Title", "Supplier", "End date"]
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ods(rows: str, before: str = "") -> bytes:
    """Return an ODS file of one sheet from the XML of its rows."""
    return packed(
        f'<?xml version="1.0"?>{before}<office:document-content {SPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="Register">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def packed(content: str | bytes) -> bytes:
    """Return an ODS package around a ``content.xml``."""
    raw = content.encode() if isinstance(content, str) else content
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS_TYPE)
        package.writestr("content.xml", raw)
    return file.getvalue()


def cells(*texts: str) -> str:
    """Return the XML of a row of texts."""
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row>{inside}</table:table-row>"


def read(folder: Path, content: bytes, name: str = "register.csv") -> list[tuple[str, ...]]:
    """Return the cells of a file's rows, empty rows left out."""
    path = folder / name
    path.write_bytes(content)
    return [row.cells for row in rows_of(path) if not row.is_empty]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [HEAD, ["R1", "Café – £5,000", "Tide; Line Ltd", "31/03/2027"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert read(tmp_path, text.encode(encoding)) == [tuple(row) for row in rows]


def test_columns_of_which_no_heading_is_known_are_parted_all_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, b"Nr;Sache;Wer\n1;Licht, hell;Lumen\n2;Weg;Stein\n")[1] == (
        "1",
        "Licht, hell",
        "Lumen",
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "a.csv", "is empty"),
        (b"%PDF-1.7 ...", "a.pdf", "is a PDF"),
        (b"\x89PNG\r\n", "a.csv", "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "an old form of Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "protected by a password",
        ),
        (b"<!DOCTYPE html><table>", "a.xls", "is a web page"),
        (b"just words", "a.xlsx", "is not an XLSX file that can be opened"),
        (b"PK\x03\x04 and then nothing", "a.ods", "is not an ODS file that can be opened"),
        (bytes(range(32)) * 40, "a.csv", "no table that can be read"),
    ],
)
def test_what_is_no_table_is_told_by_its_content_with_what_to_do(
    tmp_path: Path, content: bytes, name: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableRegister, match=words):
        beginnings(path)


def test_a_package_of_another_kind_is_named(tmp_path: Path) -> None:
    for part, words in (("word/document.xml", "Word"), ("xl/workbook.bin", "XLSB"), ("a.csv", "ZIP")):
        path = tmp_path / "file"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr(part, "x")
        with pytest.raises(UnreadableRegister, match=words):
            beginnings(path)


def test_an_open_document_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "register.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", ODS_TYPE)
        package.writestr("content.xml", b"\x01\x02\x03")
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(UnreadableRegister, match="take the password off"):
        beginnings(path)


def test_an_open_document_is_read_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    value = (
        '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    rows = (
        cells(*HEAD)
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + "<table:table-row>"
        + value.format("1200.50", "£1,200.50")
        + value.format("1234567", "01234567")
        + '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>'
        + "</office:annotation><text:p>One<text:s/>Ltd</text:p><text:p>Two Ltd</text:p></table:table-cell>"
        + '<table:table-cell office:value-type="date" office:date-value="2027-03-31T00:00:00">'
        + "<text:p>31 Mar</text:p></table:table-cell>"
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        + '<table:table-row table:number-rows-repeated="1048500"><table:table-cell/></table:table-row>'
    )
    path = tmp_path / "register.ods"
    path.write_bytes(ods(rows))
    found = [row for row in rows_of(path) if not row.is_empty]
    assert [row.number for row in found] == [1, 5]
    assert found[1].cells == ("1200.50", "01234567", "One Ltd\nTwo Ltd", "2027-03-31")


@pytest.mark.parametrize("depth", [1, 9])
def test_entities_are_never_opened(tmp_path: Path, depth: int) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(depth))
    kind = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    path = tmp_path / "register.ods"
    path.write_bytes(ods(cells(f"&l{depth};", "&f;"), before=kind))
    with pytest.raises(UnreadableRegister, match="declares a document type"):
        beginnings(path)
    book = tmp_path / "register.xlsx"
    openpyxl.Workbook().save(book)
    changed = with_part(book.read_bytes(), "xl/sharedStrings.xml", f"{kind}<sst>&l{depth};</sst>".encode())
    book.write_bytes(changed)
    with pytest.raises(UnreadableRegister, match="declares a document type"):
        beginnings(book)


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return a package in which one part is another one."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def test_what_would_swell_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "register.ods"
    path.write_bytes(packed(b" " * 30_000_000))
    with pytest.raises(UnreadableRegister, match="it would unpack to 30 MB"):
        beginnings(path)


def test_a_size_that_is_a_lie_gains_nothing(tmp_path: Path) -> None:
    content = packed(ods_content := b"<a>" + b"x" * 500_000 + b"</a>")
    smaller = content.replace(struct.pack("<I", len(ods_content)), struct.pack("<I", 10))
    path = tmp_path / "register.ods"
    path.write_bytes(smaller)
    with pytest.raises(UnreadableRegister, match="is not an ODS file that can be opened"):
        beginnings(path)


def test_rows_before_a_break_in_an_open_document_are_kept(tmp_path: Path) -> None:
    whole = cells(*HEAD) + cells("R1", "Parking", "Kestrel plc", "2027-03-31") * 2000
    content = zipfile.ZipFile(io.BytesIO(ods(whole))).read("content.xml")
    path = tmp_path / "register.ods"
    path.write_bytes(packed(content[: len(content) * 3 // 4]))
    found = list(rows_of(path))
    assert len(found) > 1400
    assert found[-1].problem.startswith("The sheet breaks off here")
    assert not any(row.problem for row in found[:-1])


def test_a_cell_of_ten_million_characters_costs_no_row(tmp_path: Path) -> None:
    text = "Reference,Title,Supplier,End date\nR1,Parking,Kestrel plc,2027-03-31\nR2,"
    path = tmp_path / "register.csv"
    path.write_text(text + "x" * 10_000_000 + ",One Ltd,\nR3,Legal,Two Ltd,\n")
    found = list(rows_of(path))
    assert [row.cells[0] for row in found] == ["Reference", "R1", "R2", "R3"]
    assert len(found[2].cells[1]) == MOST_CHARACTERS
    assert "10,000,000 characters" in found[2].remark


def test_a_small_file_with_an_endless_cell_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "register.ods"
    block = "".join(random.Random(1).choices("abcdefgh ", k=5000))
    path.write_bytes(ods(cells("R1", block * 10_000) + cells("R2", "Legal")))
    tracemalloc.start()
    try:
        found = list(rows_of(path))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [row.cells[0] for row in found] == ["R1", "R2"]
    assert len(found[0].cells[1]) == MOST_CHARACTERS
    assert found[0].remark
    assert most < 10_000_000


def test_more_columns_than_any_register_has_are_cut_and_said(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(",".join(HEAD) + "\n" + ",".join(["x"] * 5000) + "\n")
    row = list(rows_of(path))[1]
    assert len(row.cells) == MOST_COLUMNS
    assert "5,000 cells" in row.remark


def test_a_formula_in_a_workbook_is_its_value(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    sheet.append(["R1", "=1+1", "One Ltd", None])
    path = tmp_path / "register.xlsx"
    book.save(path)
    assert [row.cells for row in rows_of(path)][1] == ("R1", "", "One Ltd")


def test_every_field_that_headings_fill_can_be_chosen() -> None:
    assert FIELD_NAMES.keys() == SYNONYMS.keys()


def test_a_signature_knows_headings_however_they_are_spaced() -> None:
    assert signature(["Ref", "Title (of it)"]) == signature([" ref.", "TITLE", ""])
    assert signature(["Ref", "Title"]) != signature(["Title", "Ref"])


def test_headings_in_any_row_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("Our list,,\nRef,Title,Supplier\nRef 2,Title 2,Supplier 2\nR1,Parking,Kestrel\n")
    table = beginnings(path)[0]
    first = guessed(table)
    assert first is not None
    assert first.header == 2
    third = layout_at(table, 3)
    assert [line.place for line in lines_of(rows_of(path), [third])] == ["row 4"]


@QUICK
@given(
    st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=6), min_size=1, max_size=8),
    st.sampled_from(",;\t|"),
)
def test_whatever_is_written_as_csv_is_read_as_it_was(
    tmp_path: Path, rows: list[list[str]], delimiter: str
) -> None:
    safe = [[cell.replace("\r", " ").replace("\n", " ") for cell in row] for row in rows]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in safe]
    text = delimiter.join(HEAD) + "\n" + "\n".join(quoted) + "\n"
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return
    path = tmp_path / "register.csv"
    path.write_bytes(raw)
    found = list(rows_of(path))[1:]
    assert [trimmed(row.cells) for row in found] == [trimmed(row) for row in safe]


def trimmed(row: Any) -> tuple[str, ...]:
    """Return cells without empty ends."""
    kept = list(row)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_message(tmp_path: Path, content: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        with suppress(UnreadableRegister):
            assert list(rows_of(path)) is not None


@QUICK
@given(
    st.lists(
        st.sampled_from(["good", '"', 'a "quoted" one', "=cmd|' /C calc'!A0", "\x00", "é\ufffd", ""]),
        max_size=12,
    )
)
def test_odd_rows_never_cost_a_readable_one(tmp_path: Path, between: list[str]) -> None:
    lines = [",".join(HEAD)]
    for number, odd in enumerate(between):
        lines += [odd, f"R{number},Title {number},One Ltd,2027-03-31"]
    path = tmp_path / "register.csv"
    path.write_text("\n".join(lines) + "\n")
    firsts = [row.cells[0] for row in rows_of(path) if len(row.cells) == 4]
    for number in range(len(between)):
        assert f"R{number}" in firsts


@pytest.fixture(scope="module")
def packages() -> dict[str, bytes]:
    """A workbook and an open document that are whole."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (HEAD, ["R1", "Parking", "Kestrel plc", "2027-03-31"], ["R2", "Legal", "One LLP", None]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return {"a.xlsx": file.getvalue(), "a.ods": ods(cells(*HEAD) + cells("R1", "Parking", "Kestrel", "") * 5)}


@QUICK
@given(data=st.data(), name=st.sampled_from(["a.xlsx", "a.ods"]))
def test_a_broken_package_is_rows_or_a_message(
    tmp_path: Path, packages: dict[str, bytes], data: st.DataObject, name: str
) -> None:
    """Bytes of the package, or of a part inside it, are changed or cut off."""
    whole = packages[name]
    inside = data.draw(st.booleans())
    part = "xl/worksheets/sheet1.xml" if name == "a.xlsx" else "content.xml"
    raw = bytearray(zipfile.ZipFile(io.BytesIO(whole)).read(part) if inside else whole)
    for place in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=4)):
        raw[place] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(len(raw) // 2, len(raw)))])
    path = tmp_path / name
    path.write_bytes(with_part(whole, part, cut) if inside else cut)
    with suppress(UnreadableRegister):
        assert list(rows_of(path)) is not None


def test_the_limits_leave_room_for_every_known_register(shared_data: Path) -> None:
    for path in sorted((shared_data / "registers").rglob("*")):
        if path.suffix in {".xlsx", ".ods"}:
            with zipfile.ZipFile(path) as package:
                assert sum(part.file_size for part in package.infolist()) * 50 < kinds.MOST_UNPACKED
            assert beginnings(path)


def test_rows_beyond_the_end_of_any_sheet_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contracts.uploads.workbook.MOST_ROWS", 5)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEAD)
    sheet.cell(9, 1, "R9")
    path = tmp_path / "register.xlsx"
    book.save(path)
    found = [row for row in rows_of(path) if not row.is_empty]
    assert [row.number for row in found] == [1, 6]
    assert "after the last row" in found[1].problem
