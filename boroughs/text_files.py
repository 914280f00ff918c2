"""The text of files that people send, whatever they saved them with. Pure: no database here."""

import codecs
import io
from typing import BinaryIO

import charset_normalizer

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PIECE = 1 << 20
_SAMPLE = 1 << 16


def decode(content: bytes) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, else by what its bytes look like."""
    return content.decode(encoding_of(io.BytesIO(content)), errors="replace")


def encoding_of(file: BinaryIO) -> str:
    """Return in what a file is written: by its mark, as UTF-8, else by what its bytes look like.

    Args:
        file: at its beginning; it is read in pieces, to its end where it is UTF-8.
    """
    start = file.read(_SAMPLE)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        piece = start
        while piece:
            decoder.decode(piece)
            piece = file.read(_PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # Registers in English that are not UTF-8 are Windows-1252 far more often than what a
        # detector makes of a few pound signs and dashes; the detector only rules out UTF-16.
        return _wide(start) or "cp1252"
    return _wide_ascii(start) or "utf-8"


def _wide(start: bytes) -> str:
    if b"\x00" not in start:
        return ""
    whole = start[: len(start) // 2 * 2]
    found = charset_normalizer.from_bytes(whole, cp_isolation=["utf_16_le", "utf_16_be"]).best()
    return found.encoding if found else ""


def _wide_ascii(start: bytes) -> str:
    """Return the UTF-16 that is valid UTF-8 too: plain letters, each with a NUL before or after it."""
    pairs = len(start) // 2
    if not pairs:
        return ""
    first, second = start[: pairs * 2 : 2].count(0), start[1 : pairs * 2 : 2].count(0)
    if second > pairs * 0.9 and first < pairs * 0.02:
        return "utf-16-le"
    if first > pairs * 0.9 and second < pairs * 0.02:
        return "utf-16-be"
    return ""
