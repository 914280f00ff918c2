"""``manage.py load_sample``: the sample of real notices and registers that lies in the repository."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from boroughs.commands import HubCommand
from boroughs.models import Borough
from contracts.actions import ask_for_flags, import_notices, import_register
from contracts.models import Contract, Import
from contracts.reports import report

FOLDER = settings.BASE_DIR / "data" / "sample"


class Command(HubCommand):
    """Loads the sample through the importers that load everything else; twice changes nothing."""

    help = "Load the sample of real public notices and facts about technology contracts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything; say what was loaded in a few lines, or in full with ``--verbosity 2``."""
        boroughs = {borough.slug: borough for borough in Borough.objects.all()}
        if not boroughs:
            raise CommandError("There are no boroughs yet: run `manage.py load_reference` first.")
        runs = [
            import_notices(paths=[FOLDER / "notices"], label="Sample: public notices", flags=False),
            import_notices(
                paths=[FOLDER / "facts" / "technology_notices.json"],
                source=Contract.Source.FACT,
                label="Sample: facts about technology contracts",
                flags=False,
            ),
        ]
        for path in sorted((FOLDER / "facts" / "registers").glob("*.csv")):
            borough = boroughs[path.stem]
            runs.append(import_register(path=path, borough=borough, source=Contract.Source.FACT, flags=False))
        if any(run.counts["created"] or run.counts["updated"] for run in runs):
            ask_for_flags()
        self._say(runs, in_full=options["verbosity"] > 1)

    def _say(self, runs: list[Import], *, in_full: bool) -> None:
        if in_full:
            for run in runs:
                for line in report(run):
                    self.stdout.write(line)
        failed = [str(run) for run in runs if run.state == Import.State.FAILED]
        if failed:
            raise CommandError(f"The sample is damaged: {Path(FOLDER)}, {', '.join(failed)}.")
        read = sum(run.counts["read"] for run in runs)
        created = sum(run.counts["created"] for run in runs)
        self.stdout.write(f"  {read:,} notices and rows, of which {created:,} new")
