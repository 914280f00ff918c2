"""Tender notices are written from releases: those that arrive, and those that arrived before."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from boroughs.buyers import BuyerBook, buyer_book
from boroughs.models import Borough
from contracts.models import SourceRecord, TenderNotice
from contracts.notices import read_releases
from contracts.service_areas import AreaBook, area_book
from contracts.tender_notices import read_tender

BATCH = 200


def record_tender_notice(
    *, releases: Sequence[dict[str, Any]], boroughs: Sequence[Borough], areas: AreaBook
) -> TenderNotice | None:
    """Write what the releases of one ocid say of a purchase before its award; a second time changes nothing.

    Args:
        releases: all that are known of the ocid, each dated in one zone.
        boroughs: who buys, the first leads; at least one.
        areas: finds the service area from the title and the codes.

    Returns:
        the notice; ``None`` where nothing was published before the award.

    Raises:
        ValueError: for releases that cannot be merged, with the reason.
    """
    facts = read_tender(releases)
    if facts is None:
        return None
    guess = areas.guess(title=facts.title, cpv_codes=facts.cpv_codes)
    columns = {
        **facts.columns(),
        "borough_ids": [borough.pk for borough in boroughs],
        "service_area": areas.by_code[guess.code] if guess else None,
    }
    notice = TenderNotice.objects.filter(ocid=columns.pop("ocid")).first() or TenderNotice(ocid=facts.ocid)
    before = {name: getattr(notice, name) for name in columns} if notice.pk else {}
    if before != columns:
        for name, value in columns.items():
            setattr(notice, name, value)
        notice.save()
    return notice


def read_stored_notices() -> int:
    """Write the tender notices of all releases that are stored: those that came before notices were kept.

    Returns:
        the number of notices that the releases speak of. A second run changes nothing.
    """
    buyers, areas = buyer_book(), area_book()
    found, after = 0, ""
    while ocids := _next_ocids(after):
        with transaction.atomic():
            found += sum(_read_stored(ocid, buyers, areas) for ocid in ocids)
        after = ocids[-1]
    return found


def _next_ocids(after: str) -> list[str]:
    """Return the ocids that follow one in order, some at a time."""
    records = SourceRecord.objects.filter(ocid__gt=after, published__isnull=False)
    found = records.values("ocid").annotate(newest=Max("published")).order_by("ocid")
    return [row["ocid"] for row in found[:BATCH]]


def _read_stored(ocid: str, buyers: BuyerBook, areas: AreaBook) -> bool:
    stored = SourceRecord.objects.filter(ocid=ocid, published__isnull=False)
    stored = stored.exclude(outcome=SourceRecord.Outcome.UNREADABLE).order_by("id")
    rows = stored.values_list("raw", "published")
    releases = [release_dated(raw, published) for raw, published in rows if published]
    try:
        boroughs = buyers.boroughs_of(read_releases(releases).buyers) if releases else []
        return bool(boroughs) and bool(
            record_tender_notice(releases=releases, boroughs=boroughs, areas=areas)
        )
    except ValueError:  # kept as unreadable when it came, with the reason
        return False


def release_dated(release: dict[str, Any], moment: dt.datetime) -> dict[str, Any]:
    """Return a release dated in UTC, whatever its zone, so that order as text is order in time."""
    return {**release, "date": moment.astimezone(dt.UTC).isoformat()}
