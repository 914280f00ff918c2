"""What somebody means who searches for pilots: words, phrases and their synonyms. Pure: no database here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Terms of a search that count, and words of the longest phrase that is looked up among the synonyms.
MOST_TERMS, LONGEST_PHRASE = 12, 5
_PIECES = re.compile(r'(-?)"([^"]*)"|(\S+)')
_WORD = re.compile(r"[\w’'-]*\w[\w’'-]*")


@dataclass(frozen=True)
class Term:
    """A thing that a pilot must mention, in any of several ways: what was typed first, then its synonyms."""

    ways: tuple[str, ...]

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.ways[0]


def normal(text: str) -> str:
    """Return a word or phrase as it is compared: small letters, single blanks, no other marks."""
    return " ".join(_WORD.findall(text.casefold()))


def words_of(written: str) -> list[str]:
    """Return the words and phrases of a row of synonyms, each once, in their order."""
    return list(dict.fromkeys(word for part in written.split(",") if (word := normal(part))))


def groups_by_word(rows: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return, by each word or phrase, everything that means the same; rows that share one are not joined up.

    A word of two rows (*fall*, the season and the accident) means all that either says; what each of those
    means elsewhere does not follow.
    """
    found: dict[str, list[str]] = {}
    for row in rows:
        words = words_of(row)
        for word in words:
            found.setdefault(word, []).extend(one for one in words if one != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def terms_of(words: str, synonyms: dict[str, tuple[str, ...]]) -> list[Term]:
    """Return what a pilot must mention, every one of it.

    Args:
        words: as typed. Quotes keep a phrase as it is; else the longest phrase that has synonyms is one term.
        synonyms: from :func:`groups_by_word`.
    """
    terms: list[Term] = []
    loose: list[str] = []
    for _, phrase, word in _PIECES.findall(words):
        if word:
            loose += _WORD.findall(word.casefold())
            continue
        terms += _grouped(loose, synonyms)
        loose = []
        if quoted := normal(phrase):
            terms.append(Term((quoted,)))
    return [*terms, *_grouped(loose, synonyms)][:MOST_TERMS]


def _grouped(words: list[str], synonyms: dict[str, tuple[str, ...]]) -> list[Term]:
    terms, at = [], 0
    while at < len(words):
        for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if size == 1 or phrase in synonyms:
                terms.append(Term((phrase, *synonyms.get(phrase, ()))))
                at += size
                break
    return terms
