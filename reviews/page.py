"""What pages show of a review, a step of writing one, and a figure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.safestring import SafeString

from boroughs.models import Person
from boroughs.words import counted, listing
from documents.models import Document
from reviews.dimensions import DIMENSIONS, Dimension
from reviews.drawing import distribution, growth
from reviews.figures import Figure, figures_of, medians_of, through_time
from reviews.figuring import read_batches
from reviews.models import ReviewVersion, Score

#: The steps after the dimensions.
LAST_STEPS = (("advice", "Advice, and who may know"), ("evidence", "Evidence"), ("check", "Check and send"))
STEPS = (*((one.code, one.name) for one in DIMENSIONS), *LAST_STEPS)


def all_of(reader: Person | AnonymousUser) -> list[Any]:
    """Return what to fetch with a version: its scores and evidence, with documents that the reader may see.

    Of any other document not even the title is shown (R9).
    """
    documents = Document.objects.visible_to(reader).defer("search")
    return ["scores", "evidence", Prefetch("evidence__document", queryset=documents)]


def said(version: ReviewVersion) -> list[tuple[Dimension, Score | None]]:
    """Return what a version says in each dimension, in their order."""
    scores = {one.dimension: one for one in version.scores.all()}
    return [(one, scores.get(one.code)) for one in DIMENSIONS]


@dataclass(frozen=True)
class Step:
    """A step of writing a review, for the list of them."""

    code: str
    name: str
    done: bool


def steps(version: ReviewVersion) -> list[Step]:
    """Return the steps of writing a version, and which are done."""
    done = {one.dimension for one in version.scores.all()}
    if version.again:
        done.add("advice")
    if version.evidence.all():
        done.add("evidence")
    return [Step(code, name, code in done) for code, name in STEPS]


def next_step(code: str) -> str:
    """Return the step after one; ``check`` is the last."""
    codes = [one for one, _ in STEPS]
    return codes[min(codes.index(code) + 1, len(codes) - 1)]


@dataclass(frozen=True)
class Shown:
    """A dimension's figure as a page shows it: in words, drawn, and how it grew."""

    dimension: Dimension
    figure: Figure | None
    sentence: str
    chart: SafeString
    median: float | None
    median_of: int
    points: list[tuple[dt.date, Figure]]
    growth: SafeString


def shown_figures(
    today: dt.date, *, demonstration: bool, area: Mapping[str, Any] | None = None, **about: Any
) -> list[Shown]:
    """Return the figures about something, dimension by dimension; without a figure where there is none.

    Args:
        today: from which they age.
        demonstration: whether of the made-up set.
        area: the service area with whose median they are compared, as a filter.
        **about: the supplier, product or service area.
    """
    batches = read_batches(demonstration=demonstration, **about)
    figures, grown = figures_of(batches, today), through_time(batches, today)
    compared = read_batches(demonstration=demonstration, **area) if area else {}
    medians = medians_of(compared, today)
    return [
        _shown(one, figures.get(one.code), medians.get(one.code), grown.get(one.code, []))
        for one in DIMENSIONS
    ]


def without_figure(figures: list[Shown]) -> str:
    """Return the dimensions that have no figure yet, in words."""
    return listing([one.dimension.name.lower() for one in figures if one.figure is None])


def _spread(found: Figure) -> str:
    if found.lowest == found.highest:
        return f"all are {found.lowest}"
    return f"they lie between {found.lowest} and {found.highest}"


def _shown(
    dimension: Dimension,
    found: Figure | None,
    median: tuple[float, int] | None,
    points: list[tuple[dt.date, Figure]],
) -> Shown:
    if found is None:
        return Shown(dimension, None, "", SafeString(""), None, 0, [], SafeString(""))
    value, number = median if median and median[1] > 1 else (None, 0)
    sentence = (
        f"{found.mean} on average of {counted(found.reviews, 'review')} from "
        f"{counted(found.boroughs, 'borough')}; {_spread(found)}."
    )
    if value:
        sentence += f" The median of {number} suppliers in the service area is {value}."
    label = f"{dimension.name}: {sentence}"
    line = growth(points, label=f"{dimension.name} through time") if len(points) > 1 else SafeString("")
    return Shown(
        dimension, found, sentence, distribution(found, value, label=label), value, number, points, line
    )
