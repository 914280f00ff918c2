"""From the releases of one ocid to what they say about contracts, one for each award. Pure: no database."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ocdsmerge
from dateutil.relativedelta import relativedelta

from boroughs.parties import Party
from contracts.dates import Option
from contracts.extensions import LONGEST_NOTICE, LONGEST_OPTION, MOST_OPTIONS, whole_number
from contracts.facts import ContractFacts, Key
from contracts.text import HIGHEST_VALUE, amount_of, cpv_codes_in, day_of, one_line, readable, web_address

NO_AWARD = "No award yet."
NO_LONDON = "The buyer is not a London borough."

#: Without rules given, the library would fetch the standard's schema from the network. These lists are
#: replaced whole by a newer release: publishers number their parts 0, 1, 2 in each release anew, so that
#: merging by number would mix them; every other list has identifiers of its own and is merged by them.
_WHOLE_LISTS = (
    *(("awards", "suppliers"), ("awards", "documents"), ("awards", "items")),
    *(("tender", "documents"), ("tender", "items"), ("contracts", "x_extensionOptions")),
)
_MERGER = ocdsmerge.Merger(merge_rules=dict.fromkeys(_WHOLE_LISTS, "wholeListMerge"))
#: The scales of organisations that notices write, and whether each is small or medium-sized.
SCALES = {"micro": True, "small": True, "medium": True, "sme": True, "large": False}
_PARTS_READ = ("ocid", "id", "date", "uri", "description", "buyer", "tender", "contracts")
_NOT_CONTRACTS = {"cancelled": "The award was cancelled.", "unsuccessful": "The award was unsuccessful."}
_FRAMEWORK = re.compile(r"\bframework\b|\bdynamic purchasing\b|\bDPS\b", re.IGNORECASE)
#: Of these a party's id in OCDS is a register's own number, and not one of the publisher's making.
_PARTY_SCHEMES = frozenset({"GB-COH", "GB-LAE", "GB-LAC", "GB-PPON", "GB-FTS"})
_NUMBERS = re.compile(r"([0-9]{1,18})")
_CALL_OFF = re.compile(r"\bcall[- ]?off\b|\bvia\b|\bunder\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What the releases of one ocid say: buyers, a contract for each award, and why others are none.

    ``withdrawn`` are the keys of contracts whose awards came to nothing: they may have been recorded before.
    """

    buyers: tuple[Party, ...]
    contracts: tuple[ContractFacts, ...]
    reasons: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()


def award_ids(release: dict[str, Any]) -> set[str]:
    """Return the identifiers of the awards in a release."""
    return {str(award.get("id")) for award in _objects(release.get("awards"))}


def release_order(release: dict[str, Any]) -> tuple[Any, ...]:
    """Return by what the releases of one ocid are sorted: the date, then the id with its numbers as numbers.

    Args:
        release: with a date in one zone, that of all the others.
    """
    words = _NUMBERS.split(str(release.get("id") or ""))
    return str(release.get("date")), [int(word) if place % 2 else word for place, word in enumerate(words)]


def read_releases(releases: Sequence[dict[str, Any]]) -> Reading:
    """Merge the releases of one ocid, oldest first whatever their order, and read them.

    Of releases with one date the one with the later id counts as newer.

    Args:
        releases: objects with the same ocid, each with a date, all in one zone.

    Returns:
        the buyers, one ``ContractFacts`` for each award that stands, and a sentence for what does not.

    Raises:
        ValueError: for releases that cannot be merged, with the reason.
    """
    ordered = sorted(releases, key=release_order)
    merged = compiled(ordered)
    parties = _Parties(ordered[::-1])
    contracts, reasons, withdrawn = [], [], []
    for award in _objects(merged.get("awards")):
        status = str(award.get("status") or "active")
        if status in _NOT_CONTRACTS:
            reasons.append(_NOT_CONTRACTS[status])
            withdrawn.append(_key(merged, award))
        elif status == "pending":
            reasons.append("The award is not final yet.")
        else:
            contracts.append(_contract(merged, award, parties))
    if not contracts and not reasons:
        reasons.append(NO_AWARD)
    return Reading(parties.buyers(merged), tuple(contracts), tuple(reasons), tuple(withdrawn))


