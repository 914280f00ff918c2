"""The API's contracts: the register, asked as its page is asked."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from boroughs.api import AreaName, BoroughName, area_name
from boroughs.api_parts import (
    REFUSALS,
    REFUSALS_OF_ONE,
    PageQuestion,
    check_form,
    check_names,
    next_address,
    parameter,
    wrong_place,
)
from boroughs.keyset import page, read_cursor
from boroughs.places import Places, read_boroughs, read_places
from contracts import filters
from contracts.freshness import freshness
from contracts.models import Contract
from contracts.orders import stretches
from suppliers.api import ProductLink, SupplierLink, link
from suppliers.filters import SME

router = Router(tags=["Contracts"])

FORMAT = "2027-03-31"
#: What an answer has that is no field of the contract of that name, or is one in another form.
MADE = {
    "id",
    "boroughs",
    "suppliers",
    "service_area",
    "product",
    "window_opens",
    "window_closes",
    "freshness",
    "notice",
    "page",
}


class SupplierOfContract(SupplierLink):
    """A supplier of a contract; ``as_written`` is the name that it was given there.

    ``is_sme`` tells whether the contract's source calls it small or medium-sized; null where it does not say.
    """

    as_written: str
    is_sme: bool | None


class ContractRow(Schema):
    """A contract in a list. Money is GBP excluding VAT; what is not known is null, never zero.

    The lead borough comes first. ``maximum_end_date`` is the end with every unused option used;
    ``decide_by`` the last day to begin, for a replacement to start on the end date;
    ``window_opens`` and ``window_closes`` bound the days on which a replacement could start.
    """

    id: int
    title: str
    reference: str
    boroughs: list[BoroughName]
    suppliers: list[SupplierOfContract]
    service_area: AreaName | None
    product: ProductLink | None
    value: Decimal | None
    annual_value: Decimal | None
    start_date: dt.date | None
    end_date: dt.date | None
    maximum_end_date: dt.date | None
    options_known: bool
    decide_by: dt.date | None
    decide_by_assumed: bool
    window_opens: dt.date | None
    window_closes: dt.date | None
    confirmed_on: dt.date | None
    freshness: str
    source: str
    notice: str | None
    is_framework: bool
    is_demonstration: bool
    changed: dt.datetime
    page: str


class Contracts(Schema):
    """A page of contracts; ``next`` is null on the last one."""

    items: list[ContractRow]
    next: str | None


class Option(Schema):
    """One right to prolong a contract; ``used_on`` is null where it was not used."""

    number: int
    months: int
    notice_days: int | None
    used_on: dt.date | None


class Document(Schema):
    """A document about a contract that anybody may see: what it is, its name, its address."""

    kind: str
    label: str
    url: str


class ContractAnswer(ContractRow):
    """A contract with its description, its extension options, its documents, and the ids of its chain.

    ``route`` is how it was bought, ``framework_used`` the framework that it was bought under, empty where it
    is not known. ``replaces`` and ``replaced_by`` are ids of contracts.
    """

    description: str
    route: str
    framework_used: str
    documents: list[Document]
    replaces: list[int]
    replaced_by: list[int]
    cpv_codes: list[str]
    break_date: dt.date | None
    notice_days: int | None
    options: list[Option]


class ContractQuery(PageQuestion):
    """What may be asked of the register."""

    q: str = parameter(
        "Words in the title, a supplier’s name, the reference or the description.", longest=200
    )
    borough: str = parameter("Of this borough: its slug; of several, parted by commas.", longest=700)
    area: str = parameter("In this service area: its code.", longest=10)
    supplier: str = parameter("With this supplier: its slug, its name, or part of its name.", longest=255)
    group: str = parameter(
        "With any supplier of the group to which this one belongs today: its slug or its name.", longest=255
    )
    product: str = parameter("For this product: its slug or its name.", longest=120)
    value: str = parameter("Total value, in bands.", choices=filters.VALUE_BANDS)
    ends_from: str = parameter("Ends on this day or later.", longest=40, example=FORMAT)
    ends_to: str = parameter("Ends on this day or earlier.", longest=40, example=FORMAT)
    decide_from: str = parameter("To be decided by this day or a later one.", longest=40, example=FORMAT)
    decide_to: str = parameter("To be decided by this day or an earlier one.", longest=40, example=FORMAT)
    options: str = parameter("Extension options.", choices=filters.OPTIONS)
    end: str = parameter("Whether the end date is known.", choices=filters.END)
    sme: str = parameter("Whether a supplier is small or medium-sized.", choices=SME)
    freshness: str = parameter("When it was last confirmed.", choices=filters.FRESHNESS)
    source: str = parameter("What the record was first made from.", choices=filters.SOURCES)
    live: str = parameter("Whether they are live now.", choices=filters.LIVE)
    technology: str = parameter("Whether their area is technology.", choices=filters.TECHNOLOGY)
    demonstration: str = parameter("Whether records are fictional.", choices=filters.DEMONSTRATION)
    sort: str = parameter("The order.", choices=filters.SORTS)


@router.get("/contracts/", response={200: Contracts, **REFUSALS}, url_name="api_contracts")
def contracts(request: HttpRequest, query: Query[ContractQuery]) -> Any:
    """List contracts; the parameters are those of the register's page."""
    check_names(request, ContractQuery)
    places = read_places()
    form = filters.RegisterForm(request.GET, places)
    asked = filters.read(form)
    check_form(form)
    order = stretches(asked.sort, filters.today())
    try:
        after = read_cursor(query.after, order) if query.after else None
    except ValueError as error:
        raise wrong_place() from error
    shown = page(asked.in_order(places), order, ["pk"], after=after, size=query.size)
    return {
        "items": [
            answer_of(request, row, places) for row in contracts_by_key([row[0] for row in shown.rows])
        ],
        "next": next_address(request, shown.next),
    }


