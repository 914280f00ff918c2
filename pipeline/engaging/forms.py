"""Forms of market engagement: for officers, for people who register, for suppliers who answer."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from boroughs.forms_gates import SHORT, DayField
from boroughs.models import Borough, Person
from boroughs.words import plain_date
from pipeline.engaging.keeping import MOST_QUESTIONS, EngagementFacts
from pipeline.forms_timelines import DAY_HINT, NOT_IN_LIST, area_field
from pipeline.models import Engagement, EventRegistration, MarketAnswer, MarketQuestion, Procurement

LONGEST_QUESTION = 600
LINK_WRONG = "Write a web address such as https://www.example.gov.uk."


def _day(label: str, required: str = "", help_text: str = DAY_HINT) -> DayField:
    return DayField(
        label=label,
        max_length=60,
        help_text=help_text,
        required=bool(required),
        error_messages={"required": required},
        widget=forms.TextInput(attrs=SHORT),
    )


def _time(label: str, required: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p", "%I:%M %p", "%I %p"],
        error_messages={"required": required, "invalid": "Write a time such as 10:00 or 2:30pm."},
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
    )


class EngagementForm(forms.Form):
    """What every engagement has."""

    title = forms.CharField(
        label="Title",
        max_length=150,
        error_messages={"required": "Give it a title that a supplier understands."},
    )
    procurement = forms.ModelChoiceField(
        Procurement.objects.none(),
        label="Which procurement it is about",
        help_text="It can be about a service area alone, long before there is a procurement.",
        required=False,
        empty_label="None yet",
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    service_area = area_field()
    description = forms.CharField(
        label="What it is about",
        help_text="What you want to find out, and who should take part. Up to 5,000 characters.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Say what it is about."},
    )
    contact = forms.EmailField(
        label="Mailbox for questions about it",
        help_text="Everybody reads it: a shared mailbox, not a person’s address",
        error_messages={
            "required": "Give the mailbox that suppliers write to.",
            "invalid": "Write an address such as name@example.org.",
        },
    )
    partners = forms.ModelMultipleChoiceField(
        Borough.objects.none(),
        label="Other boroughs that hold it with you",
        help_text="Ask them first: their officers can change it as yours can.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    notice_on = _day(
        "Day of the preliminary market engagement notice", help_text="If one is or will be published"
    )
    notice_url = forms.URLField(
        label="Link to that notice",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": LINK_WRONG},
    )

    kind: Engagement.Kind

    def __init__(
        self,
        *args: Any,
        borough: Borough,
        today: dt.date,
        reader: Person,
        facts: EngagementFacts | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the borough's procurements and the other boroughs, and begin with what is recorded.

        A partner's officer is offered, of the leading borough's procurements, what they may see (R9); one
        that they may not see stays as it is, unnamed.
        """
        kwargs["initial"] = {**(self.initial_of(facts) if facts else {}), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.today, self.before = today, facts
        present = facts.procurement if facts else None
        seen = Procurement.objects.of_borough(borough).visible_to(reader)
        self.unseen = present if present and not seen.filter(pk=present.pk).exists() else None
        if self.unseen:
            del self.fields["procurement"]
        else:
            procurement: Any = self.fields["procurement"]
            procurement.queryset = (
                seen.filter(Q(ended_on__isnull=True) | Q(pk=present.pk if present else None))
                .defer("search")
                .order_by("title", "pk")
            )
        partners: Any = self.fields["partners"]
        partners.queryset = Borough.objects.exclude(pk=borough.pk)

    def initial_of(self, facts: EngagementFacts) -> dict[str, Any]:
        """Return what the form begins with."""
        return {**vars(facts), "partners": [one.pk for one in facts.partners]}

    def clean(self) -> dict[str, Any]:
        """Ask what it is about."""
        cleaned = super().clean() or {}
        about = self.unseen or cleaned.get("procurement") or cleaned.get("service_area")
        if not about and not {"procurement", "service_area"} & self.errors.keys():
            self.add_error("service_area", "Choose a procurement or a service area that it is about.")
        return cleaned

    def not_past(self, name: str) -> dt.date | None:
        """Refuse a day that is past, unless it is what was recorded before."""
        day: dt.date | None = self.cleaned_data[name]
        was = getattr(self.before, name, None) if self.before else None
        if day and day < self.today and day != was:
            raise forms.ValidationError(f"{plain_date(day)} is past: give a day to come.")
        return day

    def facts(self) -> EngagementFacts:
        """Return what was given, once the form is valid."""
        names = EngagementFacts.__dataclass_fields__.keys() - {"kind", "partners"}
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        given.setdefault("procurement", self.unseen)
        return EngagementFacts(
            kind=self.kind, partners=tuple(self.cleaned_data["partners"]), **given, **self.more()
        )

    def more(self) -> dict[str, Any]:
        """Return what a kind of engagement has besides."""
        return {}


class EventForm(EngagementForm):
    """An event on a day."""

    kind = Engagement.Kind.EVENT
    on = _day("Day", "Give the day of the event.")
    begins = _time("Begins at", "Give the time at which it begins.")
    ends = _time("Ends at", "Give the time at which it ends.")
    place = forms.CharField(
        label="Place",
        help_text="With how to get in and step-free access. Leave it empty for an event that is online only.",
        max_length=300,
        required=False,
    )
    join_url = forms.URLField(
        label="Link for joining online",
        help_text="Only who is registered is told.",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": LINK_WRONG},
    )
    capacity = forms.IntegerField(
        label="Places",
        help_text="Leave it empty if there is no limit. Who comes later waits for a free place.",
        required=False,
        min_value=1,
        max_value=100_000,
        error_messages={
            "invalid": "Give the number of places as a whole number.",
            "min_value": "Give at least one place.",
            "max_value": "Leave it empty if there is no limit.",
        },
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )
    register_until = _day("Registration is open until", "Give the last day on which one can register.")

    field_order = [
        *("title", "procurement", "service_area", "description", "on", "begins", "ends", "place"),
        *("join_url", "capacity", "register_until", "contact", "partners", "notice_on", "notice_url"),
    ]

    def initial_of(self, facts: EngagementFacts) -> dict[str, Any]:
        """Write the times as a day and two times."""
        initial = super().initial_of(facts)
        if facts.starts_at and facts.ends_at:
            begins, ends = timezone.localtime(facts.starts_at), timezone.localtime(facts.ends_at)
            initial |= {"on": begins.date(), "begins": begins.time(), "ends": ends.time()}
        return initial

    def clean_register_until(self) -> dt.date | None:
        """Refuse a day that is past."""
        return self.not_past("register_until")

    def clean_on(self) -> dt.date:
        """Refuse a day that is past, unless it was recorded before."""
        day: dt.date = self.cleaned_data["on"]
        before = self.before
        was = timezone.localtime(before.starts_at).date() if before and before.starts_at else None
        if day < self.today and day != was:
            raise forms.ValidationError(f"{plain_date(day)} is past: give a day to come.")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse times in the wrong order, an event that is nowhere, and registration after it."""
        cleaned = super().clean()
        on, begins, ends = cleaned.get("on"), cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "Give a time after the one at which it begins.")
        nowhere = not cleaned.get("place") and not cleaned.get("join_url")
        if nowhere and not {"place", "join_url"} & self.errors.keys():
            self.add_error("place", "Give a place, or a link for joining online.")
        until = cleaned.get("register_until")
        if on and until and until > on:
            self.add_error("register_until", "Give a day that is not after the event.")
        return cleaned

    def more(self) -> dict[str, Any]:
        """Return when it begins and ends, in London."""
        data = self.cleaned_data
        return {
            "starts_at": timezone.make_aware(dt.datetime.combine(data["on"], data["begins"])),
            "ends_at": timezone.make_aware(dt.datetime.combine(data["on"], data["ends"])),
        }


class QuestionsForm(EngagementForm):
    """Questions that suppliers answer in writing."""

    kind = Engagement.Kind.QUESTIONS
    asked = forms.CharField(
        label="Your questions",
        help_text=f"Each on its own line, at most {MOST_QUESTIONS}. They are fixed once it is published.",
        max_length=MOST_QUESTIONS * LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Ask at least one question."},
    )
    answers_until = _day("Answers are taken until", "Give the last day on which suppliers can answer.")
    sharing = forms.ChoiceField(
        label="How the answers are shared afterwards",
        help_text="Suppliers read this before they answer. What they mark as commercially sensitive is never "
        "shared. Freedom of information applies all the same.",
        choices=[(one.value, str(one.label).capitalize()) for one in Engagement.Sharing],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how the answers are shared.", "invalid_choice": NOT_IN_LIST},
    )

    field_order = [
        *("title", "procurement", "service_area", "description", "asked", "answers_until", "sharing"),
        *("contact", "partners", "notice_on", "notice_url"),
    ]

    def initial_of(self, facts: EngagementFacts) -> dict[str, Any]:
        """Write the questions line by line."""
        return {**super().initial_of(facts), "asked": "\n".join(facts.questions)}

    def clean_answers_until(self) -> dt.date | None:
        """Refuse a day that is past."""
        return self.not_past("answers_until")

    def clean_asked(self) -> tuple[str, ...]:
        """Return the questions, each once at most as long as it may be."""
        lines = tuple(line.strip() for line in self.cleaned_data["asked"].splitlines() if line.strip())
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(f"Ask at most {MOST_QUESTIONS} questions: these are {len(lines)}.")
        for place, line in enumerate(lines, start=1):
            if len(line) > LONGEST_QUESTION:
                raise forms.ValidationError(
                    f"Shorten question {place} to {LONGEST_QUESTION} characters, or make two of it."
                )
        return lines

    def more(self) -> dict[str, Any]:
        """Return the questions."""
        return {"questions": self.cleaned_data["asked"]}


class CallOffForm(forms.Form):
    """Why an engagement is called off."""

    because = forms.CharField(
        label="Why",
        help_text="Everybody reads it, and whoever is registered is told.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: whoever is registered is told."},
    )


class OutcomeForm(forms.Form):
    """What came of an engagement, and who of the registered attended."""

    outcome = forms.CharField(
        label="What came of it",
        help_text="For officers of all boroughs: what you learned, what you will do. No public page has it.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attended = forms.MultipleChoiceField(
        label="Who attended",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from who is registered."},
    )

    def __init__(
        self, *args: Any, engagement: Engagement, rows: Iterable[EventRegistration], **kwargs: Any
    ) -> None:
        """Offer who has a place."""
        self.rows = list(rows)
        came = [str(row.pk) for row in self.rows if row.attended]
        kwargs["initial"] = {"outcome": engagement.outcome, "attended": came}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["attended"]
        field.choices = [(str(row.pk), str(row)) for row in self.rows]
        if not self.rows:
            del self.fields["attended"]

    def attendance(self) -> dict[int, bool | None]:
        """Return who came; nothing is said of anybody while nobody is ticked."""
        came = set(self.cleaned_data.get("attended", []))
        return {row.pk: (str(row.pk) in came) if came else None for row in self.rows}


class RegisterForm(forms.Form):
    """Who comes to an event."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Give your name."},
    )
    organisation = forms.CharField(
        label="Your organisation",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Say which organisation you come from."},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="You get a link to confirm it, and later how to join.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Give your e-mail address.",
            "invalid": "Write an address such as name@example.org.",
        },
    )
    needs = forms.CharField(
        label="What you need to take part",
        help_text="Such as step-free access, a hearing loop or captions. Leave it empty if nothing.",
        max_length=500,
        required=False,
    )


