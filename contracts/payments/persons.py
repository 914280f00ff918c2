"""Whether a payee in a spend file is a private person, whose name is not stored (R11). Pure: no database.

Councils black most people out, but not all: sole traders, foster carers and tenants slip through. The test
is cautious: a name that could be a person's is one, unless something says that it is an organisation's.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from contracts.payments.person_words import (
    ACRONYMS,
    ESTATES,
    GIVEN,
    LEGAL_FORMS,
    ORGANISATION,
    OTHER_TITLES,
    PEOPLE,
    REDACTED,
    SURNAMES,
    TITLES,
    TRADES,
)
from suppliers.spelling import folded

_NOT_A_LETTER = re.compile(r"[^a-z0-9&+ ]+")
_POSSESSIVE = re.compile(r"[a-z]['’`´]s\b|s['’`´](?=\s|$)", re.IGNORECASE)
_TRADING_AS = re.compile(r"\bt\s?[/.]\s?as?\b|\btrading as\b|\bt/as\b", re.IGNORECASE)
_COMMA = re.compile(r"^\s*[^\W\d_][\w'’-]*(?:[ -][\w'’-]+)?\s*,\s*[^\W\d_][\w.'’ -]*$")
#: Small words that join an organisation's name and no person's.
_JOINING = frozenset({"of", "the", "for", "in", "at", "on", "with", "to", "by"})
_AND = frozenset({"&", "and", "+"})
#: A person's name has no more words than this.
MOST_WORDS = 5


@lru_cache(maxsize=100_000)
def is_a_person(name: str, has_number: bool = False) -> bool:
    """Tell whether a payee is, or may be, a private person.

    Args:
        name: as written in the file.
        has_number: whether a company number that can be believed stands beside it.
    """
    plain = folded(name).casefold().replace("'", "").replace("’", "")
    text = " ".join(_NOT_A_LETTER.sub(" ", plain).split())
    words = text.split()
    if not words or _says(text, REDACTED):
        return True
    if has_number or _has_legal_form(words) or _has_legal_form(plain.replace(".", "").split()):
        return False
    if text.startswith(tuple(f"{word} " for word in ESTATES)) or TITLES & {words[0], words[-1]}:
        return True
    before = _TRADING_AS.split(name, maxsplit=1)
    if len(before) > 1 and before[0].strip():
        return is_a_person(before[0])
    return _is_personal(name, text, words)


def _has_legal_form(words: Sequence[str]) -> bool:
    """Tell whether a form of a company stands behind the first word, or *& Co* at the end."""
    return not LEGAL_FORMS.isdisjoint(words[1:]) or (
        len(words) > 2 and words[-1] == "co" and words[-2] in _AND
    )


def _is_personal(name: str, text: str, words: Sequence[str]) -> bool:
    """Decide by the words, where neither a title nor a legal form has decided it."""
    organised = [word for word in words if word in ORGANISATION or word.rstrip("s") in ORGANISATION]
    if _says(text, PEOPLE):
        return all(_says(word, PEOPLE) or word in _PARTS_OF_PEOPLE for word in organised)
    if words[0] in OTHER_TITLES or words[-1] in OTHER_TITLES:
        return not organised
    if organised:
        return _works_alone(words, organised) or _is_called_so(words, organised)
    if _POSSESSIVE.search(name):
        return False
    return _is_shaped_like_one(name, words)


_PARTS_OF_PEOPLE = frozenset(word for phrase in PEOPLE for word in phrase.split())


def _works_alone(words: Sequence[str], organised: Sequence[str]) -> bool:
    """Tell whether it is a person's name before what the person does: *Jane Example Photography*."""
    own = [word for word in words if word not in organised]
    trade_last = set(organised) <= TRADES and list(words[: len(own)]) == own
    return trade_last and 2 <= len(own) <= 3 and (own[0] in GIVEN or len(own[0]) == 1)


def _is_called_so(words: Sequence[str], organised: Sequence[str]) -> bool:
    """Tell whether the words of an organisation are somebody's surname: *J Ward*, *Rhys Green*."""
    first = words[0]
    return (
        2 <= len(words) <= 3
        and (first in GIVEN or len(first) == 1)
        and first not in organised
        and all(word in SURNAMES for word in organised)
    )


def _is_shaped_like_one(name: str, words: Sequence[str]) -> bool:
    """Tell whether a name without any word of an organisation has the form of a person's name."""
    own = [word for word in words if word not in _AND]
    initials = [word for word in own if len(word) == 1]
    if len(initials) == len(own) or not _JOINING.isdisjoint(own):
        return False
    if _COMMA.match(name):
        return True
    if len(own) == 1:
        return own[0] in GIVEN
    named = any(word in GIVEN for word in own)
    if any(any(mark.isdigit() for mark in word) for word in own):
        return named and len(own) > 2
    if len(own) < len(words):
        return named or bool(initials)
    if len(own) > MOST_WORDS:
        return own[0] in GIVEN
    # Two to five words, none of them an organisation's: it may well be somebody.
    return not (len(own[0]) == 2 and own[0] in ACRONYMS)


def _says(text: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in f" {text} " for phrase in phrases)
