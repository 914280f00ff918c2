"""Which tender notice belongs to which procurement, so that the board shows both once."""

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


def notice_named_by(address: str, borough_id: int) -> TenderNotice | None:
    """Return the notice of a borough that an address leads to, by the address itself or by an ocid in it."""
    address = address.strip()
    if not address:
        return None
    plain = address.rstrip("/")
    path = urlsplit(plain)
    words = {
        word for word in f"{path.path}/{path.query}".replace("=", "/").replace("&", "/").split("/") if word
    }
    found = TenderNotice.objects.filter(borough_ids__contains=[borough_id])
    matching = found.filter(Q(notice_url__in=(plain, f"{plain}/")) | Q(ocid__in=words))
    return matching.order_by("-changed").first()


def link_known_notices() -> int:
    """Link procurements whose official notice is named by its address and has come since.

    Returns:
        the number of procurements that were linked; a second run links none.
    """
    linked = 0
    rows = Procurement.objects.filter(notice__isnull=True).exclude(notice_url="").defer("search")
    for row in rows.iterator(chunk_size=500):
        notice = notice_named_by(row.notice_url, row.borough_id)
        if notice and notice.is_demonstration == row.is_demonstration:
            Procurement.objects.filter(pk=row.pk, notice__isnull=True).update(notice=notice)
            linked += 1
    return linked


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
