"""Pilots from CSV files and Word tables: what is read, what is wrong, mending, drafts."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st

from boroughs.models import Person
from boroughs.refusals import Refused
from pilots.models import Pilot, PilotImport
from pilots.reading import read_pilots
from tests.factories import OfficerFactory, ServiceAreaFactory, evidence_grade, pilot_facet
from tests.factories.documents import archive

CSV = (
    "Title;Months;How it turned out;Colour;Measures\r\n"
    "Voice reminders;6;It did not work;blue;Calls | 12 | 9\r\n"
    ";soon;Splendid;;\r\n"
).encode("cp1252")


def word_tables(*tables: list[tuple[str, str]]) -> bytes:
    document = WordDocument()
    for rows in tables:
        table = document.add_table(rows=0, cols=2)
        for name, said in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, said
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_csv_file_is_read_whatever_parts_its_columns() -> None:
    first, second = read_pilots(CSV, "text")
    assert first.given["title"] == "Voice reminders"
    assert first.given["measures"] == "Calls | 12 | 9"
    assert first.unknown == {"Colour": "blue"}
    assert second.given == {"months": "soon", "outcome": "Splendid"}


def test_word_tables_are_read_one_a_pilot() -> None:
    content = word_tables(
        [("Title", "Reminders"), ("What failed", "The sound\nand the light"), ("Budget code", "X1")],
        [("Agenda", "none")],
        [("TITLE:", "Sensors")],
    )
    first, second = read_pilots(content, "docx")
    assert first.given == {"title": "Reminders", "failed": "The sound\nand the light"}
    assert first.unknown == {"Budget code": "X1"}
    assert second.given == {"title": "Sensors"}


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"Name of it,Months\nA,1\n", "text", "no heading"),
        (b"Title\n", "text", "no row below"),
        (b"", "text", "no heading"),
        (b"Title\n" + b"A\n" * 201, "text", "200 are the most"),
        (word_tables([("Agenda", "x")]), "docx", "no table"),
        (archive({"word/document.xml": b"<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>"}), "docx", "entities"),
        (b"no archive", "docx", "cannot be read"),
        (b"%PDF", "pdf", "Give a CSV file or a Word document"),
    ],
)
def test_what_holds_no_pilot_is_refused_with_what_to_do(content: bytes, kind: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_pilots(content, kind)


CELLS = st.text(alphabet="aé,;\"\n\r\t '=|\0", max_size=8)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_whatever_stands_in_a_csv_file_it_is_read_or_refused(rows: list[list[str]]) -> None:
    lines = "\n".join(",".join(cells) for cells in [["Title", "Colour", "Months"], *rows])
    try:
        found = read_pilots(lines.encode(), "text")
    except Refused:
        return
    assert all(one.given or one.unknown for one in found)


@pytest.fixture
def officer(db: None) -> Person:
    evidence_grade()
    pilot_facet("need", "Falls")
    person: Person = OfficerFactory()
    return person


def give(client: Client, content: bytes, name: str = "pilots.csv") -> Any:
    return client.post("/pilots/import/", {"file": SimpleUploadedFile(name, content)})


def test_what_is_right_is_made_drafts_of_and_the_rest_is_mended(client: Client, officer: Person) -> None:
    client.force_login(officer)
    address = give(client, CSV)["Location"]
    assert not Pilot.objects.exists()
    page = text(client.get(address))
    for said in (
        "1 can be made drafts of. 1 need mending first.",
        "Give it a title.",
        "Write the months as a whole number.",
        "Choose one of the list.",
        "Not in the template, kept as it came: Colour",
    ):
        assert said in page
    client.post(address)
    made = Pilot.objects.get()
    assert (made.title, made.months, made.outcome, made.state) == ("Voice reminders", 6, "failed", "draft")
    assert made.measures.get().after == "9"
    assert made.written_by == officer
    row = f"{address}2/"
    page = text(client.get(row))
    assert 'value="soon"' in page
    page = text(client.post(row, {"title": "Sensors", "months": "still soon"}))
    assert 'value="still soon"' in page
    client.post(row, {"title": "Sensors", "months": "3", "outcome": "partly"})
    client.post(address)
    client.post(address)  # a second time makes nothing
    assert set(Pilot.objects.values_list("title", flat=True)) == {"Voice reminders", "Sensors"}
    kept = PilotImport.objects.get().rows.get(number=2)
    assert kept.given == {"months": "soon", "outcome": "Splendid"}
    assert client.get(row)["Location"] == f"/pilots/{kept.pilot_id}/check/"


def test_a_word_file_names_what_the_form_offers(client: Client, officer: Person) -> None:
    area = ServiceAreaFactory(name="Telecare")
    rows = [
        ("Title", "Falls radar"),
        ("Service area", "telecare"),
        ("Cost", "Up to £10,000"),
        ("Evidence", "measured"),
        ("Assistive technology", "Yes"),
        ("Needs", "falls"),
        ("Supplier or in-house", "In-house"),
    ]
    client.force_login(officer)
    address = give(client, word_tables(rows), "pilots.docx")["Location"]
    client.post(address)
    made = Pilot.objects.get()
    assert (made.service_area, made.cost, made.maker, made.is_assistive) == (area, "10k", "in_house", True)
    assert made.grade == evidence_grade()
    assert [str(one) for one in made.facets.all()] == ["Falls"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ", "pilots.csv", "is a program"),
        (b"Title\nA\n", "pilots.docx", "plain text by its content"),
        (archive({"a.txt": b"a"}), "pilots.docx", "an archive and no document"),
        (b"<html>", "pilots.csv", "web page"),
    ],
)
def test_a_file_that_is_something_else_is_not_taken(
    client: Client, officer: Person, content: bytes, name: str, said: str
) -> None:
    client.force_login(officer)
    assert said in text(give(client, content, name))
    assert not PilotImport.objects.exists()


def test_the_template_can_be_had_empty(client: Client, officer: Person) -> None:
    client.force_login(officer)
    said = client.get("/pilots/import/?template=csv").content.decode()
    assert said.startswith("\ufeffTitle,Service area,Problem")
