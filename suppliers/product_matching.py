"""Which products a contract's title and description name, and why. Pure: no database here.

Names lie in a tree of words, so that a text is read once whatever the number of names. At each word
the longest name counts, and a shorter one where the longer may not. What a name has to have beside it
depends on how telling it is:

- a *telling* name (*Spydus*) counts by itself;
- one that is *also an ordinary word* (*Mosaic*) counts beside an owner of the product, or written as a
  name in words about software;
- one that is *too general* (*Housing*) counts only beside an owner and in words about software.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from suppliers.normalise import normalise_name
from suppliers.product_words import Word, spellings, words_of

#: Words that say that a text is about software. *IT* counts in capitals only.
SOFTWARE = frozenset(
    ("system", "systems", "application", "applications", "platform", "module", "modules", "upgrade")
    + ("database", "cloud", "subscription", "subscriptions", "erp", "crm", "portal", "ict")
)
#: Those that say so even where all is written in capitals, so that a name cannot be told from a word.
SURELY_SOFTWARE = frozenset(
    ("software", "licence", "license", "licences", "licenses", "licensing", "saas", "hosting", "hosted")
)
#: Divisions of CPV codes that are software and IT services.
SOFTWARE_CPV = ("48", "72")
#: What stands before a product that is not bought, *replacement of Mosaic*, or before another name: *Project
#: Mosaic*.
_OTHER_THAN = frozenset(
    ("replace", "replaces", "replacing", "replacement", "integrate", "integrates", "integrated")
    + ("integration", "integrating", "interface", "interfaces", "interfacing", "compatible", "from")
    + ("alternative", "equivalent", "unlike", "project", "programme")
)
_BETWEEN = frozenset(("of", "with", "to", "for", "the", "our", "its", "their", "a", "an", "and", "into"))


@dataclass(frozen=True)
class KnownName:
    """A name of a product: used while ``valid_from <= day < valid_to``, as far as that is known."""

    product: int
    name: str
    is_generic: bool = False
    is_word: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def counted_on(self, day: dt.date | None) -> bool:
        """Tell whether the product was called so on a day; a day that is not known excludes nothing."""
        if day is None:
            return True
        too_early = self.valid_from is not None and day < self.valid_from
        return not too_early and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class KnownOwner:
    """Who owns or owned a product: a name as its source writes it, and the supplier's id if there is one."""

    product: int
    name: str
    supplier: int | None = None


@dataclass(frozen=True)
class Subject:
    """What is known of a contract when products are looked for in it.

    ``suppliers`` are the ids and ``supplier_names`` the names of its suppliers, ``named`` is what the
    source itself calls the product, ``day`` the day on which the contract began.
    """

    title: str
    description: str = ""
    named: str = ""
    suppliers: frozenset[int] = frozenset()
    supplier_names: tuple[str, ...] = ()
    cpv_codes: tuple[str, ...] = ()
    day: dt.date | None = None


@dataclass(frozen=True)
class Match:
    """A product that a contract names: where (*source*, *title*, *description*), how it is written, why."""

    product: int
    written: str
    place: str
    reason: str
    by_owner: bool = False


@dataclass
class _Node:
    """A word in the tree of names: the words that may follow it, and the names that end with it."""

    then: dict[str, "_Node"] = field(default_factory=dict)
    names: list[KnownName] = field(default_factory=list)


