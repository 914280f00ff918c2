"""Letters as they were meant: broken encodings, entities, accents, case. Pure: no database here."""

import html
import re
import unicodedata

#: What UTF-8 looks like when somebody read it as Windows' encoding: Ã©, Â£, â€™.
_MOJIBAKE = re.compile(r"[ÃÂâÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_ENTITY = re.compile(r"&#?\w{1,8};")
#: Letters that have no accent to lose, and stand for themselves in other words' spelling.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def folded(text: str) -> str:
    """Return a text in lower case, without accents or invisible marks, its encoding mended.

    ``SociÃ©tÃ© GÃ©nÃ©rale``, ``Soci&eacute;t&eacute; G&eacute;n&eacute;rale`` and ``Société Générale``
    give the same.
    """
    if "&" in text:
        text = _unescaped(text)
    if text.isascii():
        return text.lower()
    text = mended(text)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (mark for mark in text if unicodedata.category(mark) not in {"Mn", "Me", "Cf"})
    return unicodedata.normalize("NFC", "".join(kept).translate(_LETTERS))


def mended(text: str) -> str:
    """Return a text that was read in the wrong encoding, once or twice, as it was meant."""
    for _ in range(2):
        if not _MOJIBAKE.search(text):
            break
        again = _reread(text)
        if again is None:
            break
        text = again
    return text


def _reread(text: str) -> str | None:
    """Return a text's bytes read as UTF-8, or ``None`` where they are none."""
    try:
        data = b"".join(
            mark.encode("latin-1") if "\x80" <= mark <= "\x9f" else mark.encode("cp1252") for mark in text
        )
        return data.decode("utf-8")
    except UnicodeError:
        return None


def _unescaped(text: str) -> str:
    """Return a text without entities, also where they were written twice over (``&amp;amp;``)."""
    for _ in range(3):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text
