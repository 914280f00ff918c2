"""Writes of the foundation. Views, the admin, sign-up and commands call these."""

from django.db import transaction

from boroughs.models import Borough, Person


@transaction.atomic
def join_borough(*, person: Person, verified_address: str) -> Borough | None:
    """Make an officer of somebody whose verified address is at a borough's domain.

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
        person.save(update_fields=["borough"])
    return borough