class MarketAnswersForm(forms.Form):
    """A supplier's answers to the questions of an engagement, each with its mark of sensitivity."""

    def __init__(
        self, *args: Any, questions: Iterable[MarketQuestion], given: dict[int, MarketAnswer], **kwargs: Any
    ) -> None:
        """Make two fields for each question, with what was answered before."""
        super().__init__(*args, **kwargs)
        self.questions, self.given = list(questions), given
        for row in self.questions:
            before = given.get(row.pk)
            self.fields[f"text_{row.pk}"] = forms.CharField(
                label=f"{row.position}. {row.text}",
                max_length=4000,
                required=False,
                initial=before.text if before else "",
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            self.fields[f"sensitive_{row.pk}"] = forms.BooleanField(
                label=f"My answer to question {row.position} is commercially sensitive",
                required=False,
                initial=bool(before and before.is_sensitive),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for an answer to at least one question, unless answers are taken back."""
        cleaned = super().clean() or {}
        texts = [cleaned.get(f"text_{row.pk}", "") for row in self.questions]
        if self.questions and not self.given and not any(texts) and not self.errors:
            self.add_error(f"text_{self.questions[0].pk}", "Answer at least one question.")
        return cleaned

    def answers(self) -> dict[int, tuple[str, bool]]:
        """Return the words and their sensitivity by question, once the form is valid."""
        data = self.cleaned_data
        return {row.pk: (data[f"text_{row.pk}"], data[f"sensitive_{row.pk}"]) for row in self.questions}
