"""Titles as the words that service areas are found by. Pure: no database here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from suppliers.spelling import folded

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"['’‘]")
#: What titles say about the procurement and not about what is bought.
_BOILERPLATE = re.compile(
    r"published for completeness.*|see description for details.*|contract award(?: notice)?|award notice"
    r"|dynamic purchasing system(?! platform)|framework agreement|call[ -]off contract|g-?cloud(?: \d+)?"
    r"|provision of|\b(?:rfq|proc|ref)\b",
    re.I,
)
DULL = frozenset(
    ("the", "of", "and", "for", "to", "in", "an", "on", "with", "by", "or", "at", "from", "lot", "framework")
    + ("service", "provision", "contract", "supply", "ltd", "london", "borough", "council")
)


@dataclass(frozen=True)
class Token:
    """A word without its plural ending, and as it is written."""

    stem: str
    written: str


def stem(word: str) -> str:
    """Return a lower-case word without the endings that make no difference here: -s, -ing, -ies."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "s"):
        if len(word) > len(ending) + 3 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def tokens(title: str) -> tuple[Token, ...]:
    """Return a title's words in their order, without what every notice says."""
    plain = _APOSTROPHES.sub("", folded(_BOILERPLATE.sub(" ", title)))
    return tuple(Token(stem(word), word) for word in _WORD.findall(plain))


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words in their order."""
    return tuple(token.stem for token in tokens(text))


def telling(words: Iterable[str]) -> frozenset[str]:
    """Return the stems that can tell something: no single letters or numbers, no words of every contract."""
    return frozenset(word for word in words if len(word) > 1 and word not in DULL and not word.isdigit())
