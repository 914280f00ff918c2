"""From the releases of one ocid to what they say of a purchase before its award. Pure: no database here.

What a notice says of its award is read by ``contracts/notices.py``. Here are the days by which suppliers
act, how it stands, and what later releases changed (amendments).
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import pairwise
from typing import Any

from boroughs.words import exact_money, plain_date
from contracts.notices import compiled, part, parts, release_order
from contracts.text import (
    HIGHEST_VALUE,
    LONDON,
    amount_of,
    cpv_codes_in,
    day_of,
    moment_of,
    one_line,
    readable,
    web_address,
)

PLANNED, ACTIVE, COMPLETE = "planned", "active", "complete"
CANCELLED, UNSUCCESSFUL = "cancelled", "unsuccessful"
#: A notice without any day on which it ends counts as open for so long after it was published.
OPEN_WITHOUT_DATES = dt.timedelta(days=365)
MOST_CPV, LONGEST_DESCRIPTION, MOST_AMENDMENTS = 50, 20_000, 30
_PLANNING = frozenset({"planning", "planningUpdate"})
_BEFORE_AWARD = _PLANNING | {"tender", "tenderAmendment", "tenderUpdate", "tenderCancellation"}
_ENDED = {
    "cancelled": CANCELLED,
    "withdrawn": CANCELLED,
    "unsuccessful": UNSUCCESSFUL,
    "complete": COMPLETE,
}
_NO_AWARD = frozenset({"cancelled", "unsuccessful", "pending"})
_NOTICES = frozenset(
    {
        "tenderNotice",
        "contractNotice",
        "marketEngagementNotice",
        "plannedProcurementNotice",
        "procurementPlan",
    }
)
#: Words in the first part of an address of a team. Other addresses may be somebody's own, and those stay
#: in the official notice: nobody is listed here for having been a contact once.
_TEAMS = re.compile(
    r"procur|tender|commission|contract|purchas|buy|enquir|inquir|info|team|commercial|admin|mailbox|contact"
    r"|office|support|sourcing|bids|supplier|corporate|category|service|hub$",
    re.IGNORECASE,
)
_FIND_A_TENDER = re.compile(r"^\d{6}-\d{4}$")
_CONTRACTS_FINDER = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class TenderFacts:
    """What the releases of one ocid say of a purchase before its award; unknown is ``None`` or empty (R1).

    Values are GBP. ``amendments`` are what later releases changed, oldest first, each a day and sentences.
    """

    ocid: str
    status: str
    title: str
    description: str
    buyers: tuple[str, ...]
    cpv_codes: tuple[str, ...]
    value_from: Decimal | None
    value_to: Decimal | None
    sme_suitable: bool | None
    vcse_suitable: bool | None
    procedure: str
    enquiries_due: dt.date | None
    engagement_until: dt.date | None
    bids_due: dt.date | None
    bids_due_at: dt.datetime | None
    start_on: dt.date | None
    end_on: dt.date | None
    open_until: dt.date
    ended_on: dt.date | None
    notice_url: str
    bid_url: str
    contact_email: str
    published_at: dt.datetime
    changed: dt.datetime
    amendments: tuple[tuple[dt.date, tuple[str, ...]], ...] = ()

    def columns(self) -> dict[str, Any]:
        """Return what a row keeps, by column."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        lists = {name: list(found[name]) for name in ("buyers", "cpv_codes")}
        said = [{"on": day.isoformat(), "said": list(lines)} for day, lines in self.amendments]
        return {**found, **lists, "amendments": said}


def read_tender(releases: Sequence[dict[str, Any]]) -> TenderFacts | None:
    """Read what the releases of one ocid say of a purchase before its award.

    Args:
        releases: objects with the same ocid, each with a date in one zone.

    Returns:
        the facts; ``None`` where no release was published before the award.

    Raises:
        ValueError: for releases that cannot be merged, with the reason.
    """
    ordered = sorted(releases, key=release_order)
    if not any(_BEFORE_AWARD & _tags(release) for release in ordered):
        return None
    read = [_facts(ordered[:number]) for number in range(1, len(ordered) + 1)]
    known = [facts for facts in read if facts]
    if not known:
        return None
    said = [(_london_day(after.changed), _changes(before, after)) for before, after in pairwise(known)]
    amendments = tuple((day, lines) for day, lines in said if lines)[-MOST_AMENDMENTS:]
    return TenderFacts(
        **{one.name: getattr(known[-1], one.name) for one in fields(TenderFacts) if one.name != "amendments"},
        amendments=amendments,
    )


