"""What two forms have in common and what parts them, word by word (R10). Pure: no database here."""

from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from suppliers.resolution.vocabulary import CONTRACTIONS
from suppliers.resolution.words import SHORTEST_TO_MISSPELL, Form, WordClass, is_known, word_class

#: Classes of words that tell one branch or one of several from another.
WHICH = frozenset({WordClass.PLACE, WordClass.DIRECTION, WordClass.NUMBER, WordClass.INITIAL})

Pair = tuple[str, str]


@dataclass(slots=True)
class Comparison:
    """The words that two forms share, exactly or nearly, and the words that each has alone.

    ``joined`` are a word and the several that it was written as; ``misspelt`` and ``shortened`` are pairs of
    words, ``contracted`` two words and their initials. ``initials`` is the word that stands for the other
    name, if one does, and ``own_initials`` tells that the other name says so itself.
    """

    left: list[str]
    right: list[str]
    shared: list[str]
    joined: list[Pair] = field(default_factory=list)
    misspelt: list[Pair] = field(default_factory=list)
    shortened: list[Pair] = field(default_factory=list)
    contracted: list[Pair] = field(default_factory=list)
    initials: str = ""
    own_initials: bool = False

    def common(self) -> list[str]:
        """Return the words that the names have in common in any way, each in its longer or shared form."""
        near = [one for pairs in (self.joined, self.misspelt) for one, _ in pairs]
        return [*self.shared, *near, *(long for _, long in self.shortened)]

    def contradicts(self) -> bool:
        """Tell whether each name has a place, direction, number or initial that the other has not."""
        return bool(_which(self.left) and _which(self.right))


def _which(words: list[str]) -> bool:
    return any(word_class(word) in WHICH for word in words)


def compare(left: Form, right: Form) -> Comparison | None:
    """Return what two forms have in common and what not, or ``None`` if they clearly have too little.

    Words are paired in this order: equal, written as one word or as two, stood for by initials, misspelt,
    shortened. A word is paired once. It is the same whichever form is named first, but for the sides.
    """
    mine, other = left.bag - right.bag, right.bag - left.bag
    if mine and other:
        if left.compact == right.compact:
            shared = [word for word in left.words if word in right.bag]
            return Comparison([], [], shared, joined=[(left.compact, " ".join(right.words))])
        if left.initials or right.initials:
            initials = _stands_for(left, right) or _stands_for(right, left)
            if initials:
                return _by_initials(initials, left, right)
        if not (_all_could_pair(mine, other) or _all_could_pair(other, mine)):
            return None
    found = Comparison(
        [word for word in left.words if word in mine],
        [word for word in right.words if word in other],
        [word for word in left.words if word in right.bag],
    )
    if mine and other:
        _pair_contracted(found)
        if len(mine) + len(other) > 2:
            _pair_joined(found)
        _pair_misspelt(found)
        _pair_shortened(found, left, right)
    return found


