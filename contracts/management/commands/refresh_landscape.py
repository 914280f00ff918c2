"""``manage.py refresh_landscape``: the landscape brought up to date with the register."""

from typing import Any

from django.utils import timezone

from boroughs.commands import HubCommand
from boroughs.words import counted
from contracts.actions import refresh_landscape


class Command(HubCommand):
    """Works the landscape out if the register has changed or a day has begun; twice changes nothing."""

    help = "Bring the landscape up to date with the register."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work it out and say how much of it is new."""
        changed = refresh_landscape(on=timezone.localdate())
        self.stdout.write(f"  {counted(changed, 'sheet')} of the landscape changed")