def _facts(ordered: Sequence[dict[str, Any]]) -> TenderFacts | None:
    """Return what some releases say together, without what changed between them."""
    merged = compiled(ordered)
    tender = part(merged.get("tender"))
    first, newest = moment_of(ordered[0].get("date")), moment_of(ordered[-1].get("date"))
    if not tender or first is None or newest is None:
        return None
    status = _status(merged, tender, ordered)
    lots = parts(tender.get("lots"))
    low, high = _values(tender)
    bids = part(tender.get("tenderPeriod")).get("endDate")
    starts, ends = _contract_days(tender, lots)
    engagement = _engagement(ordered)
    due = day_of(bids)
    return TenderFacts(
        ocid=str(merged["ocid"])[:255],
        status=status,
        title=one_line(tender.get("title"), 500) or one_line(merged.get("title"), 500) or "Tender notice",
        description=readable(tender.get("description"))[:LONGEST_DESCRIPTION],
        buyers=tuple(_buyers(ordered)),
        cpv_codes=_cpv(tender, lots),
        value_from=low,
        value_to=high,
        sme_suitable=_suitable("sme", tender, lots),
        vcse_suitable=_suitable("vcse", tender, lots),
        procedure=one_line(tender.get("procurementMethodDetails"), 255),
        enquiries_due=day_of(part(tender.get("enquiryPeriod")).get("endDate")),
        engagement_until=engagement,
        bids_due=due,
        bids_due_at=_hour(bids),
        start_on=starts,
        end_on=ends,
        open_until=due or starts or engagement or _london_day(first) + OPEN_WITHOUT_DATES,
        ended_on=None if status in (PLANNED, ACTIVE) else _london_day(newest),
        notice_url=_notice_address(ordered),
        bid_url=web_address(tender.get("submissionMethodDetails")),
        contact_email=_contact(ordered),
        published_at=first,
        changed=newest,
    )


def _tags(release: dict[str, Any]) -> set[str]:
    tags = release.get("tag")
    return {str(tag) for tag in tags} if isinstance(tags, list) else {str(tags)}


def _status(merged: dict[str, Any], tender: dict[str, Any], ordered: Sequence[dict[str, Any]]) -> str:
    """Return how it stands. An award counts even where the tender still says that it is active."""
    said = str(tender.get("status") or "")
    if "tenderCancellation" in _tags(ordered[-1]):
        return CANCELLED
    if said in _ENDED:
        return _ENDED[said]
    awards = [part for release in ordered for part in parts(release.get("awards"))]
    if any(str(award.get("status") or "active") not in _NO_AWARD for award in awards):
        return COMPLETE
    if said in ("planning", "planned") or all(_tags(release) <= _PLANNING for release in ordered):
        return PLANNED
    return ACTIVE


