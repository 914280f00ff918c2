"""``manage.py load_reference``: the boroughs, service areas, CPV codes, routes, gates and products."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.reference import load_reference
from boroughs.words import counted


class Command(HubCommand):
    """Loads the reference data that lies in the repository; running it twice changes nothing."""

    help = "Load boroughs, service areas, CPV codes, buyers' names, routes, default gates and products."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything and say how much there is of each."""
        for kind, count in load_reference().items():
            self.stdout.write(f"  {counted(count, kind, kind)}")
