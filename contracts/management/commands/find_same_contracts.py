"""``manage.py find_same_contracts``: records that may be one contract are put to their boroughs (R8)."""

from typing import Any

from boroughs.commands import HubCommand
from boroughs.words import counted
from contracts.actions.reconcile import look_for_same
from contracts.models import ContractPair


class Command(HubCommand):
    """Compares the records of each borough, as is done each night. It joins none."""

    help = "Compare each borough's records, and ask its officers about those that may be one contract."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many questions are new and how many wait."""
        new, waiting = look_for_same(), ContractPair.objects.undecided().count()
        self.stdout.write(f"{counted(new, 'new question')}; {counted(waiting, 'question')} to answer.")
