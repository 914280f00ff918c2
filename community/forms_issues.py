"""Forms of shared issues."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from boroughs.filters import FilterForm
from boroughs.models import Borough
from community.actions.issues import FEWEST_DAYS, MOST_DAYS, USUAL_DAYS, contracts_with
from community.forms import NOT_IN_LIST, plain_text
from community.models import SharedIssue
from contracts.models import Contract
from suppliers.models import Product, Supplier


class IssueFilter(FilterForm):
    """The filter panel of the list of issues."""

    supplier = forms.CharField(required=False, max_length=200)
    state = forms.ChoiceField(required=False, choices=[("running", "Not ended"), *SharedIssue.State.choices])


class EvidenceForm(forms.Form):
    """What happened to one's own borough, and whether the supplier may know that it is this one."""

    contract = forms.ModelChoiceField(
        label="Your contract",
        queryset=Contract.objects.none(),
        empty_label=None,
        error_messages={"required": "Choose your contract.", "invalid_choice": NOT_IN_LIST},
    )
    evidence = plain_text(
        "What happened to you",
        "Say what happened to you: when, how often, what it cost.",
        hint="When, how often, what it cost you. Members read it.",
        rows=5,
        most=1500,
    )
    named = forms.ChoiceField(
        label="May the supplier know that it is you, and read this?",
        choices=[
            ("yes", "Yes: it can look into our case"),
            ("no", "No: it sees one more borough in the number, and nothing of what happened to us"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the supplier may know.", "invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, supplier: Supplier, borough: Borough, **kwargs: Any) -> None:
        """Offer the borough's contracts with the supplier."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contract"]
        field.queryset = contracts_with(supplier, borough)


class IssueForm(EvidenceForm):
    """A new issue: the problem as the supplier will read it, then the evidence."""

    title = forms.CharField(
        label="The problem in one line",
        max_length=160,
        error_messages={
            "required": "Say in one line what the problem is.",
            "max_length": "Shorten it to 160 characters.",
        },
    )
    text = plain_text(
        "What happens, and what do you ask for?",
        "Say what happens, and what the supplier should do.",
        hint="The supplier reads this once it is sent: no names, no prices, nothing about residents.",
        rows=6,
        most=3000,
    )
    product = forms.ModelChoiceField(
        label="Which product is it about?",
        queryset=Product.objects.none(),
        required=False,
        empty_label="None in particular",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    field_order = ("title", "text", "product", "contract", "evidence", "named")

    def __init__(self, *args: Any, supplier: Supplier, borough: Borough, **kwargs: Any) -> None:
        """Offer the supplier's products as well."""
        super().__init__(*args, supplier=supplier, borough=borough, **kwargs)
        field: Any = self.fields["product"]
        field.queryset = Product.objects.filter(supplier=supplier).order_by("name")


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=f"From {FEWEST_DAYS} to {MOST_DAYS} days from today, such as 31 March 2027.",
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.DateInput(format="%-d %B %Y"),
        error_messages={
            "required": "Say by when the supplier should answer.",
            "invalid": "Write a date such as 31 March 2027 or 31/03/2027.",
        },
    )


class SendForm(forms.Form):
    """By when the supplier should answer."""

    answer_by = _day("By when should the supplier answer?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose the usual time."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("answer_by", timezone.localdate() + dt.timedelta(days=USUAL_DAYS))


class EscalateForm(SendForm):
    """To whom an issue is taken, and why."""

    to = forms.CharField(
        label="To whom at the supplier?",
        help_text="A role: the account director, the managing director.",
        max_length=160,
        error_messages={"required": "Say to whom you take it."},
    )
    why = plain_text("Why", "Say why.", hint="The supplier reads it.", rows=3, most=500)
    field_order = ("to", "why", "answer_by")


class EndForm(forms.Form):
    """What came of an issue."""

    result = forms.ChoiceField(
        label="How does it end?",
        choices=[("resolved", "It is resolved"), ("withdrawn", "We withdraw it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it ends.", "invalid_choice": NOT_IN_LIST},
    )
    outcome = plain_text(
        "What came of it",
        "Say what came of it.",
        hint="The boroughs read it, and the supplier if it was sent.",
        rows=4,
        most=1000,
    )


class AnswerForm(forms.Form):
    """The supplier's answer."""

    text = plain_text(
        "Your answer",
        "Write your answer.",
        hint="What you will do, and by when. All members of the hub read it.",
        rows=8,
        most=5000,
    )
