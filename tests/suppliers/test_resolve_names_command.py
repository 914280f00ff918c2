"""``manage.py resolve_names``: a file of names comes back with the supplier of each row (R10)."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

NAMES = """name,identifier,Paid
Tideline Systems Ltd,04161207,1
TIDELINE SYSTEMS LIMITED,,2
Tideline Sytems,,3
Wrenfield Homes,bexley,4
Something Else,gb/4161207,5
TBC,,6
Tideline Systems,07416120,7
"""


def resolved(folder: Path, content: bytes) -> tuple[list[dict[str, str]], str]:
    """Return the rows that the command writes for a file's content, and what it says."""
    source, target, said = folder / "in.csv", folder / "out.csv", io.StringIO()
    source.write_bytes(content)
    call_command("resolve_names", str(source), str(target), stdout=said)
    text = target.read_text("utf-8")
    delimiter = ";" if ";" in text.splitlines()[0] else ","
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter)), said.getvalue()


def test_every_row_comes_back_with_its_supplier_and_why(tmp_path: Path) -> None:
    rows, said = resolved(tmp_path, NAMES.encode())
    assert [(row["Paid"], row["entity"], row["decision"]) for row in rows] == [
        ("1", "1", "identifier"),
        ("2", "2", "ask"),
        ("3", "3", "ask"),
        ("4", "4", "new"),
        ("5", "1", "identifier"),
        ("6", "", "no name"),
        ("7", "7", "ask"),
    ]
    assert rows[0]["reason"] == "It has the Companies House number 04161207."
    assert "Rows: 7. Suppliers: 5." in said
    assert "passed over: 1 (“bexley”)" in said


def test_rows_of_one_supplier_have_one_entity(tmp_path: Path) -> None:
    rows, _ = resolved(tmp_path, b"name\nWrenfeild Homes\nWrenfield Homes Ltd\nWRENFIELD HOMES\nHalloway\n")
    assert [row["entity"] for row in rows] == ["1", "1", "1", "4"]
    assert all(0 <= float(row["score"]) <= 1 and row["reason"] for row in rows)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeffname,note\nCafé Wren,a\nCAFE WREN LTD,b\n".encode(), id="byte order mark"),
        pytest.param("name,note\nCafé Wren,a\nCAFE WREN LTD,b\n".encode("cp1252"), id="cp1252"),
        pytest.param("name;note\nCafé Wren;a\nCAFE WREN LTD;b\n".encode(), id="semicolons"),
        pytest.param(
            "\n\n NAME ,note\r\nCafé Wren,a\r\nCAFE WREN LTD,b\r\n".encode(), id="blank lines first"
        ),
        pytest.param(
            'note,"name"\na,"Café Wren"\nb,"CAFE\nWREN LTD"\n'.encode(), id="a line break in a name"
        ),
    ],
)
def test_whatever_it_was_saved_with(tmp_path: Path, content: bytes) -> None:
    rows, _ = resolved(tmp_path, content)
    assert [row["entity"] for row in rows] == ["1", "1"]
    assert [row["note"] for row in rows] == ["a", "b"]


def test_short_and_blank_rows_are_kept(tmp_path: Path) -> None:
    rows, _ = resolved(tmp_path, b"name,identifier,note\nWrenfield Homes\n\n,04161207,x\n")
    assert [(row["decision"], row["note"]) for row in rows] == [
        ("new", ""),
        ("no name", ""),
        ("no name", "x"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"supplier,number\nWren,1\n", "No column is headed “name”; the file has “supplier”, “number”"),
        (b"name,name\nWren,Wren\n", "2 columns are headed “name”"),
        (b"name,entity\nWren,1\n", "has a column “entity” already"),
        (b"name,note\nWren, Hall & Co,a\n", "Row 1 below the headings has 3 cells under 2 headings"),
        (b'name,note\n"Wren,a\nHall,b\n', "A quotation mark is opened and never closed"),
        (b"name\x00\nWren\n", "not text"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        resolved(tmp_path, content)
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_or_is_the_same(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("resolve_names", str(tmp_path / "none.csv"), str(tmp_path / "out.csv"))
    source = tmp_path / "in.csv"
    source.write_text("name\nWren\n")
    with pytest.raises(CommandError, match="are the same"):
        call_command("resolve_names", str(source), str(source))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("resolve_names", str(source), str(tmp_path / "no folder" / "out.csv"))
    assert source.read_text() == "name\nWren\n"
