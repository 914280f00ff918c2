"""The text of files that people send, whatever they saved them with. Pure: no database here."""

import charset_normalizer


def decode(content: bytes) -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, else by what its bytes look like."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # Registers in English that are not UTF-8 are Windows-1252 far more often than what a
        # detector makes of a few pound signs and dashes; the detector only rules out UTF-16.
        found = charset_normalizer.from_bytes(content, cp_isolation=["utf_16_le", "utf_16_be"]).best()
        return str(found) if found and b"\x00" in content else content.decode("cp1252", errors="replace")
