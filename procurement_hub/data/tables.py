"""What the files of open data hold: their columns, with meanings taken from the models."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import QuerySet

from boroughs.words import NOT_KNOWN
from contracts.models import Contract, ExtensionOption, PaymentSum
from suppliers.models import Product, ProductName, Supplier, SupplierIdentifier, SupplierName

#: Rows read at a time.
CHUNK = 1_000
POUNDS = "GBP, excluding VAT"

KINDS: list[tuple[type[Any], str]] = [
    (models.BooleanField, "yes or no"),
    (models.DateTimeField, "moment, with its zone"),
    (models.DateField, "day, as 2027-03-31"),
    (models.DecimalField, "amount"),
    (models.IntegerField, "whole number"),
    (models.Field, "text"),
]


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, what values it has, the unit, and how to read it from a row.

    A value is text, a number, a day, a moment, yes or no, a list of texts, or ``None`` for *not known*.
    """

    name: str
    meaning: str
    kind: str
    unit: str
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class Table:
    """A table of open data: its name, what a row is, its columns, and its rows with all that they need."""

    name: str
    row: str
    columns: Sequence[Column]
    rows: QuerySet[Any]

    def read(self) -> Iterator[list[Any]]:
        """Yield the values of each row in the order of the columns, by primary key."""
        for found in self.rows.order_by("pk").iterator(chunk_size=CHUNK):
            yield [column.read(found) for column in self.columns]


_SIZES = {True: "yes", False: "no", None: NOT_KNOWN}
#: What a field's own words leave open.
MORE = {
    "slug": "What the address of its page ends with; the other files name it so.",
    "title": "As the source writes it.",
    "description": "As the source writes it; often empty.",
    "start_date": "The first day.",
    "is_framework": "Whether it is a framework, under which others call off.",
    "decide_by_assumed": "Whether the decide-by date rests on assumed lead times.",
    "annual_value": "Total value over the years of the initial term.",
    "changed": "When the record last changed in the hub.",
    "is_demonstration": "Fictional: leave it out of any count.",
}


def column_of(model: type[models.Model], field_name: str, *, unit: str = "") -> Column:
    """Return the column of a model's field, described by the field itself."""
    field: Any = model._meta.get_field(field_name)
    kind = next(word for cls, word in KINDS if isinstance(field, cls))
    if field.choices:
        kind = "one of: " + "; ".join(f"{value} ({label})" for value, label in field.choices)
    verbose = str(field.verbose_name)
    meaning = verbose[:1].upper() + verbose[1:] + "."
    meaning = " ".join(filter(None, [meaning, str(field.help_text) or MORE.get(field_name, "")]))
    if field.null and "mpty" not in meaning:
        meaning += " Empty: not known."
    return Column(field_name, meaning, kind, unit, lambda row: getattr(row, field_name))


def _many(name: str, meaning: str, read: Callable[[Any], list[str]]) -> Column:
    return Column(name, meaning, "list of texts", "", read)


def _one(name: str, meaning: str, read: Callable[[Any], str | None]) -> Column:
    return Column(name, meaning, "text", "", read)


def tables() -> list[Table]:
    """Return the tables of open data: contracts, suppliers, products and payments."""
    return [_contracts(), _suppliers(), _products(), _payments()]


def _contracts() -> Table:
    columns = [
        Column("id", "Number of the contract in the hub.", "whole number", "", lambda row: row.pk),
        *(column_of(Contract, name) for name in ("title", "description", "reference")),
        _many(
            "boroughs",
            "Slugs of its boroughs, the lead borough first.",
            lambda row: [one.borough.slug for one in row.borough_links.all()],
        ),
        _many(
            "suppliers",
            "Slugs of its suppliers.",
            lambda row: [one.supplier.slug for one in row.supplier_links.all()],
        ),
        _many(
            "suppliers_as_written",
            "The same suppliers as the source writes them.",
            lambda row: [one.name_as_written for one in row.supplier_links.all()],
        ),
        _many(
            "suppliers_sme",
            "Whether the source calls each of them small or medium-sized: yes, no, or not known.",
            lambda row: [_SIZES[one.is_sme] for one in row.supplier_links.all()],
        ),
        _one("product", "Slug of its product. Empty: not known.", _slug_of("product")),
        _one(
            "service_area",
            "Code of its service area. Empty: not known.",
            lambda row: row.service_area.code if row.service_area else None,
        ),
        _many("cpv_codes", "CPV codes, without check digit.", lambda row: row.cpv_codes),
        column_of(Contract, "value", unit=POUNDS),
        column_of(Contract, "annual_value", unit=POUNDS + ", a year"),
        *(column_of(Contract, name) for name in ("start_date", "end_date", "break_date")),
        column_of(Contract, "notice_days", unit="calendar days"),
        column_of(Contract, "options_known"),
        _many("options_left", "Months of each option that was not used, in order.", _options_left),
        *(
            column_of(Contract, name)
            for name in (
                "maximum_end_date",
                "decide_by",
                "decide_by_assumed",
                "is_framework",
                "framework_used",
            )
        ),
        *(column_of(Contract, name) for name in ("source", "notice_url", "confirmed_on", "changed")),
        column_of(Contract, "is_demonstration"),
    ]
    rows = Contract.objects.defer("search", "provenance").select_related("product", "service_area")
    prefetched = rows.prefetch_related(
        "borough_links__borough",
        "supplier_links__supplier",
        models.Prefetch("options", ExtensionOption.objects.order_by("number")),
    )
    return Table("contracts", "a contract on the register", columns, prefetched)


