"""Replies by e-mail: who wrote is who was written to, machines are not answered, nothing is taken twice."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Person
from boroughs.notifications import send_to
from boroughs.notifications.letters import full_address
from boroughs.refusals import Refused
from community.actions.files import MOST_FILES, NO_BOROUGH
from community.actions.talking import write_post
from community.mail_files import Attached, own_files
from community.mail_text import as_markdown, is_automatic, written
from community.models import Discussion, InboundMail
from community.models.discussion import LONGEST_POST
from community.replying import Forged, read_address
from documents.actions import why_not_taken
from documents.checking import safe_name

Outcome = InboundMail.Outcome
#: So many refusals a day are written back to one person: two machines must not talk to each other.
MOST_REFUSALS = 5
REFUSED = "reply_refused"


@dataclass(frozen=True)
class Letter:
    """An e-mail that came in.

    Attributes:
        message_id: its Message-ID, or ``""``.
        sender: the address in *From*.
        receivers: the addresses it went to, the envelope's first.
        headers: its headers.
        text: the plain part.
        html: the HTML part.
        files: what is attached to it.
    """

    message_id: str
    sender: str
    receivers: tuple[str, ...]
    headers: dict[str, str]
    text: str
    html: str
    files: tuple[Attached, ...] = ()


class NotTaken(Exception):
    """Why an e-mail becomes no post: its outcome and a sentence for its sender."""

    def __init__(self, outcome: Outcome, why: str = "") -> None:
        """Keep both."""
        super().__init__(why)
        self.outcome, self.why = outcome, why


def take_mail(letter: Letter) -> InboundMail:
    """Make a post of a reply, or note why it becomes none; a second time nothing happens.

    Who wrote it is known by the signed address and by a verified address of that person in *From*. Whoever
    may not write there any more, wrote nothing, or wrote too much is told why, with their text. A file that
    is not taken keeps no text back: that is posted, and its writer told which and why.
    """
    key = letter.message_id.strip()[:250] or _digest(letter)
    with transaction.atomic():
        mail, is_new = InboundMail.objects.get_or_create(
            message_id=key, defaults={"received_at": timezone.now(), "outcome": Outcome.UNKNOWN}
        )
        if not is_new:
            return mail
        try:
            with transaction.atomic():
                reasons = _take(letter, mail, key)
            mail.outcome, mail.why = Outcome.POSTED, " ".join(reasons)[:300]
            if reasons:
                _write_back(letter, mail, " ".join(reasons))
        except NotTaken as not_taken:
            mail.outcome, mail.why = not_taken.outcome, not_taken.why[:300]
            if mail.person and not_taken.outcome in (Outcome.EMPTY, Outcome.REFUSED):
                _write_back(letter, mail, mail.why)
        mail.save()
    return mail


def _digest(letter: Letter) -> str:
    words = "\n".join((letter.sender, *letter.receivers, letter.text, letter.html))
    return f"<{hashlib.sha256(words.encode()).hexdigest()}@no-message-id>"


def _take(letter: Letter, mail: InboundMail, key: str) -> list[str]:
    """Write the post; return why files were not taken, a sentence for each.

    Raises:
        NotTaken: where it becomes none.
    """
    discussion, person = _addressed(letter.receivers)
    if is_automatic(letter.headers):
        raise NotTaken(Outcome.AUTOMATIC)
    writer = Person.objects.filter(pk=person, is_active=True).select_related("borough").first()
    if writer is None or not _is_theirs(letter.sender, writer):
        raise NotTaken(Outcome.FORGED, "The sender is not who was written to.")
    mail.person = writer
    found = Discussion.objects.visible_to(writer).filter(pk=discussion).first()
    if found is None:
        raise NotTaken(Outcome.REFUSED, "You cannot read this discussion any more, or it is gone.")
    mail.discussion = found
    text = as_markdown(written(letter.text, letter.html))
    if not text:
        raise NotTaken(Outcome.EMPTY, _nothing(letter))
    if len(text) > LONGEST_POST:
        raise NotTaken(Outcome.REFUSED, f"It is longer than {LONGEST_POST:,} characters.")
    files, reasons = _files(own_files(letter.files, letter.html), writer)
    try:
        write_post(discussion=found, text=text, by=writer, by_mail=key, files=files)
    except Refused as refused:
        raise NotTaken(Outcome.REFUSED, str(refused)) from None
    return reasons


def _nothing(letter: Letter) -> str:
    alone = " A file alone makes no post: write a few words with it."
    with_files = own_files(letter.files, letter.html)
    return f"There was nothing above what your mail program quoted.{alone if with_files else ''}"


def _files(attached: Sequence[Attached], writer: Person) -> tuple[list[Any], list[str]]:
    """Return the files that are taken, and a sentence for each that is not."""
    if attached and writer.borough is None:
        return [], [NO_BOROUGH]
    taken: list[Any] = []
    reasons = []
    for one in attached:
        file = ContentFile(one.content, name=one.name or "file")
        if reason := why_not_taken(file):
            reasons.append(reason)
        elif len(taken) == MOST_FILES:
            reasons.append(f"“{safe_name(str(file.name))}”: up to {MOST_FILES} files come with a post.")
        else:
            taken.append(file)
    return taken, reasons


def _addressed(receivers: Iterable[str]) -> tuple[int, int]:
    for address in receivers:
        try:
            if found := read_address(address):
                return found
        except Forged:
            raise NotTaken(Outcome.FORGED, "The address is not signed by the hub.") from None
    raise NotTaken(Outcome.UNKNOWN)


def _is_theirs(sender: str, writer: Person) -> bool:
    own = EmailAddress.objects.filter(user=writer, verified=True, email__iexact=sender)
    return sender.casefold() == writer.email.casefold() or own.exists()


def _write_back(letter: Letter, mail: InboundMail, why: str) -> None:
    """Tell who wrote why it became no post, with their words, or which of its files were not taken."""
    posted = mail.outcome == Outcome.POSTED
    assert mail.person is not None  # noqa: S101 (set before anything is refused)
    since = timezone.now() - dt.timedelta(days=1)
    told = InboundMail.objects.filter(person=mail.person, received_at__gt=since)
    refused = told.filter(
        Q(outcome__in=[Outcome.EMPTY, Outcome.REFUSED]) | Q(outcome=Outcome.POSTED) & ~Q(why="")
    )
    if refused.count() >= MOST_REFUSALS:
        return
    headline = "Your reply was posted, but not all of its files" if posted else "Your reply was not posted"
    send_to(
        address=mail.person.email,
        kind=REFUSED,
        subject=headline,
        template="mail/reply_refused",
        context={
            "headline": headline,
            "reason": why,
            "text": "" if posted else written(letter.text, letter.html)[:LONGEST_POST],
            "address": full_address(mail.discussion.get_absolute_url() if mail.discussion else "/community/"),
        },
        why="You replied to an e-mail of the hub.",
    )


def forget_mails(*, now: dt.datetime) -> int:
    """Delete the notes of e-mails that came in more than a year ago; return how many."""
    return InboundMail.objects.filter(received_at__lt=now - dt.timedelta(days=365)).delete()[0]
