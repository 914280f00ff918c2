"""Forms of messages between peers."""

from typing import Any

from django import forms

LONGEST_TEXT = 4000


class LetterField(forms.CharField):
    """A text of several lines, whose line ends count as one character each.

    The browser is not told the longest length: it would cut off what is pasted without a word.
    """

    def to_python(self, value: Any) -> str:
        """Return the text with the line ends that it was typed with."""
        return str(super().to_python(value)).replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the box, without the longest length."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def _text(label: str) -> LetterField:
    return LetterField(
        label=label,
        help_text=f"Up to {LONGEST_TEXT:,} characters.",
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
