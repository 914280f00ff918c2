"""Forms of meetings."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from boroughs.peers import name_for_peers
from community.forms import MARKDOWN, NOT_IN_LIST, plain_text
from community.models import Group, GroupMeeting

FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
SHORTEST, LONGEST, USUAL = 10, 480, 60


def day(label: str, required: str) -> forms.DateField:
    """Return a field for a day as people write it."""
    return forms.DateField(
        label=label,
        help_text="Such as 31 March 2027.",
        input_formats=FORMATS,
        widget=forms.DateInput(format="%-d %B %Y"),
        error_messages={
            "required": required,
            "invalid": "Write a date such as 31 March 2027 or 31/03/2027.",
        },
    )


class MeetingForm(forms.Form):
    """When and where a group meets, and about what."""

    title = forms.CharField(
        max_length=160, label="What is it?", error_messages={"required": "Say what meeting it is."}
    )
    on = day("On which day?", "Say on which day.")
    at = forms.TimeField(
        label="At what time?",
        help_text="London time, such as 14:00.",
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I%p"],
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"required": "Say at what time.", "invalid": "Write a time such as 14:00."},
    )
    length = forms.IntegerField(
        label="How many minutes?",
        initial=USUAL,
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Say how long it takes.",
            "invalid": "Write a number of minutes.",
            "min_value": f"At least {SHORTEST} minutes.",
            "max_value": f"At most {LONGEST} minutes.",
        },
    )
    place = forms.CharField(label="Where?", max_length=300, required=False)
    join_url = forms.URLField(
        label="Link for joining online",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Write a link that begins with https."},
    )
    agenda = plain_text("Agenda", "", hint=MARKDOWN, rows=8, most=5000)

    def __init__(self, *args: Any, meeting: GroupMeeting | None = None, **kwargs: Any) -> None:
        """Show what a meeting has."""
        super().__init__(*args, **kwargs)
        if meeting is not None:
            begins = timezone.localtime(meeting.starts_at)
            length = (meeting.ends_at - meeting.starts_at).total_seconds() // 60
            self.initial = {
                "title": meeting.title,
                "on": begins.date(),
                "at": begins.time(),
                "length": int(length),
                "place": meeting.place,
                "join_url": meeting.join_url,
                "agenda": meeting.agenda,
            }

    def facts(self) -> dict[str, Any]:
        """Return what was said, with the two moments."""
        said = self.cleaned_data
        begins = timezone.make_aware(dt.datetime.combine(said["on"], said["at"]))
        ends = begins + dt.timedelta(minutes=said["length"])
        names = ("title", "place", "join_url", "agenda")
        return {**{name: said[name] for name in names}, "starts_at": begins, "ends_at": ends}


class MinutesForm(forms.Form):
    """The minutes."""

    text = plain_text("Minutes", "Write the minutes.", rows=12, most=20_000)


class CallOffForm(forms.Form):
    """Why a meeting is called off."""

    why = plain_text("Why", "Say why: the members read it.", hint="", rows=3, most=300)


class ActionForm(forms.Form):
    """What somebody takes on."""

    text = forms.CharField(
        label="What is to be done?", max_length=300, error_messages={"required": "Say what is to be done."}
    )
    owner = forms.ChoiceField(
        label="By whom?",
        error_messages={"required": "Choose who does it.", "invalid_choice": NOT_IN_LIST},
    )
    due_on = day("By when?", "Say by when.")

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        """Offer the members of the group."""
        super().__init__(*args, **kwargs)
        rows = group.memberships.select_related("person__borough").order_by("person__name", "pk")
        field: Any = self.fields["owner"]
        field.choices = [
            (str(one.person_id), f"{name_for_peers(one.person)}, {one.person.borough or 'LOTI'}")
            for one in rows[:500]
        ]
