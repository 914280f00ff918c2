"""Forms about flags: a borough's answer, and a subject that it mutes."""

import datetime as dt
from typing import Any

from django import forms

from boroughs.forms_gates import SHORT, DayField
from boroughs.words import plain_date
from pipeline.forms_timelines import DAY_HINT
from pipeline.models import FlagAnswer

LONGEST_PUT_OFF_YEARS = 10


class AnswerForm(forms.Form):
    """What a borough thinks of a flag (R4)."""

    answer = forms.ChoiceField(
        label="What does your borough say?",
        choices=[
            (FlagAnswer.Answer.INTERESTED, "Interested: we would like to talk to the others"),
            (FlagAnswer.Answer.NOT_NOW, "Not now: ask us again later"),
            (FlagAnswer.Answer.NO, "No: leave us out"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what your borough says.",
            "invalid_choice": "Choose one of the answers.",
        },
    )
    until = DayField(
        label="Ask again on",
        required=False,
        max_length=60,
        help_text=f"{DAY_HINT}. Needed for “not now”; it comes back earlier if the flag changes.",
        widget=forms.TextInput(attrs=SHORT),
    )
    why = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="Needed for “not now” and “no”. Officers of the other boroughs read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask for the reason and the day that an answer needs."""
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        if answer == FlagAnswer.Answer.NOT_NOW and "until" not in self.errors:
            self._check_until(cleaned.get("until"))
        declines = answer in {FlagAnswer.Answer.NOT_NOW, FlagAnswer.Answer.NO}
        if declines and "why" not in self.errors and not cleaned.get("why"):
            self.add_error("why", "Say why, so that the other boroughs know.")
        return cleaned

    def _check_until(self, until: dt.date | None) -> None:
        latest = self.today.replace(day=1, year=self.today.year + LONGEST_PUT_OFF_YEARS)
        if until is None:
            self.add_error("until", "Give the day on which the flag should come back.")
        elif until <= self.today:
            self.add_error("until", f"{plain_date(until)} is not to come: give a later day.")
        elif until > latest:
            self.add_error("until", f"Give a day before {plain_date(latest)}, or answer “no”.")


class MuteForm(forms.Form):
    """Why a subject is muted, for colleagues."""

    why = forms.CharField(
        label="Why",
        required=False,
        max_length=500,
        help_text="Your colleagues read it; other boroughs do not.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
