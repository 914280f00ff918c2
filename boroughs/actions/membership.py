"""How somebody becomes an officer by their address, and stops being one without it."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from boroughs.handover import pass_on
from boroughs.models import Borough, Invitation, JoinRequest, Person


@transaction.atomic
def join_borough(*, person: Person, verified_address: str) -> Borough | None:
    """Make an officer of somebody whose verified address is at a borough's domain.

    A request of theirs to be let in is then void.

    Args:
        person: who verified the address.
        verified_address: the e-mail address, proved by a link sent to it.

    Returns:
        the borough joined, or ``None`` where the domain is no borough's, the person has one already, or may
        not sign in: whoever was taken off comes back by an invitation only.
    """
    if person.borough_id or not person.is_active:
        return None
    borough = Borough.objects.with_email_domain(verified_address).first()
    if borough:
        person.borough = borough
        person.is_suppliers_person = False
        person.save(update_fields=["borough", "is_suppliers_person"])
        person.join_requests.filter(state=JoinRequest.State.WAITING).delete()
    return borough


def sole_address_at_borough(person: Person, confirmed: set[str]) -> str:
    """Return the address by which alone somebody is an officer, so that without it they would be none.

    Args:
        person: an officer or not.
        confirmed: their confirmed addresses.

    Returns:
        the address, or nothing if they have several, none, or were let in by people.
    """
    borough = person.borough
    if borough is None:
        return ""
    at_work = _at_its_domain(borough, confirmed)
    return at_work[0] if len(at_work) == 1 and not _let_in(person, borough, confirmed) else ""


@transaction.atomic
def review_membership(*, person: Person, address_gone: str) -> Borough | None:
    """End the membership of somebody who was an officer by an address that they no longer have.

    What they looked after passes to the borough's role mailbox.

    Whoever LOTI staff approved or an administrator invited stays an officer: they were never one by the
    domain of an address.

    Args:
        person: whose addresses have changed.
        address_gone: the address that they had before.

    Returns:
        the borough left, or ``None`` if they stay what they were.
    """
    person = Person.objects.select_for_update(of=["self"]).select_related("borough").get(pk=person.pk)
    found = EmailAddress.objects.filter(user=person, verified=True)
    kept = set(found.values_list("email", flat=True))
    if sole_address_at_borough(person, kept | {address_gone}) != address_gone or address_gone in kept:
        return None
    borough = person.borough
    pass_on(person=person, to=None)
    person.borough, person.borough_roles = None, []
    person.save(update_fields=["borough", "borough_roles"])
    return borough


def _at_its_domain(borough: Borough, addresses: set[str]) -> list[str]:
    """Return those of some addresses that are at one of a borough's domains."""
    domains = set(borough.domains.values_list("domain", flat=True))
    return [address for address in sorted(addresses) if address.rpartition("@")[2].lower() in domains]


def _let_in(person: Person, borough: Borough, addresses: set[str]) -> bool:
    """Tell whether LOTI staff or an administrator of the borough let somebody in."""
    approved = JoinRequest.objects.filter(
        person=person, borough=borough, wish=JoinRequest.Wish.OFFICER, state=JoinRequest.State.APPROVED
    )
    invited = Invitation.objects.alias(address=Lower("email")).filter(
        borough=borough, accepted_at__isnull=False, address__in={address.lower() for address in addresses}
    )
    return approved.exists() or invited.exists()
