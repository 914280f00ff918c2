"""Asking for a saved search, confirming it, changing it, ending it; and forgetting what nobody confirmed.

Whoever asks without an account is told the same whatever the hub knows of the address: what differs is said
in the e-mail, to its owner alone.
"""

import datetime as dt

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from boroughs.models import Mail, Person
from boroughs.notifications import send_to
from boroughs.notifications.reach import unreachable
from boroughs.places import Places, read_places
from boroughs.refusals import Refused
from pipeline.alerts.links import CONFIRM_WORKS, confirm_address, manage_address
from pipeline.alerts.searching import Asked, asked, found_by, substance
from pipeline.models import SavedSearch, ToldOpportunity

#: Saved searches that one address or one account may have.
MOST_SEARCHES = 10
#: E-mails that others can cause to an address in a day: links to confirm with, and to the page of searches.
MOST_LETTERS_A_DAY = 3
CONFIRM_KIND, MANAGE_KIND, FOUND_KIND = "alert_confirm", "alert_manage", "alert_found"
BATCH = 1_000
LOCKS = 6_033  # one number of PostgreSQL's advisory locks for this use, the address is the second


@transaction.atomic
def ask_for_alert(*, address: str, question: dict[str, str], frequency: str, now: dt.datetime) -> None:
    """Keep a search for an address without an account, and write to it for its consent.

    Nothing is returned: nobody learns here whether an address is known, full or cut off.

    Args:
        address: where to write.
        question: the parameters of the board's address that are kept.
        frequency: of ``SavedSearch.Frequency``.
        now: the moment.
    """
    address = address.strip().lower()
    _one_at_a_time(address)
    if _letters_today(address, now) >= MOST_LETTERS_A_DAY or unreachable([address]):
        return
    own = SavedSearch.objects.filter(address=address)
    search = own.filter(question=question).first()
    if search is None and own.filter(confirmed_at__isnull=False).count() >= MOST_SEARCHES:
        _send_manage(address, f"You have {MOST_SEARCHES} saved searches, which is the most. End one first.")
        return
    if search is None:
        # Strangers ask for searches too, which the owner neither sees nor ends: the oldest makes room.
        kept = own.order_by("confirmed_at", "-asked_at", "-pk").values_list("pk", flat=True)
        own.filter(confirmed_at__isnull=True).exclude(pk__in=list(kept[: MOST_SEARCHES - 1])).delete()
        search = SavedSearch.objects.create(
            address=address, question=question, frequency=frequency, asked_at=now
        )
    elif search.confirmed_at:
        _send_manage(address, "You have this saved search already. Here you can change how often it writes.")
        return
    else:
        search.frequency, search.asked_at = frequency, now
        search.save(update_fields=["frequency", "asked_at"])
    _send_confirm(search)


