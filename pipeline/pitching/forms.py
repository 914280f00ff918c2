"""Forms of pitches: what is offered, and what boroughs answer."""

from collections.abc import Sequence
from typing import Any

from django import forms

from boroughs.models import Borough, ServiceArea
from pipeline.models import Pitch
from pipeline.pitching.sending import PitchFacts
from suppliers.models import Product, Supplier

NOT_IN_LIST = "Choose one of the list."


class PitchForm(forms.Form):
    """What is offered, to whom."""

    supplier = forms.ChoiceField(
        label="In the name of",
        error_messages={"required": "Choose the supplier.", "invalid_choice": NOT_IN_LIST},
    )
    title = forms.CharField(
        label="What you offer, in a few words",
        help_text="A title that an officer understands who has never heard of you",
        max_length=150,
        error_messages={"required": "Say in a few words what you offer."},
    )
    service_area = forms.ModelChoiceField(
        ServiceArea.objects.filter(parent__isnull=False).select_related("parent").order_by("code"),
        label="For which service area",
        empty_label="Choose",
        error_messages={"required": "Choose the service area.", "invalid_choice": NOT_IN_LIST},
    )
    product = forms.ModelChoiceField(
        Product.objects.none(),
        label="Which of your products on the register",
        help_text="If it is one of them. The hub remembers what was pitched by it.",
        required=False,
        empty_label="None of them",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    what = forms.CharField(
        label="What it is and does",
        help_text="Up to 3,000 characters",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Say what it is and does."},
    )
    evidence = forms.CharField(
        label="What shows that it works",
        help_text="Results that can be checked: where, since when, measured how. Up to 3,000 characters.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say what shows that it works: officers ask for it first."},
    )
    price_model = forms.ChoiceField(
        label="How it is priced",
        choices=[("", "Choose"), *((one.value, str(one.label).capitalize()) for one in Pitch.PriceModel)],
        error_messages={"required": "Choose how it is priced.", "invalid_choice": NOT_IN_LIST},
    )
    price = forms.CharField(
        label="What a borough would pay",
        help_text="A figure or a range for a borough of usual size, excluding VAT, and what it includes",
        max_length=500,
        error_messages={"required": "Say what a borough would pay, be it a range."},
    )
    references = forms.CharField(
        label="References",
        help_text="Public bodies that use it and agreed to be named",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    boroughs = forms.ModelMultipleChoiceField(
        Borough.objects.all(),
        label="To which boroughs",
        help_text="Each reads and answers it by itself. A borough can pass it on to another one.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one borough.", "invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, suppliers: Sequence[Supplier], **kwargs: Any) -> None:
        """Offer the suppliers for which somebody speaks, and their products."""
        super().__init__(*args, **kwargs)
        self.suppliers = {str(one.pk): one for one in suppliers}
        supplier: Any = self.fields["supplier"]
        supplier.choices = [(key, one.name) for key, one in self.suppliers.items()]
        if len(self.suppliers) == 1:
            supplier.widget = forms.HiddenInput()
            supplier.initial = next(iter(self.suppliers))
        product: Any = self.fields["product"]
        product.queryset = Product.objects.filter(supplier__in=suppliers).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Refuse a product of another of one's suppliers."""
        cleaned = super().clean() or {}
        product, supplier = cleaned.get("product"), cleaned.get("supplier")
        if product and supplier and str(product.supplier_id) != supplier:
            self.add_error("product", f"Choose a product of {self.suppliers[supplier]}.")
        return cleaned

    @property
    def chosen(self) -> Supplier:
        """Return the supplier in whose name it is, once the form is valid."""
        return self.suppliers[self.cleaned_data["supplier"]]

    def facts(self) -> PitchFacts:
        """Return what is offered, once the form is valid."""
        names = PitchFacts.__dataclass_fields__
        return PitchFacts(**{name: self.cleaned_data[name] for name in names})


class TakeUpForm(forms.Form):
    """A word to the supplier whose pitch is taken up."""

    word = forms.CharField(
        label="A word to the supplier",
        help_text="What happens next, and when. It reads the borough’s name, not yours.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(forms.Form):
    """A question to the supplier."""

    question = forms.CharField(
        label="Your question",
        help_text="The supplier answers here. It reads the borough’s name, not yours.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write your question."},
    )


class PassForm(forms.Form):
    """To which borough a pitch is passed on."""

    to = forms.ModelChoiceField(
        Borough.objects.all(),
        label="To which borough",
        empty_label="Choose",
        error_messages={"required": "Choose the borough.", "invalid_choice": NOT_IN_LIST},
    )
    word = forms.CharField(
        label="Why",
        help_text="The other borough and the supplier read it.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, borough: Borough, **kwargs: Any) -> None:
        """Offer every borough but the one that passes it on."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = Borough.objects.exclude(pk=borough.pk)


class DeclineForm(forms.Form):
    """Why a pitch is declined."""

    reason = forms.CharField(
        label="Why",
        help_text="The supplier reads it, and cannot pitch the same to your borough for a year.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why: the supplier reads it, and does not ask again for a year."},
    )


class AnswerForm(forms.Form):
    """A supplier's answer to a borough's question."""

    answer = forms.CharField(
        label="Your answer",
        help_text="Only this borough reads it. Up to 2,000 characters.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write your answer."},
    )
