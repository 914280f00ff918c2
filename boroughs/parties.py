"""An organisation as a notice or register names it. Pure: no database here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """A name as written, and the identifiers written beside it as (scheme, value), not yet checked."""

    name: str
    identifiers: tuple[tuple[str, str], ...] = ()
