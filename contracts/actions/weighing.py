"""Whose word counts more (R8)."""

from collections.abc import Mapping
from typing import Any

from contracts.models import Contract

#: The higher one counts more; among equals the newer one does.
RANK = {
    Contract.Source.OFFICER: 3,
    Contract.Source.UPLOAD: 2,
    Contract.Source.NOTICE: 1,
    Contract.Source.FACT: 1,
    Contract.Source.DEMONSTRATION: 0,
    Contract.Source.RULES: -1,
}

#: Where a value comes from, as a contract's provenance keeps it.
Said = Mapping[str, Any]


def weight(said: Said) -> tuple[int, str]:
    """Return by what a word is weighed: the rank of its source, then its day."""
    return RANK[Contract.Source(said["source"])], str(said.get("at", ""))


def counts_more(said: Said, held: Said) -> bool:
    """Tell whether a word counts more than another one."""
    return weight(said) > weight(held)
