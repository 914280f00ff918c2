"""``manage.py resolve_names IN.csv OUT.csv``: which names of a file are of one supplier (R10)."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from suppliers.actions import is_a_name
from suppliers.resolution import Decision, Kind, WrittenName, resolve_all
from suppliers.resolution.name_table import NameTable, UnreadableNames, identifiers_in, read_names

NO_NAME = ("", "no name", "", "The row has no name of a supplier.")


class Command(HubCommand):
    """Resolves the names of a file among each other; the register is neither read nor changed."""

    help = (
        "Find out which names of a CSV file (columns name and, if you like, identifier) are of one supplier, "
        "and write the file again with the columns entity, decision, score and reason. The entity is the "
        "number of the first row below the headings that is of the same supplier."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the two files."""
        parser.add_argument("source", type=Path, metavar="IN.csv")
        parser.add_argument("target", type=Path, metavar="OUT.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, resolve, write, and say how many rows and suppliers there were."""
        source, target = options["source"], options["target"]
        if target.exists() and source.exists() and target.samefile(source):
            raise CommandError("The two files are the same: name another one to write to.")
        try:
            table = read_names(source.read_bytes())
        except UnreadableNames as error:
            raise CommandError(f"{source.name}: {error}") from None
        except OSError as error:
            raise CommandError(f"{source} cannot be read: {error.strerror}.") from None
        decisions = _decisions(table)
        found = [NO_NAME if one is None else _spoken(one) for one in decisions]
        try:
            target.write_text(table.written_again(found), encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from None
        self._report(table, decisions)

    def _report(self, table: NameTable, decisions: list[Decision | None]) -> None:
        """Account for every row, and name what could not be used."""
        suppliers = {one.entity for one in decisions if one}
        self.stdout.write(f"Rows: {len(table.rows):,}. Suppliers: {len(suppliers):,}.")
        kinds = Counter(one.kind.value if one else NO_NAME[1] for one in decisions)
        for kind in [*Kind, NO_NAME[1]]:
            if kinds[kind]:
                self.stdout.write(f"  {kind}: {kinds[kind]:,}")
        odd = [written for row in table.rows if (written := table.written_identifier(row))]
        odd = [written for written in odd if not identifiers_in(written)]
        if odd:
            shown = ", ".join(f"“{written}”" for written in odd[:3])
            self.stdout.write(
                f"Identifiers that cannot be real and were passed over: {len(odd):,} ({shown})."
            )


def _decisions(table: NameTable) -> list[Decision | None]:
    """Return the decision about each row, or ``None`` where there is no name."""
    names = {
        number: WrittenName(number, table.name_of(row), identifiers_in(table.written_identifier(row)))
        for number, row in enumerate(table.rows, start=1)
        if is_a_name(table.name_of(row))
    }
    decided = dict(zip(names, resolve_all(names.values()), strict=True))
    return [decided.get(number) for number in range(1, len(table.rows) + 1)]


def _spoken(decision: Decision) -> tuple[str, str, str, str]:
    return f"{decision.entity}", decision.kind.value, f"{decision.score:.4f}", decision.reason
