"""Forms about gates: the question when to begin, a gate, its end, meeting dates."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from boroughs.actions.gates import GateFacts
from boroughs.models import Gate, ProcurementRoute, RouteStage
from boroughs.schedule import FORWARD_PLAN_CLEAR_DAYS
from boroughs.words import plain_date
from boroughs.written import read_day, read_money

SHORT = {"class": "govuk-input--width-10"}
MOST_LEAD_DAYS = 365
LEAD_DAYS_WRONG = f"Give the days from papers to decision as a whole number from 0 to {MOST_LEAD_DAYS}."


class MoneyField(forms.CharField):
    """GBP as people write it; ``None`` where it is left empty."""

    default_error_messages = {"max_length": "Give the value as a number of pounds, like 1200000 or £1.2m."}

    def clean(self, value: Any) -> Decimal | None:
        """Return the amount, or say how to write it."""
        text = super().clean(value)
        try:
            return read_money(text) if text else None
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


class DayField(forms.CharField):
    """A day as people write it; ``None`` where it is left empty."""

    default_error_messages = {"max_length": "Give a day with its year, like 1 April 2028 or 01/04/2028."}

    def clean(self, value: Any) -> dt.date | None:
        """Return the day, or say how to write it."""
        text = super().clean(value)
        try:
            return read_day(text) if text else None
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def prepare_value(self, value: Any) -> Any:
        """Write a day that is shown in the field as one would type it."""
        return plain_date(value) if isinstance(value, dt.date) else value


class ScheduleQuestion(forms.Form):
    """For this value by this route, starting on this day: when must you begin?"""

    value = MoneyField(
        label="Total value, excluding VAT",
        required=False,
        max_length=40,
        help_text="Like £1.2m; empty if not known yet",
        widget=forms.TextInput(attrs=SHORT),
    )
    route = forms.ChoiceField(
        label="How you would buy",
        error_messages={
            "required": "Choose how you would buy.",
            "invalid_choice": "Choose one of the routes in the list.",
        },
    )
    start = DayField(
        label="The contract starts on",
        max_length=60,
        help_text="Like 1 April 2028 or 01/04/2028",
        error_messages={"required": "Give the day on which the contract starts."},
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, data: Any, routes: Iterable[ProcurementRoute], today: dt.date) -> None:
        self.routes = {route.code: route for route in routes}
        usual = next((route.code for route in self.routes.values() if route.is_default), None)
        super().__init__(data, initial={"route": usual})
        self.fields["route"].choices = [  # type: ignore[attr-defined]
            (route.code, route.name) for route in self.routes.values()
        ]
        self.today = today

    def clean_start(self) -> dt.date:
        """Refuse a day that is past."""
        start: dt.date = self.cleaned_data["start"]
        if start < self.today:
            raise forms.ValidationError(f"{plain_date(start)} is past: give a day to come.")
        return start

    @property
    def route_asked(self) -> ProcurementRoute:
        """Return the route that was chosen, once the form is valid."""
        return self.routes[self.cleaned_data["route"]]


class GateForm(forms.Form):
    """What is recorded of a gate, and from when it counts."""

    body = forms.CharField(
        label="Who decides",
        max_length=120,
        help_text="The body or person, like Procurement board, Cabinet or Director of finance",
        error_messages={"required": "Say who decides."},
    )
    before_stage = forms.ChoiceField(
        label="It is passed before",
        choices=[("", "Choose a stage"), *RouteStage.Stage.choices],
        help_text="The stage that cannot begin without it",
        error_messages={
            "required": "Choose the stage that cannot begin without it.",
            "invalid_choice": "Choose one of the stages in the list.",
        },
    )
    value_from = MoneyField(
        label="From a value of",
        required=False,
        max_length=40,
        help_text="In pounds excluding VAT, this value included. Leave it empty for no lower limit.",
        widget=forms.TextInput(attrs=SHORT),
    )
    value_to = MoneyField(
        label="Below a value of",
        required=False,
        max_length=40,
        help_text="This value not included. Leave it empty for no upper limit.",
        widget=forms.TextInput(attrs=SHORT),
    )
    lead_days = forms.IntegerField(
        label="Days from papers to decision",
        validators=[
            MinValueValidator(0, LEAD_DAYS_WRONG),
            MaxValueValidator(MOST_LEAD_DAYS, LEAD_DAYS_WRONG),
        ],
        help_text="Calendar days between handing in the report and the decision",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Give the days from papers to decision, 0 if there are none.",
            "invalid": LEAD_DAYS_WRONG,
        },
    )
    key_decision = forms.BooleanField(
        label="It is a key decision, announced on the forward plan", required=False
    )
    forward_plan_days = forms.IntegerField(
        label="Clear days on the forward plan",
        required=False,
        min_value=0,
        max_value=365,
        initial=FORWARD_PLAN_CLEAR_DAYS,
        help_text=f"For a key decision. The law asks for {FORWARD_PLAN_CLEAR_DAYS}; give more if your "
        "constitution does. Neither the day of the notice nor that of the decision counts.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"invalid": "Give the clear days as a whole number, like 28."},
    )
    source = forms.CharField(
        label="Where this is written",
        max_length=255,
        help_text="Like Constitution, part 4.2, March 2026",
        error_messages={"required": "Say where this is written, so that a colleague can check it."},
    )
    source_url = forms.URLField(
        label="Its web address",
        required=False,
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Give a web address that begins with https://, or leave it empty."},
    )
    valid_from = DayField(
        label="It counts from",
        max_length=60,
        help_text="Like 1 April 2026",
        error_messages={"required": "Give the day from which it counts."},
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, others: Iterable[Gate] = (), **kwargs: Any) -> None:
        """Take the gates with which this one must not be the same: those of the borough that still count."""
        super().__init__(*args, **kwargs)
        self.others = list(others)

    def clean(self) -> dict[str, Any]:
        """Check the band, and that the gate is not there already."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("value_from"), cleaned.get("value_to")
        if low is not None and high is not None and high <= low:
            self.add_error("value_to", "Give a higher value than the one from which it applies.")
        elif "body" in cleaned and not {"value_from", "value_to"} & self.errors.keys():
            self._refuse_twice(cleaned)
        return cleaned

    def clean_forward_plan_days(self) -> int:
        """Take the law's days where none are given, and refuse fewer for a key decision."""
        days: int | None = self.cleaned_data["forward_plan_days"]
        if days is None:
            return FORWARD_PLAN_CLEAR_DAYS
        if self.cleaned_data.get("key_decision") and days < FORWARD_PLAN_CLEAR_DAYS:
            words = f"The law asks for at least {FORWARD_PLAN_CLEAR_DAYS} clear days for a key decision."
            raise forms.ValidationError(words)
        return days

    def _refuse_twice(self, facts: dict[str, Any]) -> None:
        if any(_overlaps(other, facts) for other in self.others):
            words = f"{facts['body']} decides before this stage for some of these values already."
            self.add_error("body", words)

    @property
    def facts(self) -> GateFacts:
        """Return what was given, once the form is valid."""
        return GateFacts(**{name: self.cleaned_data[name] for name in GateFacts.__dataclass_fields__})


