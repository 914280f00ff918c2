"""What a reader may ask of the register: the filter form, checked field by field."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import F, Q
from django.http import QueryDict
from django.utils import timezone

from boroughs.words import plain_date
from contracts.freshness import Freshness
from contracts.models import Contract
from contracts.places import Places
from contracts.querysets import ContractQuerySet
from suppliers.models import Supplier

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
DEMONSTRATION = {"hide": "Hide demonstration records", "only": "Only demonstration records"}
SORTS = {
    "end": "End date, soonest first",
    "decide": "Decide-by date, soonest first",
    "value": "Total value, highest first",
    "title": "Title, A to Z",
    "newest": "Newest information first",
}
DEFAULT_SORT = "end"
SOURCES = {value: f"From {label}" for value, label in Contract.Source.choices}


class RegisterForm(forms.Form):
    """The filter panel. Every field may be empty; a field that cannot be read says how to write it."""

    q = forms.CharField(required=False, max_length=200)
    borough = forms.CharField(required=False, max_length=60)
    area = forms.CharField(required=False, max_length=10)
    supplier = forms.CharField(required=False, max_length=255)
    value = forms.ChoiceField(required=False, choices=[(key, band[0]) for key, band in VALUE_BANDS.items()])
    ends_from = forms.DateField(required=False)
    ends_to = forms.DateField(required=False)
    options = forms.ChoiceField(required=False, choices=OPTIONS.items())
    end = forms.ChoiceField(required=False, choices=END.items())
    freshness = forms.ChoiceField(required=False, choices=FRESHNESS.items())
    source = forms.ChoiceField(required=False, choices=SOURCES.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())

    def __init__(self, data: QueryDict, places: Places) -> None:
        """Bind the form to a query string; ``places`` are the boroughs and service areas there are."""
        super().__init__(data)
        self.places = places
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "Choose one of the list."
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = "Write a date such as 31 March 2027 or 31/03/2027."
                field.input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]

    def clean_borough(self) -> str:
        """Refuse a borough that there is not."""
        slug: str = self.cleaned_data["borough"]
        if slug and slug not in self.places.boroughs:
            raise forms.ValidationError("There is no borough of that name in London. Choose one of the list.")
        return slug

    def clean_area(self) -> str:
        """Refuse a service area that there is not."""
        code: str = self.cleaned_data["area"]
        if code and code not in self.places.areas:
            raise forms.ValidationError("There is no such service area. Choose one of the list.")
        return code

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
class Asked:
    """What is asked of the register, after checking; what could not be read is left out."""

    values: dict[str, Any]
    supplier: Supplier | None = None

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name) or ""

    @property
    def sort(self) -> str:
        """The order, the default one included."""
        return self["sort"] or DEFAULT_SORT

    def narrows(self) -> bool:
        """Tell whether anything but the order is asked."""
        return any(value for name, value in self.values.items() if name != "sort")

    def parameters(self, *, without: str = "", **changes: str) -> dict[str, str]:
        """Return the query parameters of this question, one left out or some changed."""
        written = {name: _written(value) for name, value in self.values.items() if value and name != without}
        return {name: value for name, value in {**written, **changes}.items() if value}

    def address(self, path: str, *, without: str = "", **changes: str) -> str:
        """Return the address of a page with this question's query."""
        query = urlencode(self.parameters(without=without, **changes))
        return f"{path}?{query}" if query else path

    def contracts(self, places: Places) -> ContractQuerySet:
        """Return the contracts that answer the question, in no order yet."""
        found: ContractQuerySet = Contract.objects.all()
        for name, narrow in NARROWING.items():
            if self[name]:
                found = narrow(found, self, places)
        return found


def read(form: RegisterForm) -> Asked:
    """Return what a form asks; fields with an error are left out, since the page says so at the field."""
    form.is_valid()
    values = {name: form.cleaned_data.get(name) for name in form.fields if name not in form.errors}
    if values.get("sort") == DEFAULT_SORT:
        values["sort"] = ""
    return Asked(values, _one_supplier(values.get("supplier") or ""))


def chips(asked: Asked, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels = {
        "q": f"“{asked['q']}”",
        "borough": places.borough_name(asked["borough"]),
        "area": places.area_name(asked["area"]),
        "supplier": f"Supplier: {asked.supplier or asked['supplier']}",
        "value": VALUE_BANDS.get(asked["value"], ("",))[0],
        "ends_from": f"Ends from {plain_date(asked['ends_from'] or None)}",
        "ends_to": f"Ends by {plain_date(asked['ends_to'] or None)}",
        "options": OPTIONS.get(asked["options"], ""),
        "end": END.get(asked["end"], ""),
        "freshness": FRESHNESS.get(asked["freshness"], ""),
        "source": SOURCES.get(asked["source"], ""),
        "demonstration": DEMONSTRATION.get(asked["demonstration"], ""),
    }
    return [(label, asked.address(path, without=name)) for name, label in labels.items() if asked[name]]


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


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
    "value": lambda contracts, asked, _: _in_value_band(contracts, asked),
    "ends_from": lambda contracts, asked, _: contracts.filter(end_date__gte=asked["ends_from"]),
    "ends_to": lambda contracts, asked, _: contracts.filter(end_date__lte=asked["ends_to"]),
    "options": lambda contracts, asked, _: _with_options(contracts, asked),
    "end": lambda contracts, asked, _: contracts.filter(end_date__isnull=asked["end"] == "not-known"),
    "freshness": lambda contracts, asked, _: contracts.of_freshness(Freshness(asked["freshness"]), today()),
    "source": lambda contracts, asked, _: contracts.filter(source=asked["source"]),
    "demonstration": lambda contracts, asked, _: contracts.filter(
        is_demonstration=asked["demonstration"] == "only"
    ),
}


def today() -> dt.date:
    """Return the day in London (R1)."""
    return timezone.localdate()
