"""Forms of messages between peers."""

from django import forms

LONGEST_TEXT = 4000


def _text(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        error_messages={
            "required": "Write your message.",
            "max_length": "Shorten your message to 4,000 characters.",
        },
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class MessageForm(forms.Form):
    """The beginning of a thread."""

    subject = forms.CharField(
        max_length=160,
        error_messages={"required": "Say in a few words what it is about."},
    )
    text = _text("Message")


class AnswerForm(forms.Form):
    """A further message in a thread."""

    text = _text("Your answer")
