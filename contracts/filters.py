"""What a reader may ask of the register: the filter form, checked field by field."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q
from django.utils import timezone

from boroughs.filters import FilterForm, Question, values_of
from boroughs.places import Places
from boroughs.words import plain_date
from contracts.freshness import Freshness
from contracts.models import Contract
from contracts.querysets import ContractQuerySet
from suppliers.models import Product, Supplier

#: Total value bands in GBP excluding VAT: label, from (inclusive), to (exclusive).
VALUE_BANDS: dict[str, tuple[str, Decimal | None, Decimal | None]] = {
    "under-100k": ("Under £100,000", None, Decimal(100_000)),
    "100k-500k": ("£100,000 to £500,000", Decimal(100_000), Decimal(500_000)),
    "500k-1m": ("£500,000 to £1 million", Decimal(500_000), Decimal(1_000_000)),
    "1m-10m": ("£1 million to £10 million", Decimal(1_000_000), Decimal(10_000_000)),
    "over-10m": ("£10 million or more", Decimal(10_000_000), None),
    "not-known": ("Value not known", None, None),
}
OPTIONS = {
    "left": "Some options left",
    "none": "No options left",
    "not-known": "Options not known",
}
END = {"known": "End date known", "not-known": "End date not known"}
FRESHNESS = {
    "fresh": "Confirmed within 6 months",
    "ageing": "Confirmed 6 to 12 months ago",
    "stale": "Not confirmed for 12 months",
}
LIVE = {"yes": "Live contracts only"}
TECHNOLOGY = {"yes": "Technology only, whole or in part"}
DEMONSTRATION = {"hide": "Hide demonstration records", "only": "Only demonstration records"}
SORTS = {
    "end": "End date, soonest first",
    "decide": "Decide-by date, soonest first",
    "value": "Total value, highest first",
    "title": "Title, A to Z",
    "newest": "Newest information first",
}
DEFAULT_SORT = "end"
SOURCES = {
    value: f"From {label}" for value, label in Contract.Source.choices if value != Contract.Source.RULES
}


class RegisterForm(FilterForm):
    """The register's filter panel."""

    supplier = forms.CharField(required=False, max_length=255)
    product = forms.CharField(required=False, max_length=120)
    value = forms.ChoiceField(required=False, choices=[(key, band[0]) for key, band in VALUE_BANDS.items()])
    ends_from = forms.DateField(required=False)
    ends_to = forms.DateField(required=False)
    options = forms.ChoiceField(required=False, choices=OPTIONS.items())
    end = forms.ChoiceField(required=False, choices=END.items())
    freshness = forms.ChoiceField(required=False, choices=FRESHNESS.items())
    source = forms.ChoiceField(required=False, choices=SOURCES.items())
    live = forms.ChoiceField(required=False, choices=LIVE.items())
    technology = forms.ChoiceField(required=False, choices=TECHNOLOGY.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())

    product_found: Product | None = None

    def clean_product(self) -> str:
        """Refuse a product that there is not; its slug or its very name will do."""
        words: str = self.cleaned_data["product"]
        if words:
            self.product_found = Product.objects.filter(Q(slug=words) | Q(name__iexact=words)).first()
            if self.product_found is None:
                raise forms.ValidationError(
                    "There is no product of that name. Look for it among the products."
                )
        return words

    def clean(self) -> dict[str, Any]:
        """Refuse dates in the wrong order, and end dates of contracts that have none."""
        data: dict[str, Any] = self.cleaned_data
        first, last = data.get("ends_from"), data.get("ends_to")
        if first and last and first > last:
            self.add_error("ends_to", f"Give a date on or after {plain_date(first)}, or empty the first.")
        if data.get("end") == "not-known" and (first or last):
            self.add_error("end", "Contracts with no known end date cannot end between two dates.")
        return data


@dataclass(frozen=True)
class Asked(Question):
    """What is asked of the register, after checking; what could not be read is left out."""

    supplier: Supplier | None = None
    product: Product | None = None

    default_sort: ClassVar[str] = DEFAULT_SORT

    def contracts(self, places: Places) -> ContractQuerySet:
        """Return the contracts that answer the question, in no order yet."""
        found: ContractQuerySet = Contract.objects.all()
        for name, narrow in NARROWING.items():
            if self[name]:
                found = narrow(found, self, places)
        return found


