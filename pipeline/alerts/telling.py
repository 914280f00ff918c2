"""Telling saved searches what is new and what changed: a comparison with what each was told before.

Never with today's date alone: a run that failed loses nothing, one that is repeated finds nothing, and a
worker that is killed leaves either both the e-mail and what it told, or neither.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.models import Frequency, Mail
from boroughs.notifications.announcing import QUEUE, SEND_TASK
from boroughs.notifications.letters import full_address, letter, stop_headers
from boroughs.notifications.reach import unreachable
from boroughs.notifications.rhythm import last_due
from boroughs.places import Places, read_places
from boroughs.words import counted, plain_date
from pipeline.alerts.asking import BATCH, FOUND_KIND
from pipeline.alerts.links import manage_address, stop_address
from pipeline.alerts.searching import Asked, asked, found_by, receiver_of, substance
from pipeline.alerts.substance import said_of
from pipeline.board.files import names_of, title_of
from pipeline.board.listing import line
from pipeline.models import Opportunity, SavedSearch, ToldOpportunity

log = logging.getLogger(__name__)
#: Opportunities that one e-mail spells out; it counts the others and leads to the list.
MOST_SPELT_OUT = 20
DIGESTS = {SavedSearch.Frequency.DAILY: Frequency.DAILY, SavedSearch.Frequency.WEEKLY: Frequency.WEEKLY}


@dataclass
class News:
    """What a search finds that its reader has not been told.

    ``changed`` has what is said of each beside it; ``silent`` is taken as told without a word: what was
    past when it came, and a plan whose own notice was told.
    """

    new: list[Opportunity] = field(default_factory=list)
    changed: list[tuple[Opportunity, list[str], dt.datetime]] = field(default_factory=list)
    silent: list[Opportunity] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.new) + len(self.changed)


def send_alerts(*, now: dt.datetime) -> int:
    """Compare every saved search that is due with what it was told; return how many e-mails were made.

    Each search is a transaction of its own. Two runs at once pass over each other's searches.
    """
    places, made = read_places(), 0
    for pk in list(_due(now).order_by("compared_at", "pk").values_list("pk", flat=True)):
        try:
            made += tell_search(pk, places, now=now)
        except (OperationalError, SoftTimeLimitExceeded):  # the run itself cannot go on
            raise
        except Exception:  # whatever is wrong with one search, the others go on
            log.exception("A saved search could not be told: %s", pk)
    return made


def _due(now: dt.datetime) -> QuerySet[SavedSearch]:
    """Return the searches whose rhythm asks for a comparison at a moment."""
    rhythm = Q(frequency=SavedSearch.Frequency.AT_ONCE)
    for frequency, digest in DIGESTS.items():
        due = last_due(digest, now)
        rhythm |= Q(frequency=frequency) & (Q(compared_at__isnull=True) | Q(compared_at__lt=due))
    return SavedSearch.objects.filter(rhythm, confirmed_at__isnull=False)


@transaction.atomic
def tell_search(pk: int, places: Places, *, now: dt.datetime) -> bool:
    """Compare one saved search with what it was told, and write one e-mail of what is new, all or nothing.

    Args:
        pk: the search.
        places: names of boroughs and service areas.
        now: the moment of the run.

    Returns:
        whether an e-mail was made: not where another run is at it, or has been.
    """
    search = (
        _due(now).select_related("person").select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
    ).first()
    if search is None or (search.person and not search.person.is_active):
        return False
    question = asked(search.question, places)
    today = timezone.localdate(now)
    mail: Mail | None = None
    if not question.readable:  # a filter that there is no more: what is left would find far too much
        log.warning("A saved search cannot be read any more: %s", pk)
    elif not unreachable([receiver_of(search)]):
        news = _news(search, question, places, today)
        mail = _letter(search, question, news, places, now) if len(news) else None
        _remember(search, news, mail, now)
    search.compared_at = now
    search.save(update_fields=["compared_at"])
    return mail is not None


def _news(search: SavedSearch, question: Asked, places: Places, today: dt.date) -> News:
    """Return what the search finds that was not told, or was told differently."""
    rows = search.told.order_by().values_list("opportunity", "substance", "told_at")
    told = {number: (known, at) for number, known, at in rows}
    news = News()
    for pk, row in found_by(question, places, today).items():
        before = told.get(pk)
        if before:
            known, told_at = before
            now = substance(row)
            if known != now and (said := said_of(known, now)):
                news.changed.append((row, said, told_at))
        elif line(row, places, today).past or _twin(row) in told:
            news.silent.append(row)
        else:
            news.new.append(row)
    return news


def _twin(row: Opportunity) -> int | None:
    """Return the number that a plan's official notice had on the board before the plan named it."""
    is_plan = row.kind == Opportunity.Kind.PROCUREMENT
    return row.notice_id * 2 + 1 if is_plan and row.notice_id else None


def _remember(search: SavedSearch, news: News, mail: Mail | None, now: dt.datetime) -> None:
    """Keep what was told by the e-mail that tells it."""
    rows: Iterable[Opportunity] = [*news.new, *news.silent, *(row for row, _, _ in news.changed)]
    ToldOpportunity.objects.bulk_create(
        [
            ToldOpportunity(
                search=search, opportunity=row.pk, substance=substance(row), mail=mail, told_at=now
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["search", "opportunity"],
        update_fields=["substance", "mail", "told_at"],
        batch_size=BATCH,
    )


def _letter(search: SavedSearch, question: Asked, news: News, places: Places, now: dt.datetime) -> Mail:
    today = timezone.localdate(now)
    items = [_item(row, ["New on the board."], places, today) for row in news.new]
    items += [
        _item(
            row, [*said, f"You were last told of it on {plain_date(timezone.localdate(at))}."], places, today
        )
        for row, said, at in news.changed
    ]
    stop = stop_address(search)
    asked_on = plain_date(timezone.localdate(search.confirmed_at))
    words = letter(
        "mail/alert",
        subject=_subject(news, question),
        why=f"You asked on {asked_on} to hear {search.get_frequency_display()} about: {question.sentence}.",
        context={
            "items": items[:MOST_SPELT_OUT],
            "more": max(0, len(items) - MOST_SPELT_OUT),
            "all": full_address(question.address),
        },
        stop=stop,
        settings_page=_settings_page(search),
    )
    mail = Mail.objects.create(
        person=search.person,
        address=receiver_of(search),
        kind=FOUND_KIND,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers=stop_headers(stop),
        made_at=now,
        due_at=now,
    )
    ask_for(SEND_TASK, queue=QUEUE)
    return mail


def _settings_page(search: SavedSearch) -> str:
    if search.person:
        return full_address(reverse("alerts"))
    return manage_address(search.address)


def _subject(news: News, question: Asked) -> str:
    parts = []
    if news.new:
        parts.append(counted(len(news.new), "new opportunity", "new opportunities"))
    if news.changed:
        parts.append(f"{len(news.changed):,} changed")
    return f"{' and '.join(parts)}: {question.sentence}"


def _item(row: Opportunity, why: list[str], places: Places, today: dt.date) -> dict[str, object]:
    shown = line(row, places, today)
    details = [f"{shown.standing}."]
    if row.kind != Opportunity.Kind.ENGAGEMENT:
        details.append(f"Estimated total value: {shown.value}.")
    if row.start_on:
        details.append(f"The contract starts on {plain_date(row.start_on)}.")
    return {
        "headline": f"{names_of(shown)}: {title_of(row)}",
        "details": details,
        "address": full_address(row.get_absolute_url()),
        "because": " ".join(why),
    }
