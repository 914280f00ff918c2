"""The contracts with a supplier, or for a product, as its page tells them: all from one query."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from boroughs.models import Borough
from boroughs.tile_map import Figure
from suppliers.endings import Ending, endings

#: Contracts shown of each kind; the register has the rest.
SHOWN = 25
COLUMNS = (
    "title",
    "supplier_text",
    "borough_ids",
    "start_date",
    "end_date",
    "maximum_end_date",
    "decide_by",
    "decide_by_assumed",
    "annual_value",
    "is_demonstration",
    "product",  # else each contract of a product would be asked which one it is of
)


@dataclass(frozen=True)
class Use:
    """A borough's time with a supplier or a product; ``None`` is not known.

    ``until`` is the last day as things stand, of the contract that ends last. ``begun`` is false where all
    its contracts begin later.
    """

    borough: Borough
    since: dt.date | None
    until: dt.date | None
    live: int
    contracts: int
    begun: bool = True


@dataclass(frozen=True)
class Portfolio:
    """Contracts, parted by time, and what the live ones come to. Money is GBP excluding VAT, a year.

    ``annual_value`` is the sum of what is known, ``None`` when nothing is; ``unknown_values`` counts the live
    contracts that it leaves out (R1). ``undated`` have no known end, ``future`` have not begun.
    """

    live: list[Any] = field(default_factory=list)
    future: list[Any] = field(default_factory=list)
    past: list[Any] = field(default_factory=list)
    undated: list[Any] = field(default_factory=list)
    annual_value: Decimal | None = None
    unknown_values: int = 0
    demonstration: int = 0
    by_borough: dict[int, Figure | None] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)

    @property
    def contracts(self) -> int:
        """How many are live."""
        return len(self.live)

    @property
    def every(self) -> int:
        """How many there are."""
        return len(self.live) + len(self.future) + len(self.past) + len(self.undated)

    @property
    def parts(self) -> list[tuple[str, str, list[Any]]]:
        """Return (heading, what the table holds, contracts) of what is not live, if there is any."""
        parts = [
            ("Contracts that have not begun", "Contracts that have not begun, the first first", self.future),
            ("Contracts whose end is not known", "Contracts whose end date is not known", self.undated),
            ("Contracts that have ended", "Contracts that have ended, the last first", self.past),
        ]
        return [(heading, caption, rows[:SHOWN]) for heading, caption, rows in parts if rows]


def portfolio(contracts: QuerySet[Any], boroughs: Sequence[Borough], today: dt.date) -> Portfolio:
    """Return the contracts of a supplier or a product, each with ``borough_names``.

    Args:
        contracts: each once, in no order.
        boroughs: all boroughs.
        today: the day on which the page is read.
    """
    parts: dict[str, list[Any]] = defaultdict(list)
    names = {borough.pk: borough.name for borough in boroughs}
    for contract in contracts.order_by("end_date", "pk").only(*COLUMNS):
        contract.borough_names = [names[key] for key in contract.borough_ids]
        parts[_part(contract, today)].append(contract)
    live = parts["live"]
    known = [contract.annual_value for contract in live if contract.annual_value is not None]
    everything = [contract for rows in parts.values() for contract in rows]
    return Portfolio(
        live=live,
        future=parts["future"],
        past=parts["past"][::-1],
        undated=parts["undated"],
        annual_value=sum(known, Decimal(0)) if known else None,
        unknown_values=len(live) - len(known),
        demonstration=sum(contract.is_demonstration for contract in live),
        by_borough=dict(Counter(key for contract in live for key in contract.borough_ids)),
        uses=_uses(everything, _keys(live), _keys(parts["future"]), boroughs),
        endings=endings([(contract.end_date, contract.annual_value) for contract in live], today),
    )


def _part(contract: Any, today: dt.date) -> str:
    if contract.maximum_end_date is None:
        return "undated"
    if contract.maximum_end_date < today:
        return "past"
    return "future" if contract.start_date and contract.start_date > today else "live"


def _keys(contracts: Iterable[Any]) -> set[int]:
    return {contract.pk for contract in contracts}


def _uses(
    contracts: Iterable[Any], live: set[int], future: set[int], boroughs: Sequence[Borough]
) -> list[Use]:
    """Return what each borough that has or had a contract has of them, by the borough's name."""
    of: dict[int, list[Any]] = defaultdict(list)
    for contract in contracts:
        for key in contract.borough_ids:
            of[key].append(contract)
    return [
        Use(
            borough=borough,
            since=min((one.start_date for one in of[borough.pk] if one.start_date), default=None),
            until=max((one.end_date for one in of[borough.pk] if one.end_date), default=None),
            live=sum(one.pk in live for one in of[borough.pk]),
            contracts=len(of[borough.pk]),
            begun=any(one.pk not in future for one in of[borough.pk]),
        )
        for borough in boroughs
        if borough.pk in of
    ]
