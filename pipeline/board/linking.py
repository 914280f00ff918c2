"""Which tender notice belongs to which procurement, so that the board shows both once."""

import re
from collections import defaultdict
from itertools import islice
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet

from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.models import TenderNotice
from pipeline.models import Procurement
from pipeline.procuring.log import locked, log

#: Notices of a borough that are offered to be chosen from.
MOST_OFFERED = 50
BATCH = 500


def names_in(address: str) -> frozenset[str]:
    """Return by what an address may name a notice: itself without a closing slash, and each word in it."""
    plain = address.strip().rstrip("/")
    if not plain:
        return frozenset()
    parts = urlsplit(plain)
    words = re.split(r"[/=&?]", f"{parts.path}?{parts.query}")
    return frozenset({plain, *(word for word in words if word)})


def link_known_notices() -> int:
    """Link procurements whose official notice is named by its address and has come since.

    Returns:
        the number of procurements that were linked; a second run links none.
    """
    rows = Procurement.objects.filter(notice__isnull=True).exclude(notice_url="").order_by("pk")
    columns = rows.values_list("pk", "notice_url", "borough_id", "is_demonstration")
    remaining = iter(columns.iterator(chunk_size=BATCH))
    linked = 0
    while some := list(islice(remaining, BATCH)):
        named = {pk: names_in(address) for pk, address, _, _ in some}
        known = _notices_by_name(frozenset().union(*named.values()))
        for pk, _, borough, made_up in some:
            notice = next(
                (one for name in named[pk] for one in known.get(name, ()) if _fits(one, borough, made_up)),
                None,
            )
            if notice:
                linked += Procurement.objects.filter(pk=pk, notice__isnull=True).update(notice=notice)
    return linked


def _notices_by_name(names: frozenset[str]) -> dict[str, list[TenderNotice]]:
    """Return the notices that some names name, the newest first, with two walks along indexes."""
    addresses = [name for name in names if "://" in name]
    asked = Q(notice_url__in=[*addresses, *(f"{one}/" for one in addresses)]) | Q(ocid__in=names)
    found: dict[str, list[TenderNotice]] = defaultdict(list)
    rows = TenderNotice.objects.filter(asked).only("ocid", "notice_url", "borough_ids", "is_demonstration")
    for row in rows.order_by("-changed", "-pk"):
        found[row.ocid].append(row)
        found[row.notice_url.rstrip("/")].append(row)
    return found


def _fits(notice: TenderNotice, borough: int, made_up: bool) -> bool:
    return borough in notice.borough_ids and notice.is_demonstration == made_up


def offered_notices(procurement: Procurement) -> QuerySet[TenderNotice]:
    """Return the notices of a procurement's borough, from which an officer chooses its own, newest first."""
    own = TenderNotice.objects.filter(
        borough_ids__contains=[procurement.borough_id], is_demonstration=procurement.is_demonstration
    )
    return own.defer("search", "description").order_by("-changed", "-pk")[:MOST_OFFERED]


@transaction.atomic
def link_notice(*, procurement: Procurement, notice: TenderNotice | None, by: Person) -> Procurement:
    """Say which tender notice is a procurement's own, or that none is.

    Args:
        procurement: of the officer's borough.
        notice: of the same borough, or none.
        by: the officer; it is kept in the history.

    Raises:
        Refused: for a notice that another borough published.
    """
    procurement = locked(procurement)
    if notice and procurement.borough_id not in notice.borough_ids:
        raise Refused("That notice is another borough’s. Choose one of your own.")
    if procurement.notice_id == (notice.pk if notice else None):
        return procurement
    before = procurement.notice
    procurement.notice = notice
    if notice and notice.notice_url:
        procurement.notice_url = notice.notice_url
    elif before and procurement.notice_url == before.notice_url:
        procurement.notice_url = ""  # else the next run would link it again
    procurement.save(update_fields=["notice", "notice_url", "changed"])
    said = f"The official notice is “{notice.title}”." if notice else "No official notice is named any more."
    log(procurement, [said[:600]])
    return procurement
