"""Which files are taken, and what is said of those that are not."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from boroughs.refusals import Refused
from documents.checking import EICAR, LONGEST_NAME, OPEN_DOCUMENT, check, safe_name
from documents.extracting import MOST_TEXT, text_of, tidy
from tests.factories.documents import archive, pdf_file, word_file

MOST = 25_000_000
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a><p>Open text</p></a>"}
DOCX = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d><p><t>Short</t></p></d>"}


def workbook() -> bytes:
    book = Workbook()
    book.create_sheet("Credits").append(["Measure", "Credit of 5 per cent"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


#: Made once: a workbook holds the moment at which it was made.
WHOLE = [word_file(), workbook(), archive(ODT), pdf_file()]


def kind_of(content: bytes, name: str) -> str:
    return check(io.BytesIO(content), name, len(content), most=MOST).kind


@pytest.mark.parametrize(
    ("content", "name", "kind", "says"),
    [
        (word_file(), "a.docx", "docx", "exports all data"),
        (workbook(), "a.XLSX", "xlsx", "Credit of 5 per cent"),
        (archive(ODT), "a.odt", "odt", "Open text"),
        (pdf_file(), "a.pdf", "pdf", "Availability is 99.5"),
        ("Prix en €, naïve".encode("cp1252"), "a.txt", "text", "Prix en"),
        ("a;b\n1;2".encode("utf-16"), "a.csv", "text", "a;b"),
    ],
)
def test_these_are_taken_and_their_text_is_read(content: bytes, name: str, kind: str, says: str) -> None:
    assert kind_of(content, name) == kind
    assert says in text_of(io.BytesIO(content), kind)


def relating(
    kind: str, member: str = "word/_rels/settings.xml.rels", mode: str = "External"
) -> dict[str, bytes]:
    """Return a member that leads outside its file."""
    one = f'<Relationship Type="http://a.example/{kind}" Target="https://b.example/x" TargetMode="{mode}"/>'
    return {member: f"<Relationships>{one}</Relationships>".encode()}


def test_links_that_a_reader_follows_are_taken() -> None:
    links = {**relating("hyperlink", "word/_rels/document.xml.rels"), **relating("image", mode="Internal")}
    assert kind_of(archive({**DOCX, **links}), "a.docx") == "docx"


def encrypted() -> bytes:
    content = bytearray(archive(DOCX))
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


def bomb() -> bytes:
    return archive({**DOCX, "word/media/picture.bin": b"\0" * 20_000_000})


REFUSED = {
    "empty": (b"", "a.docx", "empty"),
    "eicar": (EICAR, "a.txt", "virus"),
    "renamed program": (b"MZ\x90\0" + b"\0" * 100, "a.docx", "is a program"),
    "renamed script": (b"#!/bin/sh\nrm -rf /\n", "a.txt", "is a program"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.docx", "old Office format"),
    "svg with script": (b"<svg><script>alert(1)</script></svg>", "a.txt", "may hold a program"),
    "html": (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "a.txt", "may hold a program"),
    "bytes": (b"\x89PNG\r\n\x1a\n\0\0\0", "a.txt", "none of the kinds"),
    "macros": (archive({**DOCX, "word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    "macro type": (archive({**DOCX, "[Content_Types].xml": b"<T>macroEnabled</T>"}), "a.docx", "macros"),
    "open macros": (archive({**ODT, "Basic/Standard/Module.xml": b"x"}), "a.odt", "macros"),
    "embedded": (archive({**DOCX, "word/embeddings/oleObject1.bin": b"x"}), "a.docx", "other files"),
    "template": (archive({**DOCX, **relating("attachedTemplate")}), "a.docx", "fetches a template"),
    "picture": (archive({**DOCX, **relating("image", mode=" external")}), "a.docx", "fetches pictures"),
    "workbook": (
        archive({**DOCX, **relating("externalLinkPath", "xl/externalLinks/_rels/externalLink1.xml.RELS")}),
        "a.docx",
        "break the links",
    ),
    "relationships": (archive({**DOCX, "_rels/.rels": b"<Relationships>"}), "a.docx", "broken"),
    "bomb": (bomb(), "a.docx", "many times its size"),
    "many members": (archive({f"{n}": b"" for n in range(3_100)}), "a.docx", "far larger"),
    "password": (encrypted(), "a.docx", "password"),
    "outside": (archive({**DOCX, "../../etc/passwd": b"x"}), "a.docx", "outside itself"),
    "plain archive": (archive({"a.exe": b"MZ"}), "a.docx", "an archive and no document"),
    "wrong name": (pdf_file(), "a.docx", "is a PDF by its content"),
    "no name": (word_file(), "schedule", "is a .docx file by its content"),
    "tail": (word_file() + b"<script>", "a.docx", "behind its end"),
    "polyglot": (pdf_file() + archive({"a": b"b"}) + b"%%EOF", "a.pdf", "an archive at once"),
    "cut": (pdf_file()[:-80], "a.pdf", "not complete"),
    "pdf program": (pdf_file().replace(b"/Type /Catalog", b"/JavaScript 1"), "a.pdf", "holds a program"),
    "hidden pdf program": (
        pdf_file().replace(b"/Type /Page ", b"/Type /Page /AA << /O << /S /J#61vaScript >> >> "),
        "a.pdf",
        "holds a program",
    ),
    "broken": (word_file()[:900] + word_file()[-22:], "a.docx", "broken"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_these_are_refused_with_the_reason(what: str) -> None:
    content, name, why = REFUSED[what]
    with pytest.raises(Refused, match=why):
        kind_of(content, name)


def test_one_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(Refused, match="200 MB, and 25 MB are the most"):
        check(io.BytesIO(b"%PDF-"), "a.pdf", 200_000_000, most=MOST)


def test_entities_are_refused() -> None:
    evil = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d><p><t>&a;</t></p></d>'
    content = io.BytesIO(archive({**DOCX, "word/document.xml": evil}))
    with pytest.raises(Refused, match="defines entities"):
        text_of(content, "docx")


def test_a_pdf_that_pypdf_cannot_read_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be read"):
        text_of(io.BytesIO(b"%PDF-1.4\nnothing\n%%EOF"), "pdf")


def test_what_looks_like_a_word_in_a_packed_picture_is_none() -> None:
    content = pdf_file("picture /JS /AA /Launch ")
    assert kind_of(content, "a.pdf") == "pdf"
    assert "picture" in text_of(io.BytesIO(content), "pdf")


@pytest.mark.parametrize("how", ["script", "file"])
def test_a_program_that_a_pdf_names_in_its_catalogue_is_refused(how: str) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_file()))
    if how == "script":
        script = TextStringObject("app.alert(1)")
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    else:
        writer.add_attachment("a.exe", b"MZ")
    content = io.BytesIO()
    writer.write(content)
    with pytest.raises(Refused, match="another file"):
        kind_of(content.getvalue(), "a.pdf")
    with pytest.raises(Refused, match="another file"):  # also where the words are packed away
        text_of(content, "pdf")


def packed(where: str) -> bytes:
    """Return a PDF with a program that is packed away, so that only its parts tell of it."""
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer = PdfWriter(clone_from=io.BytesIO(pdf_file()))
    page = writer.pages[0]
    if where == "page":
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
    else:
        link = {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): DictionaryObject(script)}
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(link))])
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize("where", ["page", "link"])
def test_a_program_is_found_wherever_in_a_pdf_it_hangs(where: str) -> None:
    with pytest.raises(Refused, match="holds a program"):
        text_of(io.BytesIO(packed(where)), "pdf")


def test_a_pdf_of_beginnings_without_ends_is_looked_through_once() -> None:
    # Each of these millions of beginnings would have the rest of the file searched for its end.
    with pytest.raises(Refused, match="holds a program"):
        kind_of(b"%PDF-1.4\n" + b"stream\n" * 3_000_000 + b"/JavaScript\n%%EOF", "a.pdf")


@pytest.mark.parametrize("name", ["a.odt", "a.ods"])
def test_an_open_document_is_read_in_the_order_of_its_words(name: str) -> None:
    kind = name[2:]
    mimetype = {value: key for key, value in OPEN_DOCUMENT.items()}[kind].encode()
    text = (
        b"<o><tracked-changes><p>Deleted</p></tracked-changes><p>All <span>data</span> is<tab/>exported"
        b"<annotation><creator>Ada</creator><p>Why?</p></annotation> "
        b"<a>free</a> of charge.</p><p>Next</p></o>"
    )
    content = archive({"mimetype": mimetype, "content.xml": text})
    assert kind_of(content, name) == kind
    assert text_of(io.BytesIO(content), kind) == "All data is exported free of charge.\nNext"


def test_a_document_of_nothing_but_elements_takes_no_memory() -> None:
    many = b"<d>" + b"<p><x/></p>" * 200_000 + b"<p><t>End</t></p></d>"
    content = archive({**DOCX, "word/document.xml": many})
    tracemalloc.start()
    try:
        assert text_of(io.BytesIO(content), "docx") == "End"
        assert tracemalloc.get_traced_memory()[1] < 10_000_000  # as elements they take many times as much
    finally:
        tracemalloc.stop()


def test_no_more_text_is_kept_than_is_searched() -> None:
    content = io.BytesIO(
        archive({**DOCX, "word/document.xml": b"<d><p><t>%s</t></p></d>" % (b"ab " * 500_000)})
    )
    assert len(text_of(content, "docx")) <= MOST_TEXT


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Exit plan.docx", "Exit plan.docx"),
        ("a\0b\n.pdf", "ab.pdf"),
        ("invoice\u202efdp.docx", "invoicefdp.docx"),
        ('a"; filename="b.exe.pdf', "a; filename=b.exe.pdf"),
        ("...", "document"),
    ],
)
def test_names_lead_nowhere(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@given(st.text(max_size=400))
def test_a_name_is_always_one_that_a_folder_can_hold(given: str) -> None:
    kept = safe_name(given)
    assert kept
    assert len(kept) <= LONGEST_NAME
    assert not set(kept) & set('/\\\0\n\r"<>:|?*')
    assert kept not in (".", "..")


@given(st.binary(max_size=3_000), st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.odt", ""]))
def test_any_bytes_are_taken_or_refused_and_never_an_error(content: bytes, name: str) -> None:
    taken_or_refused(content, name)


def taken_or_refused(content: bytes, name: str) -> None:
    """Go through what a file goes through; anything but a refusal is an error of the test."""
    try:
        found = check(io.BytesIO(content), name, len(content), most=MOST)
        text_of(io.BytesIO(content), found.kind)
    except Refused:
        return


@given(st.data())
def test_damaged_documents_are_taken_or_refused_and_never_an_error(data: st.DataObject) -> None:
    content = bytearray(WHOLE[data.draw(st.integers(0, 3))])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for name in ("a.docx", "a.xlsx", "a.odt", "a.pdf", "a.txt"):
        taken_or_refused(bytes(content), name)


def test_a_tidy_text_has_no_control_characters() -> None:
    assert tidy("a\x00b\t\tc\n\n\n\nd\x1b ") == "a b c\n\nd"
    assert zipfile.is_zipfile(io.BytesIO(word_file()))
