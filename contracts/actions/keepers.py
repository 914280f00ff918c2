"""Saying who looks after a contract."""

from django.db import transaction

from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.models import Contract


@transaction.atomic
def look_after(*, contract: Contract, person: Person | None) -> None:
    """Say which officer looks after a contract; it is kept in the contract's history who said so.

    Args:
        contract: any of the register.
        person: an officer of one of its boroughs; ``None`` for nobody in particular.

    Raises:
        Refused: for somebody who is no officer of one of its boroughs.
    """
    boroughs = contract.borough_links.values_list("borough_id", flat=True)
    if person is not None and not (person.is_active and person.borough_id in boroughs):
        raise Refused(f"{person} is no officer of a borough whose contract it is.")
    contract.looked_after_by = person
    contract.save(update_fields=["looked_after_by"])
