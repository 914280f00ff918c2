"""An organisation as a notice or register names it. Pure: no database here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """A name as written, and the identifiers written beside it as (scheme, value), not yet checked.

    ``is_sme`` is what the source says of its size: small or medium-sized; ``None`` where it does not say.
    """

    name: str
    identifiers: tuple[tuple[str, str], ...] = ()
    is_sme: bool | None = None
