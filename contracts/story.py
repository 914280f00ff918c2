"""What a contract's page says, in sentences and pairs: the facts, the dates, where each value comes from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.places import BoroughName
from boroughs.words import NOT_KNOWN, counted, exact_money, money, plain_date
from contracts.charts import Dates
from contracts.models import Contract, ContractSupplier, ExtensionOption, SourceRecord
from contracts.text import record_name

Pair = tuple[str, SafeString | str]

#: What provenance says about, in the page's order: field, label.
FIELDS = {
    "title": "Title",
    "boroughs": "Boroughs",
    "suppliers": "Suppliers",
    "service_area": "Service area",
    "product": "Product",
    "product_text": "Product as written",
    "value": "Total value",
    "start_date": "Start date",
    "end_date": "End date",
    "break_date": "Break date",
    "notice_days": "Notice to end it",
    "options": "Extension options",
    "options_known": "Extension options",
    "reference": "Reference",
    "notice_url": "Official notice",
    "cpv_codes": "CPV codes",
    "route": "Procurement route",
    "framework_used": "Framework it was bought under",
    "is_framework": "It is a framework itself",
    "description": "Description",
    "confirmed_on": "Last confirmed",
}


#: The labels of the page whose field somebody can say on purpose is not known.
CAN_BE_UNKNOWN = {
    "Service area": "service_area",
    "Product": "product",
    "Total value, excluding VAT": "value",
    "Starts": "start_date",
    "Ends": "end_date",
    "Extension options": "options",
    "Break date": "break_date",
    "Notice to end it": "notice_days",
    "Procurement route": "route",
    "Framework it was bought under": "framework_used",
    "Reference": "reference",
    "Official notice": "notice_url",
}


@dataclass(frozen=True)
class Origin:
    """Where one field's value came from (R8)."""

    field: str
    source: str
    when: str
    place: str
    address: str


def facts(
    contract: Contract,
    boroughs: Sequence[BoroughName],
    suppliers: Sequence[ContractSupplier],
    options: Sequence[ExtensionOption],
) -> list[Pair]:
    """Return the summary list's pairs; an unknown value says so, with the reason where there is one."""
    joint = "Boroughs, jointly" if len(boroughs) > 1 else "Borough"
    written = {link.name_as_written for link in suppliers} - {link.supplier.name for link in suppliers}
    pairs: list[Pair] = [
        (joint, _links((f"/boroughs/{item.slug}/", item.name) for item in boroughs)),
        (
            "Supplier" if len(suppliers) < 2 else "Suppliers",
            _links((link.supplier.get_absolute_url(), link.supplier.name) for link in suppliers),
        ),
        ("Service area", _service_area(contract)),
        ("Product", _product(contract)),
        ("Total value, excluding VAT", exact_money(contract.value)),
        ("Annual value", _annual_value(contract)),
        ("Starts", plain_date(contract.start_date)),
        ("Ends", plain_date(contract.end_date)),
        ("Extension options", _options(contract, options)),
        ("Break date", plain_date(contract.break_date)),
        ("Notice to end it", _notice(contract.notice_days)),
        ("Procurement route", contract.route.name if contract.route else NOT_KNOWN),
        ("Framework it was bought under", contract.framework_used or NOT_KNOWN),
        ("Reference", contract.reference or NOT_KNOWN),
        ("Official notice", _outside(contract.notice_url) if contract.notice_url else NOT_KNOWN),
        ("Last confirmed", plain_date(contract.confirmed_on)),
    ]
    if written:
        pairs.insert(2, ("Supplier as written there", ", ".join(sorted(written))))
    return [(label, _on_purpose(contract, label, text)) for label, text in pairs]


def _on_purpose(contract: Contract, label: str, text: SafeString | str) -> SafeString | str:
    """Add to what is not known that an officer says so, where one does (R8)."""
    said = contract.provenance.get(CAN_BE_UNKNOWN.get(label, ""), {})
    by_officer = isinstance(said, dict) and said.get("source") == Contract.Source.OFFICER
    return f"{NOT_KNOWN}, as an officer says" if text == NOT_KNOWN and by_officer else text


def dates_of(contract: Contract, options: Sequence[ExtensionOption]) -> Dates | None:
    """Return what is drawn; nothing without an end date (R2)."""
    if contract.end_date is None:
        return None
    return Dates(
        end=contract.end_date,
        start=contract.start_date,
        option_months=[option.months for option in options if option.used_on is None],
        opens=contract.window.lower if contract.window else None,
        closes=contract.window.upper - dt.timedelta(days=1) if contract.window else None,
        decide_by=contract.decide_by,
        break_date=contract.break_date,
    )


def dates_in_words(contract: Contract, dates: Dates | None, today: dt.date) -> list[str]:
    """Return the sentences that say what the drawing shows, or why there is none."""
    if dates is None:
        return [
            "Its end date is not known.",
            "So there is no replacement window, and nobody can say by when the borough must decide.",
        ]
    if dates.start:
        sentences = [f"It runs from {plain_date(dates.start)} to {plain_date(dates.end)}."]
    else:
        sentences = [f"It ends on {plain_date(dates.end)}; its start is not known."]
    if dates.option_months:
        left = counted(len(dates.option_months), "option")
        sentences.append(f"With {left} it could run until {plain_date(contract.maximum_end_date)}.")
    elif not contract.options_known:
        sentences.append("Whether there are options to extend it is not known.")
    if dates.opens and dates.closes:
        could = "could start" if dates.closes >= today else "could have started"
        sentences.append(
            f"A replacement {could} between {plain_date(dates.opens)} and {plain_date(dates.closes)}."
        )
    if dates.break_date:
        sentences.append(f"It can be ended early from {plain_date(dates.break_date)}.")
    sentences.append(_decide_by_in_words(contract, dates, today))
    return sentences


