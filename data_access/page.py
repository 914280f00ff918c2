"""What pages show of facts about data access: by theme and question, with what boroughs say together."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from data_access.ageing import aged, is_old
from data_access.models import DataFact
from data_access.questions import QUESTIONS, THEMES, Question, Said, Tally, prices, tally


@dataclass(frozen=True)
class Shown:
    """A fact as a page shows it: its answer in words, and its age with the colour of the tag."""

    fact: DataFact
    words: str
    age: str
    colour: str


@dataclass(frozen=True)
class Subject:
    """What is said of a question, or of one system where it is asked by system.

    ``said`` counts what is shown, ``latest`` is the last day on which some of it was true, and ``prices`` are
    those that were named; a fact that is hidden is among the facts only.
    """

    name: str
    facts: list[Shown]
    said: Tally
    latest: dt.date | None
    prices: str


@dataclass(frozen=True)
class Row:
    """A question with what is said of it; without subjects where nobody has said anything."""

    question: Question
    subjects: list[Subject] = field(default_factory=list)


def shown(fact: DataFact, today: dt.date) -> Shown:
    """Return a fact as a page shows it."""
    age, colour = aged(fact.true_on, today)
    return Shown(fact, fact.in_words(), age, colour)


def rows_of(facts: Iterable[DataFact], today: dt.date) -> list[Row]:
    """Return every question with what some current facts about one product say of it.

    Args:
        facts: those that the reader may see, with their names.
        today: from which their age is counted.
    """
    by_question: dict[str, list[DataFact]] = {}
    for fact in facts:
        by_question.setdefault(fact.question, []).append(fact)
    return [Row(one, _subjects(one, by_question.get(one.code, []), today)) for one in QUESTIONS]


def _subjects(question: Question, facts: list[DataFact], today: dt.date) -> list[Subject]:
    grouped: dict[str, list[DataFact]] = {}
    for fact in facts:
        grouped.setdefault(fact.about, []).append(fact)
    return [_subject(question, rows, today) for _, rows in sorted(grouped.items())]


def _subject(question: Question, facts: list[DataFact], today: dt.date) -> Subject:
    counted = [one for one in facts if one.hidden_at is None]
    return Subject(
        _system(facts[0]),
        [shown(one, today) for one in sorted(facts, key=lambda one: str(one.borough))],
        tally(question, [_said(one, today) for one in counted]),
        max((one.true_on for one in counted), default=None),
        prices(question, [one.amount for one in counted]),
    )


def _system(fact: DataFact) -> str:
    return fact.other.name if fact.other else fact.system


def _said(fact: DataFact, today: dt.date) -> Said:
    return Said(str(fact.borough), tuple(fact.answers), is_old(fact.true_on, today))


@dataclass(frozen=True)
class Theme:
    """A theme of a profile: the questions that somebody answered, and those that nobody did."""

    code: str
    name: str
    answered: list[Row]
    unknown: list[Row]


def by_theme(rows: list[Row]) -> list[Theme]:
    """Return rows under the themes to which they belong."""
    found = []
    for code, name in THEMES:
        own = [row for row in rows if row.question.theme == code]
        answered, unknown = [row for row in own if row.subjects], [row for row in own if not row.subjects]
        found.append(Theme(code, name, answered, unknown))
    return found


def open_questions(rows: list[Row]) -> int:
    """Return of how many questions nobody has said anything."""
    return sum(not row.subjects for row in rows)
