"""What a file is, told by its content and not by its name. Pure: no database."""

import zipfile
from collections.abc import Collection
from enum import Enum
from pathlib import Path

from contracts.uploads.problems import UnreadableRegister

#: A package that unpacks to more, or whose parts shrink by more, is no register: the largest known have
#: some 20 MB, and their sheets unpack to thirty times their size at most.
MOST_UNPACKED = 400_000_000
MOST_OF_A_SMALL_PART = 80_000_000
MOST_RATIO = 250
SMALL = 10_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"{\\rtf": "a text document",
}
_WEB_PAGE = (b"<!doctype html", b"<html", b"<table")
_AS_WHAT = "save the table as CSV, XLSX or ODS, and upload that"


class Kind(Enum):
    """A kind of file that can be read; the value is how a page names it."""

    DELIMITED = "CSV"
    WORKBOOK = "XLSX"
    OPEN_DOCUMENT = "ODS"


def kind_of(path: Path, name: str = "") -> Kind:
    """Return what a file is.

    Args:
        path: where it lies.
        name: what it is called, if not as it lies there.

    Raises:
        UnreadableRegister: with what to do, for a file that is nothing of the three.
    """
    name = name or path.name
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableRegister(f"{name} is empty: choose the file with the register.")
    if start.startswith(_OLE):
        raise UnreadableRegister(f"{name} is {_what_ole(path)}")
    if start.startswith(b"PK"):
        return _packed(path, name)
    for beginning, what in _OTHERS.items():
        if start.startswith(beginning):
            raise UnreadableRegister(f"{name} is {what}, not a table: {_AS_WHAT}.")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB_PAGE):
        raise UnreadableRegister(f"{name} is a web page: open it in a spreadsheet program, {_AS_WHAT}.")
    ending = Path(name).suffix.casefold()
    if ending in {".xlsx", ".xlsm", ".ods"}:
        raise UnreadableRegister(
            f"{name} is not an {ending[1:].upper()} file that can be opened: save it again, or as CSV."
        )
    if _is_binary(start):
        raise UnreadableRegister(f"{name} is no table that can be read: {_AS_WHAT}.")
    return Kind.DELIMITED


def _what_ole(path: Path) -> str:
    """Say which of the two it is: a workbook locked by a password, or one in Excel's old form."""
    if _ENCRYPTED in path.read_bytes():
        return "protected by a password: take the password off in Excel, save it, and upload it again."
    return f"in an old form of Excel or Word: open it there, {_AS_WHAT}."


def _is_binary(start: bytes) -> bool:
    """Tell whether bytes are no text in any encoding: UTF-16 has its NULs at every second place."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if b"\x00" in start:
        halves = (start[::2].count(0), start[1::2].count(0))
        if max(halves) > len(start) / 5 and min(halves) < len(start) / 50:
            return False
    odd = sum(byte < 9 or 13 < byte < 32 for byte in start)
    return odd > len(start) / 10


def _packed(path: Path, name: str) -> Kind:
    """Return the kind of a ZIP package, after weighing what it would unpack to."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = {part.filename: part for part in package.infolist()}
            kind = _kind_of_package(package, set(parts), name)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
        ending = Path(name).suffix.casefold()
        what = ending[1:].upper() if ending in {".xlsx", ".xlsm", ".ods"} else "XLSX or ODS"
        raise UnreadableRegister(
            f"{name} is not an {what} file that can be opened ({error}): save it again, or as CSV."
        ) from None
    _weigh(parts.values(), name)
    return kind


def _kind_of_package(package: zipfile.ZipFile, names: set[str], name: str) -> Kind:
    if any(part.startswith("xl/") for part in names):
        if "xl/workbook.bin" in names:
            raise UnreadableRegister(f"{name} is a binary workbook (XLSB): save it as XLSX or CSV.")
        return Kind.WORKBOOK
    if "content.xml" in names:
        _refuse_locked(package, names, name)
        return Kind.OPEN_DOCUMENT
    if any(part.startswith("word/") for part in names):
        raise UnreadableRegister(f"{name} is a Word document: {_AS_WHAT}.")
    if any(part.startswith("Index/") for part in names):
        raise UnreadableRegister(f"{name} is a Numbers document: export it as CSV or XLSX, and upload that.")
    raise UnreadableRegister(f"{name} is a ZIP file: unpack it, and upload the register that is in it.")


def _refuse_locked(package: zipfile.ZipFile, names: set[str], name: str) -> None:
    manifest = "META-INF/manifest.xml"
    small = manifest in names and package.getinfo(manifest).file_size < SMALL
    is_locked = small and b"encryption-data" in package.read(manifest)
    if is_locked or package.getinfo("content.xml").flag_bits & 1:
        raise UnreadableRegister(
            f"{name} is protected by a password: take the password off, save it, and upload it again."
        )


def _weigh(members: Collection[zipfile.ZipInfo], name: str) -> None:
    """Refuse a package that would unpack to more than any register does.

    A part is never read beyond the size that its entry names, so that a lie there gains nothing.
    """
    unpacked = sum(part.file_size for part in members)
    steep = [
        part
        for part in members
        if part.file_size > SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ]
    heavy = [
        part for part in members if part.file_size > MOST_OF_A_SMALL_PART and not _is_sheet(part.filename)
    ]
    if unpacked > MOST_UNPACKED or steep or heavy:
        raise UnreadableRegister(
            f"{name} cannot be taken: it would unpack to {max(unpacked // 1_000_000, 1):,} MB. "
            "Save the sheet with the contracts as CSV, and upload that."
        )


def _is_sheet(name: str) -> bool:
    return name == "content.xml" or name.startswith("xl/worksheets/")