def dates_as_table(contract: Contract, dates: Dates) -> list[tuple[str, str]]:
    """Return the figures of the drawing: what, and when."""
    rows = [("Starts", plain_date(dates.start)), ("Ends", plain_date(dates.end))]
    rows += [
        (f"Ends with option {number} used", plain_date(last))
        for number, (_, last) in enumerate(dates.option_ends(), start=1)
    ]
    if dates.break_date:
        rows.append(("Can be ended early from", plain_date(dates.break_date)))
    return [
        *rows,
        ("Replacement window opens", plain_date(dates.opens)),
        ("Replacement window closes", plain_date(dates.closes)),
        ("Decide by" + (" (assumed)" if contract.decide_by_assumed else ""), plain_date(dates.decide_by)),
    ]


def origins(provenance: Mapping[str, Any], records: Mapping[int, SourceRecord]) -> list[Origin]:
    """Return where each value came from, in the page's order; fields that nobody spoke of are left out."""
    found = []
    for name, label in FIELDS.items():
        said = provenance.get(name)
        if not isinstance(said, dict):
            continue
        record = records.get(said.get("record") or 0)
        found.append(
            Origin(
                field=label,
                source=dict(Contract.Source.choices).get(said.get("source", ""), NOT_KNOWN),
                when=_day(said.get("at")),
                place=record_name(record.key) if record else "",
                address=str(said.get("link", "")) if is_link(said.get("link")) else "",
            )
        )
    return found


def is_link(address: Any) -> bool:
    """Tell whether an address is one to link to: of the web, and of nothing that runs in the page."""
    return isinstance(address, str) and address.startswith(("https://", "http://"))


def _decide_by_in_words(contract: Contract, dates: Dates, today: dt.date) -> str:
    if dates.end < today:
        return "As far as is known it has ended, so there is nothing left to decide."
    if dates.decide_by is None:
        return "By when to decide is not known: no procurement route has been recorded."
    passed = " That day has passed." if dates.decide_by < today else ""
    return (
        f"For a replacement to start on the day it ends, decide by {plain_date(dates.decide_by)}"
        f"{' (assumed)' if contract.decide_by_assumed else ''}.{passed}"
    )


def _links(links: Any) -> SafeString | str:
    return (
        join_markup(
            '<span class="hub-contract__line"><a class="govuk-link" href="{}">{}</a></span>',
            ((url, name) for url, name in links),
        )
        or NOT_KNOWN
    )


def _service_area(contract: Contract) -> SafeString | str:
    if contract.service_area is None:
        return NOT_KNOWN
    if not contract.service_area_reason:
        return str(contract.service_area)
    reason = contract.service_area_reason
    if contract.service_area_confidence is not None:
        reason = f"{reason} Worked out, {contract.service_area_confidence:.0%} sure."
    return fill('{}<br><span class="hub-unknown">{}</span>', contract.service_area, reason)


def _product(contract: Contract) -> SafeString | str:
    """Return the product with its page and why it was taken to be that one, or what the source calls it."""
    product = contract.product
    if product is None:
        said = f"{NOT_KNOWN}; the source calls it “{contract.product_text}”"
        return said if contract.product_text else NOT_KNOWN
    link = _links([(product.get_absolute_url(), product.name)])
    if not contract.product_reason:
        return link
    return fill('{}<br><span class="hub-unknown">{}</span>', link, contract.product_reason)


def _annual_value(contract: Contract) -> str:
    if contract.annual_value is not None:
        return f"{money(contract.annual_value)} (total value over the years of the initial term)"
    missing = [
        name
        for name, value in (
            ("total value", contract.value),
            ("start", contract.start_date),
            ("end", contract.end_date),
        )
        if value is None
    ]
    if not missing:
        return NOT_KNOWN
    verb = "is" if len(missing) == 1 else "are"
    return f"{NOT_KNOWN}, because the {' and '.join(missing)} {verb} not known"


def _options(contract: Contract, options: Sequence[ExtensionOption]) -> SafeString | str:
    if not options:
        return "None" if contract.options_known else NOT_KNOWN
    return SafeString("<br>".join(escape(_option(option)) for option in options))


def _notice(days: int | None) -> str:
    return NOT_KNOWN if days is None else counted(days, "day")


def _option(option: ExtensionOption) -> str:
    known = option.notice_days is not None
    notice = f"{counted(option.notice_days or 0, 'day')}’ notice" if known else "notice not known"
    state = f"used on {plain_date(option.used_on)}" if option.used_on else notice
    return f"Option {option.number}: {counted(option.months, 'month')}, {state}"


def _outside(address: str) -> SafeString | str:
    if not is_link(address):
        return address
    return fill('<a class="govuk-link hub-break" href="{}" rel="noreferrer">{}</a>', address, address)


def _day(text: Any) -> str:
    try:
        return plain_date(dt.date.fromisoformat(str(text)[:10]))
    except ValueError:
        return NOT_KNOWN
