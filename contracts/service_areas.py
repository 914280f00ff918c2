"""What a contract is for, from its own code, else from CPV codes and the words of its title."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from boroughs.models import ServiceArea

_WORD = re.compile(r"[a-z0-9]+")
_DULL = {
    *("and", "of", "for", "the", "an", "in", "to", "with", "on", "by", "or", "other", "from", "at"),
    *("service", "system", "software", "solution", "management", "provision", "contract", "supply"),
    *("support", "london", "borough", "council", "framework"),
}

#: What a shared word counts in an area's list and in its name, and each digit of a CPV prefix. Chosen on
#: titles labelled by hand: higher thresholds leave more contracts without an area, lower ones mislabel more.
WORD_WEIGHT = 1.0
NAME_WORDS_COUNT = 1.6
CPV_WEIGHT = 0.8
#: What an area's whole name, or one of the things that it includes, is worth in the title.
PHRASE_WEIGHT = 2.0
THRESHOLD = 3.5


@dataclass(frozen=True)
class _Area:
    """A service area with what hints at it."""

    area: ServiceArea
    name_words: frozenset[str]
    words: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class AreaBook:
    """All service areas on the second level, read once for many contracts."""

    by_code: dict[str, ServiceArea]
    areas: tuple[_Area, ...]
    weights: dict[str, float]

    def classify(
        self, *, title: str, cpv_codes: Iterable[str] = (), own_code: str = ""
    ) -> tuple[ServiceArea, str] | None:
        """Return the service area of a contract and why, or ``None`` where the hints are too weak.

        Args:
            title: the contract's title; its words are compared with the areas' names and what they include.
            cpv_codes: eight digits each.
            own_code: a service area's code that came with the data; it counts before anything else.
        """
        if own := self.by_code.get(own_code):
            return own, f"The source itself says {own}."
        words, plain = stems(title), _plain(title)
        codes = list(cpv_codes)
        scored = [(self._score(area, words, plain, codes), area) for area in self.areas]
        best, area = max(scored, key=lambda pair: (pair[0], pair[1].area.code), default=(0.0, None))
        if area is None or best < THRESHOLD:
            return None
        return area.area, _reason(area, title, codes)

    def _score(self, area: _Area, words: frozenset[str], plain: str, codes: list[str]) -> float:
        score = sum(
            self.weights.get(word, 1.0) * (NAME_WORDS_COUNT if word in area.name_words else WORD_WEIGHT)
            for word in words & area.words
        )
        spoken = f" {plain} "
        score += PHRASE_WEIGHT * sum(f" {phrase} " in spoken for phrase in area.phrases)
        return score + CPV_WEIGHT * _longest_prefix(area.prefixes, codes)


def area_book() -> AreaBook:
    """Read the service areas with the words and CPV prefixes that hint at them."""
    rows = list(ServiceArea.objects.select_related("parent"))
    areas = tuple(
        _Area(
            row,
            stems(row.name),
            stems(f"{row.name} {row.includes} {row.parent.name if row.parent else ''}"),
            tuple(row.cpv_prefixes),
            tuple({_plain(phrase) for phrase in [row.name, *row.includes.split(",")]} - {""}),
        )
        for row in rows
        if row.parent_id
    )
    seen = Counter(word for area in areas for word in area.words)
    weights = {word: 2.2 / (1 + math.log(count)) for word, count in seen.items()}
    return AreaBook({row.code: row for row in rows}, areas, weights)


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """Return the telling words of a text, in lower case and without plural endings."""
    words = (_stem(word) for word in _WORD.findall(text.casefold()) if len(word) > 1)
    return frozenset(word for word in words if word not in _DULL)


def _plain(text: str) -> str:
    """Return a text's words, each without its plural ending, in their order."""
    return " ".join(_stem(word) for word in _WORD.findall(text.casefold()))


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ing", "s"):
        if len(word) > len(ending) + 3 and word.endswith(ending) and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


def _longest_prefix(prefixes: Iterable[str], codes: Iterable[str]) -> int:
    """Return how many digits of a CPV code an area's hints cover at most."""
    return max(
        (len(prefix) for prefix in prefixes for code in codes if prefix and code.startswith(prefix)),
        default=0,
    )


def _reason(area: _Area, title: str, codes: list[str]) -> str:
    shared = sorted({word for word in _WORD.findall(title.casefold()) if _stem(word) in area.words})
    parts = []
    if shared:
        parts.append("the title has " + ", ".join(f"“{word}”" for word in shared[:4]))
    size = _longest_prefix(area.prefixes, codes)
    hint = next(
        (c for c in codes if size and any(c.startswith(p) for p in area.prefixes if len(p) == size)), ""
    )
    if hint:
        parts.append(f"CPV code {hint} points there")
    return ("Because " + " and ".join(parts) + ".")[:255]
