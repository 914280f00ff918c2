"""Forms of the review of suppliers: the decision, who owns whom, what a contradiction was about."""

from typing import Any

from django import forms

from boroughs.forms_gates import DayField
from suppliers.actions import is_a_name
from suppliers.models import SupplierPair

SAME, DIFFERENT, GROUP = "same", "different", "group"


class DecisionForm(forms.Form):
    """The same, different or of the same group; for the same, which one stays."""

    decision = forms.ChoiceField(
        choices=[(SAME, "The same"), (DIFFERENT, "Different"), (GROUP, "Same group")],
        error_messages={
            "required": "Choose what they are.",
            "invalid_choice": "Choose what they are.",
        },
    )
    kept = forms.TypedChoiceField(coerce=int, required=False)
    despite_numbers = forms.BooleanField(required=False)

    def __init__(self, data: Any, pair: SupplierPair) -> None:
        super().__init__(data)
        sides = [(pair.left_id, pair.left.name), (pair.right_id, pair.right.name)]
        self.fields["kept"].choices = sides  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask which one stays, where one of them goes."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == SAME and not cleaned.get("kept"):
            raise forms.ValidationError("Choose which of the two stays.")
        return cleaned


LEFT, RIGHT, OTHER = "left", "right", "other"


class GroupForm(forms.Form):
    """Which of two suppliers owns the other, or who owns both, and what is known of it."""

    owner = forms.ChoiceField(
        label="Who owns whom?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who owns whom."},
    )
    name = forms.CharField(
        label="The owner of both",
        help_text="If another company owns both: its name.",
        max_length=255,
        required=False,
    )
    valid_from = DayField(
        label="Since when",
        help_text="The first day, like 1 April 2023. Leave it empty if the day is not known.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    date_note = forms.CharField(
        label="What is known of the time otherwise",
        help_text="Such as “by 2019” or “agreement announced in July 2024”.",
        max_length=255,
        required=False,
    )
    source_url = forms.URLField(
        label="Where this is written",
        help_text="The address of a page, if there is one.",
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Give a whole address, like https://example.org/news."},
    )

    def __init__(self, data: Any, pair: SupplierPair) -> None:
        super().__init__(data)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            (LEFT, f"{pair.left.name} owns {pair.right.name}"),
            (RIGHT, f"{pair.right.name} owns {pair.left.name}"),
            (OTHER, "Another company owns both"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the owner's name where it is a third one."""
        cleaned = super().clean() or {}
        if cleaned.get("owner") == OTHER and not is_a_name(cleaned.get("name") or ""):
            self.add_error("name", "Give the name of the company that owns both.")
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """Return what is known of the ownership, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("valid_from", "date_note", "source_url")}


class NoteForm(forms.Form):
    """What somebody found out about a contradiction."""

    note = forms.CharField(
        label="What did you find out?",
        help_text="Which number is whose, and how you know.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what you found out."},
    )
