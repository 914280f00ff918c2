"""Delivery status messages (RFC 3464): a mail server's word on an e-mail that it could not deliver."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from django.db import transaction

from boroughs.models import Mail
from boroughs.notifications.sending import LONGEST_ERROR
from boroughs.notifications.trouble import tell_staff

_OUR_ID = re.compile(r"<([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@", re.IGNORECASE)


@dataclass(frozen=True)
class Bounce:
    """What a delivery status message says: of which e-mail, whether for good, and in the server's words."""

    message_id: uuid.UUID
    permanent: bool
    words: str


def read_bounce(message: Message) -> Bounce | None:
    """Return what a message says about an e-mail of ours that was not delivered.

    Returns:
        ``None`` for anything else: an answer by a person, a report of a delay or of success.
    """
    found = next((match for text in _ids(message) if (match := _OUR_ID.search(text))), None)
    for recipient in _recipients(message):
        if found and str(recipient.get("Action", "")).strip().lower() == "failed":
            status = str(recipient.get("Status", "")).strip()
            words = str(recipient.get("Diagnostic-Code") or "No reason is given.")
            return Bounce(uuid.UUID(found[1]), not status.startswith("4"), f"{status} {words}".strip())
    return None


def _recipients(message: Message) -> Iterator[Message]:
    """Yield the parts of a delivery status message that speak of one receiver each."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            if isinstance(blocks, list):
                yield from (block for block in blocks if isinstance(block, Message) and "Action" in block)


def _ids(message: Message) -> Iterator[str]:
    """Yield the Message-IDs of the e-mail that came back, from the copy or the headers of it."""
    for part in message.walk():
        if part is not message and part.get("Message-ID"):
            yield str(part["Message-ID"])
        if part.get_content_type() == "text/rfc822-headers":
            yield str(part.get_payload())
    yield str(message.get("In-Reply-To") or "")


@transaction.atomic
def record_bounce(*, bounce: Bounce) -> Mail | None:
    """Note that an e-mail came back: bounced where the reason lasts, given up where it does not.

    Returns:
        the e-mail; ``None`` if there is none with this Message-ID.
    """
    mail = Mail.objects.select_for_update(of=("self",)).filter(message_id=bounce.message_id).first()
    if mail is None:
        return None
    mail.state = Mail.State.BOUNCED if bounce.permanent else Mail.State.FAILED
    mail.error = bounce.words[:LONGEST_ERROR]
    mail.save(update_fields=["state", "error"])
    tell_staff(mail)
    return mail
