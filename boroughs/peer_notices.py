"""How somebody is told that a peer wrote to them."""

import re
from collections.abc import Iterable, Sequence

from django.urls import reverse

from boroughs.actions.messages import PEER_MESSAGE
from boroughs.models import Event, Frequency, PeerMessage
from boroughs.notifications import Kind, register
from boroughs.peers import LEFT, name_for_peers, place_of
from boroughs.rights import Permission

WHY = (
    "A peer wrote to you through the hub. Answer there: your address was not shown, "
    "and an answer to this e-mail reaches nobody."
)


def _message(event: Event) -> PeerMessage | None:
    """Return the message itself: its text is kept nowhere else, so that it goes when the message goes."""
    messages = PeerMessage.objects.select_related("sender__borough")
    return messages.filter(pk=event.object_id).first() if event.object_id else None


def _writer(message: PeerMessage | None) -> str:
    if message is None or message.sender is None:
        return LEFT.capitalize()
    return f"{name_for_peers(message.sender)} ({place_of(message.sender)})"


def _audience(event: Event) -> Iterable[tuple[int, str]]:
    message = _message(event)
    if message is None:
        return
    yield message.recipient_id, WHY


def _headline(event: Event) -> str:
    """Say who wrote and not what about: it becomes the e-mail's subject, which staff see in deliveries."""
    return f"{_writer(_message(event))} wrote to you"


def _address(event: Event) -> str:
    message = _message(event)
    if message is None:
        return reverse("messages")
    return reverse("thread", args=[message.in_reply_to_id or message.pk])


def _text(event: Event) -> Sequence[str]:
    message = _message(event)
    if message is None:
        return ()
    return [f"About: {message.subject}", *_paragraphs(message.text)]


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


register(
    Kind(
        code=PEER_MESSAGE,
        label="A peer writes to me",
        why="When somebody writes to you from the peer directory, or answers you.",
        audience=_audience,
        headline=_headline,
        address=_address,
        details=_text,
        is_letter=True,
        default=Frequency.AT_ONCE,
        permission=Permission.SEE_DIRECTORY,
    )
)
