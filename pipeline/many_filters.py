"""What a reader may ask of the chart of many timelines and contracts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from boroughs.filters import FilterForm, Question, values_of
from boroughs.panel import Field, area_choices, borough_choices, choice, typed
from boroughs.places import Places
from contracts.filters import DEMONSTRATION
from pipeline.many_chart import Range

SHOWS = {"procurements": "Procurements only", "contracts": "Contracts that end only"}
GROUPS = {"borough": "Borough"}
SPANS = {"6": "6 months", "12": "1 year", "36": "3 years", "60": "5 years"}
USUAL_SPAN = 24
#: Months before this one at which the chart begins unless asked: what has just begun is in view.
LOOK_BACK = 2
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


class ManyFilterForm(FilterForm):
    """The filter panel of the chart."""

    show = forms.ChoiceField(required=False, choices=SHOWS.items())
    group = forms.ChoiceField(required=False, choices=GROUPS.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())
    start = forms.DateField(required=False)
    span = forms.ChoiceField(required=False, choices=SPANS.items())

    def clean_start(self) -> dt.date | None:
        """Begin with a whole month, within this century."""
        day: dt.date | None = self.cleaned_data["start"]
        if day and not EARLIEST <= day < LATEST:
            raise forms.ValidationError("Choose a month between 2000 and 2099.")
        return day.replace(day=1) if day else None


@dataclass(frozen=True)
class ManyQuestion(Question):
    """What is asked of the chart, after checking."""

    def range(self, today: dt.date) -> Range:
        """Return the days that are drawn."""
        months = today.year * 12 + today.month - 1 - LOOK_BACK
        usual = dt.date(months // 12, months % 12 + 1, 1)
        return Range(self["start"] or usual, int(self["span"] or USUAL_SPAN))


def read_many(data: QueryDict, places: Places) -> tuple[ManyFilterForm, ManyQuestion]:
    """Return the form, bound, and what it asks; what could not be read is left out."""
    form = ManyFilterForm(data, places)
    return form, ManyQuestion(values_of(form, ""))


def many_panel(form: ManyFilterForm, places: Places) -> list[Field]:
    """Return the fields of the panel in the order of the page."""
    records = [("", "Show them too"), *DEMONSTRATION.items()]
    spans = [(key, label) for key, label in SPANS.items() if int(key) < USUAL_SPAN]
    spans += [("", "2 years"), *((key, label) for key, label in SPANS.items() if int(key) > USUAL_SPAN)]
    return [
        choice(form, "borough", "Borough", borough_choices(places)),
        choice(form, "area", "Service area", area_choices(places)),
        choice(form, "show", "What is shown", [("", "Procurements and contracts that end"), *SHOWS.items()]),
        choice(form, "group", "Grouped by", [("", "Service area"), *GROUPS.items()]),
        typed(form, "start", "Begins with the month of", kind="date"),
        choice(form, "span", "Time shown", spans),
        choice(form, "demonstration", "Demonstration records", records),
    ]


def many_chips(question: ManyQuestion, places: Places, path: str) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use; range and grouping are no filters."""
    labels: Mapping[str, str] = {
        "q": f"“{question['q']}”",
        "borough": places.borough_name(question["borough"]),
        "area": places.area_name(question["area"]),
        "show": SHOWS.get(question["show"], ""),
        "demonstration": DEMONSTRATION.get(question["demonstration"], ""),
    }
    return [(label, question.address(path, without=name)) for name, label in labels.items() if question[name]]
