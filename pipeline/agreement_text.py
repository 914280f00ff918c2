"""The wording of agreements between members, and of the competition check. Pure: files and plain values.

The wording is the hub's own, a starting point for the members' lawyers. A template is a file in the format of
the toolkit: lines of ``key: value`` between two lines ``---``, then headings, numbered paragraphs, and
variables such as ``{{ members }}``.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reference"
VARIABLE = re.compile(r"\{\{ (\w+) \}\}")
NOT_SAID = "[to be agreed]"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Template:
    """A template: its title, version and what it is for; sections are headings with their paragraphs."""

    kind: str
    title: str
    version: int
    used_for: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def variables(self) -> frozenset[str]:
        """The names of what is filled in."""
        return frozenset(
            name for _, lines in self.sections for line in lines for name in VARIABLE.findall(line)
        )


@dataclass(frozen=True)
class Question:
    """A question of the competition check.

    ``look`` is the answer, *yes* or *no*, after which somebody with legal or commercial responsibility must
    look at the agreement before it is signed; empty where neither does. ``then`` is what to do.
    """

    code: str
    text: str
    hint: str
    look: str
    then: str
    source: str
    source_url: str


@dataclass(frozen=True)
class Section:
    """A section of an agreement as it is read: numbered paragraphs under a heading."""

    number: int
    heading: str
    paragraphs: tuple[tuple[str, str], ...]


@cache
def template(kind: str) -> Template:
    """Return the template of a kind of agreement, *memorandum* or *master*.

    Raises:
        OSError: where the file is missing.
    """
    text = (FOLDER / "agreements" / f"{kind}.md").read_text("utf-8")
    _, head, body = text.split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    sections = []
    for part in body.split("## ")[1:]:
        heading, *lines = [line for line in part.splitlines() if line.strip()]
        sections.append((heading, tuple(line.split(". ", 1)[1] for line in lines)))
    return Template(kind, facts["title"], int(facts["version"]), facts["for"], tuple(sections))


def filled(wording: Template, values: Mapping[str, str]) -> list[Section]:
    """Return a template with its variables filled in; what is empty or missing is *[to be agreed]*.

    Args:
        wording: the template.
        values: by the variable's name, as they are written.
    """
    return [
        Section(
            number,
            heading,
            tuple(
                (f"{number}.{place}", VARIABLE.sub(lambda found: values.get(found[1]) or NOT_SAID, line))
                for place, line in enumerate(lines, start=1)
            ),
        )
        for number, (heading, lines) in enumerate(wording.sections, start=1)
    ]


@cache
def questions() -> tuple[int, tuple[Question, ...]]:
    """Return the version of the competition check's words, and its questions in their order."""
    with (FOLDER / "competition_check.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    version = max(int(row["version"]) for row in rows)
    names = ("code", "question", "hint", "look", "then", "source", "source_url")
    return version, tuple(
        Question(*(row[name] for name in names)) for row in rows if int(row["version"]) == version
    )


def to_look_at(answers: Mapping[str, str]) -> list[Question]:
    """Return the questions whose answers somebody must look at before the agreement is signed."""
    return [one for one in questions()[1] if one.look and answers.get(one.code) == one.look]


def unanswered(answers: Mapping[str, str]) -> Sequence[Question]:
    """Return the questions that have no answer yet."""
    return [one for one in questions()[1] if answers.get(one.code) not in (YES, NO)]
