"""The form in which suppliers' names are compared (R10). Pure: no database here."""

import re
import unicodedata

_LEGAL_FORMS = frozenset(
    {"ltd", "limited", "plc", "llp", "lp", "inc", "incorporated", "llc", "cic", "cio", "gmbh"}
    | {"ag", "sa", "bv", "nv", "corp", "corporation", "co", "company"}
)
_T_A = re.compile(r"\bt\s?/\s?a\b|\bt\.a\.(?=\s|$)")
_OTHER_NAME = re.compile(r" (?:trading as|formerly) ")
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
        lower-case words parted by single spaces; never empty for a name that has something in it, and
        applying it twice changes nothing.
    """
    folded = unicodedata.normalize("NFKD", name)
    folded = "".join(mark for mark in folded if not unicodedata.combining(mark)).casefold()
    folded = _T_A.sub(" trading as ", _APOSTROPHES.sub("", folded).replace("&", " and "))
    spaced = " ".join(_NOT_A_WORD.sub(" ", folded).split())
    joined = _SPACED_INITIALS.sub(lambda initials: initials[0].replace(" ", ""), spaced)
    own = _OTHER_NAME.split(f" {joined} ")[0].strip() or joined
    return " ".join(_trimmed(own.split())) or " ".join(name.casefold().split())


def _trimmed(words: list[str]) -> list[str]:
    """Take "the" off the front, and legal forms and "UK" off the end, but leave at least one word."""
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or words[-1] == "uk"):
        words = words[:-1]
    return words
