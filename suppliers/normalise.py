"""The form in which suppliers' names are compared (R10). Pure: no database here."""

import re
import unicodedata

_LEGAL_FORMS = frozenset(
    {"ltd", "limited", "plc", "llp", "lp", "inc", "incorporated", "llc", "cic", "cio", "gmbh"}
    | {"ag", "sa", "bv", "nv", "corp", "corporation", "co", "company"}
)
_TRADING_AS = re.compile(r"\s(?:t/a|t\.a\.|trading as|formerly|formerly known as)\s", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_SPACED_INITIALS = re.compile(r"\b(?:[a-z] )+[a-z]\b")


def normalise_name(name: str) -> str:
    """Return the form of a supplier's name in which two spellings of it are equal (R10).

    Case, accents, punctuation, "&" against "and", a leading "The", the legal form at the end,
    "(UK)", what follows "t/a", and spaces between initials make no difference.

    Args:
        name: as somebody wrote it.

    Returns:
        lower-case words parted by single spaces; never empty for a name that has a letter or digit,
        and applying it twice changes nothing.
    """
    folded = unicodedata.normalize("NFKD", _TRADING_AS.split(f" {name} ")[0] or name)
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark)).casefold()
    folded = _APOSTROPHES.sub("", folded).replace("&", " and ")
    words = _NOT_A_WORD.sub(" ", folded).split()
    trimmed = _without_legal_form(words[1:] if len(words) > 1 and words[0] == "the" else words)
    joined = _SPACED_INITIALS.sub(lambda initials: initials[0].replace(" ", ""), " ".join(trimmed))
    return joined or " ".join(name.casefold().split())


def _without_legal_form(words: list[str]) -> list[str]:
    """Take legal forms and "UK" off the end, but leave at least one word."""
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or words[-1] == "uk"):
        words = words[:-1]
    return words
