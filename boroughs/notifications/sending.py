"""Sending e-mails: one at a time, each exactly when its row says so, until it is sent or given up."""

import datetime as dt
import re
import smtplib
from collections.abc import Iterable
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.models import Mail
from boroughs.notifications.announcing import QUEUE, SEND_TASK
from boroughs.notifications.trouble import tell_staff

_METHOD = re.compile(r"^METHOD:([A-Z]+)", re.MULTILINE)
#: The longest pause between two attempts.
LONGEST_PAUSE = dt.timedelta(hours=6)
LONGEST_ERROR = 2000


class Ending(Enum):
    """How an attempt ended."""

    SENT = "accepted by the mail server"
    LATER = "not accepted now"
    NO_SERVER = "the mail server was not there, or went away"
    NO_SUCH_RECEIVER = "refused for good: the receiver is not known"
    REFUSED = "refused for good"


def send_mails() -> int:
    """Send every e-mail that is due; return how many were sent.

    Each is a transaction of its own that holds the e-mail's row while it is sent, so that two workers never
    send one e-mail both. Where the mail server is away, the rest waits for the next run.
    """
    sent = 0
    while (ending := send_next()) is not None:
        if ending is Ending.NO_SERVER:
            break
        sent += ending is Ending.SENT
    return sent


@transaction.atomic
def send_next() -> Ending | None:
    """Send the e-mail that has been due longest, and note how that ended; ``None`` where none is due."""
    due = Mail.objects.filter(state=Mail.State.WAITING, due_at__lte=timezone.now())
    mail = due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk").first()
    if mail is None:
        return None
    ending, error = _attempt(mail)
    mail.attempts += 1
    mail.error = error[:LONGEST_ERROR]
    if ending is Ending.SENT:
        mail.state, mail.sent_at = Mail.State.SENT, timezone.now()
    elif ending is Ending.NO_SUCH_RECEIVER:
        mail.state = Mail.State.BOUNCED
    elif ending is Ending.REFUSED or mail.attempts >= settings.MAIL_MOST_ATTEMPTS:
        mail.state = Mail.State.FAILED
    else:
        mail.due_at = timezone.now() + pause_after(mail.attempts)
    mail.save()
    if mail.state in (Mail.State.FAILED, Mail.State.BOUNCED):
        tell_staff(mail)
    return ending


def pause_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts: a minute, two, four … six hours at most."""
    return min(dt.timedelta(minutes=2 ** (attempts - 1)), LONGEST_PAUSE)


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Return an e-mail as it goes out; its Message-ID is the same at each attempt."""
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text,
        to=[mail.address],
        headers={
            "Message-ID": f"<{mail.message_id}@{urlsplit(settings.HUB_ORIGIN).hostname}>",
            "Auto-Submitted": "auto-generated",
            **mail.headers,
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        # The last alternative is the one that is preferred; its method is said twice (RFC 6047, section 2.4).
        found = _METHOD.search(mail.calendar)
        method = f"; method={found[1]}" if found else ""
        message.attach_alternative(mail.calendar, f"text/calendar{method}")
    return message


def _attempt(mail: Mail) -> tuple[Ending, str]:
    """Try to hand an e-mail to the mail server; return how that ended and what the server said."""
    try:
        message_of(mail).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return Ending.NO_SUCH_RECEIVER if code >= 500 else Ending.LATER, _said(code, words)
    except smtplib.SMTPAuthenticationError as error:  # our own settings are wrong, not the e-mail
        return Ending.NO_SERVER, _said(error.smtp_code, error.smtp_error)
    except smtplib.SMTPConnectError as error:
        return Ending.NO_SERVER, _said(error.smtp_code, error.smtp_error)
    except smtplib.SMTPResponseException as error:
        refused = error.smtp_code >= 500
        return Ending.REFUSED if refused else Ending.LATER, _said(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return Ending.NO_SERVER, f"{type(error).__name__}: {error}"
    except ValueError as error:  # a header or an address that no mail can have
        return Ending.REFUSED, f"{type(error).__name__}: {error}"
    return Ending.SENT, ""


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


@transaction.atomic
def send_again(mails: Iterable[int]) -> int:
    """Let e-mails that were given up or came back be sent once more; return how many there are.

    They keep their Message-IDs, so that a receiver who has one after all is not shown it twice.
    """
    chosen = Mail.objects.filter(pk__in=list(mails), state__in=(Mail.State.FAILED, Mail.State.BOUNCED))
    number = chosen.update(state=Mail.State.WAITING, attempts=0, due_at=timezone.now(), error="")
    if number:
        ask_for(SEND_TASK, queue=QUEUE)
    return number
