"""``manage.py import_spend PATH… --borough SLUG``: a borough's spend files from CSV or XLSX."""

import argparse
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from boroughs.models import Borough
from boroughs.words import exact_money
from contracts.actions.payments import Published, ask_to_take, read_payments, take_payments
from contracts.models import PaymentFile
from contracts.models.payments import GIVEN, Series
from contracts.payments import cells
from contracts.payments.spend_file import UnreadableSpendFile


class Command(HubCommand):
    """Reads spend files, makes them count, and prints what became of their rows."""

    help = "Take a borough's published spend files: CSV or XLSX, or folders of them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the files, whose they are, and what is known of them."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--borough", required=True, help="as in the address of its page: tower-hamlets")
        parser.add_argument("--series", choices=[value for value, _ in GIVEN], default=Series.SPEND)
        parser.add_argument("--month", default="", help="of lines without a date, like 2026-04")
        parser.add_argument("--licence", default="")
        parser.add_argument("--on-top", action="store_true", help="add to what is known of these months")
        parser.add_argument("--dry-run", action="store_true", help="read only; nothing is stored")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take each file by itself; end with status 1 if one of them, or a row, could not be read."""
        borough = Borough.objects.filter(slug=options["borough"]).first()
        if borough is None:
            known = ", ".join(Borough.objects.values_list("slug", flat=True)) or "none: run load_reference"
            raise CommandError(f"There is no borough “{options['borough']}”. Known are {known}.")
        month = cells.month(options["month"])
        if options["month"] and month is None:
            raise CommandError("Write the month like 2026-04.")
        failed = False
        for path in _files(options["paths"]):
            published = Published(
                name=path.name,
                series=options["series"],
                month=month,
                licence=options["licence"],
                on_top=options["on_top"],
            )
            try:
                failed |= self._one(path, published, borough, dry_run=options["dry_run"])
            except (UnreadableSpendFile, OSError) as trouble:
                self.stderr.write(f"{path}: {trouble}")
                failed = True
        if failed:
            sys.exit(1)

    def _one(self, path: Path, published: Published, borough: Borough, *, dry_run: bool) -> bool:
        """Read and take one file; tell whether rows of it could not be read."""
        with path.open("rb") as stream:
            file, is_new = read_payments(stream=stream, published=published, borough=borough)
        if not is_new and file.state == PaymentFile.State.TAKEN:
            self.stdout.write(f"{path}: this very file was taken before; nothing has changed.")
            return False
        counts = file.counts
        self.stdout.write(
            f"{path}: {counts['rows']} rows: {counts['paid']} payments, "
            f"{counts['private']} to private persons, {counts['total']} totals, "
            f"{counts['other']} titles and headings, {counts['blank']} blank, "
            f"{counts['unreadable']} unreadable; {exact_money(Decimal(counts['amount']))} to "
            f"{counts['payees']} payees in {', '.join(month[:7] for month in counts['periods'])}."
        )
        for problem in file.problems.all():
            self.stdout.write(f"  {problem}")
        if dry_run:
            file.delete()
        else:
            ask_to_take(file=file)
            take_payments(file_id=file.pk)
        return bool(counts["unreadable"])


def _files(paths: list[Path]) -> list[Path]:
    """Return the files that are named, and those in folders that are, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
        found += inside
    return found
