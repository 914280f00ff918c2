"""The text of a document, to be searched and shown. Pure: a stream and the kind of file.

Whatever a file holds, no more than ``MOST_TEXT`` characters come out, entities of XML are refused, and pages
beyond ``MOST_PAGES`` are not read.
"""

import logging
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from pypdf import PdfReader

from boroughs.refusals import Refused
from documents.checking import DOCX, PDF_HOLDS, XLSX, decoded

log = logging.getLogger(__name__)
MOST_TEXT = 1_000_000
MOST_PAGES = 500
#: Members with text, and the elements whose ends are ends of lines.
MEMBERS = {
    DOCX: (re.compile(r"word/(document|footnotes|header\d*|footer\d*)\.xml"), {"p", "tr"}),
    XLSX: (re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"), {"si", "row"}),
    "odt": (re.compile(r"content\.xml"), {"p", "h"}),
    "ods": (re.compile(r"content\.xml"), {"p", "table-row"}),
}
BROKEN = "The file cannot be read: open it, save it anew, and choose it again."


def text_of(file: BinaryIO, kind: str) -> str:
    """Return the text of a document.

    Args:
        file: at any place.
        kind: as ``checking.check`` found it.

    Raises:
        Refused: where it is broken or defines entities.
    """
    file.seek(0)
    try:
        if kind == "text":
            text = decoded(file.read()) or ""
        elif kind == "pdf":
            text = _joined(_pages(file))
        else:
            text = _joined(_lines(file, kind))
    except DefusedXmlException:
        raise Refused("The file defines entities, which no document needs, so it is not taken.") from None
    except Refused:
        raise
    except Exception:  # whatever a library makes of a damaged or hostile file, it is one that cannot be read
        log.info("A document could not be read.", exc_info=True)
        raise Refused(BROKEN) from None
    return tidy(text)


def tidy(text: str) -> str:
    """Return a text without control characters, runs of blanks and of empty lines; cut at ``MOST_TEXT``."""
    bare = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text[:MOST_TEXT])
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\xa0]+", " ", bare)).strip()


def _joined(pieces: Iterator[str]) -> str:
    """Join pieces until there are ``MOST_TEXT`` characters."""
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length >= MOST_TEXT:
            break
    return "".join(found)


def _pages(file: BinaryIO) -> Iterator[str]:
    reader: Any = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise Refused("The PDF has a password: save it without one.")
    _refuse_programs(reader.trailer["/Root"])
    for number, page in enumerate(reader.pages):
        if number >= MOST_PAGES:
            return
        yield f"{page.extract_text()}\n"


def _refuse_programs(root: Any) -> None:
    """Refuse a PDF whose catalogue, which may be packed, names a program, a form of XFA or another file.

    Raises:
        Refused: with what to do.
    """
    names, form, opening = (_inside(root, name) for name in ("/Names", "/AcroForm", "/OpenAction"))
    acts = isinstance(opening, dict) and opening.get("/S") in ("/JavaScript", "/Launch")
    if acts or "/AA" in root or "/XFA" in form or {"/JavaScript", "/EmbeddedFiles"} & set(names):
        raise Refused(PDF_HOLDS)


def _inside(root: Any, name: str) -> Any:
    """Return a part of the catalogue itself, where ``get`` would return a reference to it."""
    try:
        return root[name]
    except KeyError:
        return {}


def _lines(file: BinaryIO, kind: str) -> Iterator[str]:
    wanted, ends = MEMBERS[kind]
    with zipfile.ZipFile(file) as archive:
        for name in sorted(name for name in archive.namelist() if wanted.fullmatch(name)):
            with archive.open(name) as member:
                for _, element in iterparse(member, forbid_dtd=True):
                    tag = element.tag.rpartition("}")[2]
                    if element.text and (tag in ("t", "span", "p", "h", "a") or kind == "ods"):
                        yield element.text
                    if tag in ends:
                        yield "\n"
                    elif tag in ("tab", "c", "tc", "table-cell"):
                        yield " "
                    if element.tail and kind in ("odt", "ods"):
                        yield element.tail
                    element.clear()
