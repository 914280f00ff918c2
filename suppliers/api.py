"""The API's suppliers and products."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema

from boroughs.api import AreaName, area_name
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
from boroughs.places import read_places
from suppliers import filters, product_filters
from suppliers.directory import directory
from suppliers.models import Product, Supplier
from suppliers.numbers import where_it_leads

router = Router(tags=["Suppliers and products"])


class SupplierLink(Schema):
    """A supplier, as other things name it."""

    slug: str
    name: str


class ProductLink(Schema):
    """A product, as other things name it."""

    slug: str
    name: str


class SupplierRow(Schema):
    """A supplier in a list. ``is_sme`` is null where it is not known.

    ``found_as`` says why a search found it, where the name alone does not.
    """

    slug: str
    name: str
    found_as: str
    is_sme: bool | None
    live_contracts: int
    live_boroughs: int
    is_demonstration: bool
    page: str


class Suppliers(Schema):
    """A page of suppliers; ``count`` is null for more than a thousand, ``next`` on the last page."""

    items: list[SupplierRow]
    count: int | None
    next: str | None


class NameOfSupplier(Schema):
    """A name by which a supplier is or was known, and where it was seen."""

    name: str
    kind: str
    source: str


class NumberOfSupplier(Schema):
    """A number that names the supplier, and its page in the register that gave it, where that is public."""

    scheme: str
    value: str
    address: str | None


class SupplierAnswer(SupplierRow):
    """A supplier with its names, numbers and products; ``group`` is its ultimate owner, if it has one."""

    names: list[NameOfSupplier]
    identifiers: list[NumberOfSupplier]
    products: list[ProductLink]
    group: SupplierLink | None
    contracts: str


class ProductRow(Schema):
    """A product in a list; ``found_as`` says why a search found it, where the name alone does not."""

    slug: str
    name: str
    found_as: str
    supplier: SupplierLink | None
    service_area: AreaName | None
    live_contracts: int
    live_boroughs: int
    is_demonstration: bool
    page: str


class Products(Schema):
    """A page of products; ``next`` is null on the last one."""

    items: list[ProductRow]
    count: int
    next: str | None


class NameOfProduct(Schema):
    """A name of a product and when it was used; the last day is the one before ``until``."""

    name: str
    kind: str
    since: dt.date | None
    until: dt.date | None
    note: str
    source: str


class OwnerOfProduct(Schema):
    """Who owned a product and when; ``supplier`` is null for an owner that is not among the suppliers."""

    name: str
    supplier: SupplierLink | None
    is_present: bool
    since: dt.date | None
    until: dt.date | None
    note: str
    source: str


class ProductAnswer(ProductRow):
    """A product with its names and owners through time."""

    names: list[NameOfProduct]
    owners: list[OwnerOfProduct]
    contracts: str


class SupplierQuery(PageQuestion):
    """What may be asked of the suppliers."""

    q: str = parameter("A name, part of one, or a company number; typing errors are tolerated.", longest=200)
    area: str = parameter("Sells in this service area: its code.", longest=10)
    borough: str = parameter("Sells to this borough: its slug.", longest=60)
    sme: str = parameter("Whether it is small or medium-sized.", choices=filters.SME)
    live: str = parameter("Whether it has live contracts.", choices=filters.LIVE)
    demonstration: str = parameter("Whether records are fictional.", choices=filters.DEMONSTRATION)
    sort: str = parameter("The order.", choices=filters.SORTS)


class ProductQuery(PageQuestion):
    """What may be asked of the products."""

    q: str = parameter("A name or part of one, former names too.", longest=200)
    area: str = parameter("In this service area: its code.", longest=10)
    borough: str = parameter("Used by this borough: its slug.", longest=60)
    live: str = parameter("Whether there are live contracts for it.", choices=filters.LIVE)
    demonstration: str = parameter("Whether records are fictional.", choices=filters.DEMONSTRATION)
    sort: str = parameter("The order.", choices=product_filters.SORTS)


@router.get("/suppliers/", response={200: Suppliers, **REFUSALS}, url_name="api_suppliers")
def suppliers(request: HttpRequest, query: Query[SupplierQuery]) -> Any:
    """List suppliers, or search for one by name."""
    check_names(request, SupplierQuery)
    places = read_places()
    form, question = filters.read(request.GET, places)
    check_form(form)
    shown = directory(question, places, timezone.localdate(), after=query.after, size=query.size)
    if shown.wrong_page:
        raise wrong_place()
    return {
        "items": [_supplier(request, row) for row in shown.suppliers],
        "count": shown.count,
        "next": next_address(request, shown.next),
    }


@router.get(
    "/suppliers/{slug:slug}/", response={200: SupplierAnswer, **REFUSALS_OF_ONE}, url_name="api_supplier"
)
def supplier(request: HttpRequest, slug: str) -> Any:
    """Show one supplier. One that was found to be another answers with that other one's record."""
    check_names(request)
    today = timezone.localdate()
    rows: Any = Supplier.objects.filter(pk=_standing(slug)).with_live_contracts(today).with_group_on(today)
    row = rows.prefetch_related("names", "identifiers", "products").get()
    group = Supplier.objects.get(pk=row.group_id) if row.group_id != row.pk else None
    contracts = f"{reverse('api_contracts')}?supplier={row.slug}"
    return {
        **_supplier(request, row),
        "names": [{"name": name.name, "kind": name.kind, "source": name.source} for name in row.names.all()],
        "identifiers": [
            {
                "scheme": one.scheme,
                "value": one.value,
                "address": where_it_leads(one.scheme, one.value) or None,
            }
            for one in row.identifiers.all()
        ],
        "products": [link(product) for product in row.products.all()],
        "group": link(group) if group else None,
        "contracts": request.build_absolute_uri(contracts),
    }


