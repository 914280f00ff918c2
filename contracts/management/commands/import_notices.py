"""``manage.py import_notices PATH…``: public notices as OCDS, from files and folders."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from contracts.actions import import_notices
from contracts.models import Import
from contracts.reports import report


class Command(HubCommand):
    """Imports notices and prints in which every release is accounted for."""

    help = "Import OCDS notices from files (JSON, JSON lines, gz) and folders."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take any number of paths."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import; end with status 1 if something could not be read."""
        paths: list[Path] = options["paths"]
        for path in paths:
            if not path.exists():
                raise CommandError(f"There is no file or folder {path}: check the path.")
        run = import_notices(paths=paths)
        for line in report(run):
            self.stdout.write(line)
        if run.state == Import.State.FAILED:
            self.stderr.write("Some of it could not be read; the remarks above name each place and reason.")
            sys.exit(1)