def _all_could_pair(words: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether each of some words is filling or could be one of others; if not, too much is left over."""
    firsts = {other[0] for other in others}
    seconds = {other[1:2] for other in others}
    return all(
        word[0] in firsts
        or word[1:2] in firsts
        or word[0] in seconds
        or word_class(word) is WordClass.FILLING
        for word in words
    )


def _could_pair(mine: str, other: str) -> bool:
    """Tell whether two words begin alike, allowing for a slip in the first two letters."""
    return mine[0] == other[0] or mine[1:2] == other[0] or mine[0] == other[1:2]


def _stands_for(short: Form, long: Form) -> str:
    """Return the one word of a form that is the initials of the other, or nothing."""
    if short.bag.isdisjoint(long.initials):
        return ""
    words = [word for word in short.words if word_class(word) > WordClass.FILLING]
    return words[0] if len(words) == 1 and words[0] in long.initials else ""


def _by_initials(initials: str, left: Form, right: Form) -> Comparison:
    own = initials in left.own_initials or initials in right.own_initials
    return Comparison([], [], [], initials=initials, own_initials=own)


def _pair_contracted(found: Comparison) -> None:
    """Pair *lb* with *london borough* and the like."""
    for short, long in ((found.left, found.right), (found.right, found.left)):
        for word in CONTRACTIONS.keys() & short:
            full = CONTRACTIONS[word]
            if set(full) <= set(long):
                found.contracted.append((word, " ".join(full)))
                short.remove(word)
                for part in full:
                    long.remove(part)


def _pair_joined(found: Comparison) -> None:
    """Pair *liquid logic* with *liquidlogic*, whichever name has it as one word."""
    for whole, parts in ((found.left, found.right), (found.right, found.left)):
        for word in list(whole):
            span = _span(word, parts)
            if span:
                start, end = span
                found.joined.append((word, " ".join(parts[start:end])))
                whole.remove(word)
                del parts[start:end]


def _span(word: str, parts: list[str]) -> tuple[int, int] | None:
    """Return from where to where neighbouring words make up one, if they do."""
    for start in range(len(parts) - 1):
        if word.startswith(parts[start]):
            for end in range(start + 2, min(start + 4, len(parts)) + 1):
                if "".join(parts[start:end]) == word:
                    return start, end
    return None


def _pair_misspelt(found: Comparison) -> None:
    """Pair words that differ by a slip of the pen, the nearest first; never two known words."""
    pairs = sorted(
        (distance, *sorted((mine, other)), mine, other)
        for mine in found.left
        for other in found.right
        if _could_pair(mine, other) and (distance := _slip(mine, other)) is not None
    )
    for _, _, _, mine, other in pairs:
        if mine in found.left and other in found.right:
            found.left.remove(mine)
            found.right.remove(other)
            found.misspelt.append((mine, other))


def _slip(mine: str, other: str) -> int | None:
    """Return how many letters two words differ by if that can be a slip, or ``None``."""
    shorter = min(len(mine), len(other))
    if (
        shorter < SHORTEST_TO_MISSPELL - 1
        or max(len(mine), len(other)) < SHORTEST_TO_MISSPELL
        or abs(len(mine) - len(other)) > 2
    ):
        return None
    allowed = 1 if shorter < 9 else 2
    distance = OSA.distance(mine, other, score_cutoff=allowed)
    if distance > allowed or (is_known(mine) and is_known(other)):
        return None
    if WordClass.NUMBER in (word_class(mine), word_class(other)):
        return None
    return distance


def _pair_shortened(found: Comparison, left: Form, right: Form) -> None:
    """Pair a word with a longer one that it begins or abbreviates; never a place or a direction."""
    for short, long, form in ((found.left, found.right, left), (found.right, found.left, right)):
        for word in list(short):
            cut = word == form.words[-1] and len(form.words) > 1
            fits = [other for other in long if _shortens(word, other, cut=cut)]
            if fits:
                other = min(fits, key=lambda some: (not some.startswith(word), len(some), some))
                short.remove(word)
                long.remove(other)
                found.shortened.append((word, other))


def _shortens(word: str, other: str, *, cut: bool) -> bool:
    """Tell whether a word can stand for a longer one: its beginning, or its consonants.

    Args:
        word: the shorter one.
        other: the longer one.
        cut: that the shorter one is the last of its name, which may have been cut off.
    """
    if len(word) >= len(other) or word[0] != other[0]:
        return False
    if word_class(other) in WHICH or word_class(word) in WHICH - {WordClass.INITIAL}:
        return False
    if other.startswith(word):
        return cut or (len(word) >= 3 and not is_known(word))
    if len(word) < 3 or is_known(word) or len(word) > len(other) - 2:
        return False
    sounds = [mark for mark in other if mark not in "aeiou"]
    letters = iter(other)
    return (
        not any(vowel in word[1:] for vowel in "aeiou")
        and all(mark in letters for mark in word)
        and word[-1] == sounds[-1]
        and len(word) > len(sounds) / 2
    )
