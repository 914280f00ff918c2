"""The form in which people choose how they hear about each kind of event."""

from typing import Any

from django import forms

from boroughs.models import Frequency, Person
from boroughs.notifications import kind_of
from boroughs.notifications.kinds import Kind
from boroughs.notifications.preferences import choices_of


class NotificationSettingsForm(forms.Form):
    """A choice for each kind of event that can reach somebody; compulsory ones are shown, not asked."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.compulsory: list[Kind] = []
        for code, frequency in choices_of(person).items():
            kind = kind_of(code)
            if kind is None:
                continue
            if kind.compulsory:
                self.compulsory.append(kind)
                continue
            self.fields[code] = forms.ChoiceField(
                label=kind.label,
                help_text=kind.why,
                choices=Frequency.choices,
                initial=frequency,
                widget=forms.Select(attrs={"class": "govuk-select", "aria-describedby": f"id_{code}_hint"}),
                error_messages={"invalid_choice": f"Choose how to hear about “{kind.label}”."},
            )

    @property
    def choices(self) -> dict[str, Frequency]:
        """What was chosen, by the kinds' codes; only after the form was found valid."""
        return {code: Frequency(value) for code, value in self.cleaned_data.items()}
