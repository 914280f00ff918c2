"""Whether two records of a borough are one contract (R8). Pure: no database here.

The same contract arrives by a notice, by a register and by hand. What is compared are the two records'
boroughs, suppliers, references, addresses of notices, titles, days and values; the weights are below.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from rapidfuzz import fuzz

from boroughs.words import listing

#: From this score on two records are joined without asking, and from the second one on somebody is asked.
CERTAIN_FROM, LIKELY_FROM = 0.9, 0.5

#: What speaks for one contract: the parts add up to a score, held between 0 and 1.
SAME_NOTICE, SAME_REFERENCE, SAME_TITLE, LIKE_TITLE = 0.55, 0.4, 0.35, 0.2
SAME_SUPPLIERS, SHARED_SUPPLIER = 0.25, 0.15
SAME_DAY, SAME_VALUE = 0.15, 0.2
#: What speaks against it.
OTHER_DAY, OTHER_VALUE = -0.25, -0.1
OTHER_TITLE, OTHER_SUPPLIERS = -0.2, -0.3

#: Likeness of titles (0 to 100) from which they count as the same, as alike, and below which as others.
TITLE_SAME, TITLE_LIKE, TITLE_OTHER = 95, 80, 55
#: Days by which two dates may differ and be meant for the same; and for which nothing is said.
SAME_DAYS, NEAR_DAYS = 7, 62
#: Letters that a reference needs to say anything: "12" is the reference of many contracts.
SHORTEST_REFERENCE = 5

UNKNOWN_PUBLISHER = "ocds"

_MARKS = re.compile(r"[\W_]+")
#: The beginning of an ocid, which names who published it.
_PUBLISHER = re.compile(r"^(ocds-[a-z0-9]{6})")
#: Words in which two parts of one purchase differ: the numbers and letters of lots, phases, years, places.
_PARTS = re.compile(r"\b(?:lot|phase|part|block|area|zone|year|package)s? ?([a-z]|\d+)\b|\b(\d+)\b")


class Verdict(Enum):
    """What follows from a score."""

    CERTAIN = "certain"
    LIKELY = "likely"
    OTHER = "other"


@dataclass(frozen=True)
class Sketch:
    """What is compared of a record. What is not known is empty and speaks neither for nor against.

    ``keys`` are (scheme, value) by which sources know it; ``suppliers`` and ``boroughs`` are ids.
    """

    title: str
    boroughs: frozenset[int] = frozenset()
    suppliers: frozenset[int] = frozenset()
    references: frozenset[str] = frozenset()
    notice: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    value: Decimal | None = None
    keys: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def words(self) -> str:
        """The title without marks and case."""
        return _MARKS.sub(" ", self.title.casefold()).strip()

    @cached_property
    def parts(self) -> frozenset[str]:
        """The numbers and letters of parts in the title."""
        return frozenset(one or other for one, other in _PARTS.findall(self.words))

    @cached_property
    def names(self) -> frozenset[str]:
        """The references without marks and case; an ocid among the keys is one too."""
        ocids = (value.partition("|")[0] for scheme, value in self.keys if scheme == "ocds")
        found = (_MARKS.sub("", one.casefold()) for one in (*self.references, *ocids))
        return frozenset(one for one in found if len(one) >= SHORTEST_REFERENCE)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Who lists it: a register, or the publisher of an ocid. One source lists a contract once."""
        return frozenset(_source(*key) for key in self.keys)


@dataclass(frozen=True)
class Likeness:
    """How far two records are alike, 0 to 1, what follows, and the evidence."""

    score: float
    verdict: Verdict
    same: tuple[str, ...] = field(default=())
    differs: tuple[str, ...] = field(default=())

    @property
    def reason(self) -> str:
        """The evidence as one or two sentences."""
        said = f"They have the same {listing(self.same)}." if self.same else ""
        against = f" They differ in {listing(self.differs)}." if self.differs else ""
        return f"{said}{against}".strip()


OTHER = Likeness(0, Verdict.OTHER)