class NameTree:
    """All names and owners of products, arranged for reading texts."""

    def __init__(self, names: Iterable[KnownName], owners: Iterable[KnownOwner]) -> None:
        """Arrange names and owners; a name without a letter or figure is passed over."""
        self._root = _Node()
        for name in names:
            for spelling in spellings(name.name):
                node = self._root
                for word in spelling:
                    node = node.then.setdefault(word, _Node())
                node.names.append(name)
        self._owners: defaultdict[int, list[tuple[KnownOwner, tuple[str, ...]]]] = defaultdict(list)
        for owner in owners:
            self._owners[owner.product].append((owner, tuple(normalise_name(owner.name).split())))

    def matches(self, subject: Subject) -> list[Match]:
        """Return the products that a contract names: what the source calls it, its title, its description.

        A description names much that is not bought, so that it counts only where the supplier is an owner
        of the product, or where a telling name of a single product is in it.
        """
        if subject.named and (found := self._in_text(subject.named, subject, "source")):
            return found
        if found := self._in_text(subject.title, subject, "title"):
            return found
        found = self._in_text(subject.description, subject, "description")
        owned = [match for match in found if match.by_owner]
        return owned or (found if len({match.product for match in found}) == 1 else [])

    def best(self, subject: Subject) -> Match | None:
        """Return the product that a contract is for, or ``None``: where several are named, it is not guessed.

        Of several the ones whose owner is the supplier go before others; where that leaves several,
        nobody can say from the text which one the contract is for.
        """
        found = self.matches(subject)
        owned = [match for match in found if match.by_owner] or found
        return owned[0] if len({match.product for match in owned}) == 1 else None

    def _in_text(self, text: str, subject: Subject, place: str) -> list[Match]:
        words = words_of(text)
        found, at = [], 0
        while at < len(words):
            match, length = self._at(words, at, subject, place)
            if match:
                found.append(match)
            at += length
        return found

    def _at(self, words: Sequence[Word], at: int, subject: Subject, place: str) -> tuple[Match | None, int]:
        """Return the match that begins at a word, if any, and how many words it takes."""
        node: _Node | None = self._root
        ends: list[tuple[int, _Node]] = []
        for length, word in enumerate(words[at:], start=1):
            node = node.then.get(word.plain) if node else None
            if node is None:
                break
            if node.names:
                ends.append((length, node))
        for length, end in reversed(ends):
            if _something_else(words, at):
                break
            weighed = [self._weighed(name, words, at, length, subject, place) for name in end.names]
            fitting = {match.product: match for match in weighed if match}
            owned = {pk: match for pk, match in fitting.items() if match.by_owner} or fitting
            if len(owned) == 1:
                return next(iter(owned.values())), length
        return None, 1

    def _weighed(
        self, name: KnownName, words: Sequence[Word], at: int, length: int, subject: Subject, place: str
    ) -> Match | None:
        """Return the match if the name has beside it what it needs."""
        if not name.counted_on(subject.day):
            return None
        written = " ".join(word.written for word in words[at : at + length])
        lead = {"source": "The source calls it", "title": "The title has"}.get(place, "The description has")
        said = f"{lead} “{written}”"
        about = _about_software(words, at, length, subject)
        owner = self._owner_beside(name.product, subject, words, at, place)
        if owner and (about or place == "source" or not name.is_generic):
            return Match(name.product, written, place, f"{said}, and {owner}.", by_owner=True)
        if name.is_generic:
            return None
        if place == "source" or not name.is_word:
            return Match(name.product, written, place, f"{said}, a name of the product.")
        if place == "title" and about and _written_as_a_name(name.name, words, at, length):
            return Match(name.product, written, place, f"{said}, a name of the product, and {about}.")
        return None

    def _owner_beside(
        self, product: int, subject: Subject, words: Sequence[Word], at: int, place: str
    ) -> str:
        """Return in words which owner of the product is the supplier or is named beside it, or nothing.

        A description names many companies, so that there only the supplier counts.
        An owner's name right where the product's begins does not count twice: *Lagan* is not beside itself.
        """
        names = [tuple(normalise_name(name).split()) for name in subject.supplier_names]
        text = [word.plain for word in words]
        for owner, brand in self._owners.get(product, ()):
            sells = any(name[: len(brand)] == brand for name in names if brand)
            if sells or owner.supplier in subject.suppliers:
                return f"its supplier, {owner.name}, owns or owned the product"
            if (
                place != "description"
                and len("".join(brand)) > 3
                and any(
                    tuple(text[start : start + len(brand)]) == brand
                    for start in range(len(text) - len(brand) + 1)
                    if not start <= at < start + len(brand)
                )
            ):
                return f"{owner.name}, who owns or owned the product, is named there"
        return ""


def _something_else(words: Sequence[Word], at: int) -> bool:
    """Tell whether the words before a name say that it is not what is bought."""
    for word in reversed(words[max(0, at - 4) : at]):
        if word.plain in _OTHER_THAN:
            return True
        if word.plain not in _BETWEEN:
            return False
    return False


def _about_software(words: Sequence[Word], at: int, length: int, subject: Subject) -> str:
    """Return in words what says that a text is about software, or nothing."""
    others = [*words[:at], *words[at + length :]]
    telling = SURELY_SOFTWARE if _all_in_capitals(others) else SOFTWARE | SURELY_SOFTWARE
    for word in others:
        if word.plain in telling or (word.written == "IT" and telling is not SURELY_SOFTWARE):
            return f"“{word.written}” says that it is software"
    for code in subject.cpv_codes:
        if code.startswith(SOFTWARE_CPV):
            return f"CPV code {code} says that it is software"
    return ""


def _written_as_a_name(name: str, words: Sequence[Word], at: int, length: int) -> bool:
    """Tell whether a name has its capitals: *Mosaic* or *MOSAIC* is the product, *mosaic* is a word."""
    written = [word.written for word in words[at : at + length]]
    proper = [word.written for word in words_of(name)]
    if name.isupper() and _all_in_capitals([*words[:at], *words[at + length :]]):
        return False
    return written in (proper, [word.upper() for word in proper])


def _all_in_capitals(words: Sequence[Word]) -> bool:
    letters = [word.written for word in words if word.written.isalpha()]
    return bool(letters) and all(word.isupper() for word in letters)
