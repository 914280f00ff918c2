"""Tender notices of the demonstration set: what boroughs would announce, read as real notices are."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from boroughs.models import Borough
from boroughs.words import listing
from contracts.actions.tenders import record_tender_notice
from contracts.demonstration_set import ANCHOR, AREAS
from contracts.models import TenderNotice
from contracts.service_areas import area_book
from pipeline.models import Procurement

#: In turn: status of the newest release, days from the anchor until bids are due, months of the contract,
#: suitable for small suppliers, number of boroughs that buy together, days by which an amendment moved bids.
SHAPES: tuple[tuple[str, int, int, bool | None, int, int], ...] = (
    ("active", 25, 48, True, 1, 0),
    ("active", 41, 60, None, 2, 10),
    ("planned", 130, 48, True, 1, 0),
    ("active", 60, 36, False, 3, 0),
    ("cancelled", 15, 48, None, 1, 0),
    ("complete", -40, 60, True, 1, 7),
)
WHY = "Fictional: made to show the hub. What is here is how a notice would say what a borough asks for."


@transaction.atomic
def load_demonstration_notices() -> int:
    """Make one notice in each service area of the demonstration set; a second time changes nothing.

    The first one is named by a published demonstration timeline of its borough, so that both are one.

    Returns:
        the number of notices that are there.
    """
    boroughs, areas = list(Borough.objects.order_by("name")), area_book()
    made = 0
    for number, (code, (words, _, yearly)) in enumerate(AREAS.items()):
        buying = _buyers(number, boroughs)
        releases = list(_releases(number, words, code, yearly, buying))
        notice = record_tender_notice(releases=releases, boroughs=buying, areas=areas)
        assert notice is not None  # noqa: S101 (such releases are tenders)
        if not notice.is_demonstration:
            TenderNotice.objects.filter(pk=notice.pk).update(is_demonstration=True)
        made += 1
    _name_one()
    return made


def _buyers(number: int, boroughs: list[Borough]) -> list[Borough]:
    count = SHAPES[number % len(SHAPES)][4]
    return [boroughs[(number * 5 + place * 3) % len(boroughs)] for place in range(count)]


def _name_one() -> None:
    """Let one published demonstration timeline name a notice of its borough, where there is such a pair."""
    if Procurement.objects.filter(is_demonstration=True, notice__isnull=False).exists():
        return
    for notice in TenderNotice.objects.filter(is_demonstration=True).order_by("pk"):
        rows = Procurement.objects.public().filter(is_demonstration=True, borough__in=notice.borough_ids)
        found = rows.filter(notice__isnull=True, ended_on__isnull=True).order_by("pk").first()
        if found:
            Procurement.objects.filter(pk=found.pk).update(notice=notice)
            return


def _releases(
    number: int, words: str, code: str, yearly: int, buying: list[Borough]
) -> Iterator[dict[str, Any]]:
    """Yield the releases of one made-up notice: the first one, and what amended or ended it."""
    status, days, months, suitable, _, moved = SHAPES[number % len(SHAPES)]
    due = ANCHOR + dt.timedelta(days=days)
    published = due - dt.timedelta(days=35 if status != "planned" else 150)
    tender = _tender(number, words, code, yearly * months // 12, buying, months, due)
    if suitable is not None:
        tender["suitability"] = {"sme": suitable, "vcse": bool(number % 2)}
    first = "planned" if status == "planned" else "active"
    yield _release(number, 1, published, {**tender, "status": first}, buying)
    if moved:
        later = {"tenderPeriod": {"endDate": _day(due + dt.timedelta(days=moved))}}
        yield _release(
            number, 2, published + dt.timedelta(days=12), {**tender, "status": first, **later}, buying
        )
        tender |= later
    if status in ("cancelled", "complete"):
        yield _release(number, 3, published + dt.timedelta(days=25), {**tender, "status": status}, buying)


def _tender(
    number: int, words: str, code: str, value: int, buying: list[Borough], months: int, due: dt.date
) -> dict[str, Any]:
    starts = due + dt.timedelta(days=150)
    host = "https://www.find-tender.service.gov.uk/Notice/Demonstration"
    return {
        "id": f"demonstration-{number:03}",
        "title": f"{words[:1].upper()}{words[1:]} for {listing([one.name for one in buying])}",
        "description": WHY,
        "value": {"amount": value, "currency": "GBP"},
        "procurementMethodDetails": "Open procedure",
        "classification": {"scheme": "CPV", "id": "48000000"},
        "items": [{"id": "1", "additionalClassifications": [{"scheme": "x-service-area", "id": code}]}],
        "tenderPeriod": {"endDate": _day(due)},
        "enquiryPeriod": {"endDate": _day(due - dt.timedelta(days=10))},
        "contractPeriod": {
            "startDate": _day(starts),
            "endDate": _day(starts + dt.timedelta(days=months * 365 // 12)),
        },
        "documents": [{"id": "1", "documentType": "tenderNotice", "url": f"{host}-{number:03}"}],
    }


def _release(
    number: int, place: int, on: dt.date, tender: dict[str, Any], buying: list[Borough]
) -> dict[str, Any]:
    ocid = f"ocds-h6vhtk-demonstration-{number:03}"
    return {
        "ocid": ocid,
        "id": f"{ocid}-{place}",
        "date": f"{on.isoformat()}T09:00:00+00:00",
        "tag": ["planning"]
        if tender["status"] == "planned"
        else ["tender" if place == 1 else "tenderUpdate"],
        "initiationType": "tender",
        "tender": tender,
        "parties": [
            {
                "id": one.slug,
                "name": one.official_name,
                "roles": ["buyer"],
                "contactPoint": {"email": f"procurement@{one.slug}.example"},
            }
            for one in buying
        ],
        "buyer": {"id": buying[0].slug, "name": buying[0].official_name},
    }


def _day(day: dt.date) -> str:
    return f"{day.isoformat()}T12:00:00+00:00"