@transaction.atomic
def save_alert(*, person: Person, question: dict[str, str], frequency: str, now: dt.datetime) -> SavedSearch:
    """Keep a search for somebody with an account, whose address is known to be theirs.

    Returns:
        the search; the one that there was, with the frequency changed, where it asks the same.

    Raises:
        Refused: where there are as many as one may have.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    own = SavedSearch.objects.filter(person=person)
    search = own.filter(question=question).first()
    if search:
        search.frequency = frequency
        search.save(update_fields=["frequency"])
        return search
    if own.count() >= MOST_SEARCHES:
        raise Refused(f"You have {MOST_SEARCHES} saved searches, which is the most. End one first.")
    search = SavedSearch.objects.create(
        person=person, question=question, frequency=frequency, asked_at=now, confirmed_at=now
    )
    _know_what_is_there(search, now)
    return search


@transaction.atomic
def confirm_alert(*, search: SavedSearch, now: dt.datetime) -> None:
    """Begin to write to the address of a search; what is on the board by now is not written about."""
    search = SavedSearch.objects.select_for_update().get(pk=search.pk)
    if search.confirmed_at is None:
        search.confirmed_at = now
        search.save(update_fields=["confirmed_at"])
        _know_what_is_there(search, now)


def change_alert(*, search: SavedSearch, frequency: str) -> None:
    """Let a search write more or less often."""
    search.frequency = frequency
    search.save(update_fields=["frequency"])


@transaction.atomic
def stop_alert(*, search: SavedSearch) -> None:
    """End a search and forget what it was told; an e-mail of it that still waits is not sent any more."""
    waiting = Mail.objects.filter(state=Mail.State.WAITING, pk__in=search.told.values("mail"))
    unsent = waiting.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    Mail.objects.filter(pk__in=list(unsent)).delete()
    SavedSearch.objects.filter(pk=search.pk).delete()


@transaction.atomic
def send_manage_link(*, address: str, now: dt.datetime) -> None:
    """Write to an address where its searches are, if it has any; whoever asks does not learn of it."""
    address = address.strip().lower()
    _one_at_a_time(address)
    known = SavedSearch.objects.filter(address=address, confirmed_at__isnull=False).exists()
    if known and _letters_today(address, now) < MOST_LETTERS_A_DAY and not unreachable([address]):
        _send_manage(address, "Here are your saved searches. Change how often each writes, or end it.")


def forget_unconfirmed(*, now: dt.datetime) -> dict[str, int]:
    """Delete searches that nobody confirmed in time, and letters to addresses that have no search any more.

    Returns:
        the numbers of searches and of letters that were deleted.
    """
    old = SavedSearch.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - CONFIRM_WORKS)
    searches = old.delete()[1].get(SavedSearch._meta.label, 0)
    letters = Mail.objects.filter(
        person__isnull=True,
        kind__in=(CONFIRM_KIND, MANAGE_KIND, FOUND_KIND),
        state__in=(Mail.State.SENT, Mail.State.FAILED),
        made_at__lt=now - dt.timedelta(days=1),
    )
    gone = letters.exclude(Exists(SavedSearch.objects.filter(address=OuterRef("address"))))
    return {"searches": searches, "letters": gone.delete()[0]}


def _one_at_a_time(address: str) -> None:
    """Wait until nobody else asks for the same address: limits are counted, not guessed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCKS, address])


def _letters_today(address: str, now: dt.datetime) -> int:
    """Return how many letters somebody has caused to an address in a day."""
    day_ago = now - dt.timedelta(days=1)
    letters = Mail.objects.filter(address=address, kind__in=(CONFIRM_KIND, MANAGE_KIND))
    return letters.filter(made_at__gte=day_ago).count()


def _know_what_is_there(search: SavedSearch, now: dt.datetime) -> None:
    """Take what the search finds at this moment as told: its reader has the list before them."""
    places = read_places()
    rows = found_by(_asked(search, places), places, timezone.localdate(now))
    ToldOpportunity.objects.bulk_create(
        [
            ToldOpportunity(search=search, opportunity=pk, substance=substance(row), told_at=now)
            for pk, row in rows.items()
        ],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    search.compared_at = now
    search.save(update_fields=["compared_at"])


def _asked(search: SavedSearch, places: Places) -> Asked:
    return asked(search.question, places)


def _send_confirm(search: SavedSearch) -> None:
    said = _asked(search, read_places()).sentence
    send_to(
        address=search.address,
        kind=CONFIRM_KIND,
        subject="Confirm your saved search",
        template="mail/alert_confirm",
        context={
            "said": said,
            "frequency": search.get_frequency_display(),
            "address": confirm_address(search),
            "days": CONFIRM_WORKS.days,
        },
        why="Somebody gave this address on the page of opportunities. If it was not you, do nothing.",
    )


def _send_manage(address: str, words: str) -> None:
    send_to(
        address=address,
        kind=MANAGE_KIND,
        subject="Your saved searches",
        template="mail/alert_manage",
        context={"words": words, "address": manage_address(address)},
        why="Somebody gave this address on the page of opportunities. If it was not you, do nothing.",
    )