def _values(tender: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that it may cost, in GBP."""
    found = []
    for name in ("minValue", "value"):
        written = part(tender.get(name))
        amount = amount_of(written.get("amount")) if written.get("currency") in (None, "GBP") else None
        found.append(amount if amount is not None and amount < HIGHEST_VALUE else None)
    low, high = found
    if low is None or high is None or low > high:
        return (high, high) if high is not None else (low, low)
    return low, high


def _suitable(whom: str, tender: dict[str, Any], lots: list[dict[str, Any]]) -> bool | None:
    """Return whether it is said to suit some suppliers: as a whole, else in any lot."""
    own = part(tender.get("suitability")).get(whom)
    if isinstance(own, bool):
        return own
    said = [part(lot.get("suitability")).get(whom) for lot in lots]
    known = [one for one in said if isinstance(one, bool)]
    return any(known) if known else None


def _contract_days(
    tender: dict[str, Any], lots: list[dict[str, Any]]
) -> tuple[dt.date | None, dt.date | None]:
    periods = [part(tender.get("contractPeriod")), *(part(lot.get("contractPeriod")) for lot in lots)]
    starts = [day for period in periods if (day := day_of(period.get("startDate")))]
    ends = [day for period in periods if (day := day_of(period.get("endDate")))]
    return min(starts, default=None), max(ends, default=None)


def _engagement(ordered: Sequence[dict[str, Any]]) -> dt.date | None:
    """Return the last day of the market engagement that the newest release with any names."""
    for release in reversed(ordered):
        milestones = parts(part(release.get("planning")).get("milestones"))
        days = [day for one in milestones if (day := day_of(one.get("dueDate")))]
        if days:
            return max(days)
    return None


def _hour(written: Any) -> dt.datetime | None:
    """Return the moment at which bids are due, where an hour is named and not only the edge of a day."""
    if not isinstance(written, str) or len(written) < 16 or day_of(written) is None:
        return None
    moment = moment_of(written)
    careless = written.strip().endswith(("T00:00:00Z", "T23:59:59Z"))
    if moment is None or careless or moment.astimezone(LONDON).time() in (dt.time(0), dt.time(23, 59, 59)):
        return None
    return moment


def _cpv(tender: dict[str, Any], lots: list[dict[str, Any]]) -> tuple[str, ...]:
    codes = [str(found.get("id")) for found in _classifications([tender, *lots])]
    return cpv_codes_in(" ".join(codes))[:MOST_CPV]


def _classifications(holders: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for holder in holders:
        for one in (holder, *parts(holder.get("items"))):
            yield part(one.get("classification"))
            yield from parts(one.get("additionalClassifications"))


def _buyers(ordered: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the names of all buyers of the newest release that names any, each once."""
    for release in reversed(ordered):
        named = [part(release.get("buyer")), *_buying_parties(release)]
        names = dict.fromkeys(name for one in named if (name := one_line(one.get("name"), 255)))
        if names:
            yield from names
            return


def _buying_parties(release: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for party in parts(release.get("parties")):
        roles = party.get("roles")
        if isinstance(roles, list) and "buyer" in roles:
            yield party


def _contact(ordered: Sequence[dict[str, Any]]) -> str:
    """Return the newest address of a buyer's team, in small letters."""
    for release in reversed(ordered):
        for party in _buying_parties(release):
            address = str(part(party.get("contactPoint")).get("email") or "").strip().lower()
            name, at, host = address.partition("@")
            usual = re.fullmatch(r"[\w.+&'-]+@[\w-]+(\.[\w-]+)+", address, re.ASCII)
            if at and host and usual and len(address) <= 254 and _TEAMS.search(name):
                return address
    return ""


def _notice_address(ordered: Sequence[dict[str, Any]]) -> str:
    """Return where the newest notice stands: as a document says, else made from the service's own number."""
    for release in reversed(ordered):
        documents = [
            *parts(part(release.get("tender")).get("documents")),
            *parts(part(release.get("planning")).get("documents")),
        ]
        named = [one for one in documents if one.get("documentType") in _NOTICES]
        if found := next((url for one in reversed(named) if (url := web_address(one.get("url")))), ""):
            return found
        number, ocid = str(release.get("id") or ""), str(release.get("ocid"))
        if ocid.startswith("ocds-h6vhtk-") and _FIND_A_TENDER.match(number):
            return f"https://www.find-tender.service.gov.uk/Notice/{number}"
        guid = _CONTRACTS_FINDER.match(number)
        if ocid.startswith("ocds-b5fd17-") and guid:
            return f"https://www.contractsfinder.service.gov.uk/Notice/{guid[0]}"
    return ""


_DAYS = {
    "enquiries_due": "Questions are due",
    "engagement_until": "Market engagement ends",
    "bids_due": "Bids are due",
    "start_on": "The contract starts",
    "end_on": "The contract ends",
}
_STANDS = {
    PLANNED: "It is planned.",
    ACTIVE: "It is open for bids.",
    COMPLETE: "It was awarded or closed.",
    CANCELLED: "It was cancelled.",
    UNSUCCESSFUL: "It ended without an award.",
}


def _changes(before: TenderFacts, after: TenderFacts) -> tuple[str, ...]:
    """Say in sentences what a later release changed for a supplier."""
    said = [] if before.status == after.status else [_STANDS[after.status]]
    for name, what in _DAYS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new and new is not None:
            said.append(f"{what} on {plain_date(new)}" + (f", not on {plain_date(old)}." if old else "."))
    if (before.value_from, before.value_to) != (after.value_from, after.value_to) and after.value_to:
        said.append(f"The value is {exact_money(after.value_to)}; it was {exact_money(before.value_to)}.")
    if before.title != after.title:
        said.append("The title was changed.")
    if before.description != after.description:
        said.append("The description was changed.")
    return tuple(said)


def _london_day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(LONDON).date()