@router.get(
    "/contracts/{int:pk}/", response={200: ContractAnswer, **REFUSALS_OF_ONE}, url_name="api_contract"
)
def contract(request: HttpRequest, pk: int) -> Any:
    """Show one contract."""
    check_names(request)
    rows = contracts_by_key([pk])
    if not rows:
        raise Http404("There is no contract of this number.")
    row = rows[0]
    plain = ("description", "cpv_codes", "break_date", "notice_days", "framework_used")
    return {
        **answer_of(request, row, read_boroughs()),
        **{name: getattr(row, name) for name in plain},
        "options": [
            {name: getattr(option, name) for name in Option.model_fields} for option in row.options.all()
        ],
        "route": row.route.code if row.route else "",
        "documents": list(row.links.filter(is_public=True).values("kind", "label", "url")),
        "replaces": list(row.replaces.values_list("predecessor", flat=True)),
        "replaced_by": list(row.replaced_by.values_list("successor", flat=True)),
    }


def contracts_by_key(keys: Sequence[int]) -> list[Contract]:
    """Return contracts in the order of their primary keys given, with all that an answer names."""
    found = Contract.objects.filter(pk__in=keys).select_related("service_area__parent", "product", "route")
    found = found.defer("search", "provenance").prefetch_related("supplier_links__supplier", "options")
    by_key = {row.pk: row for row in found}
    return [by_key[key] for key in keys if key in by_key]


def answer_of(request: HttpRequest, row: Contract, places: Places) -> dict[str, Any]:
    """Return a contract, read by ``contracts_by_key``, as lists and downloads have it."""
    plain = [name for name in ContractRow.model_fields if name not in MADE]
    boroughs = [places.borough_by_pk[key] for key in row.borough_ids]
    return {
        **{name: getattr(row, name) for name in plain},
        "id": row.pk,
        "boroughs": [{"slug": borough.slug, "name": borough.name} for borough in boroughs],
        "suppliers": [
            {**link(one.supplier), "as_written": one.name_as_written, "is_sme": one.is_sme}
            for one in row.supplier_links.all()
        ],
        "service_area": area_name(row.service_area),
        "product": link(row.product) if row.product else None,
        "window_opens": row.window.lower if row.window else None,
        "window_closes": row.window.upper - dt.timedelta(days=1) if row.window else None,
        "freshness": freshness(row.confirmed_on, filters.today()).value,
        "notice": row.notice_url or None,
        "page": request.build_absolute_uri(row.get_absolute_url()),
    }