def compare(left: Sketch, right: Sketch) -> Likeness:
    """Return how far two records are alike; it is the same whichever is named first.

    Records without a common borough are never one contract. Two that one source lists side by side, and
    two whose titles name other parts (*lot 1*, *lot 2*), are never joined without asking.
    """
    if not left.boroughs & right.boroughs:
        return OTHER
    evidence = list(_evidence(left, right))
    score = round(min(max(sum(weight for weight, _ in evidence), 0), 1), 3)
    same = tuple(what for weight, what in evidence if weight > 0)
    differs = tuple(what for weight, what in evidence if weight < 0)
    return Likeness(score, _verdict(score, left, right, differs), same, differs)


def _verdict(score: float, left: Sketch, right: Sketch, differs: Sequence[str]) -> Verdict:
    if score < LIKELY_FROM:
        return Verdict.OTHER
    side_by_side = _side_by_side(left.sources, right.sources) or _same_notice_twice(left, right)
    other_part = left.parts != right.parts
    if side_by_side and (other_part or differs or score < CERTAIN_FROM):
        return Verdict.OTHER  # the source itself holds them apart
    if side_by_side or other_part or differs or score < CERTAIN_FROM:
        return Verdict.LIKELY
    return Verdict.CERTAIN


def _evidence(left: Sketch, right: Sketch) -> Iterable[tuple[float, str]]:
    if left.notice and left.notice == right.notice:
        yield SAME_NOTICE, "notice"
    elif left.names & right.names:
        yield SAME_REFERENCE, "reference"
    yield from _titles(left, right)
    if left.suppliers and right.suppliers:
        if left.suppliers == right.suppliers:
            yield SAME_SUPPLIERS, "supplier" if len(left.suppliers) == 1 else "suppliers"
        elif left.suppliers & right.suppliers:
            yield SHARED_SUPPLIER, "one of the suppliers"
        else:
            yield OTHER_SUPPLIERS, "supplier"
    for what, one, other in (("start", left.start, right.start), ("end", left.end, right.end)):
        if one and other:
            yield _days(abs((one - other).days)), what
    if left.value is not None and right.value is not None:
        alike = abs(left.value - right.value) <= max(left.value, right.value) / 100
        yield SAME_VALUE if alike else OTHER_VALUE, "value"


def _titles(left: Sketch, right: Sketch) -> Iterable[tuple[float, str]]:
    if not (left.words and right.words):
        return
    likeness = max(fuzz.token_sort_ratio(left.words, right.words), fuzz.ratio(left.words, right.words))
    if likeness >= TITLE_SAME:
        yield SAME_TITLE, "title"
    elif likeness >= TITLE_LIKE or _is_inside(left.words, right.words):
        yield LIKE_TITLE, "words in the title"
    elif likeness < TITLE_OTHER:
        yield OTHER_TITLE, "title"


def _is_inside(one: str, other: str) -> bool:
    """Tell whether the words of one title, three at least, are all in the other."""
    short, long = sorted((set(one.split()), set(other.split())), key=len)
    return len(short) >= 3 and short <= long


def _days(apart: int) -> float:
    if apart <= SAME_DAYS:
        return SAME_DAY
    return 0 if apart <= NEAR_DAYS else OTHER_DAY


def _source(scheme: str, value: str) -> str:
    """Return who lists a contract under a key: the publisher of an ocid, a borough's register."""
    if scheme == "ocds":
        found = _PUBLISHER.match(value)
        return f"ocds {found[1]}" if found else UNKNOWN_PUBLISHER
    return f"{scheme} {value.partition('|')[0]}"


def _side_by_side(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether one source lists both; a publisher who is not known may be any."""
    if left & right:
        return True
    notices = [{one for one in sources if one.startswith("ocds")} for sources in (left, right)]
    return all(notices) and UNKNOWN_PUBLISHER in notices[0] | notices[1]


def _same_notice_twice(left: Sketch, right: Sketch) -> bool:
    """Tell whether both are awards of one ocid: what one notice awards apart is apart."""
    ocids = [
        {value.partition("|")[0] for scheme, value in sketch.keys if scheme == "ocds"}
        for sketch in (left, right)
    ]
    return bool(ocids[0] & ocids[1])
