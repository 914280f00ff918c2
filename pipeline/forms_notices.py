"""Forms of the notice calculator, and of choosing a procurement's own tender notice."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from contracts.models import TenderNotice
from pipeline.notice_rules import gross
from pipeline.notice_terms import Kind, Purchase, Way

KINDS = [
    (Kind.GOODS_SERVICES.value, "Goods or services"),
    (Kind.WORKS.value, "Works"),
    (Kind.LIGHT_TOUCH.value, "Light touch services, such as social care"),
    (Kind.CONCESSION.value, "A concession"),
    (Kind.LIGHT_TOUCH_CONCESSION.value, "A light touch concession"),
]
WAY_CHOICES = [
    (Way.COMPETITION.value, "A competition: open or competitive flexible procedure"),
    (Way.FRAMEWORK.value, "A call-off from a framework, with or without a further competition"),
    (Way.DIRECT.value, "A direct award"),
]
CHOOSE = {"required": "Choose one of the list.", "invalid_choice": "Choose one of the list."}
WRONG_DAY = {"invalid": "Write a day such as 31 March 2027 or 31/03/2027."}
FIRST_YEAR, LAST_YEAR = 2000, 2100
FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


class _Day(forms.DateField):
    """A day in a year about which the calculator can say something."""

    def to_python(self, value: Any) -> dt.date | None:
        """Refuse days that are so far away that they must be slips, and that no calendar here reaches."""
        day: dt.date | None = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Write a day between {FIRST_YEAR} and {LAST_YEAR}.")
        return day


def _day(label: str, hint: str = "") -> forms.DateField:
    return _Day(
        label=label,
        help_text=hint or "Such as 31 March 2027. Leave it empty if you do not know it yet.",
        required=False,
        input_formats=FORMATS,
        error_messages=WRONG_DAY,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


class CalculatorForm(forms.Form):
    """What is bought, how and when."""

    kind = forms.ChoiceField(label="What is bought", choices=KINDS, error_messages=CHOOSE)
    way = forms.ChoiceField(label="How it is bought", choices=WAY_CHOICES, error_messages=CHOOSE)
    value = forms.DecimalField(
        label="Estimated total value in pounds, excluding VAT",
        help_text="With all extensions; empty if not known. VAT at 20% is added where the law counts it.",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={
            "invalid": "Write pounds in figures, such as 250000.",
            "min_value": "Write pounds in figures, such as 250000.",
            "max_digits": "Write an amount below 1,000 billion pounds.",
            "max_decimal_places": "Write at most two figures for pence.",
            "max_whole_digits": "Write an amount below 1,000 billion pounds.",
        },
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
    )
    published_on = _day("Day of the tender or transparency notice")
    bids_due = _day("Day by which bids are due")
    signed_on = _day("Day on which the contract is made")
    engagement = forms.BooleanField(label="The market is asked first", required=False)
    advertised = forms.BooleanField(
        label="It is advertised", required=False, help_text="Matters below the threshold only."
    )
    large_spender = forms.BooleanField(
        label="The authority expects to pay more than £100 million under contracts in the year",
        required=False,
    )
    user_choice = forms.BooleanField(
        label="A user of the service chooses the supplier",
        required=False,
        help_text="Matters to direct awards of light touch services only.",
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None and data.get("value"):
            data = data.copy()
            data["value"] = data["value"].replace(",", "").replace("£", "").strip()
        super().__init__(data, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Say at its field which day comes too early: no period is counted from days in the wrong order."""
        given = super().clean() or self.cleaned_data
        published, due, signed = (given.get(name) for name in ("published_on", "bids_due", "signed_on"))
        if published and due and due <= published:
            self.add_error("bids_due", "Write a day after that of the notice.")
        last = max((day for day in (published, due) if day), default=None)
        if signed and last and signed <= last:
            self.add_error("signed_on", "Write a day after that of the notice and that of the bids.")
        return given

    def purchase(self) -> Purchase:
        """Return what was written; only after the form was found valid."""
        given = self.cleaned_data
        return Purchase(
            kind=Kind(given["kind"]),
            way=Way(given["way"]),
            value=given["value"],
            with_vat=gross(given["value"]),
            **{name: given[name] for name in ("published_on", "bids_due", "signed_on")},
            **{name: given[name] for name in ("engagement", "advertised", "large_spender", "user_choice")},
        )


class OwnNoticeForm(forms.Form):
    """Which tender notice is a procurement's own."""

    NONE = "none"
    notice = forms.ChoiceField(
        label="Which official notice is about this procurement?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a notice, or none.",
            "invalid_choice": "Choose a notice, or none.",
        },
    )

    def __init__(
        self, *args: Any, offered: Iterable[TenderNotice], chosen: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in offered}
        choices = [(key, f"{one.title} ({one.ocid})") for key, one in self.offered.items()]
        field = self.fields["notice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [*choices, (self.NONE, "None of these")]
        field.initial = str(chosen) if chosen else self.NONE

    @property
    def chosen(self) -> TenderNotice | None:
        """The notice that was chosen, none for *none of these*; only after the form was found valid."""
        return self.offered.get(self.cleaned_data["notice"])
