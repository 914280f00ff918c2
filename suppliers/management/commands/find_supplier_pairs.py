"""``manage.py find_supplier_pairs``: suppliers that may be one come into the review queue (R10)."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.words import counted
from suppliers.actions.candidates import look_for_pairs
from suppliers.models import SupplierPair


class Command(HubCommand):
    """Looks for pairs, as is done each night."""

    help = "Compare all suppliers' names, and put the pairs that are alike into the review queue."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many pairs are new and how many wait."""
        new, waiting = look_for_pairs(), SupplierPair.objects.waiting().count()
        self.stdout.write(f"{counted(new, 'new pair')}; {counted(waiting, 'pair')} to decide.")
