"""The public services from which notices come by themselves, and how far each has been read."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import F, Q

from contracts.feeds import Window


@pghistory.track()
class Feed(models.Model):
    """How far one service has been read. Everything up to ``read_to`` has been.

    While a time is being read, ``since`` and ``until`` are its ends and ``next_page`` is where to go on;
    they are written together with what came before that page.
    """

    class Source(models.TextChoices):
        CONTRACTS_FINDER = "contracts_finder", "Contracts Finder"
        FIND_A_TENDER = "find_a_tender", "Find a Tender"

    source = models.CharField(max_length=20, choices=Source, unique=True)
    read_to = models.DateTimeField(
        null=True, blank=True, help_text="Everything that the service dates before this has been read."
    )
    last_read = models.DateTimeField(
        null=True, blank=True, help_text="When the hub last read everything that there was."
    )
    since = models.DateTimeField(null=True, blank=True, help_text="The time being read begins here.")
    until = models.DateTimeField(null=True, blank=True, help_text="The time being read ends here.")
    next_page = models.TextField(blank=True, help_text="Where reading goes on; empty: at the first page.")
    flags_due = models.BooleanField(
        default=False, help_text="Contracts were written and flags have not been looked for since."
    )
    last_failure = models.CharField(max_length=500, blank=True)
    last_failed = models.DateTimeField(null=True, blank=True)
    wait_until = models.DateTimeField(
        null=True, blank=True, help_text="The service asked not to be asked again before this."
    )

    class Meta:
        ordering = ["source"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None, until=None, next_page="")
                | Q(since__isnull=False, until__isnull=False, since__lt=F("until")),
                name="a_feed_reads_a_whole_window",
            )
        ]

    def __str__(self) -> str:
        return self.get_source_display()

    @property
    def window(self) -> Window | None:
        """The time that is being read, if one is."""
        return Window(self.since, self.until) if self.since and self.until else None

    def begin(self, window: Window) -> None:
        """Set out to read a time from its first page."""
        self.since, self.until, self.next_page = window.since, window.until, ""

    def rest(self) -> None:
        """Have nothing more to read for now."""
        self.since, self.until, self.next_page = None, None, ""

    def state(self, now: dt.datetime) -> str:
        """Say in a few words how it stands at a moment."""
        if self.wait_until and self.wait_until > now:
            return "asked to wait"
        if self.last_failed and (self.last_read is None or self.last_failed > self.last_read):
            return "failed"
        if self.window:
            return "in the middle of reading"
        return "read to the end" if self.last_read else "not read yet"
