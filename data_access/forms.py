"""Forms of data access: a borough says it, a supplier answers, LOTI staff hide."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.utils import timezone

from boroughs.forms_gates import DayField, MoneyField
from boroughs.forms_messages import LetterField
from boroughs.models import Borough
from boroughs.words import counted, plain_date
from contracts.models import Contract
from data_access.actions import Ground, Statement, held
from data_access.models import DataFact
from data_access.questions import QUESTIONS, THEMES, Question, unfit
from documents.models import Document
from suppliers.models import Product
from suppliers.product_words import normalise_product

NOT_IN_LIST = "Choose one of the list."
SHORTER = {"max_length": "Shorten it to %(limit_value)d characters."}
SAY_NOTHING = "We say nothing about it here"
#: Systems that one sending has room for.
SYSTEMS = 3
LONGEST_NOTE = 500
MOST_AMOUNT = Decimal(10**10)
NARROW = {"class": "govuk-input--width-10"}
BASES = (
    ("tried", "Tried it ourselves", "Somebody at your borough did it, or saw it done."),
    ("contract", "Our contract", "The contract or a schedule of it says so."),
    ("document", "A document on the hub", "Members who may see the document are led to it."),
    ("link", "A page on the web", "Such as the supplier’s documentation or price list."),
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _answer_field(question: Question, label: str) -> forms.Field:
    choices: list[Any] = [Choice(one.code, _capital(one.words), hint=one.meaning) for one in question.answers]
    if question.many:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Tick all that hold; none, if you say nothing about it here",
            error_messages={"invalid_choice": NOT_IN_LIST},
        )
    return forms.ChoiceField(
        label=label,
        choices=[*choices, Choice("", SAY_NOTHING)],
        required=False,
        initial="",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )


def _note_field(question: Question) -> forms.CharField:
    return forms.CharField(
        label="In a few words, if they help",
        help_text=question.hint,
        required=False,
        max_length=LONGEST_NOTE,
        error_messages=SHORTER,
    )


def _amount_field(question: Question) -> MoneyField:
    return MoneyField(
        label=f"Price in pounds {question.per}, excluding VAT",
        help_text="Like 2500 or £12k; empty if you do not know it or may not say it",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=NARROW),
    )


@dataclass(frozen=True)
class Asked:
    """A question as the form asks it: its fields, and what the borough says at present."""

    question: Question
    fields: list[Any]
    present: list[DataFact]


@dataclass(frozen=True)
class Theme:
    """The questions of a theme; those of a theme that is not open are there as soon as it is opened.

    Attributes:
        code: names it.
        name: its heading.
        questions: as the form asks them.
        is_open: whether its questions are seen at once.
    """

    code: str
    name: str
    questions: list[Asked]
    is_open: bool

    @property
    def summary(self) -> str:
        """How much of it the borough has answered, in words."""
        answered = sum(bool(asked.present) for asked in self.questions)
        return f"{answered or 'none'} of {counted(len(self.questions), 'question')} answered"


class SayForm(forms.Form):
    """All questions in one page, grouped by theme; what is left empty stays as it is."""

    def __init__(
        self,
        *args: Any,
        product: Product,
        borough: Borough,
        present: list[DataFact],
        about: str = "",
        **kwargs: Any,
    ) -> None:
        """Ask every question, and what the answers rest on.

        Args:
            *args: as of any form.
            product: of what is asked.
            borough: for which somebody answers.
            present: its present word.
            about: the code of the question that somebody came for, whose theme is open; empty for none.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        self.present, self.about = present, about
        for question in QUESTIONS:
            if question.named:
                self._ask_by_system(question)
            else:
                self._ask(question)
        self._ask_for_ground(product, borough)

    def _ask(self, question: Question) -> None:
        self.fields[question.code] = _answer_field(question, question.text)
        if question.priced:
            self.fields[f"{question.code}_amount"] = _amount_field(question)
        self.fields[f"{question.code}_note"] = _note_field(question)

    def _ask_by_system(self, question: Question) -> None:
        for row in range(1, SYSTEMS + 1):
            self.fields[f"{question.code}_system_{row}"] = forms.CharField(
                label=f"System {row}",
                help_text="Its name; a product of the hub by the name it has there",
                required=False,
                max_length=120,
                error_messages=SHORTER,
            )
            self.fields[f"{question.code}_{row}"] = _answer_field(
                question, f"How it stands with system {row}"
            )
            self.fields[f"{question.code}_{row}_note"] = _note_field(question)

    def _ask_for_ground(self, product: Product, borough: Borough) -> None:
        contracts = held(product, borough).order_by("-end_date", "pk").defer("search", "description")
        documents = Document.objects.standing().of_borough(borough).order_by("title").defer("search")[:200]
        self.contracts = {str(one.pk): one for one in contracts}
        self.documents = {str(one.pk): one for one in documents}
        self.fields["true_on"] = DayField(
            label="On which day was it true?",
            help_text="The last day on which you know it, like 1 April 2026 or 01/04/2026",
            max_length=60,
            initial=plain_date(timezone.localdate()),
            widget=forms.TextInput(attrs=NARROW),
            error_messages={"required": "Give the day on which it was true."},
        )
        self.fields["basis"] = forms.ChoiceField(
            label="How do you know?",
            choices=[Choice(code, words, hint=meaning) for code, words, meaning in BASES],
            widget=forms.RadioSelect,
            error_messages={"required": "Say how you know.", "invalid_choice": NOT_IN_LIST},
        )
        self.fields["contract"] = self._of(
            "Which contract", {key: _contract(one) for key, one in self.contracts.items()}
        )
        self.fields["document"] = self._of(
            "Which document of your borough", {key: one.title for key, one in self.documents.items()}
        )
        self.fields["link"] = forms.URLField(
            label="Address of the page",
            required=False,
            max_length=500,
            assume_scheme="https",
            widget=forms.TextInput(attrs={"inputmode": "url"}),
            error_messages={"invalid": "Give a whole address, like https://example.org/docs.", **SHORTER},
        )
        if len(self.contracts) == 1:
            self.fields["contract"].initial = next(iter(self.contracts))

    def _of(self, label: str, named: Mapping[str, str]) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=label,
            choices=[("", "None"), *named.items()],
            required=False,
            error_messages={"invalid_choice": NOT_IN_LIST},
        )

    def themes(self) -> list[Theme]:
        """Return the themes as the page shows them: what was typed or is wrong is never out of sight."""
        found = []
        for code, name in THEMES:
            questions = [self._asked(one) for one in QUESTIONS if one.theme == code]
            found.append(Theme(code, name, questions, any(self._is_open(asked) for asked in questions)))
        return found

    def _is_open(self, asked: Asked) -> bool:
        typed = self.is_bound and any(field.value() or field.errors for field in asked.fields)
        return typed or asked.question.code == self.about

    def _asked(self, question: Question) -> Asked:
        names = [name for name in self.fields if _question_of(name) == question.code]
        present = [fact for fact in self.present if fact.question == question.code]
        return Asked(question, [self[name] for name in names], present)

    def ground_fields(self) -> list[Any]:
        """Return the fields that say what the answers rest on."""
        return [self[name] for name in ("true_on", "basis", "contract", "document", "link")]

    def clean(self) -> dict[str, Any]:
        """Ask for an answer at least, for one with each price and note, and for the evidence."""
        cleaned: dict[str, Any] = super().clean() or {}
        for question in QUESTIONS:
            if question.named:
                for row in range(1, SYSTEMS + 1):
                    self._check_system(question, row)
            else:
                self._check_answer(question)
        self._check_ground()
        if not self.errors and not self.statements():
            self.add_error(None, "Answer one question at least.")
        return cleaned

    def _check_answer(self, question: Question) -> None:
        codes = self._codes(question.code)
        if codes and (wrong := unfit(question, codes)):
            self.add_error(question.code, wrong)
        if not codes and self.cleaned_data.get(f"{question.code}_note"):
            self.add_error(question.code, "Choose an answer to go with your words, or take them out.")
        amount = self.cleaned_data.get(f"{question.code}_amount")
        if amount is None:
            return
        if not question.priced.intersection(codes):
            self.add_error(question.code, "Choose the answer that your price goes with, or take it out.")
        if amount < 0 or amount >= MOST_AMOUNT:
            self.add_error(f"{question.code}_amount", "Give the price as a number of pounds, like 2500.")

    def _check_system(self, question: Question, row: int) -> None:
        field = f"{question.code}_system_{row}"
        system = (self.cleaned_data.get(field) or "").strip()
        codes = self._codes(f"{question.code}_{row}")
        note = self.cleaned_data.get(f"{question.code}_{row}_note")
        if system and not codes:
            self.add_error(f"{question.code}_{row}", "Say how it stands with this system.")
        elif not system and (codes or note) and field not in self.errors:
            self.add_error(field, "Name the system.")
        if system and not normalise_product(system):
            self.add_error(field, "Give a name that has a letter or a figure.")
        elif system and normalise_product(system) in self._systems(question, row):
            self.add_error(field, "You named this system above: say it once.")

    def _systems(self, question: Question, before: int) -> set[str]:
        """Return the systems that are named in the rows before one, as names are compared."""
        fields = [f"{question.code}_system_{row}" for row in range(1, before)]
        return {normalise_product(self.cleaned_data.get(one) or "") for one in fields} - {""}

    def _check_ground(self) -> None:
        basis = self.cleaned_data.get("basis")
        missing = {
            DataFact.Basis.CONTRACT: "Choose the contract.",
            DataFact.Basis.DOCUMENT: "Choose the document.",
            DataFact.Basis.LINK: "Give the address of the page.",
        }
        if basis in missing and basis not in self.errors and not self.cleaned_data.get(basis):
            self.add_error(basis, missing[basis])
        link = self.cleaned_data.get("link") or ""
        if link and not link.startswith(("https://", "http://")):
            self.add_error("link", "Give an address on the web, like https://example.org/docs.")
        day = self.cleaned_data.get("true_on")
        if isinstance(day, dt.date) and day > timezone.localdate():
            self.add_error("true_on", "This day lies ahead: give the last day on which you know it was true.")

    def _codes(self, name: str) -> tuple[str, ...]:
        said = self.cleaned_data.get(name) or ()
        return (said,) if isinstance(said, str) else tuple(said)

    def statements(self) -> list[Statement]:
        """Return what was said, question by question."""
        found = []
        for question in QUESTIONS:
            rows = [f"_{row}" for row in range(1, SYSTEMS + 1)] if question.named else [""]
            for row in rows:
                if codes := self._codes(f"{question.code}{row}"):
                    found.append(
                        Statement(
                            question=question.code,
                            answers=codes,
                            system=self.cleaned_data.get(f"{question.code}_system{row}") or "",
                            amount=self.cleaned_data.get(f"{question.code}_amount"),
                            note=self.cleaned_data.get(f"{question.code}{row}_note") or "",
                        )
                    )
        return found

    def ground(self) -> Ground:
        """Return what it rests on."""
        said = self.cleaned_data
        return Ground(
            true_on=said["true_on"],
            basis=said["basis"],
            link=said["link"],
            document=self.documents.get(said["document"]),
            contract=self.contracts.get(said["contract"]),
        )


def _question_of(name: str) -> str:
    """Return the code of the question to which a field of the form belongs; longer codes first."""
    codes = sorted((one.code for one in QUESTIONS), key=len, reverse=True)
    return next((code for code in codes if name == code or name.startswith(f"{code}_")), "")


def _contract(one: Contract) -> str:
    ends = f", until {plain_date(one.end_date)}" if one.end_date else ""
    return f"{one.title[:90]}{ends}"


class HideForm(forms.Form):
    """Why a fact is hidden."""

    why = LetterField(
        label="Why is it hidden?",
        help_text="The officer who said it reads this, and so does their borough.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why.", "max_length": "Shorten it to 300 characters."},
    )


class ReplyForm(forms.Form):
    """What a supplier answers to a fact."""

    text = LetterField(
        label="Your answer",
        help_text="Members read it beside the borough’s word. You can answer each version once: check it.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write your answer.", "max_length": "Shorten it to 1,000 characters."},
    )
