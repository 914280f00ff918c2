"""Forms with which borough administrators look after the people of their borough."""

from typing import Any

from django import forms

from boroughs.models import Borough, Person

ROLES_HELP = (
    "Everybody is an officer. A contract manager is asked about contracts, a publisher may publish "
    "timelines, an administrator may also do what you do here."
)


class RolesForm(forms.Form):
    """What an officer is besides."""

    roles = forms.MultipleChoiceField(
        label="Roles besides officer",
        help_text=ROLES_HELP,
        choices=[(role.value, str(role.label).capitalize()) for role in Person.BoroughRole],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the roles that are offered."},
    )


class InviteForm(RolesForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Give the address of the person you invite.",
            "invalid": "Write an address such as name@example.org.",
        },
    )
    field_order = ["email", "roles"]

    def clean_email(self) -> str:
        """Return the address in lower case, as the hub keeps addresses."""
        return str(self.cleaned_data["email"]).lower()


class LeaveForm(forms.Form):
    """To whom everything passes that somebody looks after; asks nothing where there is nothing to pass on.

    What they come to look after while the page is open then passes to the borough's mailbox.
    """

    MAILBOX = "mailbox"

    to = forms.ChoiceField(
        label="Who takes it over?",
        error_messages={"required": "Choose who takes it over.", "invalid_choice": "Choose from the list."},
    )

    def __init__(
        self, *args: Any, person: Person, borough: Borough, something_passes: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {
            str(one.pk): one
            for one in borough.officers.filter(is_active=True).exclude(pk=person.pk).order_by("name", "email")
        }
        mailbox = f" ({borough.role_mailbox})" if borough.role_mailbox else ""
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared so above)
        field.choices = [
            ("", "Choose"),
            (self.MAILBOX, f"Nobody in particular: the borough’s mailbox{mailbox}"),
            *((pk, str(one)) for pk, one in self.colleagues.items()),
        ]
        if not something_passes:
            field.required, field.widget = False, forms.HiddenInput()

    def colleague(self) -> Person | None:
        """Return who was chosen; ``None`` for the mailbox."""
        return self.colleagues.get(self.cleaned_data["to"])


class MailboxForm(forms.Form):
    """The shared mailbox of a borough."""

    address = forms.EmailField(
        label="Role mailbox",
        help_text="A shared address such as contracts@ your borough, which stays when people leave. "
        "Officers of your borough see it.",
        required=False,
        error_messages={"invalid": "Write an address such as name@example.org."},
    )
