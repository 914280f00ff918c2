"""Forms about spend files: giving one, and where the hub fetches them."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings

from boroughs.admin_base import ModelFormOfAny
from contracts.models import PaymentSource
from contracts.models.payments import GIVEN
from contracts.payments import cells
from contracts.payments.addresses import addresses_of, is_allowed
from contracts.text import web_address

MOST_MEGABYTES = 25
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.ods"


class SpendFileForm(forms.Form):
    """A spend file and what is known of it."""

    file = forms.FileField(
        label="Spend file",
        help_text=(
            f"CSV, XLSX or ODS, up to {MOST_MEGABYTES} MB. It needs headings such as supplier, date, amount. "
            "Names of private persons are not stored."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty. Choose another one."},
    )
    series = forms.ChoiceField(
        label="What it lists",
        choices=GIVEN,
        error_messages={"invalid_choice": "Choose one of the list.", "required": "Choose one of the list."},
    )
    month = forms.CharField(
        label="Month, if its lines have no date",
        required=False,
        max_length=40,
        help_text="Like April 2026",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    address = forms.CharField(
        label="Where it is published",
        required=False,
        max_length=500,
        help_text="The address of the file or of the page that links to it",
    )
    licence = forms.CharField(
        label="Licence",
        required=False,
        max_length=120,
        help_text="Like Open Government Licence v3.0",
    )

    def clean_file(self) -> Any:
        """Refuse a file that would take too long to read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                f"The file is larger than {MOST_MEGABYTES} MB. Give it in parts, such as one for each month."
            )
        return file

    def clean_month(self) -> dt.date | None:
        """Return the first day of the month, if one was written."""
        written = self.cleaned_data["month"]
        found = cells.month(written)
        if written and found is None:
            raise forms.ValidationError("Write a month with its year, like April 2026 or 04/2026.")
        return found

    def clean_address(self) -> str:
        """Refuse what is no address of the web."""
        written: str = self.cleaned_data["address"]
        if written and not web_address(written):
            raise forms.ValidationError("Write a whole address that begins with https://.")
        return written


class PaymentSourceForm(ModelFormOfAny):
    """An address from which spend files are fetched; only hosts that the settings allow."""

    class Meta:
        model = PaymentSource
        fields = ("borough", "series", "address", "licence", "active")

    def clean_address(self) -> str:
        """Refuse a host that is not allowed, and say which are."""
        written: str = self.cleaned_data["address"].strip()
        if not all(
            is_allowed(address, settings.SPEND_HOSTS)
            for address in addresses_of(written, dt.date(2026, 4, 1))
        ):
            known = ", ".join(settings.SPEND_HOSTS) or "none: set SPEND_HOSTS first"
            raise forms.ValidationError(f"This host is not allowed. Allowed are {known}.")
        return written
