"""Asks boroughs' role mailboxes about what nobody looks after (R7), but for those that want no mail."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from boroughs.models import Borough
from boroughs.notifications import send_to
from boroughs.notifications.letters import full_address
from boroughs.notifications.reach import unreachable
from boroughs.words import counted
from contracts.actions.still_true import CONTRACT_RESTS, MOST_ASKED, PERSON_RESTS, facts_of
from contracts.mailboxes import stop_address
from contracts.models import Contract, MailboxQuestion, QuietMailbox
from contracts.still_true import STILL_TRUE, mailbox_address

WHY = (
    "This address is {}’s role mailbox in the hub: it is asked at most once a month about contracts that "
    "nobody in particular looks after."
)


def ask_mailboxes(*, on: dt.date) -> int:
    """Ask boroughs' role mailboxes about live contracts that nobody looks after or has confirmed for a year.

    A mailbox is asked at most once in 28 days, about a contract at most once in 90, as people are.

    Args:
        on: the day of the run.

    Returns:
        how many mailboxes were asked.
    """
    found = Borough.objects.exclude(role_mailbox="").order_by("pk").values_list("pk", "role_mailbox")
    boroughs = dict(found)
    silent = silent_mailboxes(boroughs.values())
    return sum(_ask(pk, on) for pk, address in boroughs.items() if address not in silent)


def silent_mailboxes(addresses: Collection[str]) -> set[str]:
    """Return those of some addresses to which no mail goes: they asked for none, or it does not arrive."""
    quiet = QuietMailbox.objects.filter(address__in=addresses).values_list("address", flat=True)
    return {*quiet, *unreachable(list(addresses))}


@transaction.atomic
def _ask(borough_id: int, on: dt.date) -> bool:
    """Ask one mailbox, if there is something to ask and it does not rest; two runs at once ask once."""
    borough = Borough.objects.select_for_update(no_key=True).get(pk=borough_id)
    lately = list(borough.questions.filter(on__gt=on - dt.timedelta(days=CONTRACT_RESTS)))
    if any(question.on > on - dt.timedelta(days=PERSON_RESTS) for question in lately):
        return False
    asked = {pk for question in lately for pk in question.contract_ids}
    contracts = list(nobodys_stale(borough, on).exclude(pk__in=asked)[:MOST_ASKED])
    if not contracts:
        return False
    question = MailboxQuestion.objects.create(
        borough=borough, address=borough.role_mailbox, on=on, contract_ids=[one.pk for one in contracts]
    )
    _write(question, contracts)
    return True


def nobodys_stale(borough: Borough, on: dt.date) -> QuerySet[Contract]:
    """Return a borough's live, stale contracts that no officer of its looks after, decided soonest first."""
    stale = borough.contracts.live_on(on).stale_on(on).filter(is_demonstration=False).defer("search")
    kept = stale.exclude(looked_after_by__borough=borough, looked_after_by__is_active=True)
    return kept.order_by(F("decide_by").asc(nulls_last=True), "pk")


def _write(question: MailboxQuestion, contracts: Sequence[Contract]) -> None:
    name = question.borough.name
    what = contracts[0].title if len(contracts) == 1 else f"{counted(len(contracts), 'contract')} of {name}"
    lines = [f"{one.title}: {facts_of(one)}" for one in contracts]
    send_to(
        address=question.address,
        kind=STILL_TRUE,
        subject=f"Still true? {what}",
        template="mail/notice",
        context={
            "headline": f"Still true? {what}",
            "details": [*lines, "One click says that they are; nobody needs to sign in."],
            "address": full_address(mailbox_address(question)),
        },
        why=WHY.format(name),
        stop=stop_address(question.address),
    )


@transaction.atomic
def quieten(*, address: str) -> None:
    """Send no more questions and nudges to a mailbox; a second time changes nothing."""
    QuietMailbox.objects.get_or_create(address=address)


@transaction.atomic
def wake(*, address: str) -> None:
    """Send questions and nudges to a mailbox again."""
    QuietMailbox.objects.filter(address=address).delete()
