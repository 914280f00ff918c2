"""What every command of the hub does alike."""

from typing import Any

from django.core.management.base import BaseCommand

from boroughs.history import recorded_as


class HubCommand(BaseCommand):
    """A command whose changes name it in the history."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command inside a context of its own."""
        with recorded_as(command=type(self).__module__.rpartition(".")[2]):
            return super().execute(*args, **options)
