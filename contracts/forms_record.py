"""The form in which an officer records a contract or changes what the register says of it (R8)."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html

from boroughs.forms_gates import SHORT, DayField, MoneyField
from boroughs.models import ProcurementRoute, ServiceArea
from boroughs.words import plain_date
from contracts.extensions import LONGEST_NOTICE, parse_options
from contracts.models import Contract
from contracts.text import cpv_codes_in, day_of, web_address
from contracts.values import LABELS, TEXTS, plain
from suppliers.models import Product

#: The fields of the form, in fieldsets: legend, names.
SECTIONS = (
    ("What it is", ("title", "description", "service_area", "product", "product_text")),
    ("When it runs", ("start_date", "end_date", "break_date", "notice_days")),
    ("What it costs", ("value",)),
    (
        "How it was bought",
        ("route", "framework_used", "is_framework", "reference", "notice_url", "cpv_codes"),
    ),
)
FIELDS = tuple(name for _, names in SECTIONS for name in names)
#: Of which it can be said on purpose that they are not known.
CAN_BE_UNKNOWN = (
    *("service_area", "product", "start_date", "end_date", "break_date", "notice_days"),
    *("value", "route", "framework_used", "reference", "notice_url"),
)
DAY_HELP = "Like 1 April 2028 or 01/04/2028"
NOTICE_WRONG = f"Give the notice in days as a whole number, from 0 to {LONGEST_NOTICE}."
ADDRESS_WRONG = "Give a web address that begins with https:// or http://, or leave it empty."
CPV_WRONG = "Give CPV codes of eight digits, like 72200000, with blanks or commas between them."


class ContractForm(forms.Form):
    """Every field of a contract that is one value. What is left as it was is not written."""

    title = forms.CharField(
        label="Title",
        max_length=500,
        help_text="What it is for, so that another borough understands it",
        error_messages={"required": "Give the contract a title."},
    )
    description = forms.CharField(
        label="Description", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    service_area = forms.ChoiceField(label="Service area", required=False)
    product = forms.ChoiceField(label="Product", required=False)
    product_text = forms.CharField(
        label="Product, if it is not in the list",
        required=False,
        max_length=255,
        help_text="As your borough calls it",
    )
    start_date = DayField(
        label="It starts on",
        required=False,
        max_length=60,
        help_text=DAY_HELP,
        widget=forms.TextInput(attrs=SHORT),
    )
    end_date = DayField(
        label="It ends on",
        required=False,
        max_length=60,
        help_text="As things stand: extensions that were used are inside it, others are not",
        widget=forms.TextInput(attrs=SHORT),
    )
    break_date = DayField(
        label="It can be ended early from",
        required=False,
        max_length=60,
        help_text="The break date, if there is one",
        widget=forms.TextInput(attrs=SHORT),
    )
    notice_days = forms.IntegerField(
        label="Days of notice to end it",
        required=False,
        min_value=0,
        max_value=LONGEST_NOTICE,
        help_text="Calendar days",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NOTICE_WRONG),
    )
    value = MoneyField(
        label="Total value, excluding VAT",
        required=False,
        max_length=40,
        help_text="Of the initial term, like 700000 or £1.2m. Leave it empty if it is not known.",
        widget=forms.TextInput(attrs=SHORT),
    )
    route = forms.ChoiceField(label="Procurement route", required=False)
    framework_used = forms.CharField(
        label="Framework it was bought under",
        required=False,
        max_length=255,
        help_text="Its name and reference, if there was one",
    )
    is_framework = forms.BooleanField(label="It is a framework itself", required=False)
    reference = forms.CharField(
        label="Reference", required=False, max_length=255, help_text="Your borough’s own, or the notice’s"
    )
    notice_url = forms.CharField(
        label="Official notice",
        required=False,
        max_length=500,
        help_text="Its web address on Find a Tender or Contracts Finder",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    cpv_codes = forms.CharField(
        label="CPV codes", required=False, max_length=2000, widget=forms.TextInput(attrs=SHORT)
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        shown: Mapping[str, Any] | None = None,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """Bind the form.

        Args:
            data: what was sent.
            shown: the values that the contract has, in the form of ``contracts/values.py``.
            hints: where each value comes from, in a sentence.
        """
        self.shown = dict(shown or {})
        super().__init__(data, initial={name: written(name, value) for name, value in self.shown.items()})
        choices(self, "service_area", _areas(), "Not known")
        choices(self, "product", _products(), "Not known, or not in the list")
        routes = ProcurementRoute.objects.order_by("name").values_list("pk", "name")
        choices(self, "route", [(str(pk), name) for pk, name in routes], "Not known")
        for name, hint in (hints or {}).items():
            if name in self.fields:
                said = self.fields[name].help_text
                self.fields[name].help_text = format_html("{}{}{}", said, ". " if said else "", hint)

    def _clean_fields(self) -> None:
        """Check the fields; what was sent as it was shown is right, however an import came to write it."""
        super()._clean_fields()  # type: ignore[misc]
        for name in list(self.errors):
            if name in self.shown and self._is_as_shown(name):
                del self.errors[name]
                self.cleaned_data[name] = self.shown[name]

    def _is_as_shown(self, name: str) -> bool:
        return str(self.data.get(name, "")).strip() == str(written(name, self.shown[name])).strip() != ""

    def clean_notice_url(self) -> str:
        """Refuse what is no address of the web."""
        given: str = self.cleaned_data["notice_url"]
        if given and not web_address(given):
            raise forms.ValidationError(ADDRESS_WRONG)
        return given

    def clean_cpv_codes(self) -> list[str]:
        """Return the codes; refuse a text that has something else in it."""
        given: str = self.cleaned_data["cpv_codes"]
        codes = list(cpv_codes_in(given))
        words = [word for word in given.replace(",", " ").replace(";", " ").split() if word]
        if len(words) != len(codes) and len(set(words)) != len(codes):
            raise forms.ValidationError(CPV_WRONG)
        return codes

    def clean(self) -> dict[str, Any]:
        """Refuse a term that would end, or could be ended, before it starts."""
        cleaned = super().clean() or {}
        start = cleaned.get("start_date")
        for name in ("end_date", "break_date"):
            day = cleaned.get(name)
            if isinstance(start, dt.date) and isinstance(day, dt.date) and day < start:
                self.add_error(name, f"Give a day after the start, {plain_date(start)}.")
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return what was sent, in the form of ``contracts/values.py``, once the form is valid."""
        values = {name: _plain(name, self.cleaned_data[name]) for name in FIELDS}
        for name in TEXTS:
            if _lines(values[name]) == _lines(self.shown.get(name)):
                values[name] = self.shown.get(
                    name
                )  # a browser sends line breaks otherwise than they are kept
        return values

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by their legends, as the page shows them."""
        return [(legend, [self[name] for name in names]) for legend, names in SECTIONS]


class EditForm(ContractForm):
    """A contract that is on the register: what is not known can be said on purpose."""

    not_known = forms.MultipleChoiceField(
        label="Say on purpose that it is not known",
        required=False,
        choices=[(name, LABELS[name]) for name in CAN_BE_UNKNOWN],
        widget=forms.CheckboxSelectMultiple,
        help_text="For what you have looked for and nobody knows. An import can then no longer fill it in "
        "without asking you. Emptying a field that had a value says the same.",
        error_messages={"invalid_choice": "Choose fields of the list."},
    )
    confirm = forms.BooleanField(
        label="Everything else on this record is still true",
        required=False,
        help_text="The record then counts as confirmed today",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a value of which it is said that it is not known."""
        cleaned = super().clean()
        for name in cleaned.get("not_known", []):
            if cleaned.get(name) and _plain(name, cleaned[name]) != self.shown.get(name):
                self.add_error(name, "Either give it, or say that it is not known.")
            elif cleaned.get(name):
                cleaned[name] = None  # it is still as it was shown: the tick takes it away
        return cleaned


