"""Pilots in a file: a CSV with a pilot a row, or Word tables with the template's fields in the first column.

Pure: bytes in, texts by field out. Whatever stands in the file comes out again, also what the template does
not know.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from boroughs.refusals import Refused
from documents.checking import DOCX, decoded

MOST_PILOTS = 200
#: Characters of one answer that are read; a longer one is told at its field.
MOST_TEXT = 20_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: How files name the fields of the template, in small letters without marks; the first is what we write.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "name", "pilot title", "project"),
    "service_area": ("service area", "area"),
    "problem": ("problem", "the problem", "challenge"),
    "people": ("people", "who took part", "users", "participants"),
    "technology": ("technology", "the technology", "what was tried", "solution"),
    "maker": ("whose it is", "supplier or in house", "made by"),
    "supplier": ("supplier", "vendor", "company"),
    "product": ("product", "system"),
    "setting": ("setting", "where it was tried", "place"),
    "began": ("began", "when it began", "start", "start date"),
    "months": ("months", "how many months it took", "duration", "duration months"),
    "cost": ("cost", "cost band", "cost gbp excluding vat"),
    "method": ("method", "how it was tried and measured"),
    "measures": ("measures", "measures what before after", "outcome measures"),
    "outcome": ("outcome", "how it turned out", "result"),
    "failed": ("what did not work", "what failed"),
    "grade": ("evidence", "evidence grade", "how good the evidence is"),
    "bought": ("bought afterwards", "what was bought afterwards"),
    "scale": ("would you scale it", "scale"),
    "candid": ("what you would tell a peer", "candid"),
    "scale_why": ("why you would scale it", "why scale", "why you would scale it or not"),
    "bought_note": ("note on what was bought", "anything about what was bought"),
    "is_assistive": ("assistive technology", "is it assistive technology"),
    "needs": ("needs", "need", "need addressed"),
    "settings": ("settings", "settings of the library"),
    "devices": ("devices", "device"),
    "services": ("services", "service"),
}
FIELD_OF = {name: code for code, names in NAMES.items() for name in names}
#: Fields of which several values stand in one cell, with semicolons between them.
SEVERAL = frozenset({"needs", "settings", "devices", "services"})


@dataclass
class Read:
    """A pilot of a file: texts by field, and what the template does not know, by its heading."""

    given: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)

    def take(self, heading: str, text: str) -> None:
        """Keep what stands under a heading; two of the same are kept one below the other."""
        code = FIELD_OF.get(plain(heading))
        into, key = (self.given, code) if code else (self.unknown, heading.strip() or "Without a heading")
        into[key] = f"{into[key]}\n{text}" if into.get(key) else text


def plain(text: str) -> str:
    """Return a heading as headings are compared: small letters, no marks, single blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def read_pilots(content: bytes, kind: str) -> list[Read]:
    """Return the pilots of a file.

    Args:
        content: of a file that ``documents.checking`` has looked into.
        kind: what it is, as found there.

    Raises:
        Refused: where there is no pilot in it, or too many, or it cannot be read.
    """
    if kind == DOCX:
        found = _of_word(content)
        missing = "no table whose first column has the template’s field names, “Title” among them"
    elif kind == "text":
        found = _of_csv(content)
        missing = "no row below the headings, or no heading “Title”"
    else:
        raise Refused("Give a CSV file or a Word document (.docx).")
    if not found:
        raise Refused(f"The file has {missing}.")
    if len(found) > MOST_PILOTS:
        raise Refused(f"The file has {len(found)} pilots, and {MOST_PILOTS} are the most: divide it.")
    return found


def _of_csv(content: bytes) -> list[Read]:
    text = decoded(content) or ""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), _dialect(text)))
    except csv.Error as problem:
        raise Refused(f"The file cannot be read as CSV: {problem}.") from None
    head = next((row for row in rows if any(cell.strip() for cell in row)), [])
    if "title" not in {FIELD_OF.get(plain(cell)) for cell in head}:
        return []
    found = []
    for row in rows[rows.index(head) + 1 :]:
        if any(cell.strip() for cell in row):
            one = Read()
            for number, cell in enumerate(row):
                if cell.strip():
                    one.take(head[number] if number < len(head) else f"Column {number + 1}", _tidy(cell))
            found.append(one)
    return found


def _dialect(text: str) -> Any:
    """Return how a file is written: with semicolons or tabs where its first line has more of them."""
    first = text.lstrip("\r\n").partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Dialect


def _of_word(content: bytes) -> list[Read]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = fromstring(archive.read("word/document.xml"), forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("The file defines entities, which no document needs, so it is not taken.") from None
    except Exception:  # whatever a library makes of a damaged file, it is one that cannot be read
        raise Refused("The file cannot be read: open it, save it anew, and choose it again.") from None
    found = []
    for table in root.iter(f"{W}tbl"):
        rows = [[_text(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
        if "title" in {FIELD_OF.get(plain(row[0])) for row in rows if row}:
            one = Read()
            for row in rows:
                if row and (said := _tidy("\n".join(row[1:]))):
                    one.take(row[0], said)
            found.append(one)
    return found


def _text(cell: Any) -> str:
    """Return the text of a cell, a line for each paragraph."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        lines.append("".join(_said(one) for one in paragraph.iter()))
    return "\n".join(lines)


def _said(element: Any) -> str:
    """Return what an element of a paragraph says itself."""
    if element.tag == f"{W}t":
        return element.text or ""
    return {f"{W}br": "\n", f"{W}tab": " "}.get(element.tag, "")


def _tidy(text: str) -> str:
    """Return a text without control characters and without the ' that keeps spreadsheets from counting."""
    bare = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", text.replace("\r\n", "\n")).strip()[:MOST_TEXT]
    return bare[1:] if re.match(r"'[=+\-@＝＋－＠]", bare) else bare