@router.get("/products/", response={200: Products, **REFUSALS}, url_name="api_products")
def products(request: HttpRequest, query: Query[ProductQuery]) -> Any:
    """List products, or search for one by name."""
    check_names(request, ProductQuery)
    places = read_places()
    form, question = product_filters.read(request.GET, places)
    check_form(form)
    shown = product_filters.directory(
        question, places, timezone.localdate(), after=query.after, size=query.size
    )
    if shown.wrong_page:
        raise wrong_place()
    return {
        "items": [_product(request, row) for row in shown.products],
        "count": shown.count,
        "next": next_address(request, shown.next),
    }


@router.get(
    "/products/{slug:slug}/", response={200: ProductAnswer, **REFUSALS_OF_ONE}, url_name="api_product"
)
def product(request: HttpRequest, slug: str) -> Any:
    """Show one product."""
    check_names(request)
    rows: Any = Product.objects.filter(slug=slug).with_use_on(timezone.localdate())
    rows = rows.select_related("supplier", "service_area__parent").prefetch_related(
        "names", "owners__supplier"
    )
    row = rows.first()
    if row is None:
        raise Http404("There is no product of this name.")
    contracts = f"{reverse('api_contracts')}?product={row.slug}"
    return {
        **_product(request, row),
        "names": [{"name": one.name, "kind": one.kind, **_time(one)} for one in row.names.all()],
        "owners": [
            {
                "name": one.owner_name,
                "supplier": link(one.supplier) if one.supplier else None,
                "is_present": one.is_present,
                **_time(one),
            }
            for one in row.owners.all()
        ],
        "contracts": request.build_absolute_uri(contracts),
    }


def link(thing: Supplier | Product) -> dict[str, str]:
    """Return a supplier or a product as other things name it."""
    return {"slug": thing.slug, "name": thing.name}


def _standing(slug: str) -> int:
    """Return the primary key of the supplier of a slug, or of the one that it was found to be."""
    found = Supplier.objects.filter(slug=slug).first()
    if found is None:
        raise Http404("There is no supplier of this name.")
    return int(found.standing().pk)


def _supplier(request: HttpRequest, row: Any) -> dict[str, Any]:
    plain = ("slug", "name", "is_sme", "live_contracts", "live_boroughs", "is_demonstration")
    return {
        **{name: getattr(row, name) for name in plain},
        "found_as": getattr(row, "found_as", ""),
        "page": request.build_absolute_uri(row.get_absolute_url()),
    }


def _product(request: HttpRequest, row: Any) -> dict[str, Any]:
    plain = ("slug", "name", "live_contracts", "live_boroughs", "is_demonstration")
    return {
        **{name: getattr(row, name) for name in plain},
        "found_as": getattr(row, "found_as", ""),
        "supplier": link(row.supplier) if row.supplier else None,
        "service_area": area_name(row.service_area),
        "page": request.build_absolute_uri(row.get_absolute_url()),
    }


def _time(row: Any) -> dict[str, Any]:
    return {
        "since": row.valid_from,
        "until": row.valid_to,
        "note": row.date_note,
        "source": row.source_url,
    }
