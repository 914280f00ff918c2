"""The form of a Teams channel."""

from django import forms

from community.teams import is_allowed


class TeamsForm(forms.Form):
    """The address that Teams shows for a workflow."""

    address = forms.CharField(
        label="Address of the workflow",
        help_text=(
            "In Teams: the channel’s menu, Workflows, then the one that posts when a webhook request is "
            "received. Who has this address can post there: it is not shown again."
        ),
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Paste the address that Teams shows.",
            "max_length": "This is longer than an address of Teams: paste the address alone.",
        },
    )

    def clean_address(self) -> str:
        """Refuse what is no address of a workflow."""
        address = str(self.cleaned_data["address"]).strip()
        if not is_allowed(address):
            raise forms.ValidationError(
                "Paste the whole address of a workflow of Teams: it begins with https:// and leads to "
                "Microsoft’s workflows. Addresses of the older connectors work no longer."
            )
        return address
