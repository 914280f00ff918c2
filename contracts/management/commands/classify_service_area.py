"""``manage.py classify_service_area IN.csv OUT.csv``: the service areas of any titles, for review."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from boroughs.models import ServiceArea
from boroughs.words import counted
from contracts.area_hints import classifier, cross_validated, read_areas_file
from contracts.area_rules import CONFIDENT
from contracts.area_tables import UnreadableTable, read_table, sorted_table


class Command(HubCommand):
    """Sorts titles into service areas by the rules by which contracts are sorted; nothing is stored."""

    help = "Add area_code, confidence and reason to a CSV file with the columns title and cpv."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the two files, or the wish to measure, and how sure an answer must be."""
        parser.add_argument("files", nargs="*", type=Path, metavar="IN.csv OUT.csv")
        parser.add_argument(
            "--confident", type=float, default=CONFIDENT, help="least confidence of an answer, from 0 to 1"
        )
        parser.add_argument(
            "--measure", action="store_true", help="say instead how many labelled titles are answered right"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Sort or measure."""
        if options["measure"]:
            self._measure()
            return
        if len(options["files"]) != 2:
            raise CommandError("Name two files: the one to read and the one to write.")
        if not 0 <= options["confident"] <= 1:
            raise CommandError("--confident is a number from 0 to 1.")
        source, target = options["files"]
        rules = classifier(_areas())
        try:
            head, rows = read_table(source)
        except UnreadableTable as error:
            raise CommandError(str(error)) from None
        text = sorted_table(
            head, rows, lambda title, codes: rules.guess(title, codes, confident=options["confident"])
        )
        try:
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"  {counted(len(rows), 'title')} sorted into {target}")

    def _measure(self) -> None:
        answered = cross_validated(_areas())
        parts = [(title.label, guess) for title, guess in answered if guess]
        right = sum(guess.code in (label.code, label.also) for label, guess in parts)
        self.stdout.write(
            f"  {right} right, {len(parts) - right} wrong, {len(answered) - len(parts)} not answered of "
            f"{counted(len(answered), 'labelled title')}, each by rules that learnt from other titles only"
        )


def _areas() -> list[ServiceArea]:
    """Return the hub's areas, or those of the reference file where none are loaded yet."""
    return list(ServiceArea.objects.select_related("parent")) or read_areas_file()
