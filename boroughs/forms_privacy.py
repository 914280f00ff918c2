"""The form by which somebody deletes their account."""

from django import forms

from boroughs.models import Person


class DeleteForm(forms.Form):
    """Asks for the address once more, so that nobody deletes an account by a slip."""

    address = forms.CharField(
        label="Type your e-mail address to confirm",
        max_length=254,
        error_messages={"required": "Type your e-mail address."},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: object = None, *, person: Person) -> None:
        """Make the form for whoever is to go."""
        super().__init__(data)  # type: ignore[arg-type]
        self.person = person

    def clean_address(self) -> str:
        """Refuse any address but the account's own."""
        given: str = self.cleaned_data["address"].strip()
        if given.lower() != self.person.email.lower():
            raise forms.ValidationError(f"Type {self.person.email}: the address of this account.")
        return given
