"""Forms of documents."""

from typing import Any

from django import forms
from django.conf import settings

from boroughs.models import Borough, ServiceArea
from contracts.models import Contract
from documents.actions import DocumentFacts, why_not_taken
from documents.checking import TAKEN
from documents.models import Document
from documents.words import DECLARATION
from suppliers.forms import SupplierField
from suppliers.models import Product

NOT_IN_LIST = "Choose one of the list."
ROWS = {"rows": 3}


def file_field(label: str = "The file") -> forms.FileField:
    """Return a field for the file of a document."""
    return forms.FileField(
        label=label,
        help_text=f"{TAKEN[:1].upper()}{TAKEN[1:]}, up to {settings.DOCUMENT_MOST_MB} MB, without macros",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty: choose the one with the document.",
            "missing": "Choose a file.",
            "invalid": "The file did not arrive: choose it again.",
            "max_length": "The name of the file is too long: shorten it, and choose it again.",
        },
    )


class FilesInput(forms.FileInput):
    """A box in which several files are chosen at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the files, in the order in which they came."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files, each looked into at once: what is wrong with one is said here."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        """Take the most files that may come together."""
        self.most = most
        super().__init__(
            widget=FilesInput(attrs={"multiple": True, "class": "govuk-file-upload"}),
            help_text=f"Up to {most}, each {TAKEN}, up to {settings.DOCUMENT_MOST_MB} MB, without macros",
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files, none where none was chosen.

        Raises:
            forms.ValidationError: with a sentence for each that is not taken.
        """
        given = [one for one in data or () if one]
        if len(given) > self.most:
            raise forms.ValidationError(f"Choose up to {self.most} files: you chose {len(given)}.")
        wrong = [reason for one in given if (reason := why_not_taken(one))]
        if wrong:
            raise forms.ValidationError([*wrong, "What you wrote is kept. Choose your files again."])
        return given


def declaration() -> forms.BooleanField:
    """Return the box by which an officer declares that a document may be shared."""
    return forms.BooleanField(
        label="I have checked this",
        help_text=DECLARATION,
        error_messages={"required": "Read this and tick it, or take out first what may not be shared."},
    )


class FactsForm(forms.Form):
    """What is said of a document."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Give it a title that others can find."}
    )
    kind = forms.ChoiceField(
        label="What it is",
        choices=[(value, label.capitalize()) for value, label in Document.Kind.choices],
        error_messages={"required": "Choose what it is.", "invalid_choice": NOT_IN_LIST},
    )
    summary = forms.CharField(
        label="What is in it, and what to know before one uses it",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs=ROWS),
    )
    stage = forms.ChoiceField(
        label="When it is used",
        required=False,
        choices=[("", "Not said"), *((value, label.capitalize()) for value, label in Document.Stage.choices)],
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    service_area = forms.ModelChoiceField(
        ServiceArea.objects.select_related("parent").order_by("parent__name", "name"),
        label="Service area",
        required=False,
        empty_label="Not said",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    product = forms.ModelChoiceField(
        Product.objects.order_by("name"),
        label="Product",
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    supplier = SupplierField(
        label="Supplier",
        required=False,
        max_length=300,
        help_text="Its name as the hub has it, if the document is about one",
    )
    contract = forms.ModelChoiceField(
        Contract.objects.none(),
        label="Contract of your borough",
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    visibility = forms.ChoiceField(
        label="Who may see it",
        choices=[
            (Document.Visibility.MEMBERS, "Officers of all boroughs"),
            (Document.Visibility.BOROUGH, "My borough only"),
        ],
        widget=forms.RadioSelect,
        initial=Document.Visibility.MEMBERS,
        error_messages={"required": "Choose who may see it.", "invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, borough: Borough, kept: Document | None = None, **kwargs: Any) -> None:
        """Offer the contracts of the borough; a document of a collaboration or place stays one."""
        super().__init__(*args, **kwargs)
        self.kept = kept
        contract: Any = self.fields["contract"]
        rows = Contract.objects.filter(borough_links__borough=borough).order_by("title")
        contract.queryset = rows.defer("search", "description", "provenance")
        if kept and kept.visibility in (Document.Visibility.JOINT, Document.Visibility.PLACE):
            del self.fields["visibility"]

    def facts(self) -> DocumentFacts:
        """Return what was said."""
        names = DocumentFacts.__dataclass_fields__
        values = {name: value for name, value in self.cleaned_data.items() if name in names}
        if "visibility" not in values and self.kept:
            values["visibility"] = self.kept.visibility
        return DocumentFacts(**values)


class ShareForm(FactsForm):
    """A document with its first file."""

    file = file_field()
    declared = declaration()
    field_order = ["file", "title", "kind", "summary"]


class VersionForm(forms.Form):
    """A new version."""

    file = file_field("The new file")
    note = forms.CharField(
        label="What is new in it",
        max_length=300,
        help_text="Followers read this",
        error_messages={"required": "Say in a few words what is new."},
    )
    declared = declaration()


class WithdrawForm(forms.Form):
    """Why a document is withdrawn."""

    why = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Your borough reads this. Others see it no more; you can put it back.",
        error_messages={"required": "Say why it is withdrawn."},
    )
