"""Texts as words, to look for products in them. Pure: no database here."""

import re
import unicodedata
from dataclasses import dataclass

from suppliers.spelling import folded, mended

_APOSTROPHES = re.compile(r"['’‘‛`´ʼ′]")
#: A word keeps a plus sign at its end: *Core+* is not *core*.
_WORD = re.compile(r"&|[^\W_]+\+*")
#: Marks that join two words to one name, as in *Modern.Gov*.
_JOINED = re.compile(r"(?<=[^\W_])[./-](?=[^\W_])")


@dataclass(frozen=True)
class Word:
    """A word of a text: as it is compared, as it is written, and where it begins and ends."""

    plain: str
    written: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """Return a text's words in their order, compared without case, accents and apostrophes."""
    spoken = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", mended(text)))
    found = (Word(_plain(match[0]), match[0], match.start(), match.end()) for match in _WORD.finditer(spoken))
    return tuple(word for word in found if word.plain)


def _plain(written: str) -> str:
    if written == "&":
        return "and"
    return "".join(mark for mark in folded(written) if mark.isalnum() or mark == "+")


def normalise_product(name: str) -> str:
    """Return the form of a product's name in which two spellings of it are equal.

    *MODERN.GOV* and *Modern Gov* give the same. Applying it twice changes nothing; a text without a
    letter or figure gives an empty one.
    """
    plain = " ".join(word.plain for word in words_of(name))
    return "" if set(plain.split()) <= {"and"} else plain[:120].strip()


def spellings(name: str) -> frozenset[tuple[str, ...]]:
    """Return the rows of words in which a name is found: as it is, and joined where a mark joins words.

    *Modern.Gov* is found as *modern gov* and as *moderngov*.
    """
    return frozenset(
        tuple(word.plain for word in words_of(text)) for text in (name, _JOINED.sub("", name))
    ) - {()}