class AddForm(ContractForm):
    """A contract that is not on the register yet: with its options in a few words."""

    options = forms.CharField(
        label="Extension options",
        required=False,
        max_length=200,
        help_text="Like 12+12 months, 2 x 1 years or none. Leave it empty if you do not know; "
        "options of different lengths are added on the contract’s page.",
        widget=forms.TextInput(attrs=SHORT),
    )

    def clean_options(self) -> list[list[Any]] | None:
        """Return the options as ``contracts/values.py`` writes them; ``None`` where nothing is said."""
        given: str = self.cleaned_data["options"]
        if not given:
            return None
        options = parse_options(given)
        if options is None:
            raise forms.ValidationError(
                "Write the options like 12+12 months, 2 x 1 years, 24 months or none."
            )
        return [[one.months, one.notice_days, False] for one in options]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by their legends, the options beside the dates."""
        found = super().sections()
        found[1][1].insert(2, self["options"])
        return found


def written(name: str, kept: Any) -> Any:
    """Return a value of ``contracts/values.py`` as one would type it into the form."""
    if kept is None:
        return ""
    if name in ("start_date", "end_date", "break_date"):
        return plain_date(dt.date.fromisoformat(kept))
    if name == "value":
        return f"{Decimal(kept):,.2f}".removesuffix(".00")
    if name == "cpv_codes":
        return ", ".join(kept)
    return str(kept) if name in ("service_area", "product", "route") else kept


def choices(form: forms.Form, name: str, some: Sequence[Any], empty: str) -> None:
    """Give a field its choices, an empty one first."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared so above)
    field.choices = [("", empty), *some]
    field.error_messages["invalid_choice"] = "Choose one of the list."


def _products() -> list[tuple[str, str]]:
    """Return the products, with whose it is where several have the same name."""
    rows = list(
        Product.objects.order_by("name", "supplier__name").values_list("pk", "name", "supplier__name")
    )
    uses = Counter(name for _, name, _ in rows)
    return [(str(pk), f"{name} ({whose})" if whose and uses[name] > 1 else name) for pk, name, whose in rows]


def _areas() -> list[Any]:
    """Return the service areas, each group with those inside it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for area in ServiceArea.objects.select_related("parent").order_by("code"):
        top = area.parent or area
        name = area.name if area.parent else f"{area.name}: in general"
        groups.setdefault(top.name, []).append((str(area.pk), name))
    return list(groups.items())


def _lines(text: Any) -> str:
    return str(text or "").replace("\r\n", "\n").strip()


def _plain(name: str, value: Any) -> Any:
    if name in ("service_area", "product", "route") and value:
        return int(value)
    if name in ("start_date", "end_date", "break_date", "value") and isinstance(value, str):
        return value  # as it was shown
    return plain(name, value)


def hints_of(contract: Contract, records: Mapping[int, str], people: Mapping[int, str]) -> dict[str, str]:
    """Return for each field where its value comes from, in a few words: who or what said it, and when.

    Args:
        contract: with its provenance.
        records: what the stored records are called, by id.
        people: the officers' names, by id; somebody who has left has none.
    """
    sources = dict(Contract.Source.choices)
    hints = {}
    for name, said in contract.provenance.items():
        day = plain_date(day_of(said.get("at")))
        who = people.get(said.get("person") or 0) or sources.get(said.get("source"), "a source")
        place = records.get(said.get("record") or 0, "")
        hints[name] = f"Now from {who}, {day}{f': {place}' if place else ''}"
    return hints