def read(form: RegisterForm) -> Asked:
    """Return what a form asks; fields with an error are left out, since the page says so at the field."""
    values = values_of(form, DEFAULT_SORT)
    return Asked(values, _one_supplier(values.get("supplier") or ""), form.product_found)


def chips(asked: Asked, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels = {
        "q": f"“{asked['q']}”",
        "borough": places.borough_name(asked["borough"]),
        "area": places.area_name(asked["area"]),
        "supplier": f"Supplier: {asked.supplier or asked['supplier']}",
        "product": f"Product: {asked.product}",
        "value": VALUE_BANDS.get(asked["value"], ("",))[0],
        "ends_from": f"Ends from {plain_date(asked['ends_from'] or None)}",
        "ends_to": f"Ends by {plain_date(asked['ends_to'] or None)}",
        "options": OPTIONS.get(asked["options"], ""),
        "end": END.get(asked["end"], ""),
        "freshness": FRESHNESS.get(asked["freshness"], ""),
        "source": SOURCES.get(asked["source"], ""),
        "live": LIVE.get(asked["live"], ""),
        "technology": TECHNOLOGY.get(asked["technology"], ""),
        "demonstration": DEMONSTRATION.get(asked["demonstration"], ""),
    }
    return [(label, asked.address(path, without=name)) for name, label in labels.items() if asked[name]]


def _one_supplier(words: str) -> Supplier | None:
    """Return the supplier whose slug or very name was given; for a merged one, what it became (R10)."""
    if not words:
        return None
    found = Supplier.objects.filter(Q(slug=words) | Q(name=words))
    supplier = found.order_by(F("merged_into").desc(nulls_first=True), "id").first()
    return supplier.standing() if supplier else None


def _in_value_band(contracts: ContractQuerySet, asked: Asked) -> ContractQuerySet:
    if asked["value"] == "not-known":
        return contracts.filter(value__isnull=True)
    _, low, high = VALUE_BANDS[asked["value"]]
    return contracts.worth(low, high)


def _of_supplier(contracts: ContractQuerySet, asked: Asked) -> ContractQuerySet:
    if asked.supplier:
        return contracts.with_supplier(asked.supplier)
    return contracts.with_supplier_named_like(asked["supplier"])


def _with_options(contracts: ContractQuerySet, asked: Asked) -> ContractQuerySet:
    if asked["options"] == "not-known":
        return contracts.filter(options_known=False)
    return contracts.with_options_left() if asked["options"] == "left" else contracts.with_no_options_left()


Narrowing = Callable[[ContractQuerySet, Asked, Places], ContractQuerySet]

#: How each parameter narrows the register.
NARROWING: dict[str, Narrowing] = {
    "q": lambda contracts, asked, _: contracts.mentioning(asked["q"]),
    "borough": lambda contracts, asked, places: contracts.of_borough_numbered(
        places.boroughs[asked["borough"]].pk
    ),
    "area": lambda contracts, asked, places: contracts.in_areas(places.with_children(asked["area"])),
    "supplier": lambda contracts, asked, _: _of_supplier(contracts, asked),
    "product": lambda contracts, asked, _: contracts.filter(product=asked.product),
    "value": lambda contracts, asked, _: _in_value_band(contracts, asked),
    "ends_from": lambda contracts, asked, _: contracts.filter(end_date__gte=asked["ends_from"]),
    "ends_to": lambda contracts, asked, _: contracts.filter(end_date__lte=asked["ends_to"]),
    "options": lambda contracts, asked, _: _with_options(contracts, asked),
    "end": lambda contracts, asked, _: contracts.filter(end_date__isnull=asked["end"] == "not-known"),
    "freshness": lambda contracts, asked, _: contracts.of_freshness(Freshness(asked["freshness"]), today()),
    "source": lambda contracts, asked, _: contracts.filter(source=asked["source"]),
    "live": lambda contracts, asked, _: contracts.live_on(today()),
    "technology": lambda contracts, asked, _: contracts.of_technology(),
    "demonstration": lambda contracts, asked, _: contracts.filter(
        is_demonstration=asked["demonstration"] == "only"
    ),
}


def today() -> dt.date:
    """Return the day in London (R1)."""
    return timezone.localdate()
