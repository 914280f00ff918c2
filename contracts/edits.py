"""What becomes of an edit when others may have changed the record meanwhile. Pure: no database here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """What is to be written, what two people changed otherwise, and what only others changed.

    ``changes`` are new values by field; in ``clashes`` the record has another value than the writer saw and
    than the writer gave; ``meanwhile`` are fields that others changed and the writer left as they were.
    """

    changes: dict[str, Any] = field(default_factory=dict)
    clashes: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()


def weigh_edit(shown: Values, given: Values, now: Values, *, said_unknown: Collection[str] = ()) -> Edit:
    """Return what an edit comes to.

    What the writer left as it was shown is not written, so that what others changed there stays. What
    the writer changed is written, unless somebody has changed it too, to something else.

    Args:
        shown: the values that the writer saw, by field.
        given: the values that the writer sent.
        now: the values that the record has.
        said_unknown: fields of which the writer says on purpose that they are not known.
    """
    changes: dict[str, Any] = {}
    clashes, meanwhile = [], []
    for name, wanted in given.items():
        saw, has = shown.get(name), now.get(name)
        if wanted == saw and name not in said_unknown:
            if has != saw:
                meanwhile.append(name)
        elif has not in (saw, wanted):
            clashes.append(name)
        elif has != wanted or name in said_unknown:
            changes[name] = wanted
    return Edit(changes, tuple(clashes), tuple(meanwhile))
