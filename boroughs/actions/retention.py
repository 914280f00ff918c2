"""Keeping nothing longer than the settings say. Each rule is safe to run twice and works in batches."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from boroughs.actions.privacy import delete_person, what_stands_against
from boroughs.models import Event, Invitation, JoinRequest, Mail, Notification, PeerMessage, Person
from boroughs.notifications import send_to
from boroughs.notifications.letters import full_address
from boroughs.words import plain_date

log = logging.getLogger(__name__)
BATCH = 1_000
#: Accounts that are warned or deleted in one run; the next run goes on.
ACCOUNTS = 100
WARNING = "account_inactive"


def enforce_retention(*, now: dt.datetime) -> dict[str, int]:
    """Delete what has been kept for as long as it may be.

    Returns:
        how many rows each rule deleted or changed, by the rule's name.
    """
    counts = {name: rule(now) for name, rule in RULES.items()}
    log.info("Retention: %s", ", ".join(f"{name} {number}" for name, number in counts.items()))
    return counts


def _before(now: dt.datetime, name: str) -> dt.datetime:
    """Return the moment before which things of a kind are old."""
    return now - relativedelta(months=settings.RETENTION_MONTHS[name])


def _delete(rows: QuerySet[Any]) -> int:
    """Delete rows batch by batch, with the history that names what was in them."""
    history, total = getattr(rows.model, "pgh_event_model", None), 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
            if history:
                history.objects.filter(pgh_obj_id__in=keys).delete()
        total += len(keys)
    return total


def _notifications(now: dt.datetime) -> int:
    return _delete(Notification.objects.filter(told_at__lt=_before(now, "notifications")))


def _mails(now: dt.datetime) -> int:
    old = Mail.objects.filter(made_at__lt=_before(now, "notifications"))
    return _delete(old.exclude(state=Mail.State.WAITING))


def _events(now: dt.datetime) -> int:
    """Empty events that were told long ago. Their keys stay, so that nothing is announced a second time.

    An event may be told late; its words are needed for as long as somebody's notification of it is there.
    """
    old = Event.objects.filter(told_at__lt=_before(now, "notifications"))
    return old.exclude(by__isnull=True, data={}).update(by=None, data={})


def _messages(now: dt.datetime) -> int:
    """Delete threads in which nobody has written for so long."""
    old = _before(now, "messages")
    threads = PeerMessage.objects.annotate(thread=Coalesce("in_reply_to_id", "pk"))
    later = threads.filter(thread=OuterRef("thread"), sent_at__gte=old)
    return _delete(threads.filter(sent_at__lt=old).exclude(Exists(later)))


def _declined_requests(now: dt.datetime) -> int:
    """Delete declined requests. An approved one stays with the account: it says why somebody was let in."""
    old = JoinRequest.objects.filter(decided_at__lt=_before(now, "requests"))
    return _delete(old.filter(state=JoinRequest.State.DECLINED))


def _invitations(now: dt.datetime) -> int:
    """Delete invitations that nobody accepted. An accepted one says why somebody was let in."""
    old = _before(now, "invitations")
    return _delete(
        Invitation.objects.filter(accepted_at__isnull=True).filter(
            Q(expires_at__lt=old) | Q(withdrawn_at__lt=old)
        )
    )


def _profile_history(now: dt.datetime) -> int:
    old = _before(now, "profile_history")
    models: list[Any] = [apps.get_model("boroughs", name) for name in ("ProfileEvent", "PreferenceEvent")]
    return sum(_delete(model.objects.filter(pgh_created_at__lt=old)) for model in models)


def _sessions(now: dt.datetime) -> int:
    """Delete sessions that have ended, and where they were."""
    ended: int = Session.objects.filter(expire_date__lt=now).delete()[0]
    alive = Session.objects.values("session_key")
    day_ago = now - dt.timedelta(days=1)
    return ended + _delete(UserSession.objects.filter(created_at__lt=day_ago).exclude(session_key__in=alive))


def _history_addresses(now: dt.datetime) -> int:
    """Forget from which page a change was made; that it was by form or in the admin stays."""
    total = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE pghistory_context
                   SET metadata = metadata - 'request' || jsonb_build_object('url',
                       CASE WHEN metadata->>'url' LIKE '/admin/%%' THEN '/admin/' ELSE '/' END)
                 WHERE id IN (
                       SELECT id FROM pghistory_context
                        WHERE created_at < %s AND metadata->>'url' NOT IN ('/', '/admin/')
                        LIMIT %s)
                """,
                [_before(now, "history_addresses"), BATCH],
            )
            done: int = cursor.rowcount
        total += done
        if done < BATCH:
            return total


def _unused_since(moment: dt.datetime) -> QuerySet[Person]:
    """Return the accounts that nobody has signed in to since a moment, the longest unused first."""
    used = Greatest("date_joined", Coalesce("last_login", "date_joined"))
    people = Person.objects.annotate(used=used).filter(used__lt=moment, is_superuser=False)
    return people.select_related("borough").order_by("used", "pk")


def _warned(before: dt.datetime) -> Exists:
    """Tell whether somebody was warned since they last signed in, and before a moment."""
    warnings = Mail.objects.filter(kind=WARNING, address=OuterRef("email"), made_at__lte=before)
    return Exists(warnings.filter(made_at__gt=OuterRef("used")))


def _accounts_warned(now: dt.datetime) -> int:
    """Warn people, once, that their account will be deleted unless they sign in."""
    notice = dt.timedelta(days=settings.RETENTION_WARNING_DAYS)
    soon = _unused_since(_before(now, "accounts") + notice)
    people = [person for person in soon.exclude(_warned(now))[:ACCOUNTS] if not what_stands_against(person)]
    for person in people:
        send_to(
            address=person.email,
            kind=WARNING,
            subject="Your account will be deleted unless you sign in",
            template="mail/account_inactive",
            context={
                "day": plain_date(timezone.localdate(now + notice)),
                "months": settings.RETENTION_MONTHS["accounts"],
                "address": full_address("/account/login/"),
            },
            why="You have an account on the hub that was not used for a long time.",
        )
    return len(people)


def _accounts(now: dt.datetime) -> int:
    """Delete unused accounts whose owners were warned in time; one that may not go yet is left."""
    warned = _warned(now - dt.timedelta(days=settings.RETENTION_WARNING_DAYS))
    due = _unused_since(_before(now, "accounts")).filter(warned)[:ACCOUNTS]
    people = [person for person in due if not what_stands_against(person)]
    for person in people:
        delete_person(
            person=person,
            why=f"Nobody signed in to it for {settings.RETENTION_MONTHS['accounts']} months.",
        )
    return len(people)


#: What is done each day, in this order.
RULES: dict[str, Callable[[dt.datetime], int]] = {
    "sessions": _sessions,
    "notifications": _notifications,
    "mails": _mails,
    "events": _events,
    "messages": _messages,
    "declined requests": _declined_requests,
    "invitations": _invitations,
    "profile history": _profile_history,
    "history addresses": _history_addresses,
    "accounts": _accounts,
    "accounts warned": _accounts_warned,
}
