"""Posts cards to Microsoft Teams: to the hosts that the settings name, by https, and never further.

Teams takes them by a workflow (*When a Teams webhook request is received*), as Adaptive Cards.
"""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

from boroughs.notifications.letters import full_address
from community.models import Discussion, Group

CONNECT_SECONDS = 5
#: Answers after which it is worth to ask again: busy, or broken for a while.
AGAIN_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


class NotPosted(Exception):
    """A card did not arrive; the words name no address. ``for_good`` says that trying again is of no use."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        """Keep both."""
        super().__init__(words)
        self.for_good = for_good


def is_allowed(address: str) -> bool:
    """Tell whether cards may go to an address: by https, to a host of ``TEAMS_WEBHOOK_HOSTS``.

    A host with a dot in front stands for all below it.
    """
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").casefold(), parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or port not in (None, 443) or parts.username or parts.password:
        return False
    return any(
        host.endswith(known) and host != known if known.startswith(".") else host == known
        for known in settings.TEAMS_WEBHOOK_HOSTS
    )


def masked(address: str) -> str:
    """Return an address for a page, without what lets somebody post: the end of its host alone."""
    host = urlsplit(address).hostname or ""
    return f"https://…{host[-24:]}/…"


def card_of(discussion: Discussion) -> dict[str, Any]:
    """Return the card about a new discussion: its title, where and from which borough, never its words."""
    began = "Question" if discussion.kind == Discussion.Kind.QUESTION else "Discussion"
    place = discussion.borough.name if discussion.borough else "LOTI"
    line = f"{began} from {place} in {discussion.group}"
    return _card(discussion.title, line, "Read it in the hub", full_address(discussion.get_absolute_url()))


def trial_card(group: Group) -> dict[str, Any]:
    """Return the card by which somebody sees that a channel is reached."""
    line = "This is a trial. New discussions of the group show up here."
    return _card(str(group), line, "The group in the hub", full_address(group.get_absolute_url()))


def _card(title: str, line: str, label: str, address: str) -> dict[str, Any]:
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            # A run of text is not read as Markdown, so that a title cannot bring links of its own.
            {
                "type": "RichTextBlock",
                "inlines": [{"type": "TextRun", "text": title, "weight": "Bolder", "size": "Medium"}],
            },
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line, "isSubtle": True}]},
        ],
        "actions": [{"type": "Action.OpenUrl", "title": label, "url": address}],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {
        "type": "message",
        "attachments": [{"contentType": kind, "contentUrl": None, "content": content}],
    }


def post_card(address: str, card: dict[str, Any]) -> None:
    """Post a card; redirects are not followed.

    Raises:
        NotPosted: where it did not arrive.
    """
    if not is_allowed(address):
        raise NotPosted("Its address is not one that the hub may post to.", for_good=True)
    patience = (CONNECT_SECONDS, settings.TEAMS_TIMEOUT_SECONDS)
    try:
        with requests.post(
            address, json=card, timeout=patience, allow_redirects=False, stream=True
        ) as answer:
            status = answer.status_code
    except requests.Timeout:
        raise NotPosted("Teams did not answer in time.", for_good=False) from None
    except requests.RequestException as trouble:
        raise NotPosted(f"The connection failed ({type(trouble).__name__}).", for_good=False) from None
    if not 200 <= status < 300:
        raise NotPosted(f"Teams answered {status}.", for_good=status not in AGAIN_LATER)
