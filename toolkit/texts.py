"""The toolkit's files: Markdown with a front matter of ``key: value``, as in ``data/toolkit``. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from django.utils.safestring import SafeString

from boroughs.markup import join_markup

VARIABLE = re.compile(r"{{ (\w+) }}")


@dataclass(frozen=True)
class Text:
    """A file: what its front matter says, and the Markdown below it."""

    head: dict[str, str]
    body: str

    def listed(self, key: str) -> list[str]:
        """Return a value that is a list, written with `` | `` between its parts."""
        return [part.strip() for part in self.head.get(key, "").split(" | ") if part.strip()]


def read_text(path: Path) -> Text:
    """Read a file.

    Raises:
        OSError: if it is missing.
        ValueError: if it has no front matter.
    """
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    lines = [line.partition(":") for line in head.splitlines()]
    return Text({key: value.strip() for key, _, value in lines}, body.strip())


@dataclass(frozen=True)
class Variable:
    """A gap in a clause that one fills in: ``kind`` is text, number, date, money, days or percent."""

    name: str
    label: str
    kind: str
    default: str


def variables_of(rows: list[str]) -> list[Variable]:
    """Return the variables that rows of ``name:label:type:default`` name.

    Raises:
        ValueError: for a row of another shape.
    """
    found = []
    for row in rows:
        parts = row.split(":", 3)
        if len(parts) != 4:
            raise ValueError(f"{row!r} is not name:label:type:default")
        found.append(Variable(*parts))
    return found


def filled(text: str, values: dict[str, str]) -> str:
    """Return a clause with its variables filled in; one without a value stays as a gap to fill by hand."""
    return VARIABLE.sub(lambda match: values.get(match[1]) or "[…]", text)


def terms_of(rows: list[str]) -> dict[str, str]:
    """Return what rows of ``Term = meaning`` define."""
    pairs = (row.partition(" = ") for row in rows)
    return {term.strip(): meaning.strip() for term, _, meaning in pairs if term.strip()}


def difference(before: str, after: str) -> SafeString:
    """Return two texts as one, with what was taken out and put in marked, word by word."""
    old, new = before.split(" "), after.split(" ")
    parts: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(("span", " ".join(old[a:b])))
            continue
        if b > a:
            parts.append(("del", " ".join(old[a:b])))
        if d > c:
            parts.append(("ins", " ".join(new[c:d])))
    return join_markup("<{0}>{1}</{0}> ", ((SafeString(tag), words) for tag, words in parts))
