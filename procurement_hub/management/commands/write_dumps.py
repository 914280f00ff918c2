"""``manage.py write_dumps``: the files of open data, at once and in this process."""

from typing import Any

from django.utils import timezone

from boroughs.commands import HubCommand
from boroughs.words import counted
from procurement_hub.data.dumps import write_dumps


class Command(HubCommand):
    """Writes the files of open data anew; they count when all of them are written."""

    help = "Write the files of open data that /data/ offers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them, with a line for each file."""
        for file in write_dumps(now=timezone.now()).files:
            self.stdout.write(f"{file.name}: {counted(file.rows, 'row')}, {counted(file.size, 'byte')}")
