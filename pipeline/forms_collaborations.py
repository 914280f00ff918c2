"""Forms of collaborations."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from boroughs.forms_gates import SHORT, DayField, MoneyField
from boroughs.models import Borough, Person
from boroughs.words import plain_date
from documents.forms import declaration, file_field
from documents.models import Document
from pipeline.collaborating.demand import Key
from pipeline.forms_timelines import DAY_HINT, NOT_IN_LIST, area_field
from pipeline.models import Figure, Lot, Member, RequirementMark, Task

MOST = Decimal("999999999999")
NUMBER = {"class": "govuk-input--width-10", "inputmode": "numeric"}


def _title() -> forms.CharField:
    return forms.CharField(
        label="What it is called",
        max_length=200,
        error_messages={"required": "Give it a name that members recognise."},
    )


def _purpose() -> forms.CharField:
    return forms.CharField(
        label="What it is for",
        required=False,
        max_length=3000,
        help_text="What you would like to reach together",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CollaborationForm(forms.Form):
    """What a collaboration is called and for."""

    title = _title()
    purpose = _purpose()


class NewCollaborationForm(CollaborationForm):
    """A collaboration that is opened by hand: what it is about, and who is invited."""

    service_area = area_field()
    invited = forms.ModelMultipleChoiceField(
        Borough.objects.all(),
        label="Whom you invite",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_LIST, "invalid_pk_value": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, lead: Borough, from_flag: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["service_area"]
        area.required = True
        area.empty_label = "Choose a service area"
        area.error_messages["required"] = "Choose what it is about: the plan is made for that service area."
        invited: Any = self.fields["invited"]
        invited.queryset = Borough.objects.exclude(pk=lead.pk)
        if from_flag:
            del self.fields["service_area"], self.fields["invited"]


class InviteForm(forms.Form):
    """A borough that is invited."""

    borough = forms.ModelChoiceField(
        Borough.objects.all(),
        label="Borough",
        empty_label="Choose a borough",
        error_messages={"required": "Choose a borough.", "invalid_choice": NOT_IN_LIST},
    )
    message = forms.CharField(
        label="What you would like to say",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, outside: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["borough"]
        field.queryset = Borough.objects.exclude(pk__in=list(outside))


class JoinForm(forms.Form):
    """A borough asks to be let in."""

    part = forms.ChoiceField(
        label="What would you like to do?",
        choices=[
            (Member.Part.CONTRIBUTES, "Contribute: give your figures and have a voice in what is agreed"),
            (Member.Part.WATCHES, "Watch: read along, without a voice"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would like to do.", "invalid_choice": NOT_IN_LIST},
    )
    message = forms.CharField(
        label="What the lead should know",
        required=False,
        max_length=500,
        help_text="Like when your contract ends and what you look for",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StartForm(forms.Form):
    """The day on which members would start together."""

    start_on = DayField(
        label="Start together on",
        max_length=60,
        help_text=DAY_HINT,
        error_messages={"required": "Give the day on which you would start together."},
        widget=forms.TextInput(attrs=SHORT),
    )


class AmountField(forms.CharField):
    """A quantity as people write it; ``None`` where it is left empty."""

    def clean(self, value: Any) -> Decimal | None:
        """Return the number, or say how to write it."""
        text = super().clean(value).replace(",", "").replace(" ", "")
        if not text:
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError("Give a number, like 1200 or 1,200, or leave it empty.") from None
        if not amount.is_finite() or not 0 <= amount <= MOST:
            raise forms.ValidationError("Give a number from 0 up, or leave it empty.")
        return round(amount, 2)


class FiguresForm(forms.Form):
    """A borough's own demand; every figure may stay empty."""

    users = AmountField(label="Users", required=False, max_length=20, widget=forms.TextInput(attrs=NUMBER))
    dwellings = AmountField(
        label="Dwellings", required=False, max_length=20, widget=forms.TextInput(attrs=NUMBER)
    )
    price = MoneyField(
        label="What you pay now, a year",
        required=False,
        max_length=40,
        help_text="GBP excluding VAT",
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, lots: Iterable[Lot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = list(lots)
        for lot in self.lots:
            self.fields[f"lot_{lot.pk}"] = AmountField(
                label=f"{lot.name}: how many {lot.unit}",
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs=NUMBER),
            )

    def clean_price(self) -> Decimal | None:
        """Refuse what the database cannot hold."""
        price: Decimal | None = self.cleaned_data["price"]
        if price is not None and not 0 <= price <= MOST:
            raise forms.ValidationError("Give a price from 0 up, or leave it empty.")
        return price

    def figures(self) -> dict[Key, Decimal | None]:
        """Return the figures by measure and lot."""
        data = self.cleaned_data
        found: dict[Key, Decimal | None] = {
            (Figure.Measure.USERS, None): data["users"],
            (Figure.Measure.DWELLINGS, None): data["dwellings"],
            (Figure.Measure.PRICE, None): data["price"],
        }
        return found | {(Figure.Measure.LOT, lot.pk): data[f"lot_{lot.pk}"] for lot in self.lots}


class LotForm(forms.Form):
    """A lot."""

    name = forms.CharField(label="Lot", max_length=120, error_messages={"required": "Say what the lot is."})
    unit = forms.CharField(
        label="What is counted",
        max_length=40,
        help_text="Like licences, devices, days",
        error_messages={"required": "Say what a quantity counts."},
    )


class RequirementForm(forms.Form):
    """A requirement for all to mark."""

    text = forms.CharField(
        label="Requirement",
        max_length=300,
        help_text="One a line of the specification, in words that everybody can agree to or not",
        error_messages={"required": "Say what is required."},
    )


class MarksForm(forms.Form):
    """How much a borough needs each requirement."""

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", "Not said"),
            *((value, label.capitalize()) for value, label in RequirementMark.Mark.choices),
        ]
        for row in rows:
            self.fields[f"mark_{row.requirement.pk}"] = forms.ChoiceField(
                label=row.requirement.text,
                required=False,
                choices=choices,
                initial=row.own,
                error_messages={"invalid_choice": NOT_IN_LIST},
            )

    def marks(self) -> dict[int, str]:
        """Return the marks by the requirement's id."""
        return {int(name.removeprefix("mark_")): value for name, value in self.cleaned_data.items()}


