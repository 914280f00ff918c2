"""What a flag says, in sentences that name boroughs, contracts and dates (R4). Pure: no database here.

The length is bounded whatever the number of boroughs and contracts: what is left out is counted.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from boroughs.words import counted, listing, money, plain_date
from pipeline.flags import Finding, Kind, Part, Purchase, Stake

#: Boroughs named in the sentence, boroughs with a reason of their own, contracts named in each.
NAMED_IN_SENTENCE = 8
NAMED_IN_REASONS = 12
CONTRACTS_NAMED = 2
LONGEST_TITLE = 120  # characters

_date = lru_cache(maxsize=10_000)(plain_date)


@dataclass(frozen=True)
class Names:
    """The names of what a flag speaks of: its subject, and the boroughs by id."""

    subject: str
    boroughs: Mapping[int, str]


def sentence(finding: Finding, names: Names, on: dt.date) -> str:
    """Return what the flag says first: who could do what together when, and who must decide by when."""
    boroughs = some([names.boroughs[part.borough] for part in _by_name(finding, names)])
    if finding.kind is Kind.SHARED_SUPPLIER:
        every = "both" if len(finding.parts) == 2 else "all"
        first = f"{boroughs} {every} buy from {names.subject.rstrip('.')}."
    elif finding.kind is Kind.SHARED_PRODUCT:
        every = "both" if len(finding.parts) == 2 else "all"
        first = f"{boroughs} {every} use {names.subject.rstrip('.')}."
    elif finding.kind is Kind.PIPELINE:
        first = _purchase_and_others(finding, names)
    else:
        first = (
            f"{boroughs} could replace their {things(names.subject)} together on {_date(finding.start_on)}."
        )
    return " ".join([first, *_decisions(finding, names, on)])


def _purchase_and_others(finding: Finding, names: Names) -> str:
    """Say what is bought, who buys the like at that time, and who could replace what it has then."""
    bought = finding.purchase
    if bought is None:
        return ""
    others = [part for part in _by_name(finding, names) if bought not in part.purchases]
    buying = [names.boroughs[part.borough] for part in others if part.purchases]
    replacing = [names.boroughs[part.borough] for part in others if not part.purchases]
    said = f"{names.boroughs[bought.borough]} buys “{_short(bought.title)}” from {_date(bought.starts)}"
    if buying:
        said += (
            f"; {some(buying)} {'buys' if len(buying) == 1 else 'buy'} in the same service area at that time"
        )
    if replacing:
        said += f"; {some(replacing)} could replace their {things(names.subject)} then"
    return f"{said}."


def reasons(finding: Finding, names: Names, on: dt.date) -> list[str]:
    """Return why: the common days, the value, and for each borough its contracts and dates."""
    lines = []
    if finding.common:
        lines.append(
            f"Their replacement windows share the days from {_date(finding.common.opens)}"
            f" to {_date(finding.common.closes)}."
        )
    lines.append(_value(finding))
    parts = _by_decision(finding, names)
    lines += [_part(finding, part, names, on) for part in parts[:NAMED_IN_REASONS]]
    if len(parts) > NAMED_IN_REASONS:
        lines.append(f"And {counted(len(parts) - NAMED_IN_REASONS, 'more borough')}.")
    return lines


def _decisions(finding: Finding, names: Names, on: dt.date) -> list[str]:
    """Say who must decide next, and who is too late."""
    said = []
    coming = [part for part in finding.parts if part.decide_by and part.decide_by >= on]
    late = [part for part in finding.parts if part.decide_by and part.decide_by < on]
    if coming:
        day = min(part.decide_by for part in coming if part.decide_by)
        first = [part for part in coming if part.decide_by == day]
        who = some(sorted(names.boroughs[part.borough] for part in first))
        said.append(f"{who} must decide by {_date(day)}{_assumed(first)}.")
    if late and finding.kind in (Kind.RENEWAL_WINDOW, Kind.PIPELINE):
        who = some(sorted(names.boroughs[part.borough] for part in late))
        day = min(part.decide_by for part in late if part.decide_by)
        by = "by" if len({part.decide_by for part in late}) == 1 else "from"
        onward = "" if by == "by" else " on"
        said.append(
            f"It is too late for {who}, who would have had to decide {by}"
            f" {_date(day)}{onward}{_assumed(late)}."
        )
    return said


def _assumed(parts: Sequence[Part]) -> str:
    return " (assumed)" if any(part.assumed for part in parts) else ""


def things(area: str) -> str:
    """Write an area as what is replaced: *housing management systems*, *contracts for cloud hosting*."""
    name = area if area[1:2].isupper() else area[:1].lower() + area[1:]
    return f"{name}s" if name.endswith(("system", "platform")) else f"contracts for {name}"


def _value(finding: Finding) -> str:
    contracts = counted(len(finding.contracts), "contract")
    missing = finding.unknown_values
    if finding.value is None:
        return f"{contracts}; the annual value is not known."
    left_out = f", {counted(missing, 'contract')} of unknown value left out" if missing else ""
    return f"{contracts}, worth {money(finding.value)} a year together{left_out}."


def _part(finding: Finding, part: Part, names: Names, on: dt.date) -> str:
    """Say which contracts of a borough are meant, when they end and by when it must decide."""
    named = [_purchase(one, on) for one in part.purchases[:CONTRACTS_NAMED]]
    if len(part.purchases) > CONTRACTS_NAMED:
        named.append(counted(len(part.purchases) - CONTRACTS_NAMED, "more procurement"))
    named += [_contract(stake, finding, names, on) for stake in part.counted[:CONTRACTS_NAMED]]
    if len(part.counted) > CONTRACTS_NAMED:
        named.append(counted(len(part.counted) - CONTRACTS_NAMED, "more contract"))
    words = f"{names.boroughs[part.borough]}: {'; '.join(named)}"
    if part.listed:
        words += f"; {counted(len(part.listed), 'contract')} listed and not counted"
    if part.decide_by:
        verb = "decide by" if part.decide_by >= on else "should have decided by"
        words += f"; {verb} {_date(part.decide_by)}{' (assumed)' if part.assumed else ''}"
    return words + "."


def _purchase(purchase: Purchase, on: dt.date) -> str:
    """Say a procurement's title, when its tender is or was published, and when its contract starts."""
    words = f"buys “{_short(purchase.title)}”"
    if purchase.publishes:
        published = "to be published" if purchase.publishes >= on else "published"
        words += f", tender {published} on {_date(purchase.publishes)}"
    return f"{words}, starts on {_date(purchase.starts)}"


