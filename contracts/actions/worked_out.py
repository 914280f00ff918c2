"""What the hub works out by itself and a person's or a source's word replaces (R8)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from contracts.models import Contract

AT_ONCE = 2000


def is_ours(contract: Contract, name: str) -> bool:
    """Tell whether the hub may work a field out: nobody has said it, or the hub itself did before.

    A value of which nothing says where it came from is somebody's: it stays.
    """
    held = contract.provenance.get(name)
    if held:
        return bool(held.get("source") == Contract.Source.RULES)
    return getattr(contract, f"{name}_id") is None


def rests_on_rules(contract: Contract, name: str, on: dt.date, *, known: bool) -> None:
    """Note on a contract, not saved, that a field was worked out on a day, or that nothing is known of it."""
    if known:
        contract.provenance[name] = {"source": str(Contract.Source.RULES), "at": on.isoformat()}
    else:
        contract.provenance.pop(name, None)


def batches(wanted: Iterable[int] | None, every: Iterable[int]) -> Iterator[Sequence[int]]:
    """Yield ids in groups that fit into memory: those that are wanted, or every one."""
    ids = iter(sorted(set(wanted)) if wanted is not None else list(every))
    while some := list(islice(ids, AT_ONCE)):
        yield some
