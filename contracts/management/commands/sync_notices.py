"""``manage.py sync_notices``: what public services have published since they were read last."""

import argparse
import datetime as dt
import sys
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from boroughs.commands import HubCommand
from contracts.actions import configured_sources, sync_notices
from contracts.feeds import SERVICES
from contracts.models import SourceRecord
from contracts.reports import sync_report
from contracts.text import LONDON

PATIENCE = 15 * 60  # seconds for which somebody at a terminal lets a service be left alone


class Command(HubCommand):
    """Reads notices from Contracts Finder and Find a Tender, and accounts for every release."""

    help = "Read what Contracts Finder and Find a Tender have published since they were read last."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take a service and a day."""
        parser.add_argument("--source", choices=list(SERVICES), help="one service alone; else all")
        parser.add_argument(
            "--from", dest="since", metavar="DATE", type=_day, help="read again from this day on: YYYY-MM-DD"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read; end with status 1 if a service, or something that it gave, could not be read."""
        sources = [options["source"]] if options["source"] else configured_sources()
        for source in sources:
            if source not in configured_sources():
                raise CommandError(
                    f"{SERVICES[source].name} has no address: set NOTICES_{source.upper()}, or leave it out."
                )
        if not sources:
            raise CommandError("No service has an address in the settings.")
        since = options["since"]
        if since and since > timezone.now():
            raise CommandError(f"{since:%Y-%m-%d} is still to come: give a day that has been.")
        well = True
        for source in sources:
            synced = sync_notices(source=source, since=since, longest_pause=PATIENCE)
            for line in sync_report(synced):
                self.stdout.write(line)
            well = well and synced.done and not synced.counts[SourceRecord.Outcome.UNREADABLE]
        if not well:
            sys.exit(1)


def _day(written: str) -> dt.datetime:
    """Return the first moment of a day in London."""
    try:
        return dt.datetime.combine(dt.date.fromisoformat(written), dt.time(), LONDON)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written} is no day: write it as 2026-04-01.") from None