def _contract(stake: Stake, finding: Finding, names: Names, on: dt.date) -> str:
    """Say a contract's title, with whom it is unless the flag is about that supplier, and when it ends."""
    words = f"“{_short(stake.title)}”"
    is_subject = finding.kind is Kind.SHARED_SUPPLIER and _bare(stake.suppliers) == _bare(names.subject)
    if stake.suppliers and not is_subject:
        words += f" with {_short(stake.suppliers)}"
    words += _end(stake.end, on)
    bought = finding.purchase is not None and stake.contract == finding.purchase.replaces
    if finding.start_on and stake.end and stake.end < finding.start_on and not bought:
        words += _prolonged(stake)
    return words


def _bare(name: str) -> str:
    return name.rstrip(".").casefold()


def _end(end: dt.date | None, on: dt.date) -> str:
    """Say when a live contract ends; one whose end is past is live by an option that may have been used."""
    if end is None:
        return ", end date not known"
    return f", ends on {_date(end)}" if end >= on else f", ended on {_date(end)} unless an option was used"


def _prolonged(stake: Stake) -> str:
    """Say what a contract needs that ends before the common start (R3)."""
    if not stake.has_option:
        return ", to be bridged until then"
    if stake.notice_on is None:
        return ", its next option to be used (notice not known)"
    return f", its next option to be used by {_date(stake.notice_on)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"


def some(words: Sequence[str], most: int = NAMED_IN_SENTENCE) -> str:
    """List words, the ones over a number only counted."""
    if len(words) <= most:
        return listing(words)
    return listing([*words[: most - 2], counted(len(words) - most + 2, "more borough")])


def _by_name(finding: Finding, names: Names) -> list[Part]:
    return sorted(finding.parts, key=lambda part: names.boroughs[part.borough])


def _by_decision(finding: Finding, names: Names) -> list[Part]:
    return sorted(
        finding.parts, key=lambda part: (part.decide_by or dt.date.max, names.boroughs[part.borough])
    )