def compiled(ordered: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Merge the releases of one ocid, given oldest first, into what they say together.

    Raises:
        ValueError: for releases that cannot be merged, with the reason.
    """
    try:
        merged: dict[str, Any] = _MERGER.create_compiled_release([_mergeable(release) for release in ordered])
    except (ocdsmerge.exceptions.OCDSMergeError, AttributeError, TypeError, KeyError) as error:
        raise ValueError(f"The releases cannot be merged: {error}.") from None
    return merged


def part(value: Any) -> dict[str, Any]:
    """Return an object of a release; an empty one for anything else."""
    return _object(value)


def parts(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list of a release; none for anything else."""
    return _objects(value)


def _mergeable(release: dict[str, Any]) -> dict[str, Any]:
    """Return the parts that are read; awards without an identifier get one, so that updates find them."""
    kept = {name: release[name] for name in _PARTS_READ if release.get(name) is not None}
    awards = [
        award if award.get("id") not in (None, "") else {**award, "id": str(number)}
        for number, award in enumerate(_objects(release.get("awards")), start=1)
    ]
    return {**kept, "awards": awards} if awards else kept


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [part for part in _list(value) if isinstance(part, dict)]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


class _Parties:
    """Names and identifiers of parties. An identifier belongs to a name only if one release has both.

    Party ids such as ``1`` mean somebody else in each release of some publishers, so merged parties
    cannot be believed.
    """

    def __init__(self, newest_first: Iterable[dict[str, Any]]) -> None:
        self.known: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self.sizes: dict[tuple[str, str], bool] = {}
        self.with_buyers: list[dict[str, Any]] = []
        for release in newest_first:
            for party in _objects(release.get("parties")):
                key = (str(party.get("id")), one_line(party.get("name"), 255))
                self.known.setdefault(key, tuple(_identifiers(party)))
                if (is_sme := _is_sme(party)) is not None:
                    self.sizes.setdefault(key, is_sme)
            if release.get("buyer") or release.get("parties"):
                self.with_buyers.append(release)

    def party(self, reference: dict[str, Any]) -> Party:
        """Return the party to which an organisation reference points."""
        name = one_line(reference.get("name"), 255)
        own, key = tuple(_identifiers(reference)), (str(reference.get("id")), name)
        return Party(name, own or self.known.get(key, ()), self.sizes.get(key))

    def buyers(self, merged: dict[str, Any]) -> tuple[Party, ...]:
        """Return the buyers of the newest release that names any, the buyer first."""
        found = [self.party(merged["buyer"])] if isinstance(merged.get("buyer"), dict) else []
        for release in self.with_buyers[:1]:
            for party in _objects(release.get("parties")):
                roles = _list(party.get("roles"))
                if "buyer" in roles or ("procuringEntity" in roles and not found):
                    found.append(self.party(party))
        return tuple(dict.fromkeys(found))


def _identifiers(party: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for identifier in [_object(party.get("identifier")), *_objects(party.get("additionalIdentifiers"))]:
        scheme, value = identifier.get("scheme"), identifier.get("id")
        if scheme and value:
            yield str(scheme), str(value)
    scheme, value = _scheme_and_value(str(party.get("id") or ""))
    if scheme in _PARTY_SCHEMES:
        yield scheme, value


def _scheme_and_value(party_id: str) -> tuple[str, str]:
    """Return the two parts of an OCDS party id: ``GB-PPON-ABCD-1234-EFGH`` is GB-PPON's ABCD-1234-EFGH."""
    country, _, rest = party_id.partition("-")
    register, _, value = rest.partition("-")
    return f"{country}-{register}", value


def _is_sme(party: dict[str, Any]) -> bool | None:
    """Return whether a party is said to be small or medium-sized; ``None`` where its scale is not said."""
    return SCALES.get(str(_object(party.get("details")).get("scale") or "").strip().casefold())


def _key(merged: dict[str, Any], award: dict[str, Any]) -> str:
    """Return under what the contract of an award is found again."""
    return f"{merged['ocid']}|{award.get('id')}"[:600]


def _contract(merged: dict[str, Any], award: dict[str, Any], parties: _Parties) -> ContractFacts:
    tender = _object(merged.get("tender"))
    signed = [
        contract
        for contract in _objects(merged.get("contracts"))
        if str(contract.get("awardID")) == str(award.get("id")) and contract.get("status") != "cancelled"
    ]
    lots = _lots_of(tender, award)
    start, end, longest = _period(signed, award, lots, tender)
    value, remarks = _value(award, signed)
    suppliers = tuple(dict.fromkeys(parties.party(s) for s in _objects(award.get("suppliers"))))
    title = _title(merged, award, tender)
    return ContractFacts(
        key=Key("ocds", _key(merged, award)),
        title=title,
        buyers=(),
        suppliers=suppliers,
        description=_description(award, tender),
        reference=one_line(merged["ocid"], 255),
        notice_url=_link(merged, award, tender),
        cpv_codes=_cpv(tender, award, lots),
        area_code=_own("x-service-area", tender, award),
        product_text=_own("x-product", tender, award),
        is_framework=_is_framework(tender, title, len(suppliers)),
        value=value,
        start_date=start,
        end_date=end,
        options=_options(signed, lots, end, longest),
        remarks=remarks,
    )


def _title(merged: dict[str, Any], award: dict[str, Any], tender: dict[str, Any]) -> str:
    """Return the tender's title, with the award's beside it where there are several awards."""
    of_tender, of_award = one_line(tender.get("title"), 500), one_line(award.get("title"), 200)
    several = len(_objects(merged.get("awards"))) > 1
    if several and of_tender and of_award and of_award.casefold() not in of_tender.casefold():
        return one_line(f"{of_tender}: {of_award}", 500)
    return (
        of_tender
        or of_award
        or one_line(merged.get("description"), 200)
        or f"Contract {merged['ocid']}"[:500]
    )


def _description(award: dict[str, Any], tender: dict[str, Any]) -> str:
    texts = [readable(tender.get("description")), readable(award.get("description"))]
    kept = [text for text in texts if text and "see description of related tender" not in text.casefold()]
    return "\n\n".join(dict.fromkeys(kept))


def _lots_of(tender: dict[str, Any], award: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lots that an award is for; without any named, the only lot there is."""
    lots = _objects(tender.get("lots"))
    related = _list(award.get("relatedLots"))
    chosen = [lot for lot in lots if lot.get("id") in related]
    return chosen or (lots if len(lots) == 1 else [])


def _period(
    signed: list[dict[str, Any]],
    award: dict[str, Any],
    lots: list[dict[str, Any]],
    tender: dict[str, Any],
) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
    """Return start, end and, where it is stated, the latest end with all options used.

    What was signed counts more than the award, the award more than its lots, those more than the tender.
    """
    for group in (
        [_object(contract.get("period")) for contract in signed],
        [_object(award.get("contractPeriod"))],
        [_object(lot.get("contractPeriod")) for lot in lots],
        [_object(tender.get("contractPeriod"))],
    ):
        starts = [day for period in group if (day := day_of(period.get("startDate")))]
        ends = [day for period in group if (day := day_of(period.get("endDate")))]
        longest = [day for period in group if (day := day_of(period.get("maxExtentDate")))]
        if starts or ends:
            return min(starts, default=None), max(ends, default=None), max(longest, default=None)
    return None, None, None


def _value(award: dict[str, Any], signed: list[dict[str, Any]]) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return the award's total in GBP, else that of what was signed; other money is not known (R1)."""
    own = _object(award.get("value"))
    values = [own] if own.get("amount") else [_object(contract.get("value")) for contract in signed]
    foreign = {str(value["currency"]) for value in values if value.get("currency") not in (None, "GBP")}
    if foreign:
        return None, (f"The value is in {', '.join(sorted(foreign))}, not in GBP: it was left out.",)
    amounts = [amount for value in values if (amount := amount_of(value.get("amount"))) is not None]
    total = sum(amounts, Decimal(0))
    return (total if amounts and len(amounts) == len(values) and total < HIGHEST_VALUE else None), ()


def _link(merged: dict[str, Any], award: dict[str, Any], tender: dict[str, Any]) -> str:
    """Return the address of the notice: the award's own, else the tender's, else the release's."""
    documents = [*_objects(award.get("documents")), *_objects(tender.get("documents"))]
    notices = [
        d
        for d in documents
        if str(d.get("documentType")) in {"awardNotice", "contractNotice", "tenderNotice"}
    ]
    for document in notices:
        if address := web_address(document.get("url")):
            return address
    return web_address(merged.get("uri"))


def _classifications(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield _object(part.get("classification"))
    yield from _objects(part.get("additionalClassifications"))
    for item in _objects(part.get("items")):
        yield _object(item.get("classification"))
        yield from _objects(item.get("additionalClassifications"))


def _cpv(tender: dict[str, Any], award: dict[str, Any], lots: list[dict[str, Any]]) -> tuple[str, ...]:
    codes = [
        str(found.get("id"))
        for part in (award, *lots, tender)
        for found in _classifications(part)
        if str(found.get("scheme") or "CPV").upper() == "CPV"
    ]
    return cpv_codes_in(" ".join(codes))


def _own(scheme: str, tender: dict[str, Any], award: dict[str, Any]) -> str:
    """Return what a classification of one of the hub's own schemes says (docs/data-sources.md)."""
    for part in (award, tender):
        for found in _classifications(part):
            if found.get("scheme") == scheme:
                return one_line(found.get("id"), 255)
    return ""


def _is_framework(tender: dict[str, Any], title: str, suppliers: int) -> bool:
    techniques = _object(tender.get("techniques"))
    if techniques.get("hasFrameworkAgreement") is True:
        return True
    return suppliers > 2 and bool(_FRAMEWORK.search(title)) and not _CALL_OFF.search(title)


def _options(
    signed: list[dict[str, Any]],
    lots: list[dict[str, Any]],
    end: dt.date | None,
    longest: dt.date | None,
) -> tuple[Option, ...] | None:
    """Return the extension options, only where they are structured; ``None`` where nothing is said.

    ``x_extensionOptions`` is a list of months (docs/data-sources.md). A latest end later than the end is
    one option as long as the months between. Lots without renewal have none.
    """
    listed = [option for contract in signed for option in _objects(contract.get("x_extensionOptions"))]
    if listed:
        options = tuple(
            Option(months, whole_number(option.get("noticeDays"), LONGEST_NOTICE))
            for option in listed
            if (months := whole_number(option.get("months"), LONGEST_OPTION))
        )
        return options if len(options) <= MOST_OPTIONS else None
    if end and longest and longest > end:
        span = relativedelta(longest + dt.timedelta(days=1), end + dt.timedelta(days=1))
        months = span.years * 12 + span.months
        return (Option(months),) if months else None
    if lots and all(lot.get("hasRenewal") is False for lot in lots):
        return ()
    return None
