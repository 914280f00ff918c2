"""Forms about reports and reminders."""

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms

from boroughs.forms_gates import SHORT, DayField
from boroughs.words import plain_date
from pipeline.models.reminder import EARLIEST, MOST_REMINDERS
from pipeline.reminding import read_days


class SinceForm(forms.Form):
    """Since when a report says what moved: a month ago unless another day is given."""

    since = DayField(
        label="What moved since",
        required=False,
        max_length=60,
        help_text="The day of your last report, like 3 August 2027",
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, data: Any, *, today: dt.date) -> None:
        super().__init__(data if data and data.get("since") else None, initial={"since": month_before(today)})
        self.today = today

    def clean_since(self) -> dt.date | None:
        """Refuse a day to come: nothing has moved since then."""
        day: dt.date | None = self.cleaned_data["since"]
        if day and day > self.today:
            raise forms.ValidationError(f"{plain_date(day)} is to come: give the day of your last report.")
        return day

    @property
    def day(self) -> dt.date:
        """The day that is asked for; a month ago where none is, or none that can be read."""
        given = self.cleaned_data.get("since") if self.is_bound and self.is_valid() else None
        return given or month_before(self.today)


def month_before(today: dt.date) -> dt.date:
    """Return the same day of the month before."""
    return today - relativedelta(months=1)


class RemindersForm(forms.Form):
    """How many days before each gate and milestone somebody is reminded."""

    days = forms.CharField(
        label="How many days before each gate and milestone?",
        required=False,
        max_length=60,
        help_text="Numbers with commas between them, like 14, 3. Leave it empty for no reminders.",
        widget=forms.TextInput(attrs=SHORT),
    )

    def clean_days(self) -> list[int]:
        """Read the numbers, or say how to write them."""
        try:
            days = read_days(self.cleaned_data["days"])
        except ValueError:
            raise forms.ValidationError("Give whole numbers of days, like 14, 3.") from None
        if len(days) > MOST_REMINDERS:
            raise forms.ValidationError(f"Give at most {MOST_REMINDERS} numbers.")
        if days and days[0] > EARLIEST:
            raise forms.ValidationError(f"Give numbers from 0 to {EARLIEST}.")
        return days
