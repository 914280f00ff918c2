"""What a reader may ask of the register: the filter form, checked field by field."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from boroughs.filters import FilterForm, Question, values_of
from boroughs.places import Places
from boroughs.words import plain_date
from contracts.freshness import Freshness
from contracts.models import Contract
from contracts.querysets import ContractQuerySet
from suppliers.filters import SME
from suppliers.membership import SupplierGroup, group_around
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
#: The sort that has a meaning only where words are searched for.
CLOSEST = "closest"
SORTS = {
    "end": "End date, soonest first",
    "decide": "Decide-by date, soonest first",
    "value": "Total value, highest first",
    "title": "Title, A to Z",
    "newest": "Newest information first",
    CLOSEST: "Closest to the words searched for",
}
DEFAULT_SORT = "end"
SOURCES = {
    value: f"From {label}" for value, label in Contract.Source.choices if value != Contract.Source.RULES
}


class RegisterForm(FilterForm):
    """The register's filter panel."""

    borough = forms.CharField(required=False, max_length=700)
    supplier = forms.CharField(required=False, max_length=255)
    group = forms.CharField(required=False, max_length=255)
    product = forms.CharField(required=False, max_length=120)
    value = forms.ChoiceField(required=False, choices=[(key, band[0]) for key, band in VALUE_BANDS.items()])
    ends_from = forms.DateField(required=False)
    ends_to = forms.DateField(required=False)
    decide_from = forms.DateField(required=False)
    decide_to = forms.DateField(required=False)
    options = forms.ChoiceField(required=False, choices=OPTIONS.items())
    end = forms.ChoiceField(required=False, choices=END.items())
    sme = forms.ChoiceField(required=False, choices=SME.items())
    freshness = forms.ChoiceField(required=False, choices=FRESHNESS.items())
    source = forms.ChoiceField(required=False, choices=SOURCES.items())
    live = forms.ChoiceField(required=False, choices=LIVE.items())
    technology = forms.ChoiceField(required=False, choices=TECHNOLOGY.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())

    group_found: SupplierGroup | None = None
    product_found: Product | None = None

    def __init__(self, data: QueryDict, places: Places) -> None:
        """Bind the form; several boroughs may come one by one, or in one parameter parted by commas."""
        several = data.copy()
        several["borough"] = ",".join(filter(None, data.getlist("borough")))
        super().__init__(several, places)

    def clean_borough(self) -> str:
        """Refuse boroughs that there are not; each counts once."""
        slugs = dict.fromkeys(slug.strip() for slug in self.cleaned_data["borough"].split(","))
        slugs.pop("", None)
        if not slugs.keys() <= self.places.boroughs.keys():
            raise forms.ValidationError("There is no borough of that name in London. Choose from the list.")
        return ",".join(slugs)

    def clean_group(self) -> str:
        """Refuse a group that there is not; the slug or the very name of any supplier in it will do."""
        words: str = self.cleaned_data["group"]
        if words:
            supplier = one_supplier(words)
            if supplier is None:
                raise forms.ValidationError(
                    "There is no supplier of that name. Look for it among the suppliers."
                )
            self.group_found = group_around(supplier, today())
        return words

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
        for begin, end in (("ends_from", "ends_to"), ("decide_from", "decide_to")):
            first, last = data.get(begin), data.get(end)
            if first and last and first > last:
                self.add_error(end, f"Give a date on or after {plain_date(first)}, or empty the first.")
        first, last = data.get("ends_from"), data.get("ends_to")
        if data.get("end") == "not-known" and (first or last):
            self.add_error("end", "Contracts with no known end date cannot end between two dates.")
        return data


@dataclass(frozen=True)
class Asked(Question):
    """What is asked of the register, after checking; what could not be read is left out."""

    supplier: Supplier | None = None
    group: SupplierGroup | None = None
    product: Product | None = None

    default_sort: ClassVar[str] = DEFAULT_SORT

    @property
    def sort(self) -> str:
        """The order: where no words are searched for, nothing is close, and the default one counts."""
        return DEFAULT_SORT if super().sort == CLOSEST and not self["q"] else super().sort

    @property
    def boroughs(self) -> list[str]:
        """The slugs of the boroughs that are asked for; none for all."""
        return self["borough"].split(",") if self["borough"] else []

    def in_order(self, places: Places) -> ContractQuerySet:
        """Return the contracts that answer the question, with what its order needs (``contracts.orders``)."""
        found = self.contracts(places)
        return found.closest_to(self["q"]) if self.sort == CLOSEST else found

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
    return Asked(values, one_supplier(values.get("supplier") or ""), form.group_found, form.product_found)