class TaskForm(forms.Form):
    """A task or a decision."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[(Task.Kind.TASK, "A task"), (Task.Kind.DECISION, "A decision")],
        initial=Task.Kind.TASK,
        error_messages={"required": "Choose what it is.", "invalid_choice": NOT_IN_LIST},
    )
    text = forms.CharField(
        label="What", max_length=300, error_messages={"required": "Say what is to do, or decided."}
    )
    borough = forms.ModelChoiceField(
        Borough.objects.all(),
        label="Whose it is",
        empty_label=None,
        error_messages={"required": "Choose whose it is.", "invalid_choice": NOT_IN_LIST},
    )
    owner = forms.ModelChoiceField(
        Person.objects.all(),
        label="Who of your borough",
        required=False,
        empty_label="Nobody named",
        help_text="Other boroughs name their own",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    due_on = DayField(
        label="By",
        required=False,
        max_length=60,
        help_text=DAY_HINT,
        widget=forms.TextInput(attrs=SHORT),
    )
    done_on = DayField(
        label="Done on, or decided on",
        required=False,
        max_length=60,
        help_text="Leave it empty while it is to come",
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(
        self, *args: Any, boroughs: Sequence[Borough], own: Borough | None, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        whose: Any = self.fields["borough"]
        whose.queryset = Borough.objects.filter(pk__in=[one.pk for one in boroughs])
        whose.initial = own
        owner: Any = self.fields["owner"]
        people = Person.objects.filter(is_active=True, borough=own) if own else Person.objects.none()
        kept = self.initial.get("owner")
        if kept is not None:
            people = people | Person.objects.filter(pk=kept.pk)
        owner.queryset = people

    def clean_done_on(self) -> dt.date | None:
        """Refuse a day to come."""
        day: dt.date | None = self.cleaned_data["done_on"]
        if day and day > self.today:
            raise forms.ValidationError(f"{plain_date(day)} is to come: leave this empty until it is done.")
        return day


class PostForm(forms.Form):
    """A contribution to the thread."""

    text = forms.CharField(
        label="What you would like to say",
        max_length=5000,
        help_text="All members read it, those that watch included.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write something first."},
    )


class OutcomeForm(forms.Form):
    """What came of a collaboration."""

    summary = forms.CharField(
        label="What came of it",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what came of it."},
    )
    lessons = forms.CharField(
        label="What others should know",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    saving = MoneyField(
        label="Saving claimed, all members together",
        required=False,
        max_length=40,
        help_text="GBP excluding VAT over the whole term. Leave it empty if it is not known.",
        widget=forms.TextInput(attrs=SHORT),
    )
    saving_against = forms.CharField(
        label="Measured against what",
        required=False,
        max_length=500,
        help_text="Like the members’ prices in the last year of their former contracts",
    )
    evidence_url = forms.URLField(
        label="Link to the evidence",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="A published report or decision. A saving without it is not added up.",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Give a web address that begins with https://, or leave it empty."},
    )
    is_public = forms.BooleanField(
        label="Show this to everybody on “What collaboration was worth”, with the names of the members",
        required=False,
    )

    def clean_evidence_url(self) -> str:
        """Refuse addresses that are no web pages."""
        link: str = self.cleaned_data["evidence_url"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Give a web address that begins with https://.")
        return link

    def clean(self) -> dict[str, Any]:
        """Ask what a saving is measured against, and refuse one that the database cannot hold."""
        cleaned = super().clean() or {}
        saving = cleaned.get("saving")
        if saving is not None and not 0 <= saving <= MOST:
            self.add_error("saving", "Give a saving from 0 up, or leave it empty.")
        elif saving is not None and not cleaned.get("saving_against"):
            self.add_error("saving_against", "Say what the saving is measured against.")
        return cleaned


class PaperForm(forms.Form):
    """A document for the members of a collaboration."""

    file = file_field()
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Give it a title that members recognise."}
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=[(value, label.capitalize()) for value, label in Document.Kind.choices],
        error_messages={"required": "Choose what it is.", "invalid_choice": NOT_IN_LIST},
    )
    declared = declaration()
