"""The form by which LOTI staff decide what a term is."""

from typing import TYPE_CHECKING, Any

from django import forms

from boroughs.models import ServiceArea
from suppliers.models import Product, ProductTerm
from suppliers.product_words import normalise_product

if TYPE_CHECKING:
    ProductChoiceField = forms.ModelChoiceField[Product]
else:  # Django's fields take no type argument at run time
    ProductChoiceField = forms.ModelChoiceField


class _ProductChoice(ProductChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Name a product with its owner: several are called *Housing*."""
        return f"{obj.name} ({obj.supplier})" if obj.supplier else str(obj.name)


class DecideTermForm(forms.Form):
    """What a term is: a product of its own, another name of one, or none."""

    PRODUCT, NAME, DISMISS = "product", "name", "dismiss"

    decision = forms.ChoiceField(
        label="What is it?",
        choices=[
            (PRODUCT, "A product that the hub does not know yet"),
            (NAME, "Another name of a product that the hub knows"),
            (DISMISS, "No product"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    name = forms.CharField(
        label="The new product’s name",
        max_length=120,
        required=False,
        help_text="As its owner writes it. For a new product only.",
    )
    owner = forms.CharField(
        label="Who owns it",
        max_length=255,
        required=False,
        help_text="Leave it empty if you do not know. For a new product only.",
    )
    area = forms.ModelChoiceField(
        label="Its service area",
        queryset=ServiceArea.objects.none(),
        required=False,
        empty_label="Not known",
        help_text="For a new product only.",
    )
    product = _ProductChoice(
        label="The product that is meant",
        queryset=Product.objects.none(),
        required=False,
        empty_label="None",
        help_text="For another name only.",
        error_messages={"invalid_choice": "Choose a product from the list."},
    )
    is_word = forms.BooleanField(
        label="It is also an ordinary word: count it only beside its owner or in words about software",
        required=False,
    )

    def __init__(self, *args: Any, term: ProductTerm, **kwargs: Any) -> None:
        """Offer the areas and products that there are, and the term as the name."""
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["area"]
        areas.queryset = ServiceArea.objects.filter(parent__isnull=False).select_related("parent")
        products: Any = self.fields["product"]
        products.queryset = Product.objects.real().select_related("supplier")
        self.fields["name"].initial = term.term

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if decision == self.PRODUCT and not normalise_product(cleaned.get("name", "")):
            self.add_error("name", "Enter a name that has a letter or a figure.")
        if decision == self.NAME and not cleaned.get("product") and "product" not in self.errors:
            self.add_error("product", "Choose the product that is meant.")
        return cleaned
