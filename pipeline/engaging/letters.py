"""E-mails to people who are registered for an event, with an account or without."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from boroughs.notifications import send_to
from boroughs.notifications.letters import full_address
from boroughs.notifications.links import sign
from boroughs.words import plain_date
from pipeline.models import Engagement, EventRegistration

CONFIRM, CANCEL = "confirm-registration", "cancel-registration"
MAIL_KIND = "event_registration"
#: Of e-mails that anybody can cause who types an address; they are counted.
ASKED_KIND = "event_registration_asked"

#: The ending of addresses of people who were made up for a demonstration: no mail server has them.
MADE_UP = ".example"


def when_of(engagement: Engagement) -> str:
    """Write when an event is, as *3 August 2027, 10:00 to 11:30*."""
    if engagement.starts_at is None or engagement.ends_at is None:
        return ""
    begins, ends = timezone.localtime(engagement.starts_at), timezone.localtime(engagement.ends_at)
    end = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{plain_date(ends.date())}, {ends:%H:%M}"
    return f"{plain_date(begins.date())}, {begins:%H:%M} to {end}"


def write_to(
    row: EventRegistration,
    subject: str,
    lines: Sequence[str],
    *,
    confirm: bool = False,
    facts: bool = True,
    kind: str = MAIL_KIND,
) -> None:
    """Write to somebody who registered, or whose address somebody registered.

    Args:
        row: the registration.
        subject: the subject line.
        lines: the paragraphs.
        confirm: whether it has the link that confirms the address, in place of the one that cancels.
        facts: whether it says when and where; the link for joining is told to those with a place only.
        kind: of the e-mail, for staff and for counting.
    """
    engagement = row.engagement
    if engagement.is_demonstration and row.email.endswith(MADE_UP):
        return
    told = []
    if facts:
        told = [("When", when_of(engagement))]
        if engagement.place:
            told.append(("Where", engagement.place))
        if engagement.join_url and row.state == EventRegistration.State.REGISTERED:
            told.append(("Join online", engagement.join_url))
    action = ("event_confirm", CONFIRM) if confirm else ("event_cancel", CANCEL)
    over = row.state == EventRegistration.State.CANCELLED or engagement.cancelled_at
    send_to(
        address=row.email,
        kind=kind,
        subject=subject,
        template="mail/event",
        context={
            "lines": list(lines),
            "facts": told,
            "page": full_address(engagement.get_absolute_url()),
            "confirm": confirm,
            "link": "" if over else full_address(reverse(action[0], args=[sign(action[1], row.pk)])),
        },
        why="Somebody gave this address to register for a market event of a London borough.",
    )


def write_to_registered(
    engagement: Engagement, subject: str, lines: Sequence[str], *, with_facts: bool = True
) -> None:
    """Write to everybody who has a place or waits for one."""
    for row in engagement.registrations.filter(state__in=["registered", "waiting"]):
        row.engagement = engagement
        write_to(row, subject, lines, facts=with_facts)
