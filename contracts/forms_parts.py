"""Forms of a contract's parts: its suppliers, boroughs, options, documents and what it replaced."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from boroughs.forms_gates import SHORT, DayField
from boroughs.models import Borough
from boroughs.words import counted
from contracts.actions.naming import NamedSupplier, make_suppliers, read_names
from contracts.extensions import LONGEST_NOTICE, LONGEST_OPTION
from contracts.models import Contract, ContractLink
from contracts.text import one_line, web_address
from suppliers.actions import is_a_name
from suppliers.normalise import normalise_name

NEW = "new"
MOST_SUPPLIERS = 60
MONTHS_WRONG = f"Give the length in months as a whole number, from 1 to {LONGEST_OPTION}."
NOTICE_WRONG = f"Give the notice in days as a whole number, from 0 to {LONGEST_NOTICE}."
NUMBER = {"class": "govuk-input--width-4", "inputmode": "numeric"}


class SuppliersForm(forms.Form):
    """Who supplies: one name a line. For a name like known ones, the officer chooses which it is (R10)."""

    suppliers = forms.CharField(
        label="Suppliers",
        required=False,
        max_length=10_000,
        help_text="One a line, as the contract names them. Leave it empty if they are not known.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        demonstration: bool = False,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.demonstration = demonstration
        self.named: list[NamedSupplier] = []
        if data is not None:
            lines = str(data.get("suppliers", ""))[:10_000].splitlines()
            names = list(dict.fromkeys(name for name in (one_line(line, 255) for line in lines) if name))
            self.named = read_names(
                [name for name in names[:MOST_SUPPLIERS] if is_a_name(name)], demonstration=demonstration
            )
            self.too_many = len(names) > MOST_SUPPLIERS
            self.no_names = [name for name in names if not is_a_name(name)]
        for one in self.named:
            if one.known is None and one.offers:
                self.fields[_pick(one.name)] = _choice(one, may_be_new=not demonstration)

    def clean_suppliers(self) -> str:
        """Refuse what is no supplier's name."""
        if self.no_names:
            raise forms.ValidationError(
                f"“{self.no_names[0]}” is not a supplier’s name. Leave the line out if it is not known."
            )
        if self.too_many:
            raise forms.ValidationError(f"Give at most {MOST_SUPPLIERS} suppliers.")
        strangers = [one.name for one in self.named if one.known is None and not one.offers]
        if self.demonstration and strangers:
            raise forms.ValidationError(f"There is no fictional supplier like “{strangers[0]}”.")
        return str(self.cleaned_data["suppliers"])

    def known_ids(self) -> list[int]:
        """Return the ids of the suppliers that are known or were chosen, once the form is valid."""
        found = []
        for one in self.named:
            answer = self.cleaned_data.get(_pick(one.name), NEW)
            if one.known is not None:
                found.append(one.known)
            elif answer != NEW:
                found.append(int(answer))
        return list(dict.fromkeys(found))

    def new_names(self) -> list[str]:
        """Return the names that are no known supplier's, once the form is valid."""
        return [
            one.name
            for one in self.named
            if one.known is None and self.cleaned_data.get(_pick(one.name), NEW) == NEW
        ]

    def supplier_ids(self) -> list[int]:
        """Return the ids of all suppliers, making those that are new.

        Raises:
            Refused: while an import resolves names.
        """
        return list(dict.fromkeys([*self.known_ids(), *make_suppliers(self.new_names())]))


def _pick(name: str) -> str:
    digest = hashlib.sha256(normalise_name(name).encode()).hexdigest()
    return f"which_{digest[:12]}"


def _choice(named: NamedSupplier, *, may_be_new: bool) -> forms.ChoiceField:
    known = [
        (
            str(one.pk),
            f"{one.name} ({counted(one.contracts, 'contract')}{', ' + one.reason if one.reason else ''})",
        )
        for one in named.offers
    ]
    new = [(NEW, f"None of these: a supplier new to the hub, called {named.name}")] if may_be_new else []
    return forms.ChoiceField(
        label=f"Which supplier is “{named.name}”?",
        choices=[*known, *new],
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose which supplier “{named.name}” is."},
    )


