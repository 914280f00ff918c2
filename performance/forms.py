"""Forms of a contract's performance: one for each kind of record."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from boroughs.forms_gates import SHORT, DayField, MoneyField
from boroughs.forms_messages import LetterField
from performance.models import Commitment, Issue, Kpi, MobilisationRisk, ServiceCredit
from performance.scale import OTHER, RATINGS

NOT_IN_LIST = "Choose one of the list."
DAY_HINT = "Like 1 April 2028 or 01/04/2028"
TOO_LARGE = "This is more than the hub can keep: write it in a larger unit."
#: Commas part thousands only: 97,5 may mean 97.5, and is asked about.
NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
#: From here on a figure has no room in its column.
MOST_NUMBER, MOST_MONEY = Decimal(10**11), Decimal(10**10)


class NumberField(forms.CharField):
    """A number as people write it, commas and a percent sign too; ``None`` where it is left empty."""

    def clean(self, value: Any) -> Decimal | None:
        """Return the number, or say how to write it."""
        text = super().clean(value).replace(" ", "").removesuffix("%")
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise forms.ValidationError("Write it as a number, like 99.5 or 1,200.")
        number = Decimal(text.replace(",", ""))
        if abs(number) >= MOST_NUMBER:
            raise forms.ValidationError(TOO_LARGE)
        if number != round(number, 3):
            raise forms.ValidationError("Write at most three digits after the point.")
        return number

    def prepare_value(self, value: Any) -> Any:
        """Write a number that is shown in the field without idle zeros."""
        return plain_number(value) if isinstance(value, Decimal) else value


def plain_number(value: Decimal) -> str:
    """Write a number without idle zeros: *99.5*, *1,200*."""
    text = f"{value:,.3f}"
    return text.rstrip("0").rstrip(".")


def _words(label: str, most: int, *, hint: str = "", required: str = "", rows: int = 3) -> LetterField:
    return LetterField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=most,
        error_messages={"required": required, "max_length": f"Shorten it to {most:,} characters."},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _line(label: str, most: int, *, hint: str = "", required: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=most,
        error_messages={"required": required, "max_length": f"Shorten it to {most} characters."},
    )


def _one_of(
    label: str, choices: Iterable[tuple[Any, str]], required: str, hint: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=[(value, text[:1].upper() + text[1:]) for value, text in choices],
        widget=forms.RadioSelect,
        error_messages={"required": required, "invalid_choice": NOT_IN_LIST},
    )


def _day(label: str, required: str = "", hint: str = DAY_HINT) -> DayField:
    return DayField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=40,
        error_messages={"required": required},
        widget=forms.TextInput(attrs=SHORT),
    )


class RecordForm(forms.Form):
    """A record of a contract's performance. ``cleaned_data`` is what its action keeps."""

    def said(self) -> dict[str, Any]:
        """Return what was said, by field of the record."""
        return dict(self.cleaned_data)

    def in_order(self, first: str, last: str, message: str) -> None:
        """Say at the later day that it lies before the earlier one."""
        begins: dt.date | None = self.cleaned_data.get(first)
        ends: dt.date | None = self.cleaned_data.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, message)

    def not_ahead(self, name: str, message: str) -> None:
        """Refuse a day that has not come yet."""
        day: dt.date | None = self.cleaned_data.get(name)
        if day and day > timezone.localdate():
            self.add_error(name, message)


class PeriodForm(RecordForm):
    """A record about a period."""

    begins = _day("First day of the period", "Say on which day the period begins.")
    ends = _day("Last day of the period", "Say on which day the period ends.")

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        super().clean()
        self.in_order("begins", "ends", "The period ends before it begins: mend one of the two days.")
        return self.cleaned_data


class KpiForm(RecordForm):
    """A key performance indicator."""

    name = _line(
        "Name", 120, required="Give it a name.", hint="As the contract calls it: Calls answered in time"
    )
    measured = _words(
        "What is measured",
        500,
        required="Say what is measured.",
        hint="Of what, and how: urgent calls that were answered within an hour, of all urgent calls",
    )
    target = NumberField(
        label="Target",
        max_length=30,
        help_text="A number, like 99.5",
        error_messages={"required": "Say what the target is.", "max_length": "Write a shorter number."},
        widget=forms.TextInput(attrs=SHORT),
    )
    unit = _line("Unit", 40, required="Say in what it is measured.", hint="%, hours, complaints a month")
    better = _one_of("Which is better?", Kpi.Better.choices, "Say which is better.")
    every = _one_of(
        "How often it is measured",
        Kpi.Every.choices,
        "Say how often it is measured.",
        "For indicators under section 52 of the Procurement Act 2023, once a year is the least",
    )
    begins = _day("First day of the first period", "Say on which day the first period begins.")
    ended_on = _day("Last day on which it counts", hint="Empty while it is measured. " + DAY_HINT)

    def clean(self) -> dict[str, Any]:
        """Refuse an indicator that ends before it begins."""
        super().clean()
        self.in_order(
            "begins", "ended_on", "It ends before its first period begins: mend one of the two days."
        )
        return self.cleaned_data


