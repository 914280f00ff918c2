"""Sends a file as an attachment, whole or a range of it (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse

PIECE = 64 * 1024
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")  # no file has more bytes
PARTIAL, NOT_SATISFIABLE = 206, 416


def send(file: BinaryIO, *, name: str, kind: str, size: int, asked: str) -> HttpResponseBase:
    """Return the answer that sends a file; a range that cannot be read is passed over, as the standard says.

    Args:
        file: open, at its beginning.
        name: what it is called on the reader's machine.
        kind: its content type.
        size: bytes.
        asked: the ``Range`` header, or empty. Of several ranges none is served.
    """
    found = RANGE.fullmatch(asked.strip())
    whole = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    whole["Accept-Ranges"] = "bytes"
    whole["X-Content-Type-Options"] = "nosniff"
    if found is None or found[0] == "bytes=-":
        return whole
    first, last = _bounds(found[1], found[2], size)
    if first >= size or last < first:
        file.close()
        refused = HttpResponse(status=NOT_SATISFIABLE, content_type="text/plain; charset=utf-8")
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    part = StreamingHttpResponse(_piece(file, first, last), status=PARTIAL, content_type=kind)
    for header in ("Content-Disposition", "Accept-Ranges", "X-Content-Type-Options"):
        part[header] = whole[header]
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Content-Length"] = str(last - first + 1)
    return part


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and last byte of a range; without a first one it is the end of the file."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _piece(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
