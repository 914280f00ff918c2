"""``manage.py read_tender_notices``: tender notices from releases that came before the hub kept notices."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.words import counted
from contracts.actions.tenders import read_stored_notices


class Command(HubCommand):
    """Reads all stored releases again; run it once after the upgrade, and after buyers' names were judged."""

    help = "Write the tender notices of all stored releases. Running it twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything that is stored and say how much there is."""
        self.stdout.write(f"  {counted(read_stored_notices(), 'tender notice')}")