class ReadingForm(PeriodForm):
    """What an indicator was in a period."""

    value = NumberField(
        label="Value",
        required=False,
        max_length=30,
        help_text="In the unit of the KPI; empty if it is not known",
        error_messages={"max_length": "Write a shorter number."},
        widget=forms.TextInput(attrs=SHORT),
    )
    rating = _one_of(
        "Rating", RATINGS, "Choose a rating.", "On the scale of the Procurement Act 2023. Members read it"
    )
    reason = _words("Why", 500, hint="Needed for “other”. Only your borough and LOTI staff read this", rows=2)

    def clean(self) -> dict[str, Any]:
        """Ask why where the rating says nothing by itself."""
        super().clean()
        self.not_ahead("ends", "This period is not over yet: record the reading when it is.")
        if self.cleaned_data.get("rating") == OTHER and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", "Say why none of the other ratings fits.")
        return self.cleaned_data


class CreditForm(PeriodForm):
    """A service credit."""

    amount = MoneyField(
        label="Amount in pounds, excluding VAT",
        max_length=30,
        help_text="Like 1200 or £1,200.50",
        error_messages={"required": "Say how much it is."},
        widget=forms.TextInput(attrs=SHORT),
    )
    state = _one_of("What became of it", ServiceCredit.State.choices, "Say what became of it.")
    why = _words("Why", 500, hint="For what it is due. Needed where it is waived", rows=2)

    def clean_amount(self) -> Decimal:
        """Refuse nothing, and what has no room."""
        amount: Decimal = self.cleaned_data["amount"]
        if round(amount, 2) <= 0:
            raise forms.ValidationError("A service credit is more than nothing.")
        if amount >= MOST_MONEY:
            raise forms.ValidationError("This is more than the hub can keep: give the amount in pounds.")
        return amount

    def clean(self) -> dict[str, Any]:
        """Ask why where it is waived."""
        super().clean()
        waived = self.cleaned_data.get("state") == ServiceCredit.State.WAIVED
        if waived and not self.cleaned_data.get("why", "").strip():
            self.add_error("why", "Say why it is waived.")
        return self.cleaned_data


class IssueForm(RecordForm):
    """An issue: opened, and closed later on."""

    kind = _one_of(
        "What kind of issue", Issue.Kind.choices, "Choose the kind.", "Members read the kind, not your words"
    )
    severity = _one_of("How bad it is", Issue.Severity.choices, "Say how bad it is.")
    opened = _day("Opened on", "Say since when it is open.")
    text = _words("What happened", 1000, required="Say what happened.", rows=4)
    agreed = _words("What was agreed", 1000, hint="With the supplier: what, and by when")
    closed_on = _day("Closed on", hint="Empty while it is open. " + DAY_HINT)
    outcome = _words("Outcome", 500, hint="How it ended; needed where it is closed", rows=2)
    is_shared = forms.BooleanField(
        label="Share these words with members",
        required=False,
        help_text="Officers of all boroughs read what happened, what was agreed and the outcome. "
        "Suppliers and the public never do",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for day and outcome together."""
        super().clean()
        self.not_ahead("opened", "This day has not come yet: say since when it is open.")
        self.not_ahead("closed_on", "This day has not come yet: close it when it is closed.")
        self.in_order("opened", "closed_on", "It closes before it opens: mend one of the two days.")
        closed, outcome = self.cleaned_data.get("closed_on"), self.cleaned_data.get("outcome", "").strip()
        if closed and not outcome and "outcome" not in self.errors:
            self.add_error("outcome", "Say how it ended, or leave the day of closing empty.")
        if outcome and not closed and "closed_on" not in self.errors:
            self.add_error("closed_on", "Say on which day it was closed, or leave the outcome empty.")
        return self.cleaned_data


class RiskForm(RecordForm):
    """A risk of mobilisation."""

    text = _words("What may go wrong", 500, required="Say what may go wrong.")
    likelihood = _one_of(
        "Likelihood",
        [(number, str(number)) for number in range(1, 6)],
        "Choose from 1 to 5.",
        "1 hardly, 5 almost surely",
    )
    impact = _one_of(
        "Impact",
        [(number, str(number)) for number in range(1, 6)],
        "Choose from 1 to 5.",
        "1 hardly felt, 5 the service stops",
    )
    owner = _line("Who owns it", 120, hint="A role rather than a name: the supplier’s project manager")
    mitigation = _words("What is done about it", 1000)
    state = _one_of("State", MobilisationRisk.State.choices, "Say how it stands.")

    def said(self) -> dict[str, Any]:
        """Return what was said, the two figures as numbers."""
        said = super().said()
        return {**said, "likelihood": int(said["likelihood"]), "impact": int(said["impact"])}


class CommitmentForm(RecordForm):
    """A commitment to improve something."""

    text = _words("What is promised", 500, required="Say what is promised.")
    due_on = _day("By when", "Say by when.")
    state = _one_of("How it stands", Commitment.State.choices, "Say how it stands.")
    evidence = _words("How you know", 1000, hint="What shows that it is done; needed where it is", rows=2)

    def clean(self) -> dict[str, Any]:
        """Ask how one knows that it is done."""
        super().clean()
        done = self.cleaned_data.get("state") == Commitment.State.DONE
        if done and not self.cleaned_data.get("evidence", "").strip():
            self.add_error("evidence", "Say how you know that it is done.")
        return self.cleaned_data
