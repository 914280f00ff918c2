"""What an import changes in a contract, told from how it was before and after. Pure: no database here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What moves with every import and is nobody's change to look at.
UNSEEN = frozenset({"confirmed_on"})


@dataclass(frozen=True)
class Snapshot:
    """A contract at a moment: its values by field as JSON has them, and what each rests on (R8)."""

    values: Mapping[str, Any]
    provenance: Mapping[str, Any]

    def digest(self) -> str:
        """Return what tells this state from every other."""
        written = json.dumps([dict(self.values), dict(self.provenance)], sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def changes(before: Snapshot, after: Snapshot) -> list[dict[str, Any]]:
    """Return the fields in which two moments differ, in value or in what they rest on."""
    found = []
    for name, new in after.values.items():
        old = before.values.get(name)
        was, now = before.provenance.get(name), after.provenance.get(name)
        if old != new or was != now:
            found.append({"field": name, "old": old, "new": new, "was": was, "is": now})
    return found


def visible(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the changes of values that a reader looks at."""
    return [one for one in found if one["old"] != one["new"] and one["field"] not in UNSEEN]


def standing(said: Mapping[str, Any], after: Snapshot) -> list[dict[str, Any]]:
    """Return the fields in which a source said one thing and another one stays, because it counts more.

    Args:
        said: the values that the source gave, by field, as JSON has them; what it did not say is left out.
        after: the contract once the source was heard.
    """
    return [
        {
            "field": name,
            "held": after.values[name],
            "said": value,
            "source": after.provenance[name].get("source", ""),
        }
        for name, value in said.items()
        if name in after.provenance and after.values.get(name) != value
    ]
