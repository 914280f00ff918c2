"""Downloads of the register as JSON: each contract as the API has it, and as an OCDS release."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from ninja.responses import NinjaJSONEncoder

from boroughs.places import Places
from contracts.api import ContractRow, answer_of, contracts_by_key
from contracts.export_about import ATTRIBUTION, LICENCE, LICENCE_ADDRESS, About
from contracts.exports import read_every_row
from contracts.models import Contract, ContractKey
from contracts.querysets import ContractQuerySet
from contracts.release import Organisation, Told, package_head, release_of

CHUNK = 500
#: The number by which a supplier is named, if it has it; else its first by scheme.
FIRST_SCHEME = "GB-COH"


def json_pieces(
    contracts: ContractQuerySet, places: Places, about: About, request: HttpRequest
) -> Iterator[str]:
    """Yield some contracts as one JSON object in pieces, in order of end date.

    Args:
        contracts: which; read through a server-side cursor.
        places: names of boroughs and service areas.
        about: what the beginning says.
        request: makes full addresses.
    """
    head = {
        "asked": list(about.asked),
        "made": about.made.isoformat(),
        "address": about.address,
        "licence": {"name": LICENCE, "address": LICENCE_ADDRESS},
        "attribution": ATTRIBUTION,
    }
    rows = (
        _of_api(ContractRow.model_validate(answer_of(request, row, places)).model_dump())
        for keys in _keys(contracts)
        for row in contracts_by_key(keys)
    )
    yield from _object_with(head, "contracts", rows)


def package_pieces(contracts: ContractQuerySet, about: About) -> Iterator[str]:
    """Yield some contracts as one OCDS release package in pieces; demonstration records are left out.

    Args:
        contracts: which.
        about: where the package is had, and when it was made.
    """
    rows = (as_json(release) for release in releases(contracts, about.register, about.made.date()))
    yield from _object_with(head_of_package(about.address, about.made), "releases", rows)


def releases(contracts: ContractQuerySet, register: str, today: dt.date) -> Iterator[dict[str, Any]]:
    """Yield the real ones among some contracts as OCDS releases, in order of end date.

    Args:
        contracts: which.
        register: the register's full address.
        today: the day on which a contract is pending, active or terminated.
    """
    for keys in _keys(contracts.filter(is_demonstration=False)):
        found = _as_told(keys)
        for key in keys:
            if key in found:
                told = _told(found[key], register)
                yield release_of(told, prefix=settings.OCID_PREFIX, today=today)


def head_of_package(address: str, now: dt.datetime) -> dict[str, Any]:
    """Return all of a release package of the hub but its releases.

    Args:
        address: where the package can be had.
        now: the moment of its making.
    """
    return package_head(
        address=address,
        now=now,
        publisher=settings.HUB_NAME,
        home=settings.HUB_ORIGIN,
        licence=LICENCE_ADDRESS,
        policy=f"{settings.HUB_ORIGIN}{reverse('data')}#ocds",
    )


def as_json(value: Any) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def _of_api(value: Any) -> str:
    """Return a value as JSON on one line, money and moments as the API writes them."""
    return json.dumps(value, ensure_ascii=False, cls=NinjaJSONEncoder)


def _object_with(head: dict[str, Any], name: str, rows: Iterable[str]) -> Iterator[str]:
    """Yield a JSON object that has what ``head`` has and a list of rows, a row a line."""
    yield f"{as_json(head)[:-1]}, {as_json(name)}: ["
    before = "\n"
    for row in rows:
        yield before + row
        before = ",\n"
    yield "\n]}\n"


def _keys(contracts: ContractQuerySet) -> Iterator[list[int]]:
    """Yield the primary keys of some contracts in order of end date, ``CHUNK`` at a time."""
    read_every_row()
    keys = contracts.order_by("end_date", "pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := list(islice(keys, CHUNK)):
        yield chunk


def _as_told(keys: list[int]) -> dict[int, Contract]:
    rows = Contract.objects.filter(pk__in=keys).select_related("service_area__parent", "product")
    rows = rows.defer("search", "provenance").prefetch_related(
        "borough_links__borough",
        "supplier_links__supplier__identifiers",
        "options",
        Prefetch("keys", ContractKey.objects.filter(scheme="ocds").order_by("pk")),
    )
    return {row.pk: row for row in rows}


def _told(row: Contract, register: str) -> Told:
    keys = [key.value for key in row.keys.all()]
    options = sorted(row.options.all(), key=lambda option: option.number)
    area = row.service_area
    return Told(
        pk=row.pk,
        title=row.title,
        changed=row.changed,
        page=f"{register}{row.pk}/",
        buyers=[_buyer(link.borough) for link in row.borough_links.all()],
        suppliers=[_supplier(link) for link in row.supplier_links.all()],
        source_key=keys[0] if keys else "",
        description=row.description,
        notice=row.notice_url if row.source == Contract.Source.NOTICE else "",
        cpv_codes=row.cpv_codes,
        area_code=area.code if area else "",
        area_name=str(area) if area else "",
        product=row.product.name if row.product else "",
        value=row.value,
        start=row.start_date,
        end=row.end_date,
        longest=row.maximum_end_date,
        options=[(option.months, option.notice_days) for option in options if option.used_on is None],
    )


def _buyer(borough: Any) -> Organisation:
    return Organisation(borough.slug, borough.official_name, [("GB-LAE", borough.register_code)])


def _supplier(link: Any) -> Organisation:
    supplier = link.supplier
    numbers = sorted(
        ((one.scheme, one.value) for one in supplier.identifiers.all()),
        key=lambda number: (number[0] != FIRST_SCHEME, number),
    )
    is_sme = supplier.is_sme if link.is_sme is None else link.is_sme
    return Organisation(f"supplier-{supplier.slug}", supplier.name, numbers, is_sme)
