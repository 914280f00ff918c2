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
from defusedxml.ElementTree import XMLParser
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from boroughs.refusals import Refused
from documents.checking import DOCX, PDF_HOLDS, XLSX, decoded

log = logging.getLogger(__name__)
MOST_TEXT = 1_000_000
MOST_PAGES = 500
PIECE = 64 * 1024
#: Names in a PDF: of what holds a form of XFA or another file, and of what does or shows more than text.
HOLDING = {"/XFA", "/EF", "/EmbeddedFiles"}
ACTING = {"/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/FileAttachment"}
#: Elements that part words, and those whose words do not stand in the document: deleted ones, remarks.
BLANKS = {"tab", "c", "tc", "table-cell", "br", "cr", "line-break", "s"}
LEFT_OUT = {"tracked-changes", "annotation"}
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
    """Refuse a PDF that names a program, a form of XFA or another file anywhere, also where it is packed.

    Raises:
        Refused: with what to do.
    """
    waiting, seen = [root], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            named = {name: one[name] for name in ("/S", "/Subtype") if name in one}
            if HOLDING & one.keys() or ACTING & {str(value) for value in named.values()}:
                raise Refused(PDF_HOLDS)
            waiting += [value for name, value in one.items() if name != "/StructTreeRoot"]
        elif isinstance(one, ArrayObject):
            waiting += one


def _lines(file: BinaryIO, kind: str) -> Iterator[str]:
    wanted, ends = MEMBERS[kind]
    with zipfile.ZipFile(file) as archive:
        for name in sorted(name for name in archive.namelist() if wanted.fullmatch(name)):
            words = _Words(kind, ends)
            parser = XMLParser(target=words, forbid_dtd=True)
            with archive.open(name) as member:
                while piece := member.read(PIECE):
                    parser.feed(piece)
                    yield words.taken()
                parser.close()
                yield words.taken()


class _Words:
    """Takes the words of a document from its XML as they come, and keeps nothing else of it.

    Args:
        kind: of file.
        ends: the elements whose ends are ends of lines.
    """

    def __init__(self, kind: str, ends: set[str]) -> None:
        self.ends = ends
        self.inside = {"t"} if kind in (DOCX, XLSX) else {"p", "h"}
        self.open = 0  # how many elements with words, and with what is left out, one is in
        self.left_out = 0
        self.found: list[str] = []

    def start(self, tag: str, _: Any) -> None:
        """Begin an element."""
        name = tag.rpartition("}")[2]
        self.open += name in self.inside
        self.left_out += name in LEFT_OUT

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self.open and not self.left_out:
            self.found.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        name = tag.rpartition("}")[2]
        self.open -= name in self.inside
        self.left_out -= name in LEFT_OUT
        if name in self.ends and not self.left_out:
            self.found.append("\n")
        elif name in BLANKS:
            self.found.append(" ")

    def close(self) -> None:
        """End the document."""

    def taken(self) -> str:
        """Return what was found since it was asked last."""
        text, self.found = "".join(self.found), []
        return text
