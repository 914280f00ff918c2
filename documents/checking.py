"""What a file is by its content, and why it is not taken. Pure: a stream, its name and its size.

A file is taken if it is one of a few kinds and nothing else at the same time: what another program could
read as something else (a PDF that is also an archive) is refused, and so is whatever holds a program.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from charset_normalizer import from_bytes
from defusedxml.ElementTree import iterparse

from boroughs.refusals import Refused

MB = 1_000_000
#: Bounds of what an archive holds unpacked: members, bytes of all, how many times its size one may grow.
MOST_MEMBERS = 3_000
MOST_UNPACKED = 150 * MB
MOST_GROWTH = 200
SMALL = 1 * MB  # below it growth does not matter
LONGEST_NAME = 150
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OFFICE_BEFORE_2007 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_ARCHIVE = b"PK\x05\x06"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
PDF_PROGRAMS = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
STREAM, END_OF_STREAM = re.compile(rb"stream\r?\n"), b"endstream"
HEXADECIMAL = re.compile(rb"#([0-9a-fA-F]{2})")
DOCX, XLSX = "docx", "xlsx"
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
#: The names that a file of each kind may have.
SUFFIXES = {
    "pdf": {".pdf"},
    DOCX: {".docx"},
    XLSX: {".xlsx"},
    "odt": {".odt"},
    "ods": {".ods"},
    "text": {".txt", ".csv", ".md"},
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "text": "text/plain; charset=utf-8",
}
TAKEN = "a PDF, a Word (.docx), Excel (.xlsx) or OpenDocument (.odt, .ods) file, or plain text"
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Checked:
    """A file that is taken: what it is called and what it is."""

    name: str
    kind: str


def safe_name(given: str) -> str:
    """Return the last part of a file's name, without what a file system or a reader could be misled by."""
    last = given.replace("\\", "/").rpartition("/")[2]
    bare = UNSAFE.sub("", last).strip(". ")
    stem, suffix = PurePath(bare).stem, PurePath(bare).suffix
    return f"{stem[: LONGEST_NAME - len(suffix)]}{suffix}" or "document"


def check(file: BinaryIO, name: str, size: int, *, most: int) -> Checked:
    """Return what a file is.

    Args:
        file: at any place; it is read and left at its beginning.
        name: as it was given.
        size: bytes.
        most: bytes that a file may have.

    Raises:
        Refused: with the reason and what to do, where it is not taken.
    """
    if not size:
        raise Refused("The file is empty: choose the one with the document.")
    if size > most:
        raise Refused(
            f"The file has {size / MB:,.0f} MB, and {most / MB:,.0f} MB are the most: "
            "save it with smaller pictures, or divide it."
        )
    file.seek(0)
    head = file.read(4096)
    kind = _kind(file, head, size)
    file.seek(0)
    called = safe_name(name)
    suffix = PurePath(called).suffix.casefold()
    if suffix not in SUFFIXES[kind]:
        raise Refused(
            f"The file is called “{called}”, but it is {_a(kind)} by its content: "
            "give it the name that it should have, and choose it again."
        )
    return Checked(called, kind)


def _a(kind: str) -> str:
    names = {"pdf": "a PDF", "text": "plain text"}
    return names.get(kind, f"a .{kind} file")


def _kind(file: BinaryIO, head: bytes, size: int) -> str:
    if EICAR in head:
        raise Refused(
            "The file holds a virus (the EICAR test): have the computer that it comes from looked at."
        )
    if head.startswith(PROGRAMS):
        raise Refused(f"The file is a program, whatever its name says. Choose {TAKEN}.")
    if head.startswith(OFFICE_BEFORE_2007):
        raise Refused("The file is of an old Office format, or has a password: save it as .docx or .xlsx.")
    for starts, look in LOOKS.items():
        if head.startswith(starts):
            return look(file, size)
    return _text(file, head)


PDF_HOLDS = "The PDF holds a program, a form or another file: print it to a new PDF, and choose that."


def _pdf(file: BinaryIO, size: int) -> str:
    file.seek(0)
    content = file.read()
    if b"%%EOF" not in content[-2048:]:
        raise Refused("The PDF is not complete: save it anew, and choose it again.")
    if END_OF_ARCHIVE in content[-70_000:]:
        raise Refused("The file is a PDF and an archive at once: print it to a new PDF, and choose that.")
    # Three bytes of a compressed picture may look like a word: what is packed is looked at by the task.
    bare = HEXADECIMAL.sub(lambda found: bytes([int(found[1], 16)]), _outside_streams(content))
    if any(re.search(re.escape(word) + rb"\b", bare) for word in PDF_PROGRAMS):
        raise Refused(PDF_HOLDS)
    return "pdf"


