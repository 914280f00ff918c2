"""What a reader may ask of the board; the parameters are those of timelines, and which kind of record."""

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
from contracts.filters import DEMONSTRATION, TECHNOLOGY, VALUE_BANDS
from pipeline.board.querysets import OpportunityQuerySet
from pipeline.procurement_filters import CLOSING, RUNGS, SME, SORTS, STATES, ProcurementFilterForm

KINDS = {
    "procurement": "Plans published here",
    "notice": "Official notices",
    "engagement": "Market events and questions",
}


class BoardForm(ProcurementFilterForm):
    """The filter panel of the board."""

    kind = forms.ChoiceField(required=False, choices=KINDS.items())
    technology = forms.ChoiceField(required=False, choices=TECHNOLOGY.items())


@dataclass(frozen=True)
class BoardQuestion(Question):
    """What is asked of the board, after checking."""

    default_sort: ClassVar[str] = "due"

    def among(self, rows: OpportunityQuerySet, places: Places, today: dt.date) -> OpportunityQuerySet:
        """Return those of some opportunities that answer the question, in no order yet."""
        for name, narrow in NARROWING.items():
            if self[name]:
                rows = narrow(rows, self[name], places, today)
        return rows


def read(data: QueryDict, places: Places) -> tuple[BoardForm, BoardQuestion]:
    """Return the form, bound, and what it asks; what could not be read is left out."""
    form = BoardForm(data, places)
    return form, BoardQuestion(values_of(form, BoardQuestion.default_sort))


def panel(form: FilterForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    bands = [("", "Any"), *((key, band[0]) for key, band in VALUE_BANDS.items())]
    records = [("", "Show them too"), *DEMONSTRATION.items()]
    return [
        choice(form, "kind", "Plans, notices, events", [("", "All of them"), *KINDS.items()]),
        choice(form, "borough", "Borough", borough_choices(places)),
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "technology", "Technology", [("", "Everything"), *TECHNOLOGY.items()]),
        choice(form, "state", "Open or past", [("", "Both, past ones last"), *STATES.items()]),
        choice(form, "closing", "Bids due", [("", "Whenever"), *CLOSING.items()]),
        choice(form, "value", "Estimated total value", bands),
        typed(form, "cpv", "CPV code", hint="Its first digits, like 48"),
        choice(form, "sme", "Small and medium-sized suppliers", [("", "Any"), *SME.items()]),
        choice(form, "rung", "Open to other boroughs", [("", "Any"), *RUNGS.items()]),
        choice(form, "demonstration", "Demonstration records", records),
        choice(form, "sort", "Sort by", list(SORTS.items())),
    ]


def labels(question: BoardQuestion, places: Places) -> dict[str, str]:
    """Return what is asked in words, by parameter."""
    said: Mapping[str, str] = {
        "q": f"“{question['q']}”",
        "kind": KINDS.get(question["kind"], ""),
        "borough": places.borough_name(question["borough"]),
        "area": places.area_name(question["area"]),
        "technology": TECHNOLOGY.get(question["technology"], ""),
        "state": STATES.get(question["state"], ""),
        "closing": f"Bids due {CLOSING.get(question['closing'], '').lower()}",
        "value": VALUE_BANDS.get(question["value"], ("",))[0],
        "cpv": f"CPV {question['cpv']}…",
        "sme": f"Small and medium-sized suppliers: {SME.get(question['sme'], '').lower()}",
        "rung": f"Other boroughs: {RUNGS.get(question['rung'], '').lower()}",
        "demonstration": DEMONSTRATION.get(question["demonstration"], ""),
    }
    return {name: label for name, label in said.items() if question[name]}


def chips(question: BoardQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use."""
    found = labels(question, places)
    return [(label, question.address(path, without=name)) for name, label in found.items()]


def _worth(rows: OpportunityQuerySet, band: str) -> OpportunityQuerySet:
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


def _open_to(rows: OpportunityQuerySet, rung: str) -> OpportunityQuerySet:
    return rows.exclude(rung__in=["", "closed"]) if rung == "any" else rows.filter(rung=rung)


def _closing(rows: OpportunityQuerySet, days: str, today: dt.date) -> OpportunityQuerySet:
    last = today + dt.timedelta(days=int(days))
    return rows.open().filter(bids_due__gte=today, bids_due__lte=last)


def _with_cpv(rows: OpportunityQuerySet, digits: str) -> OpportunityQuerySet:
    found = rows.with_cpv_text()
    return found.filter(Q(cpv_text__startswith=digits) | Q(cpv_text__contains=f",{digits}"))


Narrowing = Callable[[OpportunityQuerySet, Any, Places, dt.date], OpportunityQuerySet]
SUITABLE = {"yes": True, "no": False, "not-known": None}
#: How each parameter narrows the board.
NARROWING: dict[str, Narrowing] = {
    "q": lambda rows, words, places, today: rows.mentioning(words),
    "kind": lambda rows, kind, places, today: rows.filter(kind=kind),
    "borough": lambda rows, slug, places, today: rows.of_borough(places.boroughs[slug].pk),
    "area": lambda rows, code, places, today: rows.in_areas(places.with_children(code)),
    "technology": lambda rows, which, places, today: rows.of_technology(),
    "state": lambda rows, state, places, today: rows.past(today) if state == "past" else rows.coming(today),
    "closing": lambda rows, days, places, today: _closing(rows, days, today),
    "value": lambda rows, band, places, today: _worth(rows, band),
    "cpv": lambda rows, digits, places, today: _with_cpv(rows, digits),
    "sme": lambda rows, answer, places, today: rows.filter(sme_suitable=SUITABLE[answer]),
    "rung": lambda rows, rung, places, today: _open_to(rows, rung),
    "demonstration": lambda rows, which, places, today: rows.filter(is_demonstration=which == "only"),
}
