"""Reads notices from public services by itself: what was published since the last time, page by page."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from zlib import crc32

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from boroughs.models import Person
from contracts import ocds
from contracts.actions.flags import ask_for_flags
from contracts.actions.releases import take_releases
from contracts.actions.runs import running
from contracts.asking import LONGEST_PAUSE, OneHost, Page, StaleError, UnansweredError, Wait, ask
from contracts.feeds import OVERLAP, SERVICES, Service, Window, first_page, origin_of, window_from
from contracts.models import Contract, Feed, Import, SourceRecord

#: Any number, the same for every feed: with the feed's own it names the lock that keeps a second reader out.
LOCKS = 2_026_002
MOST_EMPTY_PAGES = 20  # one after the other; a service that gives more does not come to an end
log = structlog.get_logger(__name__)


@dataclass
class Synced:
    """What reading one service came to.

    ``counts`` are releases by outcome, over all pages. ``failure`` says why it stopped before the end, and
    ``busy`` that somebody else is reading the same service. ``done`` is whether all that there was was read.
    """

    service: Service
    pages: int = 0
    empty_pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    imports: list[Import] = field(default_factory=list)
    failure: str = ""
    busy: bool = False
    done: bool = False
    read_to: dt.datetime | None = None

    @property
    def read(self) -> int:
        """How many releases were read."""
        return self.counts["read"]


def configured_sources() -> list[str]:
    """Return the codes of the services that have an address."""
    return [code for code in SERVICES if settings.NOTICES_ADDRESSES.get(code)]


def sync_notices(
    *,
    source: str,
    since: dt.datetime | None = None,
    by: Person | None = None,
    wait: Wait = time.sleep,
    for_seconds: float | None = None,
    longest_pause: float = LONGEST_PAUSE,
) -> Synced:
    """Read what a service has published since it was read last, and import it page by page.

    Each page is one import, written together with the place where reading goes on: ended at any point and
    begun again, it comes to the same. Nothing is written and no lock held while the service is asked.

    Args:
        source: a code of ``SERVICES`` that has an address in the settings.
        since: read again from this moment on; never later than where it would go on by itself.
        by: who asked for it, if a person did.
        wait: how to let seconds pass.
        for_seconds: how long to go on before leaving the rest to the next time; without it, to the end.
        longest_pause: for how many seconds the service may ask to be left alone before this ends.

    Returns:
        what it came to, a failure included; the feed keeps that too.

    Raises:
        ValueError: for a service that has no address.
    """
    if source not in configured_sources():
        raise ValueError(f"There is no address for {source} in the settings.")
    with _only_one(source) as mine:
        if not mine:
            return Synced(SERVICES[source], busy=True)
        deadline = time.monotonic() + for_seconds if for_seconds is not None else None
        return _Reading(source, by, partial(ask, wait=wait, longest_pause=longest_pause), deadline).read(
            since
        )


@contextmanager
def _only_one(source: str) -> Iterator[bool]:
    """Keep other readers of the same service out, without waiting for them. The lock ends with its holder."""
    key = [LOCKS, crc32(source.encode()) & 0x7FFFFFFF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and not connection.needs_rollback:
            # With a lost connection the lock is gone already.
            with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


class _Reading:
    """One reading of a service, from where the last one ended to now."""

    def __init__(
        self, source: str, by: Person | None, ask: Callable[[OneHost, str], Page], deadline: float | None
    ) -> None:
        self.service = SERVICES[source]
        self.address: str = settings.NOTICES_ADDRESSES[source]
        self.by = by
        self.ask = ask
        self.deadline = deadline
        self.now = timezone.now().replace(microsecond=0)
        self.feed, _ = Feed.objects.get_or_create(source=source)
        self.result = Synced(self.service)
        self.visited: set[str] = set()
        self.empty_in_a_row = 0

    def read(self, since: dt.datetime | None) -> Synced:
        """Read to the end, to the deadline, or to a failure, which is kept with the feed."""
        feed = self.feed
        if feed.wait_until and feed.wait_until > self.now:
            until = timezone.localtime(feed.wait_until)
            self.result.failure = f"It asked not to be asked again before {until:%H:%M on %d %B %Y}."
        else:
            self._set_out(since)
            try:
                self._read_pages()
            except UnansweredError as trouble:
                self._note(str(trouble), trouble.wait_until)
            except Exception as fault:
                self._note_fault(fault)
                raise
        self.result.read_to = feed.read_to
        self._ask_for_flags()
        return self.result

    def _set_out(self, since: dt.datetime | None) -> None:
        """Go on where the last reading ended; begin anew where there is no such place, or at ``since``."""
        feed = self.feed
        if feed.window:
            begin = feed.window.since
            if since is None or since >= begin:
                return
        elif feed.read_to:
            begin = feed.read_to - OVERLAP
        else:
            begin = since or self.now - dt.timedelta(days=settings.NOTICES_FIRST_DAYS)
        if window := window_from(min(begin, since or begin), self.now):
            feed.begin(window)
            feed.save()

    def _read_pages(self) -> None:
        with OneHost(self.address) as session:
            while window := self.feed.window:
                page, address = self._next(session, window)
                self._take(page, address)
                if self.deadline is not None and time.monotonic() > self.deadline:
                    return
        self.result.done = True

    def _next(self, session: OneHost, window: Window) -> tuple[Page, str]:
        """Return the page at which the feed is; where its cursor is stale, the first one of its window."""
        start = first_page(self.service, self.address, window)
        address = self.feed.next_page or start
        if origin_of(address) != session.origin:
            address = start  # the settings name another host since that page was kept
        try:
            page = self.ask(session, address)
        except StaleError:
            if address == start or start in self.visited:
                raise
            address = start
            page = self.ask(session, address)
        self.visited.add(address)
        if page.following in self.visited:
            raise UnansweredError("Its pages lead in a circle.")
        return page, address

    def _take(self, page: Page, address: str) -> None:
        """Write a page's releases, and in the same transaction where to go on."""
        releases = page.package["releases"]
        if not releases:
            self._count_empty(page)
            with transaction.atomic():
                self._advance(page.following)
            return
        self.empty_in_a_row = 0
        label = f"{self.service.name}: {address}"
        with running(
            kind=Import.Kind.NOTICES, label=label, source=Contract.Source.NOTICE, by=self.by, flags=False
        ) as run:
            taken = take_releases(run, ocds.read_package(page.package, label), service=self.service.name)
            self.feed.flags_due = self.feed.flags_due or bool(run.touched)
            self._advance(page.following)
            run.finish(taken.read, {})
        self.result.pages += 1
        self.result.imports.append(run.row)
        for name in ("read", *SourceRecord.Outcome.values):
            self.result.counts[name] += run.row.counts[name]

    def _count_empty(self, page: Page) -> None:
        self.result.pages += 1
        self.result.empty_pages += 1
        self.empty_in_a_row += 1
        if page.following and self.empty_in_a_row >= MOST_EMPTY_PAGES:
            raise UnansweredError(f"It gave {MOST_EMPTY_PAGES} empty pages one after the other.")

    def _advance(self, following: str) -> None:
        """Move on to the next page, else to the next window, else to rest; and keep that."""
        feed = self.feed
        if following:
            feed.next_page = following
        else:
            end = feed.until or self.now
            feed.read_to = max(end, feed.read_to or end)
            self.visited.clear()
            if window := window_from(end, self.now):
                feed.begin(window)
            else:
                feed.rest()
                feed.last_read = timezone.now()
        feed.wait_until = None
        feed.save()

    def _note(self, why: str, wait_until: dt.datetime | None = None) -> None:
        """Keep why reading stopped; where it goes on is as the last page left it."""
        self.result.failure = why
        self.feed.refresh_from_db()
        self.feed.last_failure = why[:500]
        self.feed.last_failed = timezone.now()
        self.feed.wait_until = wait_until
        self.feed.save()
        log.warning("notices_not_read", source=self.service.code, why=why)

    def _note_fault(self, fault: Exception) -> None:
        """Keep that the hub itself failed, if the database still takes it."""
        if connection.needs_rollback:
            return
        try:
            self._note(f"The hub itself failed on its way ({type(fault).__name__}); its log says more.")
        except (DatabaseError, InterfaceError):
            log.exception("notices_fault_not_kept", source=self.service.code)

    def _ask_for_flags(self) -> None:
        """Have flags looked for once for all pages; what a reader that was ended left undone too."""
        if self.feed.flags_due:
            with transaction.atomic():
                self.feed.flags_due = False
                self.feed.save(update_fields=["flags_due"])
                ask_for_flags()