def chips(asked: Asked, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels = {
        "q": f"“{asked['q']}”",
        "area": places.area_name(asked["area"]),
        "supplier": f"Supplier: {asked.supplier or asked['supplier']}",
        "group": f"Supplier group: {asked.group}",
        "product": f"Product: {asked.product}",
        "value": VALUE_BANDS.get(asked["value"], ("",))[0],
        "ends_from": f"Ends from {plain_date(asked['ends_from'] or None)}",
        "ends_to": f"Ends by {plain_date(asked['ends_to'] or None)}",
        "decide_from": f"Decide by {plain_date(asked['decide_from'] or None)} or later",
        "decide_to": f"Decide by {plain_date(asked['decide_to'] or None)} or earlier",
        "options": OPTIONS.get(asked["options"], ""),
        "end": END.get(asked["end"], ""),
        "sme": f"Supplier: {SME.get(asked['sme'], '').lower()}",
        "freshness": FRESHNESS.get(asked["freshness"], ""),
        "source": SOURCES.get(asked["source"], ""),
        "live": LIVE.get(asked["live"], ""),
        "technology": TECHNOLOGY.get(asked["technology"], ""),
        "demonstration": DEMONSTRATION.get(asked["demonstration"], ""),
    }
    boroughs = [(places.borough_name(slug), _without_borough(asked, slug, path)) for slug in asked.boroughs]
    others = [(label, asked.address(path, without=name)) for name, label in labels.items() if asked[name]]
    return others[:1] + boroughs + others[1:] if asked["q"] else boroughs + others


def _without_borough(asked: Asked, slug: str, path: str) -> str:
    return asked.address(path, borough=",".join(other for other in asked.boroughs if other != slug))


def one_supplier(words: str) -> Supplier | None:
    """Return the supplier whose slug or very name was given; for a merged one, what it became (R10)."""
    if not words:
        return None
    found = Supplier.objects.select_related("merged_into").filter(Q(slug=words) | Q(name=words))
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


def _of_size(contracts: ContractQuerySet, asked: Asked) -> ContractQuerySet:
    if asked["sme"] == "not-known":
        return contracts.of_no_known_size()
    return contracts.with_sme() if asked["sme"] == "yes" else contracts.with_no_sme()


def _with_options(contracts: ContractQuerySet, asked: Asked) -> ContractQuerySet:
    if asked["options"] == "not-known":
        return contracts.filter(options_known=False)
    return contracts.with_options_left() if asked["options"] == "left" else contracts.with_no_options_left()


Narrowing = Callable[[ContractQuerySet, Asked, Places], ContractQuerySet]

#: How each parameter narrows the register.
NARROWING: dict[str, Narrowing] = {
    "q": lambda contracts, asked, _: contracts.mentioning(asked["q"]),
    "borough": lambda contracts, asked, places: contracts.of_any_borough(
        [places.boroughs[slug].pk for slug in asked.boroughs]
    ),
    "area": lambda contracts, asked, places: contracts.in_areas(places.with_children(asked["area"])),
    "supplier": lambda contracts, asked, _: _of_supplier(contracts, asked),
    "group": lambda contracts, asked, _: contracts.with_supplier_among(
        asked.group.members if asked.group else ()
    ),
    "product": lambda contracts, asked, _: contracts.filter(product=asked.product),
    "value": lambda contracts, asked, _: _in_value_band(contracts, asked),
    "ends_from": lambda contracts, asked, _: contracts.filter(end_date__gte=asked["ends_from"]),
    "ends_to": lambda contracts, asked, _: contracts.filter(end_date__lte=asked["ends_to"]),
    "decide_from": lambda contracts, asked, _: contracts.filter(decide_by__gte=asked["decide_from"]),
    "decide_to": lambda contracts, asked, _: contracts.filter(decide_by__lte=asked["decide_to"]),
    "options": lambda contracts, asked, _: _with_options(contracts, asked),
    "sme": lambda contracts, asked, _: _of_size(contracts, asked),
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
