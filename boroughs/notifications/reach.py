"""Addresses that mail does not reach: after three hard bounces in a row the hub writes no more to them."""

from collections.abc import Collection

from django.urls import reverse

from boroughs.models import Mail, Person
from boroughs.notifications.announcing import send_to
from boroughs.notifications.letters import full_address

#: Hard bounces in a row after which an address gets no more mail.
MOST_BOUNCES = 3
#: The kind of the one mail that such an address still gets: the trial that its owner asks for.
TRIAL = "trial"


def unreachable(addresses: Collection[str]) -> set[str]:
    """Return those of some addresses whose last three mails, of those with a known end, all bounced."""
    bounced = Mail.objects.filter(address__in=addresses, state=Mail.State.BOUNCED)
    suspects = set(bounced.values_list("address", flat=True).distinct())
    return {address for address in suspects if _last_ones_bounced(address)}


def is_unreachable(person: Person) -> bool:
    """Tell whether the hub has given up writing to somebody's address."""
    return bool(unreachable([person.email]))


def _last_ones_bounced(address: str) -> bool:
    ended = Mail.objects.filter(address=address, state__in=(Mail.State.SENT, Mail.State.BOUNCED))
    states = list(ended.order_by("-made_at", "-pk").values_list("state", flat=True)[:MOST_BOUNCES])
    return len(states) == MOST_BOUNCES and set(states) == {Mail.State.BOUNCED.value}


def send_trial(*, person: Person) -> None:
    """Write to an address that was given up: if that arrives, mail goes there again.

    While one such e-mail is on its way, no other is made.
    """
    if Mail.objects.filter(address=person.email, kind=TRIAL, state=Mail.State.WAITING).exists():
        return
    send_to(
        address=person.email,
        kind=TRIAL,
        subject="Your e-mail address works again",
        template="mail/notice",
        context={
            "headline": "Your e-mail address works again",
            "details": ["From now on the hub writes to you again as you chose."],
            "address": full_address(reverse("notification_settings")),
        },
        why="You asked the hub to try your address again.",
    )