def _suppliers() -> Table:
    columns = [
        *(column_of(Supplier, name) for name in ("slug", "name", "is_sme")),
        _many(
            "names",
            "All names that it was given, the one shown included: "
            + ", ".join(str(label) for label in SupplierName.Kind.labels)
            + ".",
            lambda row: [one.name for one in row.names.all()],
        ),
        _many(
            "identifiers",
            "Numbers that name it, each after its scheme: GB-COH is Companies House.",
            lambda row: [f"{one.scheme} {one.value}" for one in row.identifiers.all()],
        ),
        column_of(Supplier, "is_demonstration"),
    ]
    rows = Supplier.objects.standing().prefetch_related(
        models.Prefetch("names", SupplierName.objects.order_by("name")),
        models.Prefetch("identifiers", SupplierIdentifier.objects.order_by("scheme", "value")),
    )
    return Table("suppliers", "a supplier; one that was found to be another is left out", columns, rows)


def _products() -> Table:
    columns = [
        *(column_of(Product, name) for name in ("slug", "name")),
        _one("supplier", "Slug of its present owner. Empty: not known.", _slug_of("supplier")),
        _one(
            "service_area",
            "Code of its service area. Empty: not known.",
            lambda row: row.service_area.code if row.service_area else None,
        ),
        _many("names", "All names, former ones too.", lambda row: [one.name for one in row.names.all()]),
        _many(
            "owners",
            "Who owned it, as the sources write them, in the order of time.",
            lambda row: [one.owner_name for one in row.owners.all()],
        ),
        column_of(Product, "is_demonstration"),
    ]
    rows = Product.objects.select_related("supplier", "service_area").prefetch_related(
        models.Prefetch("names", ProductName.objects.order_by("name")), "owners"
    )
    return Table("products", "a product", columns, rows)


def _payments() -> Table:
    """Return what is public of payments: sums to suppliers that the hub knows (R11)."""
    columns = [
        _one("borough", "Slug of the borough that paid.", lambda row: row.period.borough.slug),
        _one("supplier", "Slug of the supplier that was paid.", lambda row: row.payee.supplier.slug),
        _one("payee", "The supplier as the borough writes it.", lambda row: row.payee.name),
        column_of(PaymentSum, "month"),
        column_of(PaymentSum, "amount", unit="GBP; see vat"),
        column_of(PaymentSum, "lines"),
        _one("vat", "Whether VAT is in the amounts.", lambda row: row.period.file.get_vat_display()),
        _one("licence", "As the borough states it.", lambda row: row.period.file.licence or None),
        Column(
            "is_demonstration",
            MORE["is_demonstration"],
            "yes or no",
            "",
            lambda row: bool(row.period.file.is_demonstration),
        ),
    ]
    rows = PaymentSum.objects.counting().to_suppliers()
    named = rows.select_related("payee__supplier", "period__borough", "period__file")
    return Table(
        "payments", "what a borough paid a supplier in a month, as its spend files say", columns, named
    )


def _slug_of(name: str) -> Callable[[Any], str | None]:
    def read(row: Any) -> str | None:
        other = getattr(row, name)
        return str(other.slug) if other else None

    return read


def _options_left(row: Any) -> list[str]:
    return [str(option.months) for option in row.options.all() if option.used_on is None]


def plain(value: Any) -> Any:
    """Return a value as JSON has it: money as text to the penny, days and moments in ISO form."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value
