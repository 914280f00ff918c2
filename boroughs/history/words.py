"""How a recorded change is said. Pure: no database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boroughs.words import plain_date

#: Longer texts are shortened: the history says that a description changed, not the whole of it twice.
MOST_LETTERS = 160

Metadata = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One change of one row. Values are written already, an unknown one as *not known*.

    ``kind`` is ``insert``, ``update`` or ``delete``; ``thing`` names the row (*extension option 1*), and is
    empty for the thing itself whose history is told. ``values`` are (label, before, after) of what was
    changed; ``worked_out`` likewise of what the hub worked out from other values.
    """

    kind: str
    noun: str
    thing: str
    values: Sequence[tuple[str, str, str]]
    worked_out: Sequence[tuple[str, str, str]] = ()


def sentences(change: Change) -> list[str]:
    """Return a change as sentences, each of which stands for itself."""
    if change.kind == "insert":
        return [_with_values("Added" if change.thing else "Recorded", change, after=True)]
    if change.kind == "delete":
        return [_with_values("Took away" if change.thing else "Deleted", change, after=False)]
    of = f" of {change.thing}" if change.thing else ""
    return [
        *(f"Changed the {label}{of} from {before} to {after}." for label, before, after in change.values),
        *(
            f"Worked out the {label}{of} anew: {after}, before {before}."
            for label, before, after in change.worked_out
        ),
    ]


def _with_values(verb: str, change: Change, *, after: bool) -> str:
    told = "; ".join(f"{label} {new if after else old}" for label, old, new in change.values)
    return f"{verb} {change.thing or f'the {change.noun}'}{f': {told}' if told else ''}."


def how(metadata: Metadata | None) -> str:
    """Say by which way a change came.

    Args:
        metadata: of the change's context; ``None`` where there was none, which is so for SQL typed by hand.
    """
    if metadata is None:
        return "directly in the database"
    if "import_label" in metadata:
        return f"by import of {metadata['import_label']}"
    if "task" in metadata:
        return f"by the task “{_plain(metadata['task'])}”"
    if "flag_run" in metadata:
        return "by the flag job"
    if "command" in metadata:
        return f"by the command “{metadata['command']}”"
    if str(metadata.get("url", "")).startswith("/admin/"):
        return "in the admin"
    return "by form" if metadata.get("url") else "by the hub itself"


def _plain(task: str) -> str:
    return task.rpartition(".")[2].replace("_", " ")


def moment(at: dt.datetime) -> str:
    """Write a moment, given in London's time, as *4 October 2026, 14:05*."""
    return f"{plain_date(at.date())}, {at:%H:%M}"


def shortened(text: str) -> str:
    """Return a text of many words with its end left out."""
    text = " ".join(text.split())
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1].rstrip()}…"
