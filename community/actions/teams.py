"""Writes of Teams channels: set, tried, taken off; cards are put on their way, sent, and given up."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.notifications import announce
from boroughs.refusals import Refused
from community import codes
from community.models import Discussion, Group, TeamsCard, TeamsChannel
from community.subjects import subject_named
from community.teams import NotPosted, card_of, is_allowed, post_card, trial_card

SEND_TASK = "community.send_cards"
QUEUE = "default"
#: Attempts at one card before it is given up, and cards given up in a row before a channel is switched off.
MOST_ATTEMPTS, MOST_FAILURES = 5, 3
#: So long is kept what was sent.
KEPT = dt.timedelta(days=30)


@transaction.atomic
def set_channel(*, group: Group, address: str) -> TeamsChannel:
    """Tell a channel of what begins in a group from now on.

    Args:
        group: an open one: what is written in a closed one does not leave the hub.
        address: that Teams shows for the workflow; a secret.

    Raises:
        Refused: for a closed group or one that is closed down, and for an address of any other host.
    """
    found = Group.objects.select_for_update().get(pk=group.pk)
    if found.access != Group.Access.OPEN or found.ended_on:
        raise Refused("Only an open group that runs is told of in Teams.")
    if not is_allowed(address):
        raise Refused("This is no address of a Teams workflow.")
    TeamsChannel.objects.filter(group=found).delete()
    return TeamsChannel.objects.create(group=found, address=address)


def take_channel_off(*, group: Group) -> None:
    """Forget the channel of a group, and what is on its way there."""
    TeamsChannel.objects.filter(group=group).delete()


@transaction.atomic
def try_channel(*, channel: TeamsChannel) -> None:
    """Have a trial card sent; one that was switched off is switched on again by it."""
    found = TeamsChannel.objects.select_for_update().get(pk=channel.pk)
    found.off_at, found.failures, found.last_error = None, 0, ""
    found.save()
    found.cards.filter(discussion=None, ended_at=None).delete()
    found.cards.create()
    ask_for(SEND_TASK, queue=QUEUE)


def tell_channel(*, discussion: Discussion) -> None:
    """Put a card about a new discussion on its way, where its group tells a channel.

    Not about what some members may not see, such as a flag: its title would say too much.
    """
    group = discussion.group
    if group is None or group.access != Group.Access.OPEN or not _is_for_all(discussion):
        return
    channel = TeamsChannel.objects.filter(group=group, off_at=None).first()
    if channel is not None:
        channel.cards.create(discussion=discussion)
        ask_for(SEND_TASK, queue=QUEUE)


def _is_for_all(discussion: Discussion) -> bool:
    about = discussion.content_type
    subject = subject_named(about.app_label, about.model) if about else None
    return about is None or (subject is not None and subject.is_for_all)


def send_cards() -> int:
    """Send every card that is due; return how many arrived. Each is a transaction that holds its row."""
    TeamsCard.objects.filter(ended_at__lt=timezone.now() - KEPT).delete()
    sent = 0
    while (arrived := _send_next()) is not None:
        sent += arrived
    return sent


@transaction.atomic
def _send_next() -> bool | None:
    due = TeamsCard.objects.filter(ended_at=None, due_at__lte=timezone.now())
    card = due.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk").first()
    if card is None:
        return None
    channel = TeamsChannel.objects.select_for_update().get(pk=card.channel_id)
    if channel.off_at or not _still_stands(card, channel):
        card.ended_at = timezone.now()
        card.save()
        return False
    card.attempts += 1
    about = card.discussion
    try:
        post_card(channel.address, card_of(about) if about else trial_card(channel.group))
    except NotPosted as trouble:
        _note_failure(card, channel, trouble)
        return False
    card.ended_at = channel.last_sent_at = timezone.now()
    channel.failures, channel.last_error = 0, ""
    card.save()
    channel.save()
    return True


def _still_stands(card: TeamsCard, channel: TeamsChannel) -> bool:
    """Tell whether a card may still go out: the group is open, and what it is about was not hidden."""
    if channel.group.access != Group.Access.OPEN:
        return False
    first = card.discussion.posts.order_by("pk").first() if card.discussion else None
    return card.discussion is None or (first is not None and first.hidden_at is None)


def _note_failure(card: TeamsCard, channel: TeamsChannel, trouble: NotPosted) -> None:
    """Try again later, each pause twice the one before; or give the card up, and after some the channel."""
    now = timezone.now()
    channel.last_error = str(trouble)[:300]
    if trouble.for_good or card.attempts >= MOST_ATTEMPTS:
        card.ended_at = now
        channel.failures += 1
    else:
        card.due_at = now + dt.timedelta(minutes=2**card.attempts)
    if channel.failures >= MOST_FAILURES:
        channel.off_at = now
        _tell_of_the_end(channel)
    card.save()
    channel.save()


def _tell_of_the_end(channel: TeamsChannel) -> None:
    group = channel.group
    announce(
        kind=codes.TEAMS_OFF,
        key=f"{codes.TEAMS_OFF}:{channel.pk}:{timezone.now().isoformat()}",
        subject=group,
        data={
            "group": group.name,
            "slug": group.slug,
            "facilitator": group.facilitator_id,
            "error": channel.last_error,
        },
    )
