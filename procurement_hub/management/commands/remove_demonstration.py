"""``manage.py remove_demonstration``: takes every demonstration record away."""

from typing import Any

from django.db import transaction

from boroughs.commands import HubCommand
from community.demonstration import remove_demonstration_community
from pipeline.demonstration import remove_demonstration


class Command(HubCommand):
    """Remove the demonstration set."""

    help = "Delete all demonstration contracts, suppliers, products and flags. Real records are not touched."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete and say how much."""
        with transaction.atomic():
            removed = remove_demonstration_community() | remove_demonstration()
        total = sum(removed.values())
        self.stdout.write(
            f"Removed {total} demonstration records." if total else "There were no demonstration records."
        )
