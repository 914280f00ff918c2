"""Figures over reviews, so made that no single reviewer's can be worked out (R6; docs/adr/0039). Pure.

Scores become figures in batches. A batch belongs to one subject (a supplier's product in a service area) and
one dimension, and brings at least ``FEWEST`` scores of ``FEWEST_BOROUGHS`` boroughs that no figure has held
before. Every figure adds up whole batches, so whoever knows all figures that were ever shown, and whose
scores each of them held, still finds in any sum or difference of them at least the new scores of one batch.
A score that was changed or withdrawn stays in its batch until the next one is made, which then takes the
place of that batch; what is left of it goes into the new one.

Within a batch all weigh the same, as old as they are on average: a weight for each would tell them apart.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

#: From so many reviews, of so many boroughs, a figure is shown (R6).
FEWEST = 3
FEWEST_BOROUGHS = 2
#: After so many days a review weighs half (R6: two years).
HALVED_AFTER_DAYS = 730


@dataclass(frozen=True)
class Given:
    """A score that somebody gave about one subject in one dimension.

    Attributes:
        key: names it.
        borough: of the review.
        score: from 1 to 5.
        day: on which it was published.
        batch: the batch that holds it; ``None`` while it waits.
        stands: whether it still holds: false once it was changed, or its review was withdrawn.
    """

    key: int
    borough: int
    score: int
    day: dt.date
    batch: int | None = None
    stands: bool = True


@dataclass(frozen=True)
class NewBatch:
    """What becomes of a subject's scores: ``keys`` form a batch, which replaces the batches ``dissolved``."""

    keys: tuple[int, ...]
    dissolved: tuple[int, ...]
    day: dt.date


@dataclass(frozen=True)
class Batch:
    """A batch as figures see it: its scores, its boroughs, and the day from which it ages."""

    scores: tuple[int, ...]
    boroughs: frozenset[int]
    day: dt.date


#: Batches by dimension, each with its supplier's primary key.
Batches = dict[str, list[tuple[int, Batch]]]


@dataclass(frozen=True)
class Figure:
    """What is shown of a dimension: never without its spread and its numbers (R6).

    Attributes:
        mean: of the scores, to one decimal, the older ones weighing less.
        counts: how many gave 1, 2, 3, 4 and 5.
        reviews: how many scores.
        boroughs: of how many boroughs.
    """

    mean: float
    counts: tuple[int, int, int, int, int]
    reviews: int
    boroughs: int

    @property
    def lowest(self) -> int:
        """The lowest score."""
        return next(score for score, number in enumerate(self.counts, start=1) if number)

    @property
    def highest(self) -> int:
        """The highest score."""
        return next(score for score in (5, 4, 3, 2, 1) if self.counts[score - 1])


def enough(boroughs: Iterable[int]) -> bool:
    """Tell whether scores can make a figure, by the borough of each."""
    of_each = list(boroughs)
    return len(of_each) >= FEWEST and len(set(of_each)) >= FEWEST_BOROUGHS


def next_batch(scores: Sequence[Given]) -> NewBatch | None:
    """Return the batch that can be made of a subject's scores in one dimension, if one can.

    Args:
        scores: all that were ever published about the subject in the dimension, of batches that were
            dissolved only those that stand.
    """
    fresh = [one for one in scores if one.batch is None and one.stands]
    if not enough(one.borough for one in fresh):
        return None
    gone = {one.batch for one in scores if one.batch is not None and not one.stands}
    left = [one for one in scores if one.stands and one.batch in gone]
    held = sorted([*fresh, *left], key=lambda one: one.key)
    return NewBatch(tuple(one.key for one in held), tuple(sorted(gone)), _middle(held))


def _middle(scores: Sequence[Given]) -> dt.date:
    return dt.date.fromordinal(round(sum(one.day.toordinal() for one in scores) / len(scores)))


def figure(batches: Sequence[Batch], today: dt.date) -> Figure | None:
    """Return the figure of some batches; nothing where there is none.

    Args:
        batches: of one dimension.
        today: from which they are as old as they are.
    """
    if not batches:
        return None
    weights = [_weight(batch.day, today) for batch in batches]
    total = sum(weight * sum(batch.scores) for weight, batch in zip(weights, batches, strict=True))
    number = sum(weight * len(batch.scores) for weight, batch in zip(weights, batches, strict=True))
    counted = Counter(score for batch in batches for score in batch.scores)
    return Figure(
        mean=round(total / number, 1),
        counts=(counted[1], counted[2], counted[3], counted[4], counted[5]),
        reviews=counted.total(),
        boroughs=len(frozenset().union(*(batch.boroughs for batch in batches))),
    )


def _weight(day: dt.date, today: dt.date) -> float:
    """Return what a batch weighs: 1 on its day, half as much every two years."""
    return float(0.5 ** ((today - day).days / HALVED_AFTER_DAYS))


def middle(figures: Sequence[Figure]) -> float | None:
    """Return the median of the means of some figures, such as of a service area's suppliers."""
    means = sorted(Fraction(str(one.mean)) for one in figures)
    if not means:
        return None
    half = len(means) // 2
    both = means[half] if len(means) % 2 else (means[half - 1] + means[half]) / 2
    return round(float(both), 1)


def figures_of(batches: Batches, today: dt.date) -> dict[str, Figure]:
    """Return the figure of each dimension in which one is shown."""
    shown = {code: figure([batch for _, batch in rows], today) for code, rows in batches.items()}
    return {code: one for code, one in shown.items() if one}


def medians_of(batches: Batches, today: dt.date) -> dict[str, tuple[float, int]]:
    """Return the median of the suppliers' means in each dimension, and of how many suppliers it is."""
    answer = {}
    for code, rows in batches.items():
        of_each: dict[int, list[Batch]] = {}
        for supplier, batch in rows:
            of_each.setdefault(supplier, []).append(batch)
        figures = [one for own in of_each.values() if (one := figure(own, today))]
        median = middle(figures)
        if median is not None:
            answer[code] = (median, len(figures))
    return answer


def through_time(batches: Batches, today: dt.date) -> dict[str, list[tuple[dt.date, Figure]]]:
    """Return how the figure of each dimension grew, batch by batch, the oldest first.

    Sums of whole batches again: a figure for each year would be one of fewer reviews.
    """
    answer: dict[str, list[tuple[dt.date, Figure]]] = {}
    for code, pairs in batches.items():
        ordered = sorted((batch for _, batch in pairs), key=lambda batch: batch.day)
        grown = [(batch.day, figure(ordered[: number + 1], today)) for number, batch in enumerate(ordered)]
        answer[code] = [(day, shown) for day, shown in grown if shown]
    return answer