class GateChangeForm(GateForm):
    """A gate that is recorded already: a mistake is corrected, or the rule itself changes."""

    CORRECTION, CHANGE = "correction", "change"

    what = forms.ChoiceField(
        label="What do you change?",
        choices=[
            (CHANGE, "The rule changes from a day on; until then it counts as before"),
            (CORRECTION, "It was recorded wrongly; it has been like this all along"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the rule changes or was recorded wrongly."},
    )

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate
        field = self.fields["valid_from"]
        field.required = False
        field.label = "If the rule changes: from when?"
        self.order_fields([*(name for name in self.fields if name not in {"what", "valid_from"}), "what"])

    def clean(self) -> dict[str, Any]:
        """Check that a change comes later than what it replaces."""
        cleaned = super().clean()
        if cleaned.get("what") == self.CHANGE and "valid_from" not in self.errors:
            check_later(self, "valid_from", self.gate)
        return cleaned


class EndGateForm(forms.Form):
    """The first day on which a gate no longer counts."""

    valid_to = DayField(
        label="It no longer counts from",
        max_length=60,
        help_text="Like 1 April 2027",
        error_messages={"required": "Give the first day on which it no longer counts."},
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate

    def clean(self) -> dict[str, Any]:
        """Check that it ends later than it began."""
        if "valid_to" not in self.errors:
            check_later(self, "valid_to", self.gate)
        return self.cleaned_data


def check_later(form: forms.Form, name: str, gate: Gate) -> None:
    """Put a message at a field whose day is missing or no later than a gate's first one."""
    day = form.cleaned_data.get(name)
    if day is None:
        form.add_error(name, "Give the day.")
    elif day <= gate.valid_from:
        form.add_error(name, f"Give a later day than {plain_date(gate.valid_from)}, from which it counts.")
    elif gate.valid_to and day >= gate.valid_to:
        form.add_error(name, f"Give an earlier day than {plain_date(gate.valid_to)}, on which it ends.")


class MeetingsForm(forms.Form):
    """The days on which a body meets: pasted, uploaded, or both."""

    body = forms.ChoiceField(
        label="Which body meets",
        error_messages={
            "required": "Choose the body.",
            "invalid_choice": "Choose one of the bodies in the list.",
        },
    )
    pasted = forms.CharField(
        label="Paste the dates",
        required=False,
        max_length=50_000,
        strip=True,
        help_text="One a line or separated by commas, like 3 March 2027, 14/04/2027, 2027-05-12",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label="Or upload a file",
        required=False,
        help_text="A CSV with a column of dates, or an ICS calendar such as the committee’s own; up to 1 MB",
    )
    source = forms.CharField(
        label="Where the dates are from",
        max_length=255,
        required=False,
        help_text="Like the address of the calendar of meetings",
    )

    def __init__(self, *args: Any, bodies: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body, body) for body in bodies]  # type: ignore[attr-defined]


def _overlaps(other: Gate, facts: dict[str, Any]) -> bool:
    """Tell whether a gate is the same body's before the same stage for some of the same values."""
    if other.body.lower() != facts["body"].lower() or other.before_stage != facts.get("before_stage"):
        return False
    low, high = facts.get("value_from") or Decimal(0), facts.get("value_to")
    other_low = other.value_from or Decimal(0)
    return (high is None or other_low < high) and (other.value_to is None or low < other.value_to)
