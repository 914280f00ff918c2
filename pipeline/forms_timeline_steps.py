"""Forms about the steps of a timeline: its dates, moving it, ending it, who sees it, milestones, risks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from boroughs.forms_gates import SHORT, DayField
from boroughs.models import Borough
from boroughs.words import plain_date
from pipeline.forms_mailbox import MailboxForm
from pipeline.forms_timelines import DAY_HINT, NOT_IN_LIST
from pipeline.models import Milestone, Procurement, ProcurementStage, Risk


def why_field() -> forms.CharField:
    """Return a field for the reason why dates move, which everybody reads."""
    return forms.CharField(
        label="Why, if dates move",
        required=False,
        max_length=300,
        help_text="In a sentence, without names: it stands in the log and in your report",
    )


class DatesForm(forms.Form):
    """The planned dates of every stage and milestone, to be mended by hand."""

    def __init__(
        self, *args: Any, stages: Iterable[ProcurementStage], days: Iterable[Milestone], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stages, self.days = list(stages), list(days)
        for stage in self.stages:
            self._add(f"begins_{stage.pk}", f"{stage} begins", stage.planned_start, stage.first_start)
            self._add(f"ends_{stage.pk}", f"{stage} ends", stage.planned_end, stage.first_end)
        for day in self.days:
            verb = "decides" if day.kind == Milestone.Kind.GATE else "is due"
            self._add(f"on_{day.pk}", f"{day} {verb}", day.planned_on, day.first_on)
        self.fields["why"] = why_field()
        self.fields["why"].initial = ""

    def _add(self, name: str, label: str, day: dt.date, first: dt.date) -> None:
        self.fields[name] = DayField(
            label=label,
            max_length=60,
            initial=day,
            help_text=f"Planned at first: {plain_date(first)}" if first != day else "",
            error_messages={"required": f"Give a day: {label.lower()}."},
            widget=forms.TextInput(attrs=SHORT),
        )

    def clean(self) -> dict[str, Any]:
        """Refuse stages that end before they begin."""
        cleaned = super().clean() or {}
        for stage in self.stages:
            begins, ends = cleaned.get(f"begins_{stage.pk}"), cleaned.get(f"ends_{stage.pk}")
            if begins and ends and ends < begins:
                self.add_error(f"ends_{stage.pk}", f"{stage} cannot end before {plain_date(begins)}.")
        return cleaned

    @property
    def stage_dates(self) -> dict[int, tuple[dt.date, dt.date]]:
        """Return the planned beginning and end of each stage, once the form is valid."""
        data = self.cleaned_data
        return {one.pk: (data[f"begins_{one.pk}"], data[f"ends_{one.pk}"]) for one in self.stages}

    @property
    def milestone_dates(self) -> dict[int, dt.date]:
        """Return the planned day of each milestone, once the form is valid."""
        return {one.pk: self.cleaned_data[f"on_{one.pk}"] for one in self.days}


class PastDayForm(forms.Form):
    """A form with a day on which something happened, today unless another is given."""

    on = DayField(
        label="On",
        max_length=60,
        help_text=f"{DAY_HINT}. Today, or the day on which it happened.",
        error_messages={"required": "Give the day on which it happened."},
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = plain_date(today)

    def clean_on(self) -> dt.date:
        """Refuse a day to come: what is planned is among the dates."""
        day: dt.date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(
                f"{plain_date(day)} is to come: give the day on which it happened, or mend the planned date."
            )
        return day


class MoveForm(PastDayForm):
    """Which stage begins, or that the present one ends."""

    LEAVE = "leave"

    stage = forms.ChoiceField(
        label="What happened",
        error_messages={"required": "Say what happened.", "invalid_choice": NOT_IN_LIST},
    )
    push = forms.BooleanField(
        label="If it began late, move the planned dates that follow by as many days", required=False
    )
    why = why_field()
    field_order = ("stage", "on", "push", "why")

    def __init__(
        self,
        *args: Any,
        coming: Iterable[ProcurementStage],
        present: ProcurementStage | None,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        choices = [(str(one.pk), f"{one} began") for one in coming]
        if present:
            choices.append((self.LEAVE, f"{present} ended, and nothing follows yet"))
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared so above)
        field.choices = choices


class EndForm(PastDayForm):
    """How a procurement ended."""

    outcome = forms.ChoiceField(
        label="How did it end?",
        choices=[(value, label.capitalize()) for value, label in Procurement.Outcome.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it ended.", "invalid_choice": NOT_IN_LIST},
    )
    field_order = ("outcome", "on")


class VisibilityForm(MailboxForm):
    """Who may see a timeline, and whom suppliers write to."""

    visibility = forms.ChoiceField(
        label="Who may see it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may see it.", "invalid_choice": NOT_IN_LIST},
    )
    role_mailbox = forms.EmailField(
        label="Mailbox that suppliers write to",
        required=False,
        help_text="Needed for publishing. A shared one, that lasts longer than a person in a post.",
        error_messages={"invalid": "Give an e-mail address, like digital.procurement@borough.gov.uk."},
    )

    def __init__(
        self, *args: Any, may_publish: bool, borough: Borough, published_mailbox: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everybody = "Everybody: suppliers and the public read it among the opportunities"
        if not may_publish:
            everybody += f". {borough}’s publisher is asked first"
        field = self.fields["visibility"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared so above)
        field.choices = [
            (Procurement.Visibility.BOROUGH.value, f"Officers of {borough} only"),
            (Procurement.Visibility.MEMBERS.value, "Members of the hub: officers of every borough, and LOTI"),
            (Procurement.Visibility.PUBLIC.value, everybody),
        ]
        self.ask_about_mailbox(borough, published_mailbox)

    def clean(self) -> dict[str, Any]:
        """Ask for the mailbox where the public is to see it."""
        cleaned = super().clean() or {}
        public = cleaned.get("visibility") == Procurement.Visibility.PUBLIC
        if public and not cleaned.get("role_mailbox") and "role_mailbox" not in self.errors:
            self.add_error("role_mailbox", "Give the mailbox that suppliers write to.")
        if public:
            self.refuse_unconfirmed_mailbox(cleaned)
        return cleaned


class RuleForm(forms.Form):
    """Who may publish a borough's timelines."""

    who = forms.ChoiceField(
        label="Who may publish timelines of procurements?",
        choices=[
            ("publishers", "Publishers and administrators: other officers ask them"),
            ("officers", "Every officer of the borough"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may publish.", "invalid_choice": NOT_IN_LIST},
    )


class MilestoneForm(forms.Form):
    """A milestone or a gate: its day, and whether it is passed."""

    name = forms.CharField(
        label="What",
        max_length=120,
        help_text="Like Market day, Board paper, Clarification questions close",
        error_messages={"required": "Say what it is."},
    )
    planned_on = DayField(
        label="Planned for",
        max_length=60,
        help_text=DAY_HINT,
        error_messages={"required": "Give the day for which it is planned."},
        widget=forms.TextInput(attrs=SHORT),
    )
    done_on = DayField(
        label="Passed on",
        required=False,
        max_length=60,
        help_text="Leave it empty while it is to come",
        widget=forms.TextInput(attrs=SHORT),
    )
    link = forms.URLField(
        label="Link to the decision",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="The published minutes or decision notice",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": "Give a web address that begins with https://, or leave it empty."},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_done_on(self) -> dt.date | None:
        """Refuse a day to come."""
        day: dt.date | None = self.cleaned_data["done_on"]
        if day and day > self.today:
            raise forms.ValidationError(f"{plain_date(day)} is to come: leave this empty until it is passed.")
        return day

    def clean_link(self) -> str:
        """Refuse addresses that are no web pages."""
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Give a web address that begins with https://.")
        return link


class RiskForm(forms.Form):
    """A risk, for the borough only."""

    text = forms.CharField(
        label="What could go wrong",
        max_length=300,
        error_messages={"required": "Say what could go wrong."},
    )
    level = forms.ChoiceField(
        label="How serious",
        choices=[(value, label.capitalize()) for value, label in Risk.Level.choices],
        initial=Risk.Level.MEDIUM,
        error_messages={"required": "Choose how serious it is.", "invalid_choice": NOT_IN_LIST},
    )
    response = forms.CharField(label="What is done about it", required=False, max_length=500)
