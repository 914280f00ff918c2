"""What boroughs report of one supplier, in numbers of boroughs that give nobody away (docs/adr/0043). Pure.

A number of boroughs is published only as *at least so many of so many*, from three of five upward, and never
as more than all but two. So whoever knows what one borough has recorded, and every number that was ever
published, cannot work out what any other one has: the numbers are the same if two others change places, and
where nearly all report, also if one more of them does or does not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Boroughs from which a number is published.
FEWEST = 3
#: Boroughs that are never counted as reporting, so that *all of them* says nothing of each.
LEFT_OPEN = 2


@dataclass(frozen=True)
class Recorded:
    """What one borough has recorded of a supplier in a year: kinds of issues, and ratings of indicators."""

    borough: int
    issues: frozenset[str] = frozenset()
    ratings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Share:
    """At least ``part`` of ``whole`` boroughs report something."""

    code: str
    part: int
    whole: int


@dataclass(frozen=True)
class Rollup:
    """What is published of one supplier.

    Attributes:
        whole: boroughs that recorded something; ``None`` below ``FEWEST``.
        issues: by kind of issue, the most reported first.
        ratings: by rating, in the order of the scale.
    """

    whole: int | None
    issues: Sequence[Share]
    ratings: Sequence[Share]


def share(part: int, whole: int) -> int | None:
    """Return how many boroughs *at least* are said to report something; ``None`` where nothing is said.

    Args:
        part: boroughs that report it.
        whole: boroughs that record anything.
    """
    most = whole - LEFT_OPEN
    return min(part, most) if part >= FEWEST and most >= FEWEST else None


def roll_up(records: Iterable[Recorded], kinds: Sequence[str], ratings: Sequence[str]) -> Rollup:
    """Return what is published of what boroughs have recorded of one supplier.

    Args:
        records: of each borough one, which has an issue or a rating at least.
        kinds: the codes of kinds of issues, in the order in which equals are listed.
        ratings: the codes of ratings, in the order in which they are listed.
    """
    rows = list(records)
    whole = len(rows)
    issues = _shares(Counter(code for row in rows for code in row.issues), kinds, whole)
    return Rollup(
        whole=whole if whole >= FEWEST else None,
        issues=sorted(issues, key=lambda one: -one.part),
        ratings=_shares(Counter(code for row in rows for code in row.ratings), ratings, whole),
    )


def _shares(counted: Counter[str], codes: Sequence[str], whole: int) -> list[Share]:
    said = [(code, share(counted[code], whole)) for code in codes]
    return [Share(code, part, whole) for code, part in said if part is not None]
