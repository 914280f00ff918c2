"""Forms of agreements between members of a collaboration."""

import datetime as dt
from typing import Any

from django import forms

from boroughs.forms_gates import SHORT, DayField
from boroughs.words import plain_date
from pipeline.agreement_text import NO, YES, questions
from pipeline.collaborating.agreements import AgreementFacts
from pipeline.forms_timelines import DAY_HINT, NOT_IN_LIST
from pipeline.models import Agreement

MOST_MONTHS = 24
MOST_YEARS = 10


def _text(label: str, hint: str, *, missing: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=2000,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


def _day(label: str, missing: str, hint: str = DAY_HINT) -> DayField:
    return DayField(
        label=label,
        max_length=60,
        help_text=hint,
        error_messages={"required": missing},
        widget=forms.TextInput(attrs=SHORT),
    )


class AgreementForm(forms.Form):
    """What members write into an agreement; the rest is the template's."""

    kind = forms.ChoiceField(
        label="What you need",
        choices=[
            (Agreement.Kind.MEMORANDUM, "A memorandum of understanding: up to joint negotiation"),
            (Agreement.Kind.MASTER, "An agreement for a joint procurement"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which one you need.", "invalid_choice": NOT_IN_LIST},
    )
    purpose = _text("What it is for", "One or two sentences", missing="Say what the agreement is for.")
    starts_on = _day("In force from", "Give the first day of the agreement.")
    expires_on = _day("Until", "Give the last day of the agreement.")
    notice_months = forms.IntegerField(
        label="Notice for leaving, in months",
        min_value=0,
        max_value=MOST_MONTHS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Give the months of notice; 0 is at once.",
            "invalid": "Give a whole number of months, like 3.",
            "min_value": "Give 0 or more months.",
            "max_value": f"Give at most {MOST_MONTHS} months.",
        },
    )
    costs = _text("Who bears which costs", "Like: the lead bears the tender, the others an equal share")
    shared = _text("What you share with one another", "Like: requirements, dates, and demand as sums")

    def clean(self) -> dict[str, Any]:
        """Refuse an agreement that ends before it begins, or lasts longer than anybody plans."""
        data: dict[str, Any] = super().clean() or {}
        starts, expires = data.get("starts_on"), data.get("expires_on")
        if starts and expires:
            if expires <= starts:
                self.add_error("expires_on", f"The last day must come after {plain_date(starts)}.")
            elif expires.year - starts.year > MOST_YEARS:
                self.add_error("expires_on", f"Give a day within {MOST_YEARS} years of the first one.")
        return data

    def facts(self) -> AgreementFacts:
        """Return what was written."""
        return AgreementFacts(**self.cleaned_data)


class CheckForm(forms.Form):
    """The competition check: every question is answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in questions()[1]:
            self.fields[one.code] = forms.ChoiceField(
                label=one.text,
                help_text=one.hint,
                choices=[(YES, "Yes"), (NO, "No")],
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Answer yes or no: {one.text}",
                    "invalid_choice": NOT_IN_LIST,
                },
            )


class _PersonForm(forms.Form):
    """Somebody by name and role, and a day that is not to come."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Give the name of the person."}
    )
    role = forms.CharField(
        label="Role",
        max_length=120,
        help_text="As the scheme of delegation calls it",
        error_messages={"required": "Give the role in which they did it."},
    )
    on = _day("On", "Give the day.")

    def __init__(self, *args: Any, drafted_on: dt.date, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafted_on, self.today = drafted_on, today

    def clean_on(self) -> dt.date | None:
        """Refuse a day to come, and one on which there was nothing to sign or look at yet."""
        day: dt.date | None = self.cleaned_data["on"]
        if day and day > self.today:
            raise forms.ValidationError(f"{plain_date(day)} is to come: record it once it has happened.")
        if day and day < self.drafted_on:
            raise forms.ValidationError(
                f"It was drafted on {plain_date(self.drafted_on)}: give that day or a later one."
            )
        return day


class SignForm(_PersonForm):
    """Who signed for a borough, and when."""


class ClearForm(_PersonForm):
    """Who looked at the answers that need it, and what they said."""

    why = forms.CharField(
        label="What they said",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what they said: why it may go on, or on which condition."},
    )
    field_order = ["name", "role", "why", "on"]
