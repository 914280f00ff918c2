"""Forms of the foundation."""

from django import forms
from django.http import HttpRequest

from boroughs.models import Person


class SignupForm(forms.Form):
    """What sign-up asks beside the address and the password (``ACCOUNT_SIGNUP_FORM_CLASS``)."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, person: Person) -> None:
        """Keep the name; allauth calls this once the person exists."""
        person.name = self.cleaned_data["name"]
        person.save(update_fields=["name"])
