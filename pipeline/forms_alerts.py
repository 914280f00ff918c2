"""Forms of saved searches."""

from typing import Any

from django import forms

from pipeline.models import SavedSearch

FREQUENCIES = [(value, f"{label[:1].upper()}{label[1:]}") for value, label in SavedSearch.Frequency.choices]
HOW_OFTEN = "Choose how often you want to hear."


class AlertForm(forms.Form):
    """How often to write and, where nobody is signed in, to which address."""

    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="It is used for these e-mails alone. You get one first, to confirm that it is yours.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write an e-mail address such as name@example.com.",
            "max_length": "Write an e-mail address of at most 254 characters.",
        },
    )
    frequency = forms.ChoiceField(
        label="How often do you want to hear?",
        choices=FREQUENCIES,
        initial=SavedSearch.Frequency.DAILY,
        widget=forms.RadioSelect,
        error_messages={"required": HOW_OFTEN, "invalid_choice": HOW_OFTEN},
    )

    def __init__(self, *args: Any, with_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_address:
            del self.fields["address"]


class FrequencyForm(forms.Form):
    """How often a saved search writes."""

    frequency = forms.ChoiceField(
        choices=FREQUENCIES, error_messages={"required": HOW_OFTEN, "invalid_choice": HOW_OFTEN}
    )


class ManageLinkForm(forms.Form):
    """The address whose saved searches somebody wants to see."""

    address = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write an e-mail address such as name@example.com.",
            "max_length": "Write an e-mail address of at most 254 characters.",
        },
    )
