"""What goes into resolution and what comes out of it: plain values (R10). Pure: no database here."""

from dataclasses import dataclass, field
from enum import StrEnum

#: What tells one supplier from another to whoever asks: a row's number, a primary key.
Key = int | str
Identifiers = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """How a name was resolved, the surest first; ``ASK`` and ``NEW`` link it with nothing."""

    IDENTIFIER = "identifier"
    EXACT = "exact"
    FORMER = "former name"
    SIMILAR = "similar"
    ASK = "ask"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name as somebody wrote it, of the supplier ``key``.

    Names with one key are of one supplier from the beginning. ``identifiers`` are pairs of scheme and value
    as they came, believed or not; ``former`` marks a name that the supplier no longer has.
    """

    key: Key
    name: str
    identifiers: Identifiers = ()
    former: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supplier that a name could be: the score of its most similar name, that name, its form's number."""

    entity: Key
    score: float
    name: str
    form: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Decision:
    """The supplier that a name was found to be, and why.

    ``entity`` is the key of the supplier, or ``None`` (for a name that is in the book: its own key) if the
    kind is ``ASK`` or ``NEW``. ``score`` is from 0 to 1: 1 for numbers and known names, the likeness for
    ``SIMILAR`` and of the best candidate for ``ASK``, 0 for ``NEW``. ``reason`` is one sentence.
    ``candidates`` are other suppliers that it could be, the likeliest first.
    """

    entity: Key | None
    kind: Kind
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two names that are alike: so alike that they are linked (``same``), or so that a person is asked."""

    left: WrittenName
    right: WrittenName
    score: float
    reason: str
    same: bool
