"""What a reader may ask of the directory of suppliers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.panel import Field, area_choices, borough_choices, choice
from boroughs.places import Places
from suppliers.models import Supplier
from suppliers.querysets import SupplierQuerySet

SME = {
    "yes": "Small or medium-sized",
    "no": "Not small or medium-sized",
    "not-known": "Size not known",
}
SME_VALUES = {"yes": True, "no": False, "not-known": None}
LIVE = {"yes": "With live contracts", "no": "Without live contracts"}
DEMONSTRATION = {"hide": "Hide demonstration records", "only": "Only demonstration records"}
SORTS = {"closest": "Closest name first", "name": "Name, A to Z", "live": "Most live contracts first"}


class SupplierForm(FilterForm):
    """The filter panel of the directory of suppliers."""

    sme = forms.ChoiceField(required=False, choices=SME.items())
    live = forms.ChoiceField(required=False, choices=LIVE.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())


@dataclass(frozen=True)
class SupplierQuestion(Question):
    """What is asked of the directory, after checking."""

    default_sort: ClassVar[str] = "closest"

    @property
    def sort(self) -> str:
        """The order: where nobody is searched for, nothing is close, and names order."""
        return "name" if super().sort == "closest" and not self["q"] else super().sort

    def filters_among(self) -> bool:
        """Tell whether anything but words and the order is asked."""
        return any(value for name, value in self.values.items() if name not in ("q", "sort"))

    def suppliers(self, places: Places, today: dt.date) -> SupplierQuerySet:
        """Return the suppliers that pass the filters, whatever they are called, in no order yet."""
        found: SupplierQuerySet = Supplier.objects.standing()
        if self["sme"]:
            found = found.filter(is_sme=SME_VALUES[self["sme"]])
        if self["demonstration"]:
            found = found.filter(is_demonstration=self["demonstration"] == "only")
        borough = places.boroughs[self["borough"]].pk if self["borough"] else None
        areas = places.with_children(self["area"]) if self["area"] else None
        if self["live"] == "yes" or borough or areas:
            found = found.selling(
                borough=borough, areas=areas, live_on=today if self["live"] == "yes" else None
            )
        if self["live"] == "no":
            found = found.selling_nothing_on(today)
        return found


def read(data: QueryDict, places: Places) -> tuple[SupplierForm, SupplierQuestion]:
    """Return the form, bound, and what it asks."""
    form = SupplierForm(data, places)
    return form, SupplierQuestion(values_of(form, SupplierQuestion.default_sort))


def panel(form: SupplierForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    return [
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "borough", "Sells to", borough_choices(places)),
        choice(form, "live", "Live contracts", [("", "With or without"), *LIVE.items()]),
        choice(form, "sme", "Size", [("", "Any size"), *SME.items()]),
        choice(
            form, "demonstration", "Demonstration records", [("", "Show them too"), *DEMONSTRATION.items()]
        ),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def chips(question: SupplierQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: dict[str, Any] = {
        "q": f"“{question['q']}”",
        "area": places.area_name(question["area"]),
        "borough": f"Sells to {places.borough_name(question['borough'])}",
        "live": LIVE.get(question["live"]),
        "sme": SME.get(question["sme"]),
        "demonstration": DEMONSTRATION.get(question["demonstration"]),
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