def _outside_streams(content: bytes) -> bytes:
    """Return a PDF without what is packed in it, in time that grows with its size and no faster."""
    pieces, at = [], 0
    while (begins := STREAM.search(content, at)) and (ends := content.find(END_OF_STREAM, begins.end())) >= 0:
        pieces.append(content[at : begins.start()])
        at = ends + len(END_OF_STREAM)
    return b"".join([*pieces, content[at:]])


def _archive(file: BinaryIO, size: int) -> str:
    file.seek(max(0, size - 22))
    if file.read(4) != END_OF_ARCHIVE:
        raise Refused("The file has more behind its end than it should: save it anew, and choose it again.")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _office(archive)
    except Refused:
        raise
    except Exception:  # zipfile raises many things for what is no archive, or a damaged one
        raise Refused("The file is broken or has a password: save it anew without one.") from None


def _office(archive: zipfile.ZipFile) -> str:
    names = _members(archive)
    _refuse_programs(names)
    if "mimetype" in names:
        kind = OPEN_DOCUMENT.get(archive.read("mimetype")[:200].decode("ascii", "replace").strip())
        if kind:
            return kind
    if "[content_types].xml" in names:
        if b"macroEnabled" in archive.read("[Content_Types].xml")[:MB]:
            raise Refused(MACROS)
        _refuse_what_fetches(archive)
        for kind, part in ((DOCX, "word/document.xml"), (XLSX, "xl/workbook.xml")):
            if part in names:
                return kind
    raise Refused(f"The file is an archive and no document. Choose {TAKEN}.")


def _members(archive: zipfile.ZipFile) -> set[str]:
    """Return the names of what is in an archive, in small letters; refuse one that no document would be."""
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Refused("The file is far larger unpacked than a document is: save it with fewer pictures.")
    names = set()
    for one in members:
        if one.file_size > SMALL and one.file_size > MOST_GROWTH * max(1, one.compress_size):
            raise Refused("The file grows to many times its size when it is opened, so it is not taken.")
        if one.flag_bits & 1:
            raise Refused("The file has a password: save it without one.")
        if one.filename.startswith(("/", "\\")) or ".." in PurePath(one.filename).parts:
            raise Refused("The file names places outside itself, so it is not taken.")
        names.add(one.filename.casefold())
    return names


MACROS = "The file holds macros: save it without them (as .docx or .xlsx), and choose it again."


def _refuse_programs(names: set[str]) -> None:
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names):
        raise Refused(MACROS)
    if any("/activex/" in name or "/embeddings/" in name or name.startswith("object ") for name in names):
        raise Refused("The file holds other files or controls: paste them as pictures, and save it anew.")


FETCHES_TEMPLATE = (
    "The file fetches a template from elsewhere when it is opened: attach the usual one (Normal) to it in "
    "Word, and save it anew."
)
FETCHES = (
    "The file fetches pictures or other files from elsewhere when it is opened: put them into it or break "
    "the links, and save it anew."
)


def _refuse_what_fetches(archive: zipfile.ZipFile) -> None:
    """Refuse an Office file that leads outside itself by anything but a link for the reader to follow."""
    for name in archive.namelist():
        if not name.casefold().endswith(".rels"):
            continue
        with archive.open(name) as member:
            for _, element in iterparse(member):
                given = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
                kind = given.get("Type", "").rpartition("/")[2]
                if given.get("TargetMode", "").strip().casefold() == "external" and kind != "hyperlink":
                    raise Refused(FETCHES_TEMPLATE if kind == "attachedTemplate" else FETCHES)
                element.clear()


LOOKS: dict[bytes, Callable[[BinaryIO, int], str]] = {b"%PDF-": _pdf, b"PK\x03\x04": _archive}


def _text(file: BinaryIO, head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        raise Refused(f"The file is a web page or a drawing, which may hold a program. Choose {TAKEN}.")
    file.seek(0)
    if decoded(file.read()) is None:
        raise Refused(f"The file is none of the kinds that are taken. Choose {TAKEN}.")
    return "text"


def decoded(content: bytes) -> str | None:
    """Return the text of some bytes, in whatever encoding; ``None`` where they are no text."""
    if content[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(io.BytesIO(content).read(2 * MB)).best()
    if best is None:
        return None
    try:
        return content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
