"""What a reader asks of the landscape, and the sheet that answers it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from boroughs.filters import FilterForm, Question, values_of
from boroughs.models import Borough
from boroughs.panel import Field, choice
from boroughs.places import AreaName, Places, read_places
from contracts.landscape.measures import DEFAULT, MEASURES, Measure
from contracts.landscape.sheet import Sheet
from contracts.landscape.spread import FEWEST_RESIDENTS, per_thousand
from contracts.models import LandscapeSheet

SHOW = {code: measure.label for code, measure in MEASURES.items()}
AREAS = {"all": "All service areas"}
DEMONSTRATION = {"only": "Demonstration records"}


class LandscapeForm(FilterForm):
    """What can be chosen: what the map shows, which service areas count over London, and which records."""

    q = None  # type: ignore[assignment]
    borough = None  # type: ignore[assignment]
    show = forms.ChoiceField(required=False, choices=SHOW.items())
    areas = forms.ChoiceField(required=False, choices=AREAS.items())
    demonstration = forms.ChoiceField(required=False, choices=DEMONSTRATION.items())


@dataclass(frozen=True)
class Asked(Question):
    """What is asked, after checking."""

    default_sort: ClassVar[str] = ""

    @property
    def show(self) -> str:
        """The code of the measure that the map shows."""
        return self["show"] or DEFAULT

    @property
    def demonstration(self) -> bool:
        """Whether demonstration records are asked for: never together with real ones."""
        return bool(self["demonstration"])


@dataclass(frozen=True)
class Scope:
    """A service area or all London, with its sheet; ``drawn`` is the day as of which it was worked out.

    ``sheet`` is empty where nothing is on the register, and ``drawn`` is ``None`` where nothing was worked
    out yet.
    """

    asked: Asked
    places: Places
    boroughs: list[Borough]
    area: AreaName | None
    sheet: Sheet
    drawn: dt.date | None

    @property
    def today(self) -> dt.date:
        """The day as of which the figures are."""
        return self.drawn or timezone.localdate()

    @property
    def measure(self) -> Measure:
        """What the map shows."""
        return MEASURES[self.asked.show]

    @property
    def name(self) -> str:
        """How pages and files name it: *Housing › Housing management system*, *technology in London*."""
        if self.area:
            return self.places.full_area_name(self.area.pk)
        return "technology in London" if self.only_technology else "London"

    @property
    def path(self) -> str:
        """The address of its page, without a question."""
        return area_path(self.area.code) if self.area else reverse("landscape")

    @property
    def only_technology(self) -> bool:
        """Whether it is London without what is not technology, or of which nobody knows what it is for."""
        return self.area is None and not self.asked["areas"]

    def register(self, **query: str) -> str:
        """Return the address of the register's live contracts that a figure is made of."""
        kept = {
            "area": self.area.code if self.area else "",
            "technology": "yes" if self.only_technology else "",
            "live": "yes",
            "demonstration": "only" if self.asked.demonstration else "hide",
            **query,
        }
        return f"{reverse('register')}?{urlencode({key: value for key, value in kept.items() if value})}"

    @property
    def register_all(self) -> str:
        """The address of all that the register has here: ended and undated contracts too."""
        return self.register(live="")

    @property
    def register_undated(self) -> str:
        """The address of the register's contracts here whose end date is not known."""
        return self.register(live="", end="not-known")

    def file(self, name: str, ending: str) -> str:
        """Return the address at which a chart can be downloaded, asked as the page is."""
        path = reverse(f"landscape_{ending}", args=[name])
        return self.asked.address(path, area=self.area.code if self.area else "")

    def per_resident(self) -> dict[int, Decimal]:
        """Return the annual value for 1,000 residents of the boroughs that can be compared.

        Left out are those whose value is not known, and the City of London, in which far more people work
        than live.
        """
        lines = {line.borough: line for line in self.sheet.boroughs}
        found = {}
        for borough in self.boroughs:
            line, residents = lines.get(borough.pk), borough.population
            figure = per_thousand(line.bought, residents) if line else None
            if figure is not None and residents and residents >= FEWEST_RESIDENTS:
                found[borough.pk] = figure
        return found


def area_path(code: str) -> str:
    """Return the address of a service area's page of the landscape."""
    return reverse("landscape_area", args=[code.lower()])


def read_scope(data: QueryDict, code: str = "") -> tuple[LandscapeForm, Scope]:
    """Return the form, bound, and what it asks for.

    Args:
        data: the query; its ``area`` counts where no code is given.
        code: of the service area, in any case.

    Raises:
        KeyError: if there is no service area of this code.
    """
    places = read_places()
    form = LandscapeForm(data, places)
    asked = Asked(values_of(form, ""))
    chosen = code.upper() or asked["area"]
    area = places.areas[chosen] if chosen else None
    everything = area is not None or bool(asked["areas"])
    sheet, drawn = read_sheet(
        area.pk if area else None, demonstration=asked.demonstration, everything=everything
    )
    asked = Asked({**asked.values, "area": ""})
    return form, Scope(asked, places, list(Borough.objects.order_by("name")), area, sheet, drawn)


def read_sheet(
    area: int | None, *, demonstration: bool = False, everything: bool = True
) -> tuple[Sheet, dt.date | None]:
    """Return the sheet of a service area, or of London, and its day; an empty one where nothing is known."""
    rows = LandscapeSheet.objects.filter(area=area, is_demonstration=demonstration)
    row = rows.filter(only_technology=not everything).first()
    if row:
        return Sheet.model_validate(row.figures), row.day
    day = LandscapeSheet.objects.filter(area=None).values_list("day", flat=True).first()
    return Sheet(), day


def panel(form: LandscapeForm, scope: Scope) -> list[Field]:
    """Return the fields of the page's form."""
    records = [("", "Real records"), *DEMONSTRATION.items()]
    fields: list[Any] = [choice(form, "show", "The map shows", SHOW.items())]
    if scope.area is None:
        listed = [("", "Technology, whole or in part"), *AREAS.items()]
        fields.append(choice(form, "areas", "Service areas", listed))
    return [*fields, choice(form, "demonstration", "Records", records)]
