"""What the page of a tender notice shows."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from boroughs.places import Places
from boroughs.words import listing, plain_date
from contracts.models import Contract, TenderNotice
from pipeline.board.listing import line
from pipeline.models import Opportunity

SUITABLE = {True: "yes", False: "no", None: ""}


def notice_page(
    notice: TenderNotice, row: Opportunity, places: Places, today: dt.date, contracts: Sequence[Contract]
) -> dict[str, Any]:
    """Return what the template of a tender notice needs.

    Args:
        notice: with its service area.
        row: the same notice as the board has it.
        places: names of boroughs and areas.
        today: in London.
        contracts: those of the register that came of it.
    """
    shown = line(row, places, today)
    names = {borough.name.casefold() for borough in shown.boroughs}
    others = [name for name in notice.buyers if not any(known in name.casefold() for known in names)]
    return {
        "notice": notice,
        "line": shown,
        "boroughs": shown.boroughs,
        "joint": len(shown.boroughs) > 1 or bool(others),
        "others": others,
        "dates": _dates(notice),
        "facts": _facts(notice, shown.value, shown.area),
        "amendments": [
            (dt.date.fromisoformat(one["on"]), one["said"]) for one in reversed(notice.amendments)
        ],
        "contracts": contracts,
        "mailboxes": [one for one in shown.boroughs if one.role_mailbox],
        "source": source_of(notice),
    }


def source_of(notice: TenderNotice) -> str:
    """Return the service whose notice it is, by the prefix of its ocid."""
    services = {"ocds-b5fd17": "Contracts Finder", "ocds-h6vhtk": "Find a Tender"}
    return services.get(notice.ocid[:11], "the official notice")


def _dates(notice: TenderNotice) -> list[tuple[str, str]]:
    """Return every known date with what happens then, in order."""
    at = notice.bids_due_at
    hour = f" at {timezone.localtime(at):%H:%M}" if at else ""
    known: list[tuple[dt.date | None, str, str]] = [
        (timezone.localdate(notice.published_at), "First published", ""),
        (notice.engagement_until, "Market engagement ends", ""),
        (notice.enquiries_due, "Questions due", ""),
        (notice.bids_due, "Bids due", hour),
        (notice.ended_on, f"Ended: {notice.get_status_display()}", ""),
        (notice.start_on, "Contract starts", ""),
        (notice.end_on, "Contract ends", ""),
    ]
    dated = [(day, what, more) for day, what, more in known if day]
    return [(what, f"{plain_date(day)}{more}") for day, what, more in sorted(dated, key=lambda one: one[0])]


def _facts(notice: TenderNotice, value: str, area: str) -> list[tuple[str, str]]:
    """Return (label, words) of what is known; what is not is empty."""
    return [
        ("Value, as the notice says", value),
        ("Service area", area),
        ("CPV codes", listing(notice.cpv_codes)),
        ("Procedure", notice.procedure),
        ("Suitable for small and medium-sized suppliers", SUITABLE[notice.sme_suitable]),
        ("Suitable for voluntary, community and social enterprises", SUITABLE[notice.vcse_suitable]),
        ("Number of the process (ocid)", notice.ocid),
    ]
