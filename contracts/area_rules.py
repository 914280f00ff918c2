"""What a contract is for, weighed from its title, its CPV codes and its product. Pure: no database here.

Every area that something points to gets points: for words and phrases that belong to it (a longer
phrase says more than the words in it), for the CPV codes, for the product, and for words that titles
labelled by hand have in that area more often than elsewhere. Words about software move points from an
area of works or services to the area of the system that serves it. From the points follow shares that
sum to less than 1, since a part is kept for *something else*; the confidence follows the best share.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contracts.area_words import Token, stem, telling, tokens

#: The least confidence with which an area is answered. On titles that had no part in choosing the words
#: 87 % of such answers were right; see docs/adr/0021.
CONFIDENT = 0.52
#: The same for the area above, where its parts are close to each other.
CONFIDENT_ABOVE = 0.71
#: The confidence where all points to one area: of such answers about one in twenty was wrong.
SUREST = 0.95

#: Points of a CPV code: of a whole division (72000000), of two digits, of more.
CPV_DIVISION, CPV_TWO_DIGITS, CPV_MORE = 0.8, 1.3, 2.0
#: What a phrase keeps of its points where a longer one has all its words.
INSIDE = 0.35
#: What is added to technology and taken from other areas where the title or code is about technology.
ABOUT_TECHNOLOGY, NOT_ABOUT_OTHERS = 0.7, 0.5
#: What is taken from technology where nothing is about it, and where the code is about something else.
NO_TECHNOLOGY, OTHER_CODE = 0.3, 0.9
#: Which part of an area's points moves to the area of its system, and which part it loses.
MOVED, LOST = 0.3, 0.21
PRODUCT = 4.0
#: How much labelled titles count, how many of them a word needs, and how much an area's frequency counts.
LEARNT, DOUBT, FREQUENCY = 0.2, 2.0, 0.1
ONLY_LEARNT = -0.5
#: How quickly shares follow points, and the points of *something else*.
TEMPERATURE, SOMETHING_ELSE = 0.7, 1.5

_TECHNOLOGY = frozenset(
    stem(word)
    for word in (
        *("system", "software", "licence", "license", "saas", "platform", "ict", "digital", "application"),
        *("database", "online", "cloud", "data", "web", "it", "solution", "app", "module", "hosting"),
        *("upgrade", "hardware", "technology", "network"),
    )
)
_SYSTEM = frozenset(
    stem(word) for word in ("software", "system", "saas", "application", "licence", "platform", "module")
)
_TECHNOLOGY_CPV = ("48", "72", "30", "32", "642")
#: Areas of works and services, and the area of the system that serves each.
_SYSTEM_OF = {
    "CYP-SCH": "CYP-EDU",
    "CON-REP": "HSG-AST",
    "WST-COL": "WST-SYS",
    "WST-GRN": "WST-SYS",
    "CON-HWY": "PKH-HWS",
    "LIB-STK": "LIB-LMS",
    "RBN-ENF": "RBN-SYS",
    "CAR-HOM": "ASC-ROS",
    "PRO-LGL": "GOV-LGL",
    "CAR-CHI": "CYP-CMS",
    "CAR-TAC": "HSG-LET",
    "CAR-RES": "ASC-CMS",
    "CAR-SUP": "ASC-CMS",
}


@dataclass(frozen=True)
class Area:
    """A service area of the second level: its code, the code above, and how far it is technology.

    ``technology`` is 1 for technology, 0 for partly, -1 for none.
    """

    code: str
    parent: str
    technology: int


@dataclass(frozen=True)
class Label:
    """A title of which a person has said what it is for; ``also`` is a second area that is right too."""

    title: str
    code: str
    also: str = ""


@dataclass(frozen=True)
class Guess:
    """An area's code, with how much confidence from 0 to 1, and why, in one sentence."""

    code: str
    confidence: float
    reason: str


