"""One sentence for each decision (R10). Pure: no database here."""

from suppliers.numbers import what_it_is
from suppliers.resolution.comparing import Comparison
from suppliers.resolution.scoring import Counts
from suppliers.resolution.words import WordClass, word_class

_LEFT_OVER = {
    WordClass.FILLING: "words that say little",
    WordClass.DESCRIPTIVE: "words for what it does",
    WordClass.PLACE: "a place",
    WordClass.DIRECTION: "a part of the country",
    WordClass.NUMBER: "a number",
    WordClass.INITIAL: "an initial",
    WordClass.PROPER: "words of its own",
}
_MOST_NAMED = 3


def same_number(identifier: tuple[str, str]) -> str:
    """Return why a name with a known number is a known supplier's."""
    scheme, value = identifier
    return f"It has the {what_it_is(scheme)} {value}."


def same_name(*, former: bool) -> str:
    """Return why a name that is written the same, or so but for its legal form, is a known supplier's."""
    return "It has the same former name." if former else "It has the same name."


def beside(other: str) -> str:
    """Return why a name is the supplier's that stands beside it as a trading or former name."""
    return f"“{other}” stands beside the name as a trading or former name."


def similar(found: Comparison, book: Counts, names: int) -> str:
    """Return why two names are alike, and what parts them.

    Args:
        found: their comparison.
        book: how many names have a word.
        names: how many different names there are.
    """
    if found.initials:
        where = "that the other name gives itself" if found.own_initials else "of the other name"
        return f"“{found.initials}” are the initials {where}."
    return f"{_shared(found, book, names)}; {_rest(found)}."


def _shared(found: Comparison, book: Counts, names: int) -> str:
    """Return the rarest of the words that the names have in common, and how many names have them."""
    words = sorted(dict.fromkeys(_spelt_best(found, book)), key=lambda word: (book.count(word), word))
    proper = [word for word in words if word_class(word) is WordClass.PROPER] or words
    named = proper[:_MOST_NAMED]
    fewest = max(book.count(named[0]), 1)
    have = f"{fewest:,} of {names:,} names {'has' if fewest == 1 else 'have'}"
    if len(named) == 1:
        return f"It shares the word {_listed(named)}, which {have}"
    return f"It shares the words {_listed(named)}, the rarest of which {have}"


def _spelt_best(found: Comparison, book: Counts) -> list[str]:
    """Return the words that the names have in common, misspelt ones as most names spell them."""
    usual = {pair[0]: max(pair, key=lambda word: (book.count(word), word)) for pair in found.misspelt}
    return [usual.get(word, word) for word in found.common()]


def _rest(found: Comparison) -> str:
    """Return in what else the names differ."""
    parts = [
        f"“{one}” is taken for “{other}”"
        for one, other in [*found.misspelt, *found.shortened, *found.contracted]
    ]
    parts += [f"“{other}” is written as one word" for _, other in found.joined]
    alone = [word_class(word) for word in [*found.left, *found.right]]
    parts += [f"one also has {_LEFT_OVER[kind]}" for kind in sorted(set(alone), reverse=True)]
    if not parts:
        return "the rest differs by the legal form, order or small words"
    return " and ".join(parts)


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
