"""``manage.py normalise_names``: stored normalised names follow the present rules (R10)."""

from typing import Any

from boroughs.commands import HubCommand
from suppliers.actions import normalise_names_anew


class Command(HubCommand):
    """Work the normalised names out anew."""

    help = "Work out the normalised form of every supplier's name anew, after a change of the rules."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many names have changed."""
        changed = normalise_names_anew()
        self.stdout.write(f"{changed} normalised {'name has' if changed == 1 else 'names have'} changed.")
