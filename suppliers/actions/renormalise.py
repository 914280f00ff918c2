"""Bringing stored names to today's rules of normalisation (R10)."""

from django.db import transaction

from suppliers.actions.book import NAME_LENGTH
from suppliers.models import SupplierName
from suppliers.normalise import normalise_name


@transaction.atomic
def normalise_names_anew() -> int:
    """Bring the stored normalised names to what ``normalise_name`` says today, and return how many changed.

    Needed after a change of the rules of normalisation; suppliers that have become equal by name are not
    merged here.
    """
    changed = []
    for name in SupplierName.objects.select_for_update().iterator():
        normalised = normalise_name(name.name)[:NAME_LENGTH]
        if name.normalised != normalised:
            name.normalised = normalised
            changed.append(name)
    SupplierName.objects.bulk_update(changed, ["normalised"], batch_size=1000)
    return len(changed)