class BoroughsForm(forms.Form):
    """Whose contract it is: the boroughs that hold it together, and which one leads."""

    boroughs = forms.ModelMultipleChoiceField(
        label="Boroughs",
        queryset=Borough.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text="All whose contract it is",
        error_messages={
            "required": "A contract has at least one borough.",
            "invalid_choice": "Choose boroughs of the list.",
            "invalid_pk_value": "Choose boroughs of the list.",
        },
    )
    lead = forms.ModelChoiceField(
        label="Which borough leads",
        queryset=Borough.objects.order_by("name"),
        empty_label=None,
        required=False,
        help_text="Its approval steps say when the replacement must begin",
        error_messages={"invalid_choice": "Choose a borough of the list."},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a lead that is none of the boroughs; where none is named, it stays or the next one leads."""
        given = super().clean() or {}
        boroughs, lead = given.get("boroughs"), given.get("lead")
        if boroughs is not None and lead and lead not in boroughs:
            self.add_error("lead", f"Tick {lead} above too, or choose a borough that is ticked.")
        if boroughs and lead is None:
            given["lead"] = next((one for one in boroughs if one.pk == self.initial.get("lead")), boroughs[0])
        return given


class OptionForm(forms.Form):
    """One right to prolong."""

    months = forms.IntegerField(
        label="Length in months",
        validators=[MinValueValidator(1, MONTHS_WRONG), MaxValueValidator(LONGEST_OPTION, MONTHS_WRONG)],
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"required": "Give the length in months.", "invalid": MONTHS_WRONG},
    )
    notice_days = forms.IntegerField(
        label="Days of notice to use it",
        required=False,
        validators=[MinValueValidator(0, NOTICE_WRONG), MaxValueValidator(LONGEST_NOTICE, NOTICE_WRONG)],
        help_text="Calendar days before the end; empty if not known",
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"invalid": NOTICE_WRONG},
    )


class UseForm(forms.Form):
    """The day on which an option was used."""

    used_on = DayField(
        label="It was used on",
        max_length=60,
        help_text="The day on which you told the supplier, like 1 April 2026",
        widget=forms.TextInput(attrs=SHORT),
        error_messages={"required": "Give the day on which it was used."},
    )


class LinkForm(forms.Form):
    """A document's address, what it is, and who may see the link."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[
            ("", "Choose one"),
            *((value, label.capitalize()) for value, label in ContractLink.Kind.choices),
        ],
        error_messages={"required": "Choose what it is.", "invalid_choice": "Choose one of the list."},
    )
    label = forms.CharField(
        label="Its name",
        max_length=120,
        help_text="What readers click on, like Cabinet report of 3 March 2026",
        error_messages={"required": "Give it a name that readers can click on."},
    )
    url = forms.CharField(
        label="Its web address",
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"required": "Give its web address."},
    )
    is_public = forms.BooleanField(
        label="Anybody may see this link",
        required=False,
        help_text="For a page that is public, as a published decision report is. Else only members see it.",
    )

    def clean_url(self) -> str:
        """Refuse what is no address of the web: it is never run in the page."""
        given: str = self.cleaned_data["url"]
        if not web_address(given):
            raise forms.ValidationError("Give a web address that begins with https:// or http://.")
        return given


class ReplacedForm(forms.Form):
    """The contract that this one replaced, by its number or its page's address."""

    contract = forms.CharField(
        label="Which contract did it replace?",
        max_length=200,
        help_text="Its number, or the address of its page in the hub, like /register/123/",
        error_messages={"required": "Give the number or the address of the contract that it replaced."},
    )

    def clean_contract(self) -> Contract:
        """Return the contract; refuse a number that none has."""
        found = re.fullmatch(r"(?:.*/register/)?(\d{1,18})/?", str(self.cleaned_data["contract"]).strip())
        contract = Contract.objects.defer("search").filter(pk=int(found[1])).first() if found else None
        if contract is None:
            raise forms.ValidationError(
                "There is no contract of this number. Open its page and copy its address."
            )
        return contract
