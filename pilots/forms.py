"""The template's questions as a form: whole for a row of a file, a page of it for an officer who writes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from boroughs.forms_gates import DayField
from boroughs.forms_messages import LetterField
from boroughs.models import Borough, ServiceArea
from contracts.models import Contract
from pilots.actions import MOST_MEASURES
from pilots.models import EvidenceGrade, Facet, Pilot, PilotComplaint
from pilots.models.pilot import MOST_MONTHS
from pilots.template import STEPS, Step
from suppliers.forms import SupplierField
from suppliers.models import Product

NOT_IN_LIST = "Choose one of the list."
IN_HOUSE = "What is made in-house has no supplier: take it out below, or choose a supplier’s."
SHORT = {"max_length": "Shorten it to %(limit_value)d characters."}
YES_NO = [("yes", "Yes"), ("no", "No")]
#: The fields in which the facets of each kind are chosen.
FACET_FIELDS = {kind: f"{kind}s" for kind in Facet.Kind.values}
LONGEST_FIGURE, LONGEST_MEASURE = 80, 200


def _words(label: str, most: int, hint: str = "", rows: int = 5) -> LetterField:
    return LetterField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        error_messages={"max_length": f"Shorten it to {most:,} characters."},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _line(label: str, most: int, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most, error_messages=SHORT)


def _one_of(label: str, choices: Iterable[tuple[str, str]], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=[(value, text[:1].upper() + text[1:]) for value, text in choices],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )


class MeasuresField(LetterField):
    """Measures, one a line: what | before | after."""

    def clean(self, value: Any) -> Any:
        """Return rows of (what, before, after).

        Raises:
            ValidationError: for a line that is none, too long, or too many lines.
        """
        lines = [line for line in str(super().clean(value)).splitlines() if line.strip(" |")]
        return read_measures([[part.strip() for part in line.split("|")] for line in lines])


def read_measures(rows: list[list[str]]) -> list[tuple[str, str, str]]:
    """Return measures as they are kept.

    Args:
        rows: up to three texts each: what was measured, before, after.

    Raises:
        ValidationError: where a row has no name, has more than three parts, or a part is too long.
    """
    if len(rows) > MOST_MEASURES:
        raise forms.ValidationError(f"There is room for {MOST_MEASURES} measures: leave some out.")
    found = []
    for number, row in enumerate(rows, start=1):
        name, before, after = [*row, "", "", ""][:3]
        if not name:
            raise forms.ValidationError(f"Measure {number}: say what was measured.")
        if len(row) > 3:
            raise forms.ValidationError(f"Measure {number}: write what | before | after, and no more.")
        if len(name) > LONGEST_MEASURE or max(len(before), len(after)) > LONGEST_FIGURE:
            raise forms.ValidationError(
                f"Measure {number} is too long: {LONGEST_MEASURE} characters for what was measured, "
                f"{LONGEST_FIGURE} for each figure."
            )
        found.append((name, before, after))
    return found


class TemplateForm(forms.Form):
    """Every question of the template. Only the title must be answered: a draft is kept as it is."""

    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="What was tried, and where or for whom: Falls sensors in sheltered housing",
        error_messages={"required": "Give it a title.", **SHORT},
    )
    service_area = forms.ModelChoiceField(
        ServiceArea.objects.select_related("parent").order_by("parent__name", "name"),
        label="Service area",
        required=False,
        empty_label="Not said",
        to_field_name="code",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    problem = _words("The problem", 3000, "What went wrong or cost too much before, in plain words")
    people = _words("Who took part", 1500, "Residents, officers, partners: how many, for whom. No names", 3)
    technology = _words("The technology", 2000, "What it is and what it does")
    maker = _one_of("Whose it is", Pilot.Maker.choices)
    supplier = SupplierField(
        label="Supplier",
        help_text="Its name as the hub has it",
        required=False,
        max_length=300,
        error_messages=SHORT,
    )
    product = _line("Product", 120, "Its name as the hub has it")
    setting = _line("Where it was tried", 300, "Two sheltered housing schemes, 48 flats")
    began = DayField(label="When it began", required=False, help_text="Like 1 April 2028 or 01/04/2028")
    months = forms.IntegerField(
        label="How many months it took",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={
            "invalid": "Write the months as a whole number.",
            "min_value": "It took a month at least: write 1.",
            "max_value": f"{MOST_MONTHS} months are the most: what takes longer is a service.",
        },
    )
    cost = _one_of("What it cost, in pounds excluding VAT", Pilot.Cost.choices)
    method = _words("How it was tried and measured", 2000)
    measures = MeasuresField(label="Measures", required=False, max_length=4000, widget=forms.Textarea)
    outcome = _one_of(
        "How it turned out",
        Pilot.Outcome.choices,
        "One that did not work saves another borough the money",
    )
    failed = _words("What did not work", 3000, "Everybody reads this; a later page is for members only")
    grade = forms.ModelChoiceField(
        EvidenceGrade.objects.all(),
        label="How good the evidence is",
        required=False,
        empty_label=None,
        to_field_name="code",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    bought = _one_of("What was bought afterwards", Pilot.Bought.choices)
    bought_contract = forms.ModelChoiceField(
        Contract.objects.none(),
        label="Its contract on your register",
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    scale = _one_of("Would you scale it?", Pilot.Scale.choices)
    candid = _words(
        "What you would tell a peer",
        3000,
        "Members read this, the public and suppliers do not. No names and no prices: what a borough holds "
        "may be asked for under the Freedom of Information Act 2000",
    )
    scale_why = _words("Why you would scale it, or not", 1500, rows=3)
    bought_note = _line("Anything about what was bought", 300)
    may_ask = forms.BooleanField(
        label="Peers may ask me about it",
        required=False,
        help_text="Members write to you through the hub. Your address is not shown",
    )
    is_assistive = _one_of(
        "Does it help somebody to live as they want to?",
        YES_NO,
        "If so, it stands in the assistive technology library, too",
    )

    def __init__(self, *args: Any, borough: Borough, **kwargs: Any) -> None:
        """Offer the contracts of the borough and the facets there are."""
        super().__init__(*args, **kwargs)
        contract: Any = self.fields["bought_contract"]
        rows = Contract.objects.filter(borough_links__borough=borough).order_by("title")
        contract.queryset = rows.defer("search", "description", "provenance")
        grade: Any = self.fields["grade"]
        grade.label_from_instance = lambda one: f"{one.name}: {one.definition}"
        labels = dict(Facet.Kind.choices)
        for kind, name in FACET_FIELDS.items():
            self.fields[name] = forms.ModelMultipleChoiceField(
                Facet.objects.filter(kind=kind),
                label=labels[kind].capitalize(),
                required=False,
                to_field_name="code",
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "There is no “%(value)s” in the list."},
            )

    def clean_product(self) -> Product | None:
        """Find the product by its name."""
        name = self.cleaned_data["product"].strip()
        if not name:
            return None
        found = Product.objects.filter(name__iexact=name).first()
        if found is None:
            near = Product.objects.filter(name__icontains=name.split()[0]).order_by("name")[:3]
            said = f" Did you mean {' or '.join(map(str, near))}?" if near else ""
            raise forms.ValidationError(
                f"The hub knows no product of that name: leave it empty and name it above.{said}"
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a supplier of what was made in-house."""
        cleaned: dict[str, Any] = super().clean() or {}
        sold = cleaned.get("supplier") or cleaned.get("product")
        if cleaned.get("maker") == Pilot.Maker.IN_HOUSE and sold:
            self.add_error("maker", IN_HOUSE)
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by field, of the questions that were asked."""
        found = {name: self.cleaned_data[name] for name in self.fields if name not in FACET_FIELDS.values()}
        if "is_assistive" in found:
            found["is_assistive"] = found["is_assistive"] == "yes"
            found["facets"] = [one for name in FACET_FIELDS.values() for one in self.cleaned_data[name]]
        return found


def fields_of(step: Step) -> list[str]:
    """Return the fields of a page, facets as a field for each kind."""
    return [
        name for field in step.fields for name in (FACET_FIELDS.values() if field == "facets" else [field])
    ]


class StepForm(TemplateForm):
    """One page of the template."""

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        """Ask what the page asks, and nothing else."""
        super().__init__(*args, **kwargs)
        wanted = fields_of(step)
        self.fields = {name: self.fields[name] for name in wanted}
        self.step = step


class MeasuresForm(forms.Form):
    """The page of measures: rows of three boxes."""

    def __init__(self, *args: Any, borough: Borough, step: Step, **kwargs: Any) -> None:
        """Make the boxes; the borough is not asked for anything here."""
        super().__init__(*args, **kwargs)
        self.step = step
        for number in range(1, MOST_MEASURES + 1):
            for part, label, most in (
                ("name", "What was measured", LONGEST_MEASURE),
                ("before", "Before", LONGEST_FIGURE),
                ("after", "After", LONGEST_FIGURE),
            ):
                self.fields[f"{part}_{number}"] = forms.CharField(
                    label=label, required=False, max_length=most, error_messages=SHORT
                )

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """Return the boxes row by row, each with its number."""
        return [
            (number, self[f"name_{number}"], self[f"before_{number}"], self[f"after_{number}"])
            for number in range(1, MOST_MEASURES + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Say at its box where a figure has no measure."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, MOST_MEASURES + 1):
            figures = cleaned.get(f"before_{number}") or cleaned.get(f"after_{number}")
            if figures and not cleaned.get(f"name_{number}") and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", f"Row {number}: say what was measured.")
        return cleaned

    def answers(self) -> dict[str, Any]:
        """Return the measures that were named."""
        rows = [
            tuple(self.cleaned_data[f"{part}_{number}"] for part in ("name", "before", "after"))
            for number in range(1, MOST_MEASURES + 1)
        ]
        return {"measures": [row for row in rows if row[0]]}


def form_of(step: Step) -> type[StepForm] | type[MeasuresForm]:
    """Return the form of a page."""
    return MeasuresForm if step.slug == "measures" else StepForm


def initial_of(pilot: Pilot, reader: Any) -> dict[str, Any]:
    """Return what was answered so far, as the pages show it."""
    names = [name for step in STEPS for name in step.fields]
    found: dict[str, Any] = {
        name: getattr(pilot, name) for name in names if name not in ("measures", "facets", "may_ask")
    }
    found["service_area"] = pilot.service_area.code if pilot.service_area else ""
    found["supplier"] = pilot.supplier.name if pilot.supplier else ""
    found["product"] = pilot.product.name if pilot.product else ""
    found["grade"] = pilot.grade.code if pilot.grade else ""
    found["may_ask"] = pilot.contact_id is not None and pilot.contact_id == reader.pk
    found["is_assistive"] = "yes" if pilot.is_assistive else "no"
    for facet in pilot.facets.all():
        found.setdefault(FACET_FIELDS[facet.kind], []).append(facet.code)
    for number, measure in enumerate(pilot.measures.all(), start=1):
        found |= {
            f"name_{number}": measure.name,
            f"before_{number}": measure.before,
            f"after_{number}": measure.after,
        }
    return found


class WithdrawForm(forms.Form):
    """Why a pilot is withdrawn."""

    why = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Your borough reads this. Nobody else sees the pilot any more; you can publish it again",
        error_messages={"required": "Say why it is withdrawn.", **SHORT},
    )


class ComplaintForm(forms.Form):
    """A complaint about a published pilot."""

    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in PilotComplaint.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong.", "invalid_choice": NOT_IN_LIST},
    )
    text = LetterField(
        label="Which words, and what is right instead?",
        help_text="LOTI staff read this and decide. Both sides hear the result; nobody hears who complained.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Say which words, and what is right instead.",
            "max_length": "Shorten it to 2,000 characters.",
        },
    )


def _reason(hint: str) -> LetterField:
    return LetterField(
        label="Why",
        help_text=hint,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say why.", "max_length": "Shorten it to 1,000 characters."},
    )


class DecideForm(forms.Form):
    """What becomes of a complaint."""

    result = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            (PilotComplaint.Result.STANDS, "It stands as it is"),
            (PilotComplaint.Result.HIDDEN, "It is hidden until its borough has mended it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide.", "invalid_choice": NOT_IN_LIST},
    )
    answer = _reason("Both sides read it: name nobody.")


class HideForm(forms.Form):
    """Why a pilot is hidden."""

    why = _reason("Its borough reads this, mends what you name, and publishes it again: name the words.")
