"""Forms of contracts that are taken off the register."""

from django import forms

from contracts.text import one_line


class TakeOffForm(forms.Form):
    """What is wrong with a contract, for those who find it gone."""

    why = forms.CharField(
        label="What is wrong with it?",
        max_length=500,
        help_text="For example: it was never signed, or it is a copy of another. Your colleagues read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say what is wrong with it, so that nobody puts it back by mistake.",
            "max_length": "Say it in at most 500 characters.",
        },
    )

    def clean_why(self) -> str:
        """Return it as one line, as lists show it."""
        said = one_line(self.cleaned_data["why"], 500)
        if not said:
            raise forms.ValidationError(self.fields["why"].error_messages["required"])
        return said
