"""The figures of the home page, counted once for as long as nothing on the register changes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.core.cache import cache

from boroughs.models import Borough
from boroughs.register_totals import Totals, totals_of
from boroughs.tile_map import TileMap
from boroughs.views import live_contracts_map
from contracts.models import Contract
from suppliers.models import Supplier

#: Seconds after which figures are counted anew though no contract is newer: one may have been removed.
KEPT = 300
SUPPLIERS_SHOWN = 8


@dataclass(frozen=True)
class Overview:
    """What is on the register on a day: in numbers, on the map, and who sells to most boroughs."""

    totals: Totals
    boroughs_with_contracts: int
    tiles: TileMap
    suppliers: list[dict[str, Any]]


def overview(today: dt.date) -> Overview:
    """Return the figures of a day. Two cheap queries while nothing changes (the cache keeps the rest)."""
    newest = Contract.objects.order_by("-changed", "-id").values_list("changed", "id").first()
    key = f"overview {today} {newest and f'{newest[0]:%s.%f} {newest[1]}'}".replace(" ", "-")
    return cast(Overview, cache.get_or_set(key, lambda: _count(today), KEPT))


def _count(today: dt.date) -> Overview:
    boroughs: list[Any] = list(Borough.objects.with_live_contracts(today, real_only=True))
    real = Contract.objects.filter(is_demonstration=False)
    return Overview(
        totals=totals_of(real.live_on(today), ending_by=today + dt.timedelta(days=365)),
        boroughs_with_contracts=sum(borough.live_contracts > 0 for borough in boroughs),
        tiles=live_contracts_map(boroughs),
        suppliers=_suppliers(today),
    )


def _suppliers(today: dt.date) -> list[dict[str, Any]]:
    """The real suppliers of most boroughs, where there are at least two boroughs."""
    shared: Any = Supplier.objects.filter(is_demonstration=False).of_several_boroughs(today)
    return list(
        shared.values("name", "slug", "is_demonstration", "live_boroughs", "live_contracts")[:SUPPLIERS_SHOWN]
    )
