"""Reads OCDS from files and folders: packages, bare releases, lists, lines, gz. Pure: no database here."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Files that are read; of the rest it is said that they are not OCDS.
ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
LINE_ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class Release:
    """One release as it came, the place where it was found, and the date of its package if it has one."""

    place: str
    data: dict[str, Any]
    package_date: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A file or a part of one that could not be read: where, why, and the text as far as it came."""

    place: str
    reason: str
    raw: str = ""
    is_file: bool = False


@dataclass(frozen=True)
class NotOcds:
    """A file that was found and is something else, with the reason."""

    place: str
    reason: str


@dataclass(frozen=True)
class FileDone:
    """The end of a file, with the number of releases in it, readable or not."""

    place: str
    releases: int


Piece = Release | Unreadable | NotOcds | FileDone


def read_paths(paths: list[Path]) -> Iterator[Piece]:
    """Yield everything found under files and folders, folders in order of name, to every depth."""
    for path in paths:
        if path.is_dir():
            for file in sorted(child for child in path.rglob("*") if child.is_file()):
                yield from read_file(file, str(file.relative_to(path.parent)))
        else:
            yield from read_file(path, path.name)


def read_file(path: Path, name: str) -> Iterator[Piece]:
    """Yield the releases of one file, then ``FileDone``; or the one reason why there are none.

    Args:
        path: the file.
        name: how the report calls it.
    """
    if not path.name.lower().endswith(ENDINGS):
        kind = path.suffix.lstrip(".").upper() or "a file without an ending"
        yield NotOcds(name, f"It is {kind}; OCDS comes as {', '.join(ENDINGS)}.")
        return
    try:
        content = path.read_bytes()
        if content.startswith(GZIP_MAGIC):
            content = gzip.decompress(content)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unreadable(name, f"It cannot be unpacked: {error}.", is_file=True)
        return
    except OSError as error:
        yield Unreadable(name, f"It cannot be opened: {error.strerror or error}.", is_file=True)
        return
    if path.name.lower().endswith(LINE_ENDINGS):
        yield from _lines(content, name)
    else:
        yield from _document(content, name)


def read_package(package: dict[str, Any], name: str) -> Iterator[Piece]:
    """Yield the releases of one release package that did not come from a file.

    Args:
        package: with a list of releases.
        name: how the report calls it.
    """
    yield from _of_list(package.get("releases"), name, "release", str(package.get("publishedDate") or ""))


def parse(content: bytes) -> Any:
    """Return what a JSON text says; ``NaN`` and ``Infinity``, which some publishers write, become text.

    Raises:
        ValueError: with the place in words, for what is not JSON or is nested deeper than anybody means.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"Byte {error.start + 1} is not UTF-8.") from None
    try:
        return json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"Line {error.lineno}, column {error.colno} is not JSON: {error.msg[:1].lower()}{error.msg[1:]}."
        ) from None
    except RecursionError:
        raise ValueError("It is nested too deeply.") from None


def _document(content: bytes, name: str) -> Iterator[Piece]:
    try:
        document = parse(content)
    except ValueError as error:
        yield Unreadable(name, str(error), content[:100_000].decode(errors="replace"), is_file=True)
        return
    pieces = list(_of_document(document, name))
    yield from pieces
    if not any(isinstance(piece, NotOcds) for piece in pieces):
        yield FileDone(name, len(pieces))


def _lines(content: bytes, name: str) -> Iterator[Piece]:
    count = 0
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            pieces = list(_of_document(parse(line), place))
        except ValueError as error:
            pieces = [Unreadable(place, str(error), line[:100_000].decode(errors="replace"))]
        for piece in pieces:
            count += 1
            yield Unreadable(place, piece.reason) if isinstance(piece, NotOcds) else piece
    yield FileDone(name, count)


def _of_document(document: Any, place: str) -> Iterator[Release | Unreadable | NotOcds]:
    """Yield the releases of a package, a record package, a list, or a release by itself."""
    if isinstance(document, list):
        for number, part in enumerate(document, start=1):
            yield from _of_document(part, f"{place}, item {number}")
    elif not isinstance(document, dict):
        yield NotOcds(place, "It holds neither releases nor records.")
    elif "releases" in document and "ocid" not in document:
        yield from _of_list(document["releases"], place, "release", str(document.get("publishedDate") or ""))
    elif "records" in document:
        yield from _of_records(document, place)
    elif "ocid" in document and isinstance(document.get("releases"), list):
        yield from _of_record(document, place)
    elif "ocid" in document or "awards" in document or "tender" in document:
        yield Release(place, document)
    else:
        yield NotOcds(place, "It holds neither releases nor records.")


def _of_list(releases: Any, place: str, what: str, package_date: str) -> Iterator[Release | Unreadable]:
    if not isinstance(releases, list):
        yield Unreadable(place, f"Its “{what}s” is not a list.", json.dumps(releases)[:100_000])
        return
    for number, release in enumerate(releases, start=1):
        where = f"{place}, {what} {number}"
        if isinstance(release, dict):
            yield Release(where, release, package_date)
        else:
            yield Unreadable(where, "It is not an object.", json.dumps(release)[:100_000])


def _of_records(package: dict[str, Any], place: str) -> Iterator[Release | Unreadable]:
    for piece in _of_list(package["records"], place, "record", str(package.get("publishedDate") or "")):
        if isinstance(piece, Unreadable):
            yield piece
        else:
            yield from _of_record(piece.data, piece.place, piece.package_date)


def _of_record(record: dict[str, Any], place: str, package_date: str = "") -> Iterator[Release | Unreadable]:
    """Yield a record's releases; where they are only linked, the compiled release stands for them."""
    releases = record.get("releases") or []
    if isinstance(releases, list):
        releases = [r for r in releases if not (isinstance(r, dict) and set(r) <= {"url", "date", "tag"})]
    if releases:
        yield from _of_list(releases, place, "release", package_date)
    elif isinstance(record.get("compiledRelease"), dict):
        yield Release(f"{place}, compiled release", record["compiledRelease"], package_date)
    else:
        yield Unreadable(
            place, "The record has no releases, only links to them.", json.dumps(record)[:100_000]
        )


def digest(data: Any) -> str:
    """Return the SHA-256 of a JSON value, whatever the order of its keys."""
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
