"""Takes the demonstration set away: its flags first, then what they rest on."""

from django.db import transaction

from contracts.actions.demonstration import delete_with_history
from contracts.actions.demonstration import remove_demonstration as remove_records
from contracts.actions.demonstration_payments import remove_demonstration_payments
from pipeline.models import Flag


@transaction.atomic
def remove_demonstration() -> dict[str, int]:
    """Delete all demonstration records and the flags that rest on them, leaving nothing.

    Returns:
        the number of rows deleted, by model.
    """
    return {
        **delete_with_history(Flag.objects.filter(is_demonstration=True)),
        **remove_demonstration_payments(),
        **remove_records(),
    }
