"""The forms of all known names, found again by their rare words: which are worth comparing with one (R10).

Pure: no database here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from math import log

from rapidfuzz.distance import OSA

from suppliers.resolution.thresholds import BLOCK, MOST_MISSPELT_PAIRS, PRIOR_NAMES, TIMES_AS_FREQUENT
from suppliers.resolution.vocabulary import COUNTED, COUNTS
from suppliers.resolution.words import SHORTEST_TO_MISSPELL, Form, WordClass, word_class

_LONGEST_TO_MISSPELL = 24


class Book:
    """Different forms, each with a number, and the words that lead to them.

    Two forms are worth comparing if they share something that at most ``BLOCK`` forms have: a word, two
    common words together, a word misspelt by a letter, all letters, a word that the other one writes as two,
    initials. That is so or not whichever of the two is asked about, and in whatever order they came.
    """

    def __init__(self, forms: Iterable[Form] = ()) -> None:
        self.forms: list[Form] = []
        self.numbers: dict[str, int] = {}
        self._having: dict[str, list[int]] = defaultdict(list)
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        self._by_joined: dict[str, list[int]] = defaultdict(list)
        self._with_a_letter_less: dict[str, list[str]] = defaultdict(list)
        self._weights: dict[str, float] = {}
        self._near: dict[str, list[str]] = {}
        self._sets: dict[str, set[int]] = {}  # of the common words that were asked about
        for form in forms:
            self.add(form)

    def __len__(self) -> int:
        return len(self.forms)

    def add(self, form: Form) -> int:
        """Take a form into the book if it is not there; returns its number."""
        if (known := self.numbers.get(form.text)) is not None:
            return known
        number = self.numbers[form.text] = len(self.forms)
        self.forms.append(form)
        self._weights.clear()
        for word in form.bag:
            having = self._having[word]
            having.append(number)
            if word in self._sets:
                self._sets[word].add(number)
            if len(having) == 1:
                for less in _with_a_letter_less(word):
                    self._with_a_letter_less[less].append(word)
                self._forget_near(word)
        self._by_letters[form.compact].append(number)
        for initials in form.initials:
            self._by_initials[initials].append(number)
        for joined in _joined(form):
            self._by_joined[joined].append(number)
        return number

    def remove_last(self) -> None:
        """Take the form that was added last out again."""
        form = self.forms.pop()
        self._weights.clear()
        del self.numbers[form.text]
        for word in form.bag:
            self._drop(self._having, word)
            if word in self._sets:
                self._sets[word].discard(len(self.forms))
            if word not in self._having:
                self._forget_near(word)
                for less in _with_a_letter_less(word):
                    self._drop(self._with_a_letter_less, less)
        self._drop(self._by_letters, form.compact)
        for initials in form.initials:
            self._drop(self._by_initials, initials)
        for joined in _joined(form):
            self._drop(self._by_joined, joined)

    def _forget_near(self, word: str) -> None:
        """Forget what was known of the words near one that has come or gone."""
        if self._near:
            for near in (word, *self._find_near(word)):
                self._near.pop(near, None)

    @staticmethod
    def _drop(places: dict[str, list[int]] | dict[str, list[str]], key: str) -> None:
        places[key].pop()
        if not places[key]:
            del places[key]

    def count(self, word: str) -> int:
        """Return how many forms have a word."""
        return len(self._having.get(word, ()))

    def most(self) -> float:
        """Return the weight of a word that nobody has: what a whole name must surprise by to be told."""
        return log(len(self.forms) + PRIOR_NAMES)

    def weight(self, word: str) -> float:
        """Return how surprising a word is: minus the logarithm of the share of names that have it.

        What is known of names in general counts as much as ``PRIOR_NAMES`` names of the book. A word that
        misspells a frequent one by a letter is as little surprising as that one.
        """
        if (known := self._weights.get(word)) is None:
            having = max(self.count(meant) for meant in (word, *self._meant(word)))
            share = having + PRIOR_NAMES * max(COUNTS.get(word, 0), 0.5) / COUNTED
            known = self._weights[word] = -log(min(share / (len(self.forms) + PRIOR_NAMES), 1.0))
        return known

    def _meant(self, word: str) -> list[str]:
        """Return the frequent words that a rare one may misspell."""
        having = self.count(word)
        if having > BLOCK or word in COUNTS:
            return []
        return [near for near in self.near(word) if self.count(near) > TIMES_AS_FREQUENT * max(having, 1)]

    def near(self, word: str) -> list[str]:
        """Return the words of the book that a letter left out, added, changed or swapped makes of one."""
        if (known := self._near.get(word)) is None:
            known = self._near[word] = self._find_near(word)
        return known

    def _find_near(self, word: str) -> list[str]:
        less_of = self._with_a_letter_less
        found = {other for less in _with_a_letter_less(word) for other in less_of.get(less, ())}
        found.discard(word)
        return sorted(other for other in found if OSA.distance(word, other, score_cutoff=1) == 1)

    def worth_comparing(self, number: int) -> set[int]:
        """Return the numbers of the forms that are worth comparing with one."""
        form = self.forms[number]
        found: set[int] = set()
        for word in form.bag:
            if self.count(word) <= BLOCK:
                found.update(self._having[word])
            found.update(self._misspelt(word))
        for words in self._common_together(form):
            found.update(words)
        for block in self._other_blocks(form):
            found.update(block)
        found.discard(number)
        return found

    def _misspelt(self, word: str) -> Iterator[int]:
        """Return the forms with a word that one misspells, or that misspells it."""
        having = self.count(word)
        for near in self.near(word) if having <= MOST_MISSPELT_PAIRS else ():
            if self.count(near) * having <= MOST_MISSPELT_PAIRS:
                yield from self._having.get(near, ())

    def _common_words(self, form: Form) -> list[str]:
        """Return the words of a form that too many have, and those that its rare words may misspell."""
        common = {word for word in form.bag if self.count(word) > BLOCK and word_class(word)}
        for word in form.bag:
            common.update(meant for meant in self._meant(word) if self.count(meant) > BLOCK)
        return sorted(common)

    def _common_together(self, form: Form) -> Iterator[set[int]]:
        """Return the blocks of two, and where these are too many of three, common words that a form has."""
        common = self._common_words(form)
        if len(common) < 2:
            return
        wide = {}
        for pair in combinations(common, 2):
            both = self._having_both(*pair)
            if len(both) <= BLOCK:
                yield both
            else:
                wide[pair] = both
        for one, other, third in combinations(common, 3):
            if (one, other) in wide and (one, third) in wide and (other, third) in wide:
                all_three = wide[one, other] & wide[one, third] & wide[other, third]
                if len(all_three) <= BLOCK:
                    yield all_three

    def _having_both(self, one: str, other: str) -> set[int]:
        """Return the forms that have two common words, spelt right or not."""
        of_one, of_other = self._set_of(one), self._set_of(other)
        wrong_one, wrong_other = self._misspelling(one), self._misspelling(other)
        return (
            (of_one & of_other) | (wrong_one & of_other) | (of_one & wrong_other) | (wrong_one & wrong_other)
        )

    def _set_of(self, word: str) -> set[int]:
        if word not in self._sets:
            self._sets[word] = set(self._having[word])
        return self._sets[word]

    def _misspelling(self, word: str) -> set[int]:
        """Return the forms with a rare word that may mean a common one."""
        rare = (near for near in self.near(word) if word in self._meant(near))
        return {number for near in rare for number in self._having[near]}

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Return every pair of forms that is worth comparing, the smaller number first, all at once."""
        size = len(self.forms)
        found: set[int] = set()  # a pair is one number: millions of tuples would take much memory
        for word, having in self._having.items():
            if len(having) <= BLOCK:
                found.update(one * size + other for one, other in combinations(having, 2))
            for near in self.near(word) if len(having) <= MOST_MISSPELT_PAIRS else ():
                others = self._having[near]
                if word < near and len(others) * len(having) <= MOST_MISSPELT_PAIRS:
                    found.update(min(pair) * size + max(pair) for pair in product(having, others))
        for block in self._blocks_of_common_words():
            found.update(one * size + other for one, other in combinations(block, 2))
        for number, form in enumerate(self.forms):
            for block in self._other_blocks(form):
                found.update(min(number, other) * size + max(number, other) for other in block)
        return (divmod(pair, size) for pair in found if pair // size != pair % size)

    def _blocks_of_common_words(self) -> Iterator[list[int]]:
        """Return what ``_common_together`` returns, for all forms."""
        twos: dict[tuple[str, str], list[int]] = defaultdict(list)
        common = [self._common_words(form) for form in self.forms]
        for number, words in enumerate(common):
            for pair in combinations(words, 2):
                twos[pair].append(number)
        wide = {pair for pair, block in twos.items() if len(block) > BLOCK}
        yield from (block for block in twos.values() if len(block) <= BLOCK)
        threes: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, words in enumerate(common):
            for three in combinations(words, 3):
                if all(pair in wide for pair in combinations(three, 2)):
                    threes[three].append(number)
        yield from (block for block in threes.values() if len(block) <= BLOCK)

    def _other_blocks(self, form: Form) -> Iterator[list[int]]:
        """Return the forms of the same letters, and those that write a word in two or as initials."""
        if len(self._by_letters[form.compact]) <= BLOCK:
            yield self._by_letters[form.compact]
        crossed = [(joined, self._by_joined, self._having) for joined in _joined(form)]
        crossed += [(initials, self._by_initials, self._having) for initials in form.initials]
        for word in form.bag:
            crossed += [(word, self._having, self._by_joined), (word, self._having, self._by_initials)]
        for key, mine, others in crossed:
            block = others.get(key, ())
            if block and len(block) * len(mine[key]) <= MOST_MISSPELT_PAIRS:
                yield list(block)


def _with_a_letter_less(word: str) -> set[str]:
    """Return a word and what is left of it without any one of its letters; nothing for one too short."""
    if not SHORTEST_TO_MISSPELL <= len(word) <= _LONGEST_TO_MISSPELL:
        return set()
    return {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


def _joined(form: Form) -> set[str]:
    """Return two neighbouring words of a form as one, where that could be how somebody writes them."""
    return {
        one + other
        for one, other in zip(form.words, form.words[1:], strict=False)
        if max(word_class(one), word_class(other)) > WordClass.DESCRIPTIVE
    }
