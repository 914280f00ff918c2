"""Asking about a mailbox that is not at the borough's own domain, before suppliers are sent there."""

from typing import Any

from django import forms

from boroughs.models import Borough
from boroughs.words import listing

#: The checkbox by which an officer says that a mailbox elsewhere is right.
RIGHT = "mailbox_is_right"


def is_elsewhere(mailbox: str, borough: Borough) -> bool:
    """Tell whether a mailbox is at no domain of a borough; not of one whose domains nobody has recorded.

    The borough's own recorded mailbox is always at home.
    """
    if mailbox.lower() == borough.role_mailbox.lower():
        return False
    domains = [one.domain for one in borough.domains.all()]
    return bool(domains) and mailbox.rpartition("@")[2].lower() not in domains


class MailboxForm(forms.Form):
    """A form with a ``role_mailbox`` that the public is going to read: one elsewhere must be confirmed."""

    def ask_about_mailbox(self, borough: Borough, present: str) -> None:
        """Add the question where what was sent needs it; call it at the end of ``__init__``.

        Args:
            borough: whose timeline it is.
            present: the mailbox as the public reads it already, about which nobody is asked again.
        """
        mailbox = str(self.data.get("role_mailbox", "")).strip() if self.is_bound else ""
        self.asks_about = mailbox if mailbox != present and is_elsewhere(mailbox, borough) else ""
        if not self.asks_about or "@" not in mailbox:
            self.asks_about = ""
            return
        self.domains = listing([f"@{one.domain}" for one in borough.domains.all()])
        asked: dict[str, forms.Field] = {
            RIGHT: forms.BooleanField(
                label=f"Suppliers are to write to {mailbox}",
                required=False,
                help_text=f"Your borough’s addresses end in {self.domains}",
            )
        }
        names = list(self.fields)
        after = names.index("role_mailbox") + 1
        self.fields.update(asked)
        self.order_fields([*names[:after], RIGHT, *names[after:]])

    def refuse_unconfirmed_mailbox(self, cleaned: dict[str, Any]) -> None:
        """Refuse a mailbox elsewhere that nobody has confirmed; call it where the public is to read it."""
        if self.asks_about and not cleaned.get(RIGHT) and "role_mailbox" not in self.errors:
            self.add_error(
                RIGHT,
                f"{self.asks_about} is not an address of your borough. Mend it above, or tick this box to "
                "publish it all the same.",
            )
