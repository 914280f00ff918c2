"""Writes of the foundation. Views, the admin, sign-up and commands call these."""

from django.db import transaction

from boroughs.models import Borough, JoinRequest, Person


@transaction.atomic
def join_borough(*, person: Person, verified_address: str) -> Borough | None:
    """Make an officer of somebody whose verified address is at a borough's domain.

    A request of theirs to be let in is then void.

    Args:
        person: who verified the address.
        verified_address: the e-mail address, proved by a link sent to it.

    Returns:
        the borough joined, or ``None`` where the domain is no borough's or the person has one already.
    """
    if person.borough_id:
        return None
    borough = Borough.objects.with_email_domain(verified_address).first()
    if borough:
        person.borough = borough
        person.is_suppliers_person = False
        person.save(update_fields=["borough", "is_suppliers_person"])
        person.join_requests.filter(state=JoinRequest.State.WAITING).delete()
    return borough
