"""Forms about timelines: making one, and everything that is recorded of it beside its dates."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from boroughs.forms_gates import SHORT, DayField, MoneyField
from boroughs.models import Borough, CpvCode, Person, ProcurementRoute, ServiceArea
from boroughs.words import plain_date
from contracts.models import Contract
from pipeline.forms_mailbox import RIGHT, MailboxForm
from pipeline.models import Procurement
from pipeline.procuring.facts import ProcurementFacts
from suppliers.models import Supplier

NOT_IN_LIST = "Choose one of the list."
DAY_HINT = "Like 1 April 2028 or 01/04/2028"


def area_field() -> forms.Field:
    """Return a field for a service area of either level, those of the lower one called by both names."""
    return forms.ModelChoiceField(
        ServiceArea.objects.select_related("parent").order_by("code"),
        label="Service area",
        required=False,
        empty_label="Not said",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )


class BandForm(forms.Form):
    """A form with the two bounds of an estimated value."""

    value_from = MoneyField(
        label="Lowest estimated total value",
        required=False,
        max_length=40,
        help_text="GBP excluding VAT, over the whole term. Leave it empty if it is not known.",
        widget=forms.TextInput(attrs=SHORT),
    )
    value_to = MoneyField(
        label="Highest estimated total value",
        required=False,
        max_length=40,
        help_text="It decides which gates apply. The same as the lowest if there is one figure.",
        widget=forms.TextInput(attrs=SHORT),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse bounds in the wrong order."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("value_from"), cleaned.get("value_to")
        if low is not None and high is not None and high < low:
            self.add_error("value_to", "Give a value that is not below the lowest one.")
        return cleaned


class NewTimelineForm(BandForm):
    """What is needed to propose the dates of a timeline: all of it is filled in where a contract is known."""

    title = forms.CharField(
        label="What is bought",
        max_length=200,
        help_text="A title that a supplier understands",
        error_messages={"required": "Say in a few words what is bought."},
    )
    start_on = DayField(
        label="The new contract starts on",
        max_length=60,
        help_text=f"{DAY_HINT}. All dates are counted back from it.",
        error_messages={"required": "Give the day on which the new contract starts."},
        widget=forms.TextInput(attrs=SHORT),
    )
    route = forms.ModelChoiceField(
        ProcurementRoute.objects.all(),
        label="How it is bought",
        empty_label=None,
        error_messages={"required": "Choose how it is bought.", "invalid_choice": NOT_IN_LIST},
    )
    service_area = area_field()
    borough = forms.ModelChoiceField(
        Borough.objects.all(),
        label="Whose it is",
        empty_label="Choose a borough",
        error_messages={"required": "Choose a borough.", "invalid_choice": NOT_IN_LIST},
    )
    field_order = ("borough", "title", "start_on", "route", "value_from", "value_to", "service_area")

    def __init__(self, *args: Any, borough: Borough | None, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if borough is not None:
            del self.fields["borough"]

    def clean_start_on(self) -> dt.date:
        """Refuse a day that is past."""
        start: dt.date = self.cleaned_data["start_on"]
        if start < self.today:
            raise forms.ValidationError(f"{plain_date(start)} is past: give a day to come.")
        return start

    def facts(self, contract: Contract | None, borough: Borough) -> ProcurementFacts:
        """Return what was confirmed, with what the contract that is replaced already says."""
        links = list(contract.supplier_links.select_related("supplier")[:2]) if contract else []
        data = self.cleaned_data
        return ProcurementFacts(
            title=data["title"],
            route=data["route"],
            start_on=data["start_on"],
            service_area=data["service_area"],
            value_from=data["value_from"],
            value_to=data["value_to"],
            incumbent=links[0].supplier if len(links) == 1 else None,
            cpv_codes=tuple(contract.cpv_codes) if contract else (),
            role_mailbox=borough.role_mailbox,
        )


class TimelineForm(BandForm, MailboxForm):
    """Everything that is recorded of a procurement beside its dates."""

    title = forms.CharField(
        label="What is bought",
        max_length=200,
        error_messages={"required": "Say in a few words what is bought."},
    )
    description = forms.CharField(
        label="What is needed",
        required=False,
        max_length=5000,
        help_text="For suppliers: the need, not the solution",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    service_area = area_field()
    route = forms.ModelChoiceField(
        ProcurementRoute.objects.all(),
        label="How it is bought",
        empty_label=None,
        error_messages={"required": "Choose how it is bought.", "invalid_choice": NOT_IN_LIST},
    )
    start_on = DayField(
        label="The new contract starts on",
        max_length=60,
        help_text=DAY_HINT,
        error_messages={"required": "Give the day on which the new contract starts."},
        widget=forms.TextInput(attrs=SHORT),
    )
    again = forms.BooleanField(
        label="Work the dates that have not come to pass out again, if start, route or value change",
        required=False,
        initial=True,
    )
    incumbent = forms.CharField(
        label="Present supplier",
        required=False,
        max_length=255,
        help_text="Its name as the hub lists it",
    )
    cpv_codes = forms.CharField(
        label="CPV codes",
        required=False,
        max_length=200,
        help_text="Eight digits each, with commas between them",
    )
    lots = forms.CharField(
        label="Lots",
        required=False,
        max_length=2000,
        help_text="One on each line; empty if there are none or it is not decided",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sme_suitable = forms.ChoiceField(
        label="Suitable for small and medium-sized suppliers",
        required=False,
        choices=[("", "Not said"), ("yes", "Yes"), ("no", "No")],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    notice_url = forms.URLField(
        label="Official notice",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Where suppliers bid: the address of the notice on Find a Tender or Contracts Finder",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Give a web address that begins with https://, or leave it empty."},
    )
    rung = forms.ChoiceField(
        label="How far it is open to other boroughs",
        required=False,
        choices=[("", "Not said"), *Procurement.Rung.choices],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    open_to = forms.CharField(
        label="What other boroughs could join in",
        required=False,
        max_length=500,
        help_text="In a sentence, like: the data standard and the exit terms",
    )
    role_mailbox = forms.EmailField(
        label="Mailbox that suppliers and other boroughs write to",
        required=False,
        help_text="A shared one, that lasts longer than a person in a post",
        error_messages={"invalid": "Give an e-mail address, like digital.procurement@borough.gov.uk."},
    )
    notes = forms.CharField(
        label="Notes for your borough only",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = (
        *("title", "description", "service_area", "value_from", "value_to", "start_on", "route", "again"),
        *("responsible", "commercial_lead", "digital_lead", "service_lead", "role_mailbox"),
        *("rung", "open_to", "sme_suitable", "lots", "cpv_codes", "incumbent", "notice_url", "notes"),
    )

    def __init__(self, data: Any = None, *, procurement: Procurement) -> None:
        super().__init__(data, initial=_initial(procurement))
        officers = Person.objects.filter(borough=procurement.borough, is_active=True).order_by(
            "name", "email"
        )
        for name, label in PEOPLE.items():
            self.fields[name] = forms.ModelChoiceField(
                officers,
                label=label,
                required=False,
                empty_label="Nobody yet",
                error_messages={"invalid_choice": NOT_IN_LIST},
            )
        self.order_fields(self.field_order)
        self.present = self.supplier = procurement.incumbent
        self.known_codes = set(procurement.cpv_codes)
        self.is_public = procurement.is_public
        self.ask_about_mailbox(procurement.borough, procurement.role_mailbox)

    def clean_role_mailbox(self) -> str:
        """Keep the mailbox of a published timeline: it says whom to ask."""
        mailbox: str = self.cleaned_data["role_mailbox"]
        if self.is_public and not mailbox:
            raise forms.ValidationError(
                "A published timeline says whom to ask: give a mailbox, or withdraw the timeline first."
            )
        return mailbox

    def clean(self) -> dict[str, Any]:
        """Ask about a new mailbox of a published timeline that is not the borough's."""
        cleaned = super().clean() or {}
        if self.is_public:
            self.refuse_unconfirmed_mailbox(cleaned)
        return cleaned

    def clean_incumbent(self) -> str:
        """Find the supplier whose very name or address was given; for a merged one, what it became (R10)."""
        name: str = self.cleaned_data["incumbent"]
        self.supplier = None
        if self.present and name == self.present.name:  # another one may have the same name
            self.supplier = self.present
        elif name:
            found = Supplier.objects.filter(Q(name__iexact=name) | Q(slug=name)).order_by("pk").first()
            if found is None:
                raise forms.ValidationError(
                    "There is no supplier of this name in the hub. Look its name up among the suppliers, or "
                    "leave this empty."
                )
            self.supplier = found.standing()
        return name

    def clean_cpv_codes(self) -> list[str]:
        """Read codes with or without their check digit, and refuse those that there are not."""
        written = self.cleaned_data["cpv_codes"].replace(";", ",").split(",")
        codes = [part.strip().partition("-")[0] for part in written if part.strip()]
        known = set(CpvCode.objects.filter(code__in=codes).values_list("code", flat=True))
        if strange := [code for code in codes if code not in known | self.known_codes]:
            raise forms.ValidationError(
                f"There is no CPV code {strange[0]}. Give eight digits, like 48000000, or leave this empty."
            )
        return list(dict.fromkeys(codes))

    def clean_notice_url(self) -> str:
        """Refuse addresses that are no web pages."""
        link: str = self.cleaned_data["notice_url"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Give a web address that begins with https://.")
        return link

    def facts(self) -> ProcurementFacts:
        """Return what was given, once the form is valid."""
        data = self.cleaned_data
        own = {name: data[name] for name in self.fields if name not in READ_OTHERWISE}
        return ProcurementFacts(
            **own,
            incumbent=self.supplier,
            cpv_codes=tuple(data["cpv_codes"]),
            sme_suitable={"yes": True, "no": False, "": None}[data["sme_suitable"]],
        )


PEOPLE = {
    "responsible": "Responsible person",
    "commercial_lead": "Commercial lead",
    "digital_lead": "Digital lead",
    "service_lead": "Service lead",
}
READ_OTHERWISE = {"again", "incumbent", "cpv_codes", "sme_suitable", RIGHT}


def money_as_typed(value: Any) -> str:
    """Write GBP as one would type it; nothing where it is not known."""
    return f"{value:,.2f}".removesuffix(".00") if value is not None else ""


def _initial(procurement: Procurement) -> dict[str, Any]:
    """Return a procurement as the form shows it."""
    own = {
        name: getattr(procurement, name)
        for name in (
            *("title", "description", "service_area", "route", "start_on", "lots", "rung", "open_to"),
            *("notice_url", "role_mailbox", "notes", *PEOPLE),
        )
    }
    return {
        **own,
        "again": True,
        "value_from": money_as_typed(procurement.value_from),
        "value_to": money_as_typed(procurement.value_to),
        "incumbent": procurement.incumbent.name if procurement.incumbent else "",
        "cpv_codes": ", ".join(procurement.cpv_codes),
        "sme_suitable": {True: "yes", False: "no", None: ""}[procurement.sme_suitable],
    }
