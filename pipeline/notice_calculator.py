"""Which notices of the Procurement Act 2023 a purchase of a council in London needs, and by when. Pure.

The figures (thresholds, periods) come in as data with dates and sources; here is only which notice goes
with what. Each rule names the section it rests on; the words of the law are linked, not copied. Left out
are private utilities, defence, Wales, and notices during the contract (UK8 to UK11, UK13 to UK17).
"""

import datetime as dt

from dateutil.relativedelta import relativedelta

from boroughs.calendar import minus_working_days
from boroughs.words import exact_money, plain_date
from pipeline.notice_terms import (
    Answer,
    Figure,
    Need,
    NoticeNeed,
    Purchase,
    Regime,
    Rules,
    Way,
)

#: The Act counts for procurements that begin on or after this day (Cabinet Office, Find a Tender: Notice
#: types and sequences, read in November 2026).
FIRST_DAY = dt.date(2025, 2, 24)
DAY = dt.timedelta(days=1)


def calculate(purchase: Purchase, rules: Rules, today: dt.date) -> Answer:
    """Return which notices a purchase needs, and by when.

    Args:
        purchase: what is bought, how and when.
        rules: the figures that count on the day on which it begins.
        today: a yearly notice is asked for next on or after this day.
    """
    regime = _regime(purchase, rules)
    if regime is Regime.BELOW:
        return Answer(regime, ())
    if regime is Regime.NOTIFIABLE:
        return Answer(regime, _notifiable(purchase))
    makers = (_pipeline, _engagement, _planned, _tender, _transparency, _award, _details, _termination)
    notices = [found for make in makers if (found := make(purchase, rules, today)) is not None]
    return Answer(regime, tuple(notices), tuple(_warnings(purchase, rules)))


def _reaches(purchase: Purchase, figure: Figure | None, *, strictly: bool = False) -> bool | None:
    """Tell whether a value reaches a figure (strictly: exceeds it); ``None`` where either is not known."""
    value = purchase.with_vat if figure and figure.includes_vat else purchase.value
    if figure is None or value is None:
        return None
    return value > figure.amount if strictly else value >= figure.amount


def _regime(purchase: Purchase, rules: Rules) -> Regime:
    """Section 3 and Schedule 1 (public contracts); sections 84 and 87 (notifiable below the threshold)."""
    public = _reaches(purchase, rules.thresholds.get(purchase.kind.value))
    if public is None:
        return Regime.UNKNOWN
    if public:
        return Regime.PUBLIC
    # Section 84(1)(b): a concession below the threshold is not a regulated below-threshold contract.
    notifiable = _reaches(purchase, rules.thresholds.get("below-threshold-notice"))
    return Regime.NOTIFIABLE if notifiable and not purchase.kind.concession else Regime.BELOW


def _notifiable(purchase: Purchase) -> tuple[NoticeNeed, ...]:
    advertised = purchase.way is Way.COMPETITION and purchase.advertised
    tender = NoticeNeed(
        "UK4",
        "Below-threshold tender notice",
        Need.REQUIRED if advertised else Need.NOT_NEEDED,
        "It is advertised to invite tenders." if advertised else "It is not advertised to invite tenders.",
        _on("Before it is advertised anywhere else", purchase.published_on) if advertised else "",
        "87",
        purchase.published_on if advertised else None,
    )
    details = NoticeNeed(
        "UK7",
        "Contract details notice",
        Need.REQUIRED,
        "The contract is notifiable.",
        _on("As soon as reasonably practicable after the contract is made", purchase.signed_on),
        "87",
    )
    return tender, details


