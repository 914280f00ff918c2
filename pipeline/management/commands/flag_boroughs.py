"""``manage.py flag_boroughs``: the flag job, at once and in this process."""

import datetime as dt
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from boroughs.commands import HubCommand
from boroughs.models import ProcurementRoute
from boroughs.words import counted
from pipeline.actions import flag_boroughs
from pipeline.evidence import subjects_of_contracts


class Command(HubCommand):
    """Computes the flags (R4). Running it twice changes nothing."""

    help = "Flag boroughs that share a supplier or a renewal window."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a day, and contracts for a part of the work."""
        parser.add_argument("--on", type=dt.date.fromisoformat, help="the day of the run, as 2027-08-03")
        parser.add_argument(
            "--contracts", type=int, nargs="+", help="look only at what these contracts touch"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the job, with a line for each kind; status 1 if a subject failed."""
        on = options["on"] or timezone.localdate()
        contracts = options["contracts"]
        subjects = None if contracts is None else subjects_of_contracts(contracts, on)
        try:
            run = flag_boroughs(on=on, subjects=subjects, tell=lambda line: self.stdout.write(f"  {line}"))
        except ProcurementRoute.DoesNotExist:
            raise CommandError(
                "There is no default procurement route to plan with: run `manage.py load_reference`,"
                " or mark a route as default in the admin."
            ) from None
        for failure in run.failures:
            self.stderr.write(f"  {failure['kind']}, subject {failure['subject']}: {failure['reason']}")
        if run.failures:
            raise CommandError(f"{counted(len(run.failures), 'subject')} failed; the others are flagged.")
