"""The table of the register, built by plain functions: fifty template includes take ten times as long."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.places import Places
from boroughs.words import counted, listing, money, plain_date
from contracts.matches import Match
from contracts.models import ExtensionOption

COLUMNS = (
    "pk",
    "title",
    "supplier_text",
    "service_area_id",
    "borough_ids",
    "end_date",
    "maximum_end_date",
    "decide_by",
    "value",
    "annual_value",
    "options_known",
    "is_demonstration",
)

UNKNOWN = SafeString('<span class="hub-unknown">not known</span>')
DEMONSTRATION_TAG = SafeString(' <strong class="govuk-tag hub-tag-demonstration">demonstration</strong>')
ROW = (
    '<tr class="govuk-table__row">'
    '<th scope="row" class="govuk-table__header hub-register__title">'
    '<a class="govuk-link" href="{}">{}</a>{}<span class="hub-register__more">{}</span>{}</th>'
    '<td class="govuk-table__cell"><span class="hub-register__label">Borough</span>{}</td>'
    '<td class="govuk-table__cell"><span class="hub-register__label">Supplier</span><span>{}</span></td>'
    '<td class="govuk-table__cell"><span class="hub-register__label">Ends</span><span>{}{}</span></td>'
    '<td class="govuk-table__cell"><span class="hub-register__label">Decide by</span>{}</td>'
    '<td class="govuk-table__cell govuk-table__cell--numeric">'
    '<span class="hub-register__label">Value</span><span>{}{}</span></td>'
    "</tr>"
)


class Row(NamedTuple):
    """One contract of the list, its columns in the order of ``COLUMNS``; money is GBP excluding VAT."""

    pk: int
    title: str
    supplier_text: str
    service_area_id: int | None
    borough_ids: list[int]
    end_date: dt.date | None
    maximum_end_date: dt.date | None
    decide_by: dt.date | None
    value: Decimal | None
    annual_value: Decimal | None
    options_known: bool
    is_demonstration: bool


def table_rows(
    rows: Sequence[Row], places: Places, path: str, today: dt.date, found: Mapping[int, Match] | None = None
) -> SafeString:
    """Return the ``<tr>`` elements of a page of contracts.

    Args:
        rows: the contracts, in order.
        places: names of boroughs and service areas.
        path: the address below which contracts have their pages, ``/register/``.
        today: the day on which the page is read.
        found: why words found each contract, where words were searched for.
    """
    options = unused_options(row.pk for row in rows)
    why = found or {}
    return join_markup(
        ROW,
        (
            (
                f"{path}{row.pk}/",
                why[row.pk].title if row.pk in why else row.title,
                DEMONSTRATION_TAG if row.is_demonstration else "",
                places.full_area_name(row.service_area_id) or "service area not known",
                why[row.pk].elsewhere if row.pk in why else "",
                listing([places.borough_by_pk[number].name for number in row.borough_ids]),
                (why[row.pk].suppliers if row.pk in why else row.supplier_text) or UNKNOWN,
                plain_date(row.end_date) if row.end_date else UNKNOWN,
                _options(row, options.get(row.pk, 0)),
                _decide_by(row, today),
                money(row.value) if row.value is not None else UNKNOWN,
                _a_year(row.annual_value),
            )
            for row in rows
        ),
    )


def unused_options(contract_ids: Iterable[int]) -> dict[int, int]:
    """Return the number of unused extension options of each contract that has any."""
    numbers: dict[int, int] = defaultdict(int)
    unused = ExtensionOption.objects.filter(contract_id__in=list(contract_ids), used_on__isnull=True)
    for contract_id in unused.order_by().values_list("contract_id", flat=True):
        numbers[contract_id] += 1
    return numbers


def _options(row: Row, left: int) -> SafeString | str:
    if left and row.maximum_end_date and row.maximum_end_date != row.end_date:
        longest = plain_date(row.maximum_end_date)
        return fill('<span class="hub-register__more">or {} with {}</span>', longest, counted(left, "option"))
    if row.end_date and not row.options_known:
        return SafeString('<span class="hub-register__more">options not known</span>')
    return ""


def _decide_by(row: Row, today: dt.date) -> SafeString | str:
    if row.decide_by is None:
        return UNKNOWN
    if row.decide_by < today and row.end_date and row.end_date >= today:
        return fill(
            '<span>{} <strong class="hub-register__passed">passed</strong></span>', plain_date(row.decide_by)
        )
    return plain_date(row.decide_by)


def _a_year(annual_value: Decimal | None) -> SafeString | str:
    if annual_value is None:
        return ""
    return fill('<span class="hub-register__more">{} a year</span>', money(annual_value))
