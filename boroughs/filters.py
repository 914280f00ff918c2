"""What a reader may ask of a list, checked field by field, and how the question is written as an address."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from boroughs.places import Places


class FilterForm(forms.Form):
    """A filter panel. Every field may be empty; a field that cannot be read says how to write it."""

    q = forms.CharField(required=False, max_length=200)
    borough = forms.CharField(required=False, max_length=60)
    area = forms.CharField(required=False, max_length=10)

    def __init__(self, data: QueryDict, places: Places) -> None:
        """Bind the form to a query string; ``places`` are the boroughs and service areas there are."""
        super().__init__(data)
        self.places = places
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "Choose one of the list."
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = "Write a date such as 31 March 2027 or 31/03/2027."
                field.input_formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]

    def clean_borough(self) -> str:
        """Refuse a borough that there is not."""
        slug: str = self.cleaned_data["borough"]
        if slug and slug not in self.places.boroughs:
            raise forms.ValidationError("There is no borough of that name in London. Choose one of the list.")
        return slug

    def clean_area(self) -> str:
        """Refuse a service area that there is not."""
        code: str = self.cleaned_data["area"]
        if code and code not in self.places.areas:
            raise forms.ValidationError("There is no such service area. Choose one of the list.")
        return code


@dataclass(frozen=True)
class Question:
    """What is asked of a list, after checking; what could not be read is left out."""

    values: dict[str, Any]

    default_sort: ClassVar[str] = ""

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name) or ""

    @property
    def sort(self) -> str:
        """The order, the default one included."""
        return self["sort"] or self.default_sort

    def narrows(self) -> bool:
        """Tell whether anything but the order is asked."""
        return any(value for name, value in self.values.items() if name != "sort")

    def parameters(self, *, without: str = "", **changes: str) -> dict[str, str]:
        """Return the query parameters of this question, one left out or some changed."""
        written = {name: _written(value) for name, value in self.values.items() if value and name != without}
        return {name: value for name, value in {**written, **changes}.items() if value}

    def address(self, path: str, *, without: str = "", **changes: str) -> str:
        """Return the address of a page with this question's query."""
        query = urlencode(self.parameters(without=without, **changes), safe=",")
        return f"{path}?{query}" if query else path


def values_of(form: FilterForm, default_sort: str) -> dict[str, Any]:
    """Return what a form asks; fields with an error are left out, since the page says so at the field."""
    form.is_valid()
    values = {name: form.cleaned_data.get(name) for name in form.fields if name not in form.errors}
    if values.get("sort") == default_sort:
        values["sort"] = ""
    return values


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