def _pipeline(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 93: the yearly pipeline notice names public contracts of more than £2 million."""
    figure = rules.thresholds.get("pipeline-notice")
    large = _reaches(purchase, figure, strictly=True)
    name = "Pipeline notice"
    if purchase.way is Way.FRAMEWORK:
        return NoticeNeed(
            "UK1",
            name,
            Need.OPTIONAL,
            "No tender or transparency notice is published for a call-off.",
            "",
            "93",
        )
    if not purchase.large_spender or large is False:
        why = (
            f"Its value is not above {exact_money(figure.amount)}."
            if large is False and figure
            else "The authority does not expect to pay more than £100 million in the year."
        )
        return NoticeNeed("UK1", name, Need.OPTIONAL, why, "", "93")
    by = _pipeline_day(purchase.published_on, rules, today)
    return NoticeNeed(
        "UK1",
        name,
        Need.REQUIRED if large else Need.CONDITIONAL,
        f"Its value is above {exact_money(figure.amount)}." if large and figure else "If it is large enough.",
        f"By {plain_date(by)}, in the notice of that financial year" if by else "By 26 May of its year",
        "93",
        by,
    )


def _pipeline_day(published: dt.date | None, rules: Rules, today: dt.date) -> dt.date | None:
    """Return the last day of the next yearly notice that has to name what is published on a day.

    A notice names what is published within the horizon that begins with its financial year, so that one
    purchase stands in one or two of them: the next that is not past counts, else the last one.
    """
    within, horizon = rules.periods.get("pipeline-notice"), rules.periods.get("pipeline-horizon")
    if published is None or within is None or horizon is None:
        return None
    found = []
    for year in range(published.year - 2, published.year + 1):
        begins = dt.date(year, 4, 1)
        if begins <= published < begins + relativedelta(months=horizon.number):
            found.append(begins + (within.number - 1) * DAY)
    return next((day for day in found if day >= today), found[-1] if found else None)


def _engagement(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 17: preliminary market engagement is announced before the tender notice."""
    if purchase.way is not Way.COMPETITION:
        return None
    need = Need.REQUIRED if purchase.engagement else Need.NOT_NEEDED
    why = "The market is asked first; else the tender notice says why there is no such notice."
    return NoticeNeed(
        "UK2",
        "Preliminary market engagement notice",
        need,
        why if purchase.engagement else "No market engagement is planned.",
        _on("Before the tender notice", purchase.published_on) if purchase.engagement else "",
        "17",
        purchase.published_on - DAY if purchase.engagement and purchase.published_on else None,
    )


def _planned(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 15 and section 54(4): a planned procurement notice in time shortens the tender period."""
    least, most = rules.periods.get("planned-least"), rules.periods.get("planned-most")
    if purchase.way is not Way.COMPETITION:
        return None
    published, by, when = purchase.published_on, None, ""
    if published and least and most:
        by = published - least.number * DAY
        first = published - relativedelta(months=most.number)
        when = f"Between {plain_date(first)} and {plain_date(by)}, to shorten the tender period"
    shorter = rules.periods.get("tender-period-planned")
    why = "It tells the market early"
    if shorter and not purchase.kind.light_touch:
        why += f", and allows a tender period of {shorter}"
    return NoticeNeed("UK3", "Planned procurement notice", Need.OPTIONAL, f"{why}.", when, "15", by)


def _tender(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 21: a competitive tendering procedure begins with a tender notice."""
    if purchase.way is not Way.COMPETITION:
        return None
    when = _on("On the day of publication", purchase.published_on)
    least = rules.periods.get("tender-period")
    if least and not purchase.kind.light_touch:
        when += f"; the tender period is at least {least} where all is electronic"
    return NoticeNeed(
        "UK4",
        "Tender notice",
        Need.REQUIRED,
        "Suppliers are invited to compete.",
        when,
        "21",
        purchase.published_on,
    )


def _transparency(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 44: a direct award is announced first; not where a user chooses (Schedule 5, paragraph 15)."""
    if purchase.way is not Way.DIRECT:
        return None
    name = "Transparency notice"
    if purchase.users_choose:
        return NoticeNeed(
            "UK5", name, Need.NOT_NEEDED, "A user of the service chooses the supplier.", "", "44"
        )
    return NoticeNeed(
        "UK5",
        name,
        Need.REQUIRED,
        "The contract is awarded directly.",
        _on("Before the contract is awarded", purchase.published_on),
        "44",
        purchase.published_on,
    )


def _award(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 50: before every public contract; section 51: the standstill that it begins."""
    name = "Contract award notice"
    if purchase.users_choose:
        return NoticeNeed(
            "UK6", name, Need.NOT_NEEDED, "A user of the service chooses the supplier.", "", "50"
        )
    standstill = rules.periods.get("standstill")
    # Section 51(3): neither light touch contracts nor call-offs have to stand still.
    stands_still = standstill and not purchase.kind.light_touch and purchase.way is not Way.FRAMEWORK
    signed, by = purchase.signed_on, None
    when = _on("Before the contract is made", signed)
    if signed:
        by = (
            minus_working_days(signed - DAY, standstill.number - 1)
            if stands_still and standstill
            else signed - DAY
        )
    if stands_still:
        when = f"So that {standstill}, its own day among them, end before the contract is made"
        when += f": by {plain_date(by)}" if by else ""
    return NoticeNeed("UK6", name, Need.REQUIRED, "It is a public contract.", when, "50", by)


def _details(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 53(1): after a public contract was made; light touch contracts have longer."""
    code = "contract-details-light-touch" if purchase.kind.light_touch else "contract-details"
    within = rules.periods.get(code)
    if purchase.users_choose:
        return NoticeNeed(
            "UK7",
            "Contract details notice",
            Need.CONDITIONAL,
            "A user of the service chooses the supplier: see who is exempt.",
            "",
            "53",
        )
    signed = purchase.signed_on
    by = signed + (within.number - 1) * DAY if signed and within else None
    when = (
        f"Within {within} of the day on which the contract is made"
        if within
        else "After the contract is made"
    )
    big = _reaches(purchase, rules.thresholds.get("contract-published"), strictly=True)
    return NoticeNeed(
        "UK7",
        "Contract details notice",
        Need.REQUIRED,
        "It is a public contract."
        + (" The contract itself is published too: see the section for when." if big else ""),
        f"{when}: by {plain_date(by)}" if by else when,
        "53",
        by,
    )


def _termination(purchase: Purchase, rules: Rules, today: dt.date) -> NoticeNeed | None:
    """Section 55: where nothing is awarded after a tender or transparency notice."""
    if purchase.way is Way.FRAMEWORK:
        return None
    return NoticeNeed(
        "UK12",
        "Procurement termination notice",
        Need.CONDITIONAL,
        "Only if it is given up after the tender or transparency notice.",
        "As soon as reasonably practicable after that decision",
        "55",
    )


def _warnings(purchase: Purchase, rules: Rules) -> list[str]:
    """Say what cannot be right about the days."""
    said = []
    published, due, signed = purchase.published_on, purchase.bids_due, purchase.signed_on
    if published and published < FIRST_DAY:
        said.append(f"What began before {plain_date(FIRST_DAY)} goes on under the law before the Act.")
    least, shortest = rules.periods.get("tender-period"), rules.periods.get("tender-period-planned")
    competes = purchase.way is Way.COMPETITION and not purchase.kind.light_touch
    if competes and published and due and least and shortest and (due - published).days < least.number:
        days = (due - published).days
        if days < shortest.number:
            said.append(f"The tender period of {days} days is shorter than any that the Act usually allows.")
        else:
            said.append(
                f"The tender period of {days} days is shorter than {least}: a planned procurement notice in "
                "time, or another ground of section 54, is needed."
            )
    if due and signed and signed <= due:
        said.append("The contract would be made before bids are due.")
    return said


def _on(words: str, day: dt.date | None) -> str:
    return f"{words} ({plain_date(day)})" if day else words
