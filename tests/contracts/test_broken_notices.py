"""Whatever a release holds in the wrong place, it is accounted for and the others are read."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.actions import import_notices
from contracts.models import Contract, SourceRecord
from tests.contracts.releases import award, package, release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

RECORDED = Path(__file__).parent / "packages"
ODD: list[Any] = [
    *(None, 0, -1, 1.5, True, 10**400, float("inf"), "", "x", "\x00", "\ud800", "0001-01-01T00:00:00Z"),
    *([], {}, [1], ["a"], [None], [[]], [{}], {"a": 1}, {"id": []}, {"id": {}}, [{"id": [1]}], "9" * 5000),
    {"scheme": {}, "id": {}},
    {"amount": "1e999", "currency": []},
]


def whole() -> list[dict[str, Any]]:
    """Return releases with everything in its place: recorded ones, and one with all that is read."""
    signed = {
        "id": "c",
        "awardID": "award-1",
        "period": {"startDate": "2022-05-01", "endDate": "2026-04-30", "maxExtentDate": "2028-04-30"},
        "value": {"amount": 500, "currency": "GBP"},
        "x_extensionOptions": [{"months": 12, "noticeDays": 30}],
    }
    tender = {
        "title": "Library system",
        "lots": [{"id": "1", "hasRenewal": False, "contractPeriod": {"endDate": "2027-01-01"}}],
        "techniques": {"hasFrameworkAgreement": True},
        "documents": [{"id": "1", "documentType": "tenderNotice", "url": "https://notices.example/1"}],
        "items": [{"id": "1", "classification": {"scheme": "CPV", "id": "48000000"}}],
    }
    found = [release(award(), award(id="2", relatedLots=["1"]), contracts=[signed], tender=tender)]
    for name in ("contracts_finder", "find_a_tender"):
        found += json.loads((RECORDED / f"{name}.json").read_text())["releases"]
    return found


def places(part: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of a JSON value."""
    if way:
        yield way
    children = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, child in children:
        yield from places(child, (*way, name))


def broken(chance: random.Random, number: int) -> dict[str, Any]:
    """Return a release with up to three things in the wrong place."""
    changed = copy.deepcopy(chance.choice(whole()))
    changed |= {"ocid": f"ocds-broken-{number // 2}", "id": str(number)}
    for _ in range(chance.choice([1, 1, 2, 3])):
        *way, last = chance.choice(list(places(changed)))
        part: Any = changed
        for name in way:
            part = part[name]
        part[last] = copy.deepcopy(chance.choice(ODD))
    return changed


def test_a_broken_release_stops_no_other(tmp_path: Path) -> None:
    chance = random.Random(1)
    releases = [broken(chance, number) for number in range(200)]
    run = import_notices(paths=[package(tmp_path, "a.json", *releases, release(award()))])
    assert run.counts["read"] == 201
    assert sum(run.counts[outcome] for outcome in SourceRecord.Outcome.values) == 201
    assert Contract.objects.filter(reference="ocds-b5fd17-0001").exists()
