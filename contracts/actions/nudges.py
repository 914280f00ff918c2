"""LOTI staff nudge a borough whose register grows stale (R7)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from boroughs.models import Borough, Person
from boroughs.notifications import announce, send_to
from boroughs.notifications.letters import full_address
from boroughs.refusals import Refused
from boroughs.words import plain_date
from contracts.actions.mailboxes import silent_mailboxes
from contracts.actions.still_true import officers_to_ask
from contracts.mailboxes import stop_address
from contracts.models import Nudge
from contracts.models.nudges import NUDGE_RESTS
from contracts.nudges import NUDGE, details_of, headline_of

#: Contracts that a nudge names.
NAMED = 5


@transaction.atomic
def nudge(*, borough: Borough, by: Person, on: dt.date) -> Nudge:
    """Ask a borough to look at its stale contracts: its role mailbox, else its contract managers.

    Args:
        borough: whose register.
        by: who asks, of LOTI staff; it is recorded.
        on: the day.

    Raises:
        Refused: if it was nudged in the last 28 days, nothing is stale, or there is nobody to ask.
    """
    asked = Borough.objects.select_for_update(no_key=True).get(pk=borough.pk)
    last = asked.nudges.first()
    if last and (on - last.on).days < NUDGE_RESTS:
        again = plain_date(last.on + dt.timedelta(days=NUDGE_RESTS))
        raise Refused(f"{asked} was nudged on {plain_date(last.on)}. It can be nudged again from {again} on.")
    stale = asked.contracts.live_on(on).stale_on(on).filter(is_demonstration=False)
    number = stale.count()
    if not number:
        raise Refused(f"Nothing on {asked}’s register is stale.")
    titles = stale.order_by(F("decide_by").asc(nulls_last=True), "pk").values_list("title", flat=True)[:NAMED]
    mailbox = asked.role_mailbox
    if mailbox and mailbox not in silent_mailboxes([mailbox]):
        _write(asked, mailbox, list(titles), number)
        return Nudge.objects.create(borough=asked, by=by, on=on, mailbox=mailbox, stale=number)
    people, because = officers_to_ask(asked)
    if not people:
        raise Refused(f"There is nobody to ask: {asked} has no mailbox that takes mail, and no officer here.")
    announce(
        kind=NUDGE,
        key=f"{NUDGE}:{asked.pk}:{on.isoformat()}",
        subject=asked,
        by=by,
        data={
            "borough": asked.pk,
            "name": asked.name,
            "stale": number,
            "titles": list(titles),
            "people": list(people),
            "because": because,
        },
    )
    return Nudge.objects.create(borough=asked, by=by, on=on, told=len(people), stale=number)


def _write(borough: Borough, mailbox: str, titles: Sequence[str], stale: int) -> None:
    query = f"?borough={borough.slug}&freshness=stale&live=yes"
    send_to(
        address=mailbox,
        kind=NUDGE,
        subject=headline_of(borough.name, stale),
        template="mail/notice",
        context={
            "headline": headline_of(borough.name, stale),
            "details": details_of(titles, stale),
            "address": full_address(f"{reverse('register')}{query}"),
        },
        why=f"This address is {borough.name}’s role mailbox. LOTI asks at most once in 28 days.",
        stop=stop_address(mailbox),
    )
