"""Forms of the toolkit."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from boroughs.forms_messages import LetterField
from boroughs.words import exact_money, plain_date
from toolkit.models import Adoption, Clause
from toolkit.texts import Variable, variables_of

NOT_IN_LIST = "Choose one of the list."
NUMBERS = {"number", "days", "percent", "money"}


class CommentForm(forms.Form):
    """What a member says in a consultation."""

    text = LetterField(
        label="What you think",
        help_text="What is missing, what is wrong, what would not work in your borough. Members read it.",
        max_length=3000,
        error_messages={"required": "Write what you think.", "max_length": "Shorten it to 3,000 characters."},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class FeedbackForm(forms.Form):
    """Whether a page was useful, and what is missing."""

    useful = forms.ChoiceField(
        label="Was this page useful?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether it was useful.",
            "invalid_choice": NOT_IN_LIST,
        },
    )
    text = forms.CharField(
        label="What is missing, wrong or unclear?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten it to 1,000 characters."},
    )


class VariablesForm(forms.Form):
    """The gaps of a clause. Everything may be left open: the gap is then filled in by hand."""

    def __init__(self, *args: Any, clauses: list[Clause], **kwargs: Any) -> None:
        """Ask for each variable of some clauses, once each."""
        super().__init__(*args, **kwargs)
        self.variables: dict[str, Variable] = {}
        for clause in clauses:
            for one in variables_of(clause.variables):
                key = f"{clause.slug}.{one.name}"
                self.variables[key] = one
                self.fields[key] = _field(one)

    def values(self, clause: Clause) -> dict[str, str]:
        """Return how the variables of a clause are written; of one that was not filled in, its default."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return {
            one.name: _written(one, given.get(key, one.default))
            for key, one in self.variables.items()
            if key.startswith(f"{clause.slug}.")
        }


def _field(variable: Variable) -> forms.Field:
    usual: dict[str, Any] = {"label": variable.label, "required": False, "initial": variable.default}
    if variable.kind in NUMBERS:
        wrong = f"Write a number, such as {variable.default or '10'}."
        return forms.DecimalField(
            min_value=0,
            max_value=10**9,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": "This is too large."},
            **usual,
        )
    if variable.kind == "date":
        return forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={"invalid": "Write the day as 2027-05-31."},
            **usual,
        )
    return forms.CharField(max_length=300, **usual)


def _written(variable: Variable, value: Any) -> str:
    """Return a value as a clause says it."""
    if value in (None, ""):
        return ""
    if isinstance(value, dt.date):
        return plain_date(value)
    if variable.kind == "money":
        return exact_money(value if isinstance(value, Decimal) else Decimal(value))
    if variable.kind in NUMBERS and not isinstance(value, str):
        return f"{value.normalize():f}"
    return str(value)


class AdoptForm(forms.Form):
    """Which clause a contract has, and how it differs."""

    clause = forms.ModelChoiceField(
        Clause.objects.none(),
        label="Clause",
        empty_label="Choose a clause",
        error_messages={"required": "Choose the clause.", "invalid_choice": NOT_IN_LIST},
    )
    deviations = forms.CharField(
        label="How the wording differs",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten it to 1,000 characters."},
    )

    def __init__(self, *args: Any, known: list[int], **kwargs: Any) -> None:
        """Offer the clauses that the contract has not."""
        super().__init__(*args, **kwargs)
        clause: Any = self.fields["clause"]
        clause.queryset = Clause.objects.published().exclude(pk__in=known)


class OutcomeForm(forms.Form):
    """Whether a clause helped."""

    outcome = forms.ChoiceField(
        label="Did it help?",
        choices=[(value, label.capitalize()) for value, label in Adoption.Outcome.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": NOT_IN_LIST},
    )
    outcome_text = forms.CharField(
        label="What happened",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten it to 1,000 characters."},
    )
