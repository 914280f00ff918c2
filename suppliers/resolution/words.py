"""The words of a name as resolution compares them: short forms written out, each with its class (R10).

Pure: no database here.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from suppliers.normalise import normalise_name
from suppliers.resolution.vocabulary import (
    ABBREVIATIONS,
    COUNTS,
    DESCRIPTIVE,
    DIRECTIONS,
    FILLING,
    NUMBERS,
    PLACES,
    SMALL,
)

#: A word this short is compared letter by letter only: a slip of the pen would make another word of it.
SHORTEST_TO_MISSPELL = 5
#: A common word this long is meant by nearly every word that differs from it by a letter.
SHORTEST_USUAL = 6
#: Names are cut off by fields of about this many letters and more.
SHORTEST_FIELD = 28
#: Initials that can stand for a name.
FEWEST_INITIALS, MOST_INITIALS = 3, 6

_LEGAL_FORMS = ("limited", "company", "incorporated")
_BEGIN_LEGAL_FORMS = frozenset("lpc")


class WordClass(IntEnum):
    """What a word says of a supplier: nothing, what it does, where it is, which of several, or who it is."""

    SMALL = 0
    FILLING = 1
    DESCRIPTIVE = 2
    PLACE = 3
    DIRECTION = 4
    NUMBER = 5
    INITIAL = 6
    PROPER = 7


@dataclass(frozen=True, slots=True)
class Form:
    """A normalised name with what is compared of it.

    ``words`` in their order, short forms written out and descriptive words in the singular; ``bag`` the same
    as a set, without small words; ``compact`` without spaces; ``initials`` of its words, empty where they
    could not stand for it; ``own_initials`` are those that stand in it, in brackets or not.
    """

    text: str
    words: tuple[str, ...]
    bag: frozenset[str]
    compact: str
    initials: frozenset[str]
    own_initials: frozenset[str] = frozenset()


def form_of(name: str) -> Form:
    """Return the form of a name as somebody wrote it."""
    return form_of_normalised(normalise_name(name))


def form_of_normalised(text: str) -> Form:
    """Return the form of a name that ``normalise_name`` has already been applied to.

    The initials of a name that stand in it, as in ``Specialist Tide Centres (STC)``, are no word of it.
    """
    written = _without_legal_misspellings(text.split())
    words = [word for one in written for word in _written_out(one)]
    own = frozenset(
        word
        for word in words
        if FEWEST_INITIALS <= len(word) <= MOST_INITIALS and word in _initials(words, without=word)
    )
    kept = [word for word in words if word not in own]
    bag = frozenset(word for word in kept if word not in SMALL) or frozenset(kept)
    return Form(text, tuple(kept), bag, "".join(written), _initials(kept) | own, own)


_CLASSES = (
    (SMALL, WordClass.SMALL),
    (DIRECTIONS, WordClass.DIRECTION),
    (FILLING, WordClass.FILLING),
    (DESCRIPTIVE, WordClass.DESCRIPTIVE),
    (PLACES, WordClass.PLACE),
)


@lru_cache(maxsize=200_000)
def word_class(word: str) -> WordClass:
    """Return the class of one word of a form."""
    for words, kind in _CLASSES:
        if word in words:
            return kind
    if word in NUMBERS or (sum(map(str.isalpha, word)) < 4 and any(map(str.isdigit, word))):
        return WordClass.NUMBER
    return WordClass.INITIAL if len(word) == 1 else WordClass.PROPER


def is_known(word: str) -> bool:
    """Tell whether a word is one of the language or a place, so that another one is no misspelling of it."""
    return word in COUNTS or word_class(word) not in (WordClass.PROPER, WordClass.INITIAL)


@lru_cache(maxsize=200_000)
def _written_out(word: str) -> tuple[str, ...]:
    """Return a word's short form written out, in the singular and spelt as usual if it is a common word."""
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word]
    singular = _singular(word)
    if singular or is_known(word):
        return (singular or word,)
    return (_usual_spelling(word),)


def _singular(word: str) -> str | None:
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        stem = word.removesuffix(ending) + instead
        if (
            word.endswith(ending)
            and len(stem) > 2
            and (stem in COUNTS or stem in DESCRIPTIVE or stem in FILLING)
        ):
            return stem
    return "child" if word in {"children", "childrens"} else None


_USUAL = tuple(sorted(word for word in DESCRIPTIVE | FILLING if len(word) >= SHORTEST_USUAL))


def _usual_spelling(word: str) -> str:
    """Return the descriptive word that another one misspells by a letter, or the word itself."""
    if len(word) < SHORTEST_USUAL:
        return word
    near = [
        usual
        for usual in _USUAL
        if usual[0] == word[0]
        and abs(len(usual) - len(word)) <= 2
        and min(OSA.distance(word, usual), OSA.distance(word, usual + "s")) <= 1
    ]
    return max(near, key=lambda usual: (COUNTS.get(usual, 0), usual), default=word)


def _without_legal_misspellings(words: list[str]) -> list[str]:
    """Take *limmited*, *litd* and what they leave at the end away, but leave at least one word.

    So is the first letter of one at the end of a long name, which a field that was too short has left.
    """
    kept = words
    if (
        len(words) > 1
        and words[-1] in _BEGIN_LEGAL_FORMS
        and sum(map(len, words)) + len(words) > SHORTEST_FIELD
    ):
        kept = words[:-1]
    while len(kept) > 1 and (_misspells_legal_form(kept[-1]) or (kept is not words and kept[-1] == "uk")):
        kept = kept[:-1]
    return kept


@lru_cache(maxsize=200_000)
def _misspells_legal_form(word: str) -> bool:
    if re.fullmatch(r"l[a-z]?t[a-z]?d|lt[a-z]d|lim?i?", word):
        return True
    return any(
        word[0] == form[0] and len(word) > 5 and OSA.distance(word, form, score_cutoff=1) <= 1
        for form in _LEGAL_FORMS
    )


def _initials(words: list[str], without: str = "") -> frozenset[str]:
    """Return the initials of a name with and without its small words; none for a name of few words."""
    words = [word for word in words if word != without]
    full = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word not in SMALL)
    return frozenset(
        some for some in (full, large) if FEWEST_INITIALS <= len(some) <= MOST_INITIALS and len(words) > 2
    )
