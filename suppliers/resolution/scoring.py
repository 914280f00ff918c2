"""From what two forms have in common to a score between 0 and 1 (R10). Pure: no database here."""

from math import exp, log
from typing import Protocol

from rapidfuzz import fuzz

from suppliers.resolution.comparing import Comparison
from suppliers.resolution.thresholds import (
    CROWD,
    INITIALS,
    LEFT_OVER,
    MOST_SEEN_BEFORE,
    OWN_INITIALS,
    WEIGHTS,
)
from suppliers.resolution.words import Form, WordClass, word_class

_LEFT_OVER = {WordClass[name]: weights for name, weights in LEFT_OVER.items()}
_SURPRISED_TWICE = 2.0
#: Only equal names and numbers score 1.
MOST = 0.9999


class Counts(Protocol):
    """What scoring asks a book."""

    def __len__(self) -> int: ...

    def count(self, word: str) -> int:
        """Return how many forms have a word."""

    def weight(self, word: str) -> float:
        """Return how surprising a word is, in natural logarithms."""

    def most(self) -> float:
        """Return how surprising a word is that nobody has."""


def score(found: Comparison, left: Form, right: Form, book: Counts) -> float:
    """Return how likely it is that two names are of one supplier, from 0 to 1, in four places.

    Args:
        found: the comparison of the two.
        left: the first one's form.
        right: the other one's form.
        book: how frequent words are.
    """
    if found.initials:
        return OWN_INITIALS if found.own_initials else INITIALS[len(found.initials)]
    common = found.common()
    if not common:
        return 0.0
    odds = WEIGHTS["always"] + _of_common(found, common, book) + _of_left_over(found, left, right)
    if _in_another_order(found.shared, right):
        odds += WEIGHTS["another order"]
    odds += WEIGHTS["letters alike"] * fuzz.ratio(left.compact, right.compact) / 100
    return min(round(1 / (1 + exp(-odds)), 4), MOST)


def _in_another_order(shared: list[str], right: Form) -> bool:
    places = [right.words.index(word) for word in shared]
    return places != sorted(places)


def _of_common(found: Comparison, common: list[str], book: Counts) -> float:
    """Return what the shared words add: the more, the more surprising they are together."""
    most = book.most()
    surprise = sum(book.weight(word) for word in common)
    naming = sum(book.weight(word) for word in common if word_class(word) > WordClass.DESCRIPTIVE)
    crowd = min(max(most - naming, 0.0), log(CROWD))
    return (
        WEIGHTS["shared surprise"] * min(surprise / most, _SURPRISED_TWICE)
        + WEIGHTS["shared surprise of names"] * min(naming / most, _SURPRISED_TWICE)
        + WEIGHTS["crowd"] * crowd
        + WEIGHTS["misspelt"] * len(found.misspelt)
        + WEIGHTS["misspelling seen before"] * _seen_before(found, book)
        + WEIGHTS["shortened"] * len(found.shortened)
        + WEIGHTS["contracted"] * len(found.contracted)
    )


def _seen_before(found: Comparison, book: Counts) -> int:
    """Return how many further names have each misspelling: a slip of the pen is seldom made twice."""
    rarer = (min(map(book.count, pair)) for pair in found.misspelt)
    return sum(min(max(count - 1, 0), MOST_SEEN_BEFORE) for count in rarer)


def _of_left_over(found: Comparison, left: Form, right: Form) -> float:
    """Return what the words add that only one of the names has, and where they stand."""
    first = WEIGHTS["first word shared"] if left.words[0] == right.words[0] else 0.0
    if not found.left and not found.right:
        return first + WEIGHTS["nothing left over"]
    one, other = ({word_class(word) for word in words} for words in (found.left, found.right))
    odds = first
    for kind, (alone, both) in _LEFT_OVER.items():
        if kind in one and kind in other:
            odds += both
        elif kind in one or kind in other:
            odds += alone
    if one | other == {WordClass.FILLING}:
        odds += WEIGHTS["only filling left over"]
    if not one or not other:
        odds += WEIGHTS["left over on one side"]
        shorter, longer = (left, right) if not one else (right, left)
        if longer.words[: len(shorter.words)] == shorter.words:
            odds += WEIGHTS["begins with the other"]
    return odds