@dataclass
class _Points:
    """The points of areas while they are counted, and what gave them, the strongest first to be named."""

    points: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    words: defaultdict[str, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))
    cpv: dict[str, str] = field(default_factory=dict)
    others: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Classifier:
    """Finds the service area of titles, from words, CPV prefixes and labelled titles."""

    def __init__(
        self,
        areas: Iterable[Area],
        words: Mapping[tuple[str, ...], Mapping[str, float]],
        cpv: Mapping[str, Mapping[str, float]],
        labels: Iterable[Label] = (),
    ) -> None:
        """Arrange the hints.

        Args:
            areas: those that can be answered; hints of others are passed over.
            words: for a row of stems the points of each area.
            cpv: for the first digits of CPV codes the weight of each area, from 0 to 1.
            labels: titles labelled by hand.
        """
        self._areas = {area.code: area for area in areas}
        self._words = words
        self._longest = max((len(row) for row in words), default=0)
        self._cpv = cpv
        self._frequency = Counter(dict.fromkeys(self._areas, 0.5))
        self._seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for label in labels:
            self._learn(label)
        self._all = sum(self._frequency.values())

    def shares(self, title: str, cpv_codes: Sequence[str] = (), product_area: str = "") -> dict[str, float]:
        """Return the share of every area that something points to; together they are less than 1."""
        return self._shared(self._counted(tokens(title), cpv_codes, product_area))

    def guess(
        self,
        title: str,
        cpv_codes: Sequence[str] = (),
        product_area: str = "",
        *,
        confident: float = CONFIDENT,
        confident_above: float = CONFIDENT_ABOVE,
    ) -> Guess | None:
        """Return what a contract is for, or ``None`` where the hints are too weak.

        Args:
            title: the contract's title.
            cpv_codes: digits without the check digit, the main code first.
            product_area: the code of the area of the product that the contract is for, if it is known.
            confident: the least confidence of an answer.
            confident_above: the least of the area above, answered where its parts are close.
        """
        counted = self._counted(tokens(title), cpv_codes, product_area)
        shares = {code: SUREST * share for code, share in self._shared(counted).items()}
        if not shares:
            return None
        best = max(sorted(shares), key=lambda code: shares[code])
        if shares[best] >= confident:
            return Guess(best, shares[best], self._reason(counted, best))
        above: defaultdict[str, float] = defaultdict(float)
        for code, share in shares.items():
            above[self._areas[code].parent] += share
        parent = max(sorted(above), key=lambda code: above[code])
        if parent and above[parent] >= confident_above:
            inside = [code for code in shares if self._areas[code].parent == parent]
            nearest = max(sorted(inside), key=lambda code: shares[code])
            reason = f"{self._reason(counted, nearest)} Which part of the area it is, is not clear."
            return Guess(parent, above[parent], reason)
        return None

    def _learn(self, label: Label) -> None:
        words = telling(token.stem for token in tokens(label.title))
        for code, weight in ((label.code, 1.0), (label.also, 0.5)):
            if code in self._areas:
                for word in words:
                    self._seen[word][code] += weight  # type: ignore[assignment]
        if label.code in self._areas:
            self._frequency[label.code] += 1

    def _counted(self, words: Sequence[Token], codes: Sequence[str], product_area: str) -> _Points:
        found = _Points()
        self._count_phrases(found, words)
        spoken = {word.stem for word in words}
        if spoken & _SYSTEM:
            for code, system in _SYSTEM_OF.items():
                if found.points.get(code, 0) > 0 and system in self._areas:
                    found.points[system] += MOVED * found.points[code]
                    found.words[system] += found.words[code]
                    found.points[code] *= 1 - LOST
        self._count_codes(found, codes)
        if product_area in self._areas:
            found.points[product_area] += PRODUCT
            found.others[product_area].append("its product is one for this")
        technology = bool(spoken & _TECHNOLOGY) or bool(codes and codes[0].startswith(_TECHNOLOGY_CPV))
        for code in found.points:
            found.points[code] += _context(self._areas[code].technology, technology, codes)
        self._count_learnt(found, telling(spoken))
        return found

    def _count_phrases(self, found: _Points, words: Sequence[Token]) -> None:
        hits = [
            (start, end, row)
            for start in range(len(words))
            for end in range(start + 1, min(start + self._longest, len(words)) + 1)
            if (row := tuple(word.stem for word in words[start:end])) in self._words
        ]
        for start, end, row in hits:
            inside = any(a <= start and end <= b and b - a > end - start for a, b, _ in hits)
            for code, points in self._words[row].items():
                if code in self._areas:
                    counted = points * (INSIDE if inside else 1)
                    found.points[code] += counted
                    phrase = " ".join(word.written for word in words[start:end])
                    found.words[code].append((counted, phrase))

    def _count_codes(self, found: _Points, codes: Sequence[str]) -> None:
        for place, code in enumerate(codes[:4]):
            prefix = next((code[:n] for n in range(len(code), 0, -1) if code[:n] in self._cpv), "")
            whole = not code[2:].strip("0")
            points = CPV_DIVISION if whole else CPV_MORE if len(prefix) > 2 else CPV_TWO_DIGITS
            for area, weight in self._cpv.get(prefix, {}).items():
                if area in self._areas:
                    found.points[area] += points * weight / (1 + place)
                    found.cpv.setdefault(area, code)

    def _count_learnt(self, found: _Points, words: frozenset[str]) -> None:
        for word in sorted(words & self._seen.keys()):
            seen = self._seen[word]
            every = sum(seen.values())
            for code, times in seen.items():
                usual = self._frequency[code] / self._all
                more = LEARNT * math.log((times + DOUBT * usual) / (every + DOUBT) / usual)
                if more > 0:
                    if code not in found.points:
                        found.points[code] = ONLY_LEARNT
                    found.points[code] += more
                    found.others[code].append(f"labelled titles there have “{word}”")

    def _shared(self, found: _Points) -> dict[str, float]:
        weighed = {
            code: math.exp((points + FREQUENCY * self._usual(code)) / TEMPERATURE)
            for code, points in found.points.items()
        }
        every = sum(weighed.values()) + math.exp(SOMETHING_ELSE / TEMPERATURE)
        return {code: weight / every for code, weight in weighed.items()}

    def _usual(self, code: str) -> float:
        """Return how much more often than the average an area occurs among the labels, as a logarithm."""
        return math.log(self._frequency[code] / self._all * len(self._areas))

    def _reason(self, found: _Points, code: str) -> str:
        parts = []
        phrases = [phrase for _, phrase in sorted(found.words[code], key=lambda hit: -hit[0])]
        telling_ones: list[str] = []
        for phrase in phrases:
            if not any(phrase in other for other in telling_ones):
                telling_ones.append(phrase)
        if telling_ones:
            parts.append("the title has " + ", ".join(f"“{phrase}”" for phrase in telling_ones[:3]))
        if code in found.cpv:
            parts.append(f"CPV code {found.cpv[code]} points there")
        parts += found.others[code][: 1 if parts else 2]
        return "Because " + " and ".join(parts) + "."


def _context(area: int, technology: bool, codes: Sequence[str]) -> float:
    """Return what an area gains or loses by whether title and code are about technology."""
    if technology:
        return ABOUT_TECHNOLOGY if area > 0 else -NOT_ABOUT_OTHERS if area < 0 else 0.0
    if area <= 0:
        return 0.0
    return -OTHER_CODE if codes else -NO_TECHNOLOGY
