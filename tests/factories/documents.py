"""Documents for tests, and the files that they are made from."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as WordDocument

from boroughs.models import Borough, Person
from documents.actions import DocumentFacts, check_version, share_document
from documents.models import Document
from tests.factories.boroughs import BoroughFactory


def word_file(text: str = "The supplier exports all data at no charge.") -> bytes:
    """Return a Word file with a heading and a paragraph."""
    document = WordDocument()
    document.add_heading("Schedule 3", level=1)
    document.add_paragraph(text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """Return a ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, inside in members.items():
            file.writestr(name, inside)
    return content.getvalue()


def pdf_file(text: str = "Availability is 99.5 per cent") -> bytes:
    """Return a PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail


def uploaded(content: bytes, name: str = "schedule.docx") -> SimpleUploadedFile:
    """Return a file as a form brings it."""
    return SimpleUploadedFile(name, content)


def make_document(
    *,
    borough: Borough | None = None,
    content: bytes | None = None,
    name: str = "schedule.docx",
    by: Person | None = None,
    looked_into: bool = True,
    **facts: Any,
) -> Document:
    """Share a document: ``make_document(borough=camden, title="Exit schedule")``.

    Args:
        borough: whose it is; a new one where none is given.
        content: of the file; a small Word file where none is given.
        name: of the file.
        by: the officer.
        looked_into: whether the task has done its work.
        **facts: what is said of it.
    """
    usual = {"title": "Exit schedule", "kind": "exit", "visibility": "members"}
    document = share_document(
        borough=borough or BoroughFactory(),
        facts=DocumentFacts(**{**usual, **facts}),
        file=uploaded(word_file() if content is None else content, name),
        by=by,
    )
    if looked_into:
        check_version(version_id=document.versions.get().pk)
    return document
