"""Loads the reference data of ``data/reference`` and says what changed. Running it twice changes nothing.

Sources and licences of the files are in ``docs/data-sources.md``. What LOTI staff edit in the admin
(which areas are flagged, a borough's domains, lengths of stages, thresholds) is not overwritten.
"""

import csv
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction

from boroughs.models import (
    Borough,
    BoroughDomain,
    BuyerName,
    CpvCode,
    Gate,
    ProcurementRoute,
    RouteStage,
    ServiceArea,
    Threshold,
)
from boroughs.names import normalise_buyer

FOLDER = settings.BASE_DIR / "data" / "reference"
#: What apps above have to load, in the order in which they said so: each returns rows by kind.
_LOADERS: list[Callable[[Path], Mapping[str, int]]] = []
POPULATION_SOURCE = "Office for National Statistics, mid-2020 estimate, Open Government Licence v3.0"


@transaction.atomic
def load_reference(folder: Path = FOLDER) -> dict[str, int]:
    """Load boroughs, service areas, CPV codes, buyers' names, routes, the default gates and thresholds.

    What other apps have registered with :func:`loads_reference` follows.

    Args:
        folder: where the CSV files are.

    Returns:
        the number of rows by kind, in the order in which they were loaded.

    Raises:
        OSError: if a file is missing.
    """
    counts = {
        "boroughs": _boroughs(folder / "boroughs.csv"),
        "service areas": _service_areas(folder / "service_areas.csv"),
        "CPV codes": _cpv_codes(folder / "cpv.csv"),
        "buyers' names": _buyer_names(folder / "buyer_variants.csv"),
        "procurement routes' stages": _routes(folder / "procurement_routes.csv"),
        "default gates": _default_gates(folder / "default_gates.csv"),
        "thresholds": _thresholds(folder / "thresholds.csv"),
    }
    for load in _LOADERS:
        counts.update(load(folder))
    return counts


def loads_reference(load: Callable[[Path], Mapping[str, int]]) -> None:
    """Have :func:`load_reference` load more: an app says so when it is ready.

    Args:
        load: takes the folder and returns the number of rows by kind; running it twice changes nothing.
    """
    if load not in _LOADERS:
        _LOADERS.append(load)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by heading.

    Raises:
        OSError: if it is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _boroughs(path: Path) -> int:
    rows = rows_of(path)
    for row in rows:
        borough, _ = Borough.objects.update_or_create(
            gss=row["gss"],
            defaults={
                "register_code": row["register_code"],
                "name": row["name"],
                "official_name": row["official_name"],
                "short_name": row["short_name"],
                "slug": row["slug"],
                "homepage": row["homepage"],
                "tile_row": int(row["tile_row"]),
                "tile_column": int(row["tile_col"]),
                "population": int(row["population"]),
                "population_source": POPULATION_SOURCE,
                "area_km2": Decimal(row["area_km2"]),
            },
        )
        if not borough.domains.exists():
            BoroughDomain.objects.create(borough=borough, domain=row["email_domain"])
    return len(rows)


def _service_areas(path: Path) -> int:
    areas: dict[str, ServiceArea] = {}
    for row in rows_of(path):
        parent = areas.get(row["parent_code"])
        technology = row["technology"] or (parent.technology if parent else ServiceArea.Technology.NO)
        prefixes = [prefix.strip() for prefix in row["cpv_prefixes"].split(";") if prefix.strip()]
        areas[row["code"]], _ = ServiceArea.objects.update_or_create(
            code=row["code"],
            defaults={
                "parent": parent,
                "name": row["name"],
                "includes": row["includes"],
                "cpv_prefixes": prefixes,
                "technology": technology,
            },
            create_defaults={
                "parent": parent,
                "name": row["name"],
                "includes": row["includes"],
                "cpv_prefixes": prefixes,
                "technology": technology,
                "flagged": technology == ServiceArea.Technology.YES and parent is not None,
            },
        )
    return len(areas)


def _cpv_codes(path: Path) -> int:
    codes = [
        CpvCode(code=row["code"], parent_id=row["parent"] or None, description=row["description"])
        for row in rows_of(path)
    ]
    known = set(CpvCode.objects.values_list("code", flat=True))
    CpvCode.objects.bulk_create([code for code in codes if code.code not in known], batch_size=2000)
    return len(codes)


def _buyer_names(path: Path) -> int:
    names: set[str] = set()
    for row in rows_of(path):
        normalised = normalise_buyer(row["buyer_as_written"])
        if normalised in names:
            continue
        names.add(normalised)
        BuyerName.objects.get_or_create(
            normalised=normalised,
            defaults={
                "name": row["buyer_as_written"],
                "kind": row["kind"],
                "borough_codes": [code for code in row["gss"].split(";") if code],
                "note": row["note"],
            },
        )
    return len(names)


def _routes(path: Path) -> int:
    rows = rows_of(path)
    for row in rows:
        route, _ = ProcurementRoute.objects.get_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "description": row["description"],
                "is_default": row["is_default"] == "yes",
            },
        )
        RouteStage.objects.get_or_create(
            route=route,
            stage=row["stage"],
            valid_from=date.fromisoformat(row["valid_from"]),
            defaults={
                "position": int(row["position"]),
                "days": int(row["days"]),
                "working_days": row["working_days"] == "yes",
                "source": row["source"],
            },
        )
    return len(rows)


def _default_gates(path: Path) -> int:
    rows = rows_of(path)
    for row in rows:
        Gate.objects.get_or_create(
            borough=None,
            body=row["body"],
            before_stage=row["before_stage"],
            valid_from=date.fromisoformat(row["valid_from"]),
            defaults={
                "position": int(row["position"]),
                "lead_days": int(row["lead_days"]),
                "key_decision": row["key_decision"] == "yes",
                "value_from": Decimal(row["value_from"]) if row["value_from"] else None,
                "value_to": Decimal(row["value_to"]) if row["value_to"] else None,
                "source": row["source"],
            },
        )
    return len(rows)


def _thresholds(path: Path) -> int:
    rows = rows_of(path)
    for row in rows:
        Threshold.objects.get_or_create(
            code=row["code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            defaults={
                "name": row["name"],
                "amount": Decimal(row["amount"]),
                "includes_vat": row["includes_vat"] == "yes",
                "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "source": row["source"],
                "source_url": row["source_url"],
            },
        )
    return len(rows)
