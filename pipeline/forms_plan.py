"""The what-if of an alignment plan: one form, whose state lives in the address (R5)."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict

from boroughs.forms_gates import SHORT, DayField
from boroughs.models import Borough
from boroughs.words import plain_date
from pipeline.alignment_cases import Asked
from pipeline.alignment_plan import five_years_on
from pipeline.reach import Allowances

MOST_DAYS = 730
MOST_MONTHS = 96
FEWEST = 2
NUMBER = {"class": "govuk-input--width-3", "inputmode": "numeric"}
NOT_A_CHOICE = "“%(value)s” is not one of these boroughs. Choose from the list."


def usual_allowances() -> Allowances:
    """Return the allowances that count unless somebody asks for others."""
    return Allowances(settings.EARLY_START_DAYS, settings.BRIDGING_DAYS)


def _whole_number(label: str, most: int, unit: str, hint: str) -> forms.IntegerField:
    """Return a field for a number of days or months."""
    words = f"Give the {unit} as a whole number from 0 to {most}."
    return forms.IntegerField(
        label=label,
        required=False,
        help_text=hint,
        validators=[MinValueValidator(0, words), MaxValueValidator(most, words)],
        error_messages={"invalid": words},
        widget=forms.TextInput(attrs=NUMBER),
    )


class WhatIf(forms.Form):
    """Another start date, other boroughs, other allowances; an empty form asks for the best plan."""

    start = DayField(
        label="Start together on",
        required=False,
        max_length=60,
        help_text="Like 1 April 2028; empty for the best day",
        widget=forms.TextInput(attrs=SHORT),
    )
    early_start = _whole_number("Early start", MOST_DAYS, "days", "Days for which two systems may run")
    bridging = _whole_number("Bridging", MOST_DAYS, "days", "Days beyond the last option")
    framework = _whole_number("Framework", MOST_MONTHS, "months", "Months in which others may join")

    def __init__(
        self, asked: QueryDict, inside: Collection[Borough], outside: Collection[Borough], today: dt.date
    ) -> None:
        """Make the form for a flag.

        Args:
            asked: the address's query.
            inside: the flag's boroughs.
            outside: those that may join it.
            today: the first day on which one could start.
        """
        self.usual = usual_allowances()
        self.today = today
        self.inside = list(inside)
        data = asked.copy()
        for name, usual in self._usual_numbers().items():
            if not data.get(name, "").strip():
                data[name] = str(usual)
        super().__init__(data)
        self.given = asked
        self.fields["without"] = _boroughs("Leave out", self.inside)
        self.fields["with"] = _boroughs("Take in", outside)
        self.is_valid()

    def _usual_numbers(self) -> dict[str, int]:
        return {
            "early_start": self.usual.early_start_days,
            "bridging": self.usual.bridging_days,
            "framework": self.usual.framework_months,
        }

    def clean_start(self) -> dt.date | None:
        """Refuse a day on which no start is looked for."""
        start: dt.date | None = self.cleaned_data["start"]
        if start is None or self.today <= start <= five_years_on(self.today):
            return start
        days = f"from {plain_date(self.today)} to {plain_date(five_years_on(self.today))}"
        raise forms.ValidationError(
            f"{plain_date(start)} is not within the next five years: give a day {days}."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse to leave out so many boroughs that nobody could start together."""
        cleaned = super().clean() or {}
        left = len(self.inside) - len(cleaned.get("without", [])) + len(cleaned.get("with", []))
        if cleaned.get("without") and left < FEWEST:
            self.add_error("without", "Keep two boroughs or more: one alone can start with nobody.")
        return cleaned

    def ticked(self, name: str) -> set[str]:
        """Return what is ticked in a field, right or wrong."""
        return set(self.given.getlist(name))

    @property
    def asked(self) -> Asked:
        """Return what is asked; what cannot be read counts as not asked."""
        read = self.cleaned_data
        return Asked(
            start=read.get("start"),
            without=frozenset(read.get("without", [])),
            joining=frozenset(read.get("with", [])),
            allowances=Allowances(
                self._number("early_start"), self._number("bridging"), self._number("framework")
            ),
        )

    def _number(self, name: str) -> int:
        given: int | None = self.cleaned_data.get(name)
        return self._usual_numbers()[name] if given is None else given

    def query(self, start: dt.date | None) -> str:
        """Return the query that asks the same for a start date, or for the best one; empty for the usual."""
        asked, usual = self.asked, self._usual_numbers()
        pairs = [("start", start.isoformat())] if start else []
        pairs += [("without", slug) for slug in sorted(asked.without)]
        pairs += [("with", slug) for slug in sorted(asked.joining)]
        pairs += [(name, str(self._number(name))) for name in usual if self._number(name) != usual[name]]
        return f"?{urlencode(pairs)}" if pairs else ""


def _boroughs(label: str, boroughs: Collection[Borough]) -> forms.MultipleChoiceField:
    """Return a field in which some of these boroughs are ticked."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(borough.slug, borough.name) for borough in boroughs],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_A_CHOICE},
    )
