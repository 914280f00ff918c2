"""``manage.py import_register FILE --borough SLUG``: a borough's register from CSV, XLSX or ODS."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from boroughs.models import Borough
from contracts.actions import import_register
from contracts.models import Import
from contracts.reports import report
from contracts.uploads.problems import UnreadableRegister


class Command(HubCommand):
    """Imports a register and prints in which every row is accounted for."""

    help = "Import a borough's register of contracts from a CSV, XLSX or ODS file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the file and whose register it is."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--borough", required=True, help="as in the address of its page: tower-hamlets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import; end with status 1 if something could not be read."""
        borough = Borough.objects.filter(slug=options["borough"]).first()
        if borough is None:
            known = ", ".join(Borough.objects.values_list("slug", flat=True)) or "none: run load_reference"
            raise CommandError(f"There is no borough “{options['borough']}”. Known are {known}.")
        try:
            run = import_register(path=options["file"], borough=borough)
        except UnreadableRegister as error:
            raise CommandError(str(error)) from None
        for line in report(run):
            self.stdout.write(line)
        if run.state == Import.State.FAILED:
            self.stderr.write("Some rows could not be read; the remarks above name each place and reason.")
            sys.exit(1)
