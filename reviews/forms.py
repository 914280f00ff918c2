"""Forms of vendor reviews."""

from typing import Any

from django import forms

from boroughs.forms_messages import LetterField
from boroughs.models import Person
from documents.models import Document
from reviews.actions import ReviewFacts
from reviews.dimensions import NO_CONFLICT, REMINDER, Dimension
from reviews.models import Complaint, Evidence, ReviewVersion

NOT_IN_LIST = "Choose one of the list."
NOT_APPLICABLE = "none"
EVIDENCE_ROWS = 3


def _words(label: str, most: int, required: str = "", rows: int = 5, hint: str = "") -> LetterField:
    return LetterField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=most,
        error_messages={"required": required, "max_length": f"Shorten it to {most:,} characters."},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ScoreForm(forms.Form):
    """One dimension: a score, or that it does not apply, and why."""

    score = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a score, or that it does not apply.",
            "invalid_choice": NOT_IN_LIST,
        },
    )
    words = _words(
        "Why", 2000, hint="What happened, when, and what the supplier did about it. No prices and no names."
    )

    def __init__(self, *args: Any, dimension: Dimension, **kwargs: Any) -> None:
        """Ask the dimension's question, and say what the two ends mean."""
        super().__init__(*args, **kwargs)
        score: Any = self.fields["score"]
        score.label = dimension.question
        score.choices = [
            ("1", f"1: {dimension.one}"),
            ("2", "2"),
            ("3", "3: neither good nor bad"),
            ("4", "4"),
            ("5", f"5: {dimension.five}"),
            (NOT_APPLICABLE, "It does not apply, or we cannot tell yet"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for words where there is a score."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("score") not in (None, NOT_APPLICABLE) and not cleaned.get("words", "").strip():
            self.add_error("words", "Say in a few words why: a number alone helps nobody.")
        return cleaned

    @property
    def number(self) -> int | None:
        """The score that was chosen; ``None`` for not applicable."""
        chosen = self.cleaned_data["score"]
        return None if chosen == NOT_APPLICABLE else int(chosen)


class AdviceForm(forms.Form):
    """Whether one would buy it again, what peers should know, and who may know who wrote it."""

    again = forms.ChoiceField(
        label="Would you buy it again?",
        choices=[(value, label.capitalize()) for value, label in ReviewVersion.Again.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you would buy it again.", "invalid_choice": NOT_IN_LIST},
    )
    advice = _words(
        "What would you tell a peer who is about to buy it?",
        3000,
        hint="What you wish you had known, asked for or written into the contract.",
    )
    hides_author = forms.ChoiceField(
        label="May the supplier know who wrote it?",
        choices=[
            ("yes", "No: it reads my words without my name, my borough and the contract"),
            ("no", "Yes: it reads my words with my name and my borough"),
        ],
        widget=forms.RadioSelect,
        help_text="Members of the hub see both in either case. Your words must not say it either.",
        error_messages={"required": "Say whether the supplier may know.", "invalid_choice": NOT_IN_LIST},
    )
    may_be_asked = forms.ChoiceField(
        label="May peers ask you about it?",
        choices=[("yes", "Yes, through the hub, which does not show my address"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether peers may ask you.", "invalid_choice": NOT_IN_LIST},
    )

    def facts(self) -> ReviewFacts:
        """Return what was said."""
        said = self.cleaned_data
        return ReviewFacts(
            again=said["again"],
            advice=said["advice"],
            hides_author=said["hides_author"] == "yes",
            may_be_asked=said["may_be_asked"] == "yes",
        )


class EvidenceForm(forms.Form):
    """What a review rests on, in up to three rows."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """Offer the documents that the author's borough keeps."""
        super().__init__(*args, **kwargs)
        documents = Document.objects.standing().of_borough(person.borough).order_by("title").defer("search")
        choices = [("", "None"), *((str(one.pk), one.title) for one in documents[:200])]
        kinds = [("", "Nothing"), *((value, text.capitalize()) for value, text in Evidence.Kind.choices)]
        for number in range(1, EVIDENCE_ROWS + 1):
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=f"Evidence {number}",
                choices=kinds,
                required=number == 1,
                error_messages={"required": "Name at least one thing that it rests on."},
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label="Which, and what it shows", max_length=400, required=False
            )
            self.fields[f"document_{number}"] = forms.ChoiceField(
                label="A document of your borough on the hub",
                help_text="Its title is shown to those who may see the document.",
                choices=choices,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Ask for words with each kind, and for a kind with words or a document."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, EVIDENCE_ROWS + 1):
            kind, text = cleaned.get(f"kind_{number}"), (cleaned.get(f"text_{number}") or "").strip()
            if kind and not text:
                self.add_error(f"text_{number}", "Say which one, and what it shows.")
            if (text or cleaned.get(f"document_{number}")) and not kind and number > 1:
                self.add_error(f"kind_{number}", "Say what it is.")
        return cleaned

    def rows(self) -> list[tuple[str, str, Document | None]]:
        """Return kind, words and document of each row that says something."""
        said = self.cleaned_data
        keys = [int(said[f"document_{n}"]) for n in range(1, EVIDENCE_ROWS + 1) if said[f"document_{n}"]]
        documents = Document.objects.in_bulk(keys)
        return [
            (
                said[f"kind_{number}"],
                said[f"text_{number}"],
                documents.get(int(said[f"document_{number}"] or 0)),
            )
            for number in range(1, EVIDENCE_ROWS + 1)
            if said[f"kind_{number}"]
        ]


class SubmitForm(forms.Form):
    """The declaration and the reminder, both to be ticked (R6)."""

    no_conflict = forms.BooleanField(
        label="I have no conflict of interest",
        help_text=NO_CONFLICT,
        error_messages={"required": "Without this declaration a review cannot be sent in."},
    )
    nothing_confidential = forms.BooleanField(
        label="Nothing in it is confidential",
        help_text=REMINDER,
        error_messages={"required": "Read this and tick it, or take out first what may not be shared."},
    )


class StartForm(forms.Form):
    """Which of a contract's suppliers is reviewed."""

    supplier = forms.ChoiceField(
        label="Which supplier do you review?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the supplier.", "invalid_choice": NOT_IN_LIST},
    )

    def __init__(self, *args: Any, suppliers: list[Any], **kwargs: Any) -> None:
        """Offer the contract's suppliers."""
        super().__init__(*args, **kwargs)
        supplier: Any = self.fields["supplier"]
        supplier.choices = [(str(one.pk), one.name) for one in suppliers]


class WhyForm(forms.Form):
    """Why something is done, for those whom it concerns."""

    why = _words("Why", 300, required="Say why.", rows=3)

    def __init__(self, *args: Any, hint: str, **kwargs: Any) -> None:
        """Say who reads it."""
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = hint


class SendBackForm(forms.Form):
    """Why a review goes back to its author."""

    why = _words(
        "What the author should change",
        1000,
        required="Say what the author should change.",
        hint="The author reads this. Only they change a review.",
    )


class ReplyForm(forms.Form):
    """The supplier's reply."""

    text = _words(
        "Your reply",
        4000,
        required="Write your reply.",
        rows=8,
        hint="Members read it beside the review. Do not say or guess who wrote it.",
    )


class ComplaintForm(forms.Form):
    """A complaint about a review or the reply to it."""

    about = forms.ChoiceField(
        label="What is it about?",
        choices=[(value, label.capitalize()) for value, label in Complaint.About.choices],
        widget=forms.RadioSelect,
        initial=Complaint.About.REVIEW,
        error_messages={"required": "Choose what it is about.", "invalid_choice": NOT_IN_LIST},
    )
    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Complaint.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong.", "invalid_choice": NOT_IN_LIST},
    )
    text = _words(
        "Which words, and what is right instead?",
        2000,
        required="Say which words, and what is right instead.",
        hint="LOTI staff read this and decide. Both sides hear the result; nobody hears who complained.",
    )


class DecideForm(forms.Form):
    """What becomes of a complaint."""

    result = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            (Complaint.Result.STANDS, "It stands as it is"),
            (Complaint.Result.AUTHOR, "The review goes back to its author to mend"),
            (Complaint.Result.REMOVED, "It is taken down"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide.", "invalid_choice": NOT_IN_LIST},
    )
    answer = LetterField(
        label="Why",
        max_length=1000,
        help_text="Both sides read it: name nobody.",
        error_messages={"required": "Say why.", "max_length": "Shorten it to 1,000 characters."},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ExtendForm(forms.Form):
    """More time for the supplier to reply."""

    due_on = forms.DateField(
        label="New last day",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the new last day.", "invalid": "Write the day as 2027-05-31."},
    )
    why = forms.CharField(label="Why", max_length=300, error_messages={"required": "Say why."})
