"""Reads the hints at service areas that lie in ``data/reference``: words, CPV prefixes, labelled titles."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from boroughs.models import ServiceArea
from boroughs.reference import FOLDER, rows_of
from contracts.area_rules import Area, Classifier, Guess, Label
from contracts.area_words import stems

TECHNOLOGY = {
    ServiceArea.Technology.YES.value: 1,
    ServiceArea.Technology.PART.value: 0,
    ServiceArea.Technology.NO.value: -1,
}
#: Points of an area's own name and of the things that it includes, where no file says more of it.
NAME_POINTS, INCLUDED_POINTS, PREFIX_WEIGHT = 3.0, 1.6, 0.5

Words = dict[tuple[str, ...], dict[str, float]]
Prefixes = dict[str, dict[str, float]]


@dataclass(frozen=True)
class LabelledTitle:
    """A row of the file of labels: a title with its CPV codes and what a person said it is for."""

    label: Label
    cpv_codes: tuple[str, ...]


@lru_cache(maxsize=1)
def hints(folder: Path = FOLDER) -> tuple[Words, Prefixes, tuple[LabelledTitle, ...]]:
    """Return words by row of stems, weights by CPV prefix, and the labelled titles.

    Raises:
        OSError: if a file is missing.
    """
    words: defaultdict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for row in rows_of(folder / "service_area_words.csv"):
        key = stems(row["term"])
        if key:
            before = words[key].get(row["area_code"], 0.0)
            words[key][row["area_code"]] = max(float(row["weight"]), before)
    prefixes: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in rows_of(folder / "service_area_cpv.csv"):
        prefixes[row["cpv_prefix"]][row["area_code"]] = float(row["weight"])
    labels = tuple(
        LabelledTitle(
            Label(row["title"], row["area_code"], row["alt_area_code"]),
            tuple(code for code in row["cpv"].replace(";", " ").split() if code),
        )
        for row in rows_of(folder / "service_area_labels.csv")
    )
    return dict(words), dict(prefixes), labels


def classifier(areas: Sequence[ServiceArea], labels: Iterable[Label] | None = None) -> Classifier:
    """Return the classifier for some service areas.

    Those of which the files say nothing, because staff added them, are found by their own name, what they
    include, and their CPV prefixes.

    Args:
        areas: with their parents.
        labels: what it learns from; all labelled titles without it.
    """
    words, prefixes, labelled = hints()
    spoken_of = {code for by_area in words.values() for code in by_area}
    words, prefixes = {**words}, {**prefixes}
    for area in areas:
        if area.parent_id and area.code not in spoken_of:
            _add_own(area, words, prefixes)
    return Classifier(
        [
            Area(area.code, area.parent.code, TECHNOLOGY[area.technology])
            for area in areas
            if area.parent is not None
        ],
        words,
        prefixes,
        [title.label for title in labelled] if labels is None else labels,
    )


def _add_own(area: ServiceArea, words: Words, prefixes: Prefixes) -> None:
    named = [(area.name, NAME_POINTS)] + [(part, INCLUDED_POINTS) for part in area.includes.split(",")]
    for text, points in named:
        if key := stems(text):
            words[key] = {**words.get(key, {}), area.code: points}
    for prefix in area.cpv_prefixes:
        prefixes[prefix] = {**prefixes.get(prefix, {}), area.code: PREFIX_WEIGHT}


def cross_validated(
    areas: Sequence[ServiceArea], parts: int = 10
) -> list[tuple[LabelledTitle, Guess | None]]:
    """Return each labelled title with what is answered by those that learnt from the other parts only.

    Args:
        areas: with their parents.
        parts: how many; which title is in which part is the same each time.
    """
    titles = list(hints()[2])
    random.Random(7).shuffle(titles)  # noqa: S311 (it has to be the same each time)
    answered = []
    for part in range(parts):
        learnt = classifier(
            areas, [title.label for place, title in enumerate(titles) if place % parts != part]
        )
        for title in titles[part::parts]:
            answered.append((title, learnt.guess(title.label.title, title.cpv_codes)))
    return answered


def read_areas_file(path: Path = FOLDER / "service_areas.csv") -> list[ServiceArea]:
    """Return the service areas of the file, not saved, with their parents: for use without a database."""
    by_code: dict[str, ServiceArea] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            parent = by_code.get(row["parent_code"])
            technology = row["technology"] or (parent.technology if parent else ServiceArea.Technology.NO)
            by_code[row["code"]] = ServiceArea(
                pk=number,
                code=row["code"],
                name=row["name"],
                includes=row["includes"],
                parent=parent,
                technology=technology,
                cpv_prefixes=[part for part in row["cpv_prefixes"].split(";") if part],
            )
    return list(by_code.values())
