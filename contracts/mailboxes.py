"""Role mailboxes: the links by which whoever reads one stops the hub's e-mails, or takes that back."""

import datetime as dt

from django.urls import reverse

from boroughs.notifications.letters import full_address
from boroughs.notifications.links import sign, unsign

PURPOSE = "quiet-mailbox"
#: How long the link in an e-mail works.
LINK_WORKS = dt.timedelta(days=365)


def stop_address(address: str) -> str:
    """Return the full address that stops the hub's e-mails to a mailbox."""
    return full_address(reverse("mailbox_quiet", args=[sign(PURPOSE, address)]))


def read_address(token: str) -> str:
    """Return which mailbox a link stops.

    Raises:
        StaleLink: if it has expired or was changed.
    """
    return str(unsign(PURPOSE, token, max_age=LINK_WORKS))
