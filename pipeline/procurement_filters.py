"""What a reader may ask of procurements: of the opportunities that all see, and of timelines members see."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.panel import Field, area_choices, borough_choices, choice, typed
from boroughs.places import Places
from contracts.filters import DEMONSTRATION, VALUE_BANDS
from pipeline.models import Procurement
from pipeline.procurement_querysets import ProcurementQuerySet

SME = {"yes": "Suitable", "no": "Not suitable", "not-known": "Not said"}
STATES = {"coming": "Open or to come", "past": "Past"}
CLOSING = {"30": "Within 30 days", "90": "Within 90 days", "180": "Within 180 days"}
RUNGS = {"any": "Open in some way", **dict(Procurement.Rung.choices)}
SORTS = {
    "due": "Bids due, soonest first",
    "start": "Start of the contract, soonest first",
    "value": "Estimated value, highest first",
    "newest": "Changed last first",
}
#: CPV codes are searched by their first digits, as the vocabulary is built.
MOST_DIGITS = 8


class ProcurementFilterForm(FilterForm):
    """The filter panel of opportunities and of timelines."""

    value = forms.ChoiceField(required=False, choices=[(key, band[0]) for key, band in VALUE_BANDS.items()])
    cpv = forms.CharField(required=False, max_length=12)
    sme = forms.ChoiceField(required=False, choices=SME.items())
    closing = forms.ChoiceField(required=False, choices=CLOSING.items())
    rung = forms.ChoiceField(required=False, choices=RUNGS.items())
    state = forms.ChoiceField(required=False, choices=STATES.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    sort = forms.ChoiceField(required=False, choices=SORTS.items())

    def clean_cpv(self) -> str:
        """Take the first digits of a code, with or without its check digit."""
        written: str = self.cleaned_data["cpv"]
        digits = written.partition("-")[0].replace(" ", "")
        if written and not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= MOST_DIGITS):
            raise forms.ValidationError("Write the first 2 to 8 digits of a CPV code, like 48 or 72212.")
        return digits


@dataclass(frozen=True)
class ProcurementQuestion(Question):
    """What is asked of procurements, after checking."""

    default_sort: ClassVar[str] = "due"

    def among(self, rows: ProcurementQuerySet, places: Places, today: dt.date) -> ProcurementQuerySet:
        """Return those of some procurements that answer the question, in no order yet."""
        for name, narrow in NARROWING.items():
            if self[name]:
                rows = narrow(rows, self[name], places, today)
        return rows


def read(data: QueryDict, places: Places) -> tuple[ProcurementFilterForm, ProcurementQuestion]:
    """Return the form, bound, and what it asks; what could not be read is left out."""
    form = ProcurementFilterForm(data, places)
    return form, ProcurementQuestion(values_of(form, ProcurementQuestion.default_sort))


def panel(form: ProcurementFilterForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    bands = [("", "Any"), *((key, band[0]) for key, band in VALUE_BANDS.items())]
    records = [("", "Show them too"), *DEMONSTRATION.items()]
    return [
        choice(form, "borough", "Borough", borough_choices(places)),
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "state", "Open or past", [("", "Both, past ones last"), *STATES.items()]),
        choice(form, "closing", "Bids due", [("", "Whenever"), *CLOSING.items()]),
        choice(form, "value", "Estimated total value", bands),
        typed(form, "cpv", "CPV code", hint="Its first digits, like 48"),
        choice(form, "sme", "Small and medium-sized suppliers", [("", "Any"), *SME.items()]),
        choice(form, "rung", "Open to other boroughs", [("", "Any"), *RUNGS.items()]),
        choice(form, "demonstration", "Demonstration records", records),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def chips(question: ProcurementQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    labels: Mapping[str, str] = {
        "q": f"“{question['q']}”",
        "borough": places.borough_name(question["borough"]),
        "area": places.area_name(question["area"]),
        "state": STATES.get(question["state"], ""),
        "closing": f"Bids due {CLOSING.get(question['closing'], '').lower()}",
        "value": VALUE_BANDS.get(question["value"], ("",))[0],
        "cpv": f"CPV {question['cpv']}…",
        "sme": f"Small and medium-sized suppliers: {SME.get(question['sme'], '').lower()}",
        "rung": f"Other boroughs: {RUNGS.get(question['rung'], '').lower()}",
        "demonstration": DEMONSTRATION.get(question["demonstration"], ""),
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]


def _worth(rows: ProcurementQuerySet, band: str) -> ProcurementQuerySet:
    """Return those whose band of values meets another; where one bound is known it stands for both."""
    if band == "not-known":
        return rows.filter(value_from__isnull=True, value_to__isnull=True)
    _, low, high = VALUE_BANDS[band]
    found = rows.annotate(
        lowest=Coalesce("value_from", "value_to"), highest=Coalesce("value_to", "value_from")
    )
    bounds: dict[str, Decimal] = {}
    if low is not None:
        bounds["highest__gte"] = low
    if high is not None:
        bounds["lowest__lt"] = high
    return found.filter(**bounds)


def _suitable(rows: ProcurementQuerySet, answer: str) -> ProcurementQuerySet:
    return rows.filter(sme_suitable={"yes": True, "no": False, "not-known": None}[answer])


def _open_to(rows: ProcurementQuerySet, rung: str) -> ProcurementQuerySet:
    if rung == "any":
        return rows.exclude(rung__in=["", Procurement.Rung.CLOSED])
    return rows.filter(rung=rung)


def _closing(rows: ProcurementQuerySet, days: str, today: dt.date) -> ProcurementQuerySet:
    last = today + dt.timedelta(days=int(days))
    return rows.open().filter(bids_due__gte=today, bids_due__lte=last)


def _with_cpv(rows: ProcurementQuerySet, digits: str) -> ProcurementQuerySet:
    """Return those with a code that begins with some digits; joined by commas, one array is one text."""
    return rows.filter(Q(cpv_text__startswith=digits) | Q(cpv_text__contains=f",{digits}"))


Narrowing = Callable[[ProcurementQuerySet, Any, Places, dt.date], ProcurementQuerySet]
#: How each parameter narrows a list.
NARROWING: dict[str, Narrowing] = {
    "q": lambda rows, words, places, today: rows.mentioning(words),
    "borough": lambda rows, slug, places, today: rows.filter(borough=places.boroughs[slug].pk),
    "area": lambda rows, code, places, today: rows.in_areas(places.with_children(code)),
    "state": lambda rows, state, places, today: rows.past(today) if state == "past" else rows.coming(today),
    "closing": lambda rows, days, places, today: _closing(rows, days, today),
    "value": lambda rows, band, places, today: _worth(rows, band),
    "cpv": lambda rows, digits, places, today: _with_cpv(rows.with_cpv_text(), digits),
    "sme": lambda rows, answer, places, today: _suitable(rows, answer),
    "rung": lambda rows, rung, places, today: _open_to(rows, rung),
    "demonstration": lambda rows, which, places, today: rows.filter(is_demonstration=which == "only"),
}
