"""Forms of asking to be let in and of deciding about it."""

from typing import Any

from django import forms

from boroughs.models import Borough, JoinRequest

Wish = JoinRequest.Wish


class JoinForm(forms.Form):
    """What somebody is who asks to be let in, and why."""

    wish = forms.ChoiceField(
        label="What brings you here?",
        choices=Wish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what brings you here."},
    )
    organisation = forms.CharField(
        label="The supplier you work for",
        help_text="If you work for a supplier: its name as on its contracts.",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    borough = forms.ModelChoiceField(
        label="The borough you work for",
        help_text="If you work for a borough without having one of its addresses.",
        queryset=Borough.objects.all(),
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": "Choose a borough from the list."},
    )
    message = forms.CharField(
        label="What should LOTI know about you?",
        help_text="What you do, who can vouch for you, and why your address is not a borough’s. "
        "LOTI staff read it, nobody else.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        cleaned = super().clean() or {}
        wish = cleaned.get("wish")
        if wish == Wish.SUPPLIERS_PERSON and not cleaned.get("organisation"):
            self.add_error("organisation", "Give the name of the supplier you work for.")
        if wish == Wish.OFFICER and not cleaned.get("borough") and "borough" not in self.errors:
            self.add_error("borough", "Choose the borough you work for.")
        if wish in {Wish.OFFICER, Wish.FACILITATOR} and not cleaned.get("message"):
            self.add_error("message", "Say why, so that LOTI staff can decide.")
        return cleaned


class DecideForm(forms.Form):
    """What LOTI staff decide about a request."""

    APPROVE, DECLINE = "approve", "decline"

    decision = forms.ChoiceField(
        label="Your decision",
        choices=[(APPROVE, "Let them in"), (DECLINE, "Decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to let them in or to decline."},
    )
    reason = forms.CharField(
        label="Why",
        help_text="The person is told this. It must be there when you decline.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when declining."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("reason"):
            self.add_error("reason", "Say why, so that the person can do something about it.")
        return cleaned
