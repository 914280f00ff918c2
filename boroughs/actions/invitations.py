"""Inviting people to a borough by their address, and accepting."""

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, Invitation, JoinRequest, Mail, Person
from boroughs.notifications import send_to
from boroughs.notifications.letters import full_address
from boroughs.notifications.links import sign
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from boroughs.words import listing

#: What the signed link of an invitation is good for.
PURPOSE = "invitation"
#: The kind of its e-mails, and how many of them an address gets in 24 hours, whoever asks for them.
KIND = "invitation"
MOST_A_DAY = 3


@transaction.atomic
def invite(*, borough: Borough, email: str, roles: Iterable[str] = (), by: Person) -> Invitation:
    """Invite somebody by a signed link to their address; whoever accepts becomes an officer.

    Args:
        borough: to which.
        email: the address, of any domain but another borough's.
        roles: values of ``Person.BoroughRole`` that they will have.
        by: who invites.

    Raises:
        Refused: for an address at another borough's domain, of an officer, that is invited already, or
            that was written to too often.
    """
    email = email.lower()
    _may_be_invited(borough, email)
    now = timezone.now()
    wanted = set(roles)
    invitation = Invitation.objects.create(
        borough=borough,
        email=email,
        borough_roles=[role.value for role in Person.BoroughRole if role.value in wanted],
        invited_by=by,
        expires_at=now + dt.timedelta(days=settings.INVITATION_DAYS),
    )
    _send(invitation)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: Person) -> None:
    """Send the link once more and let it run anew, as the invitation of whoever sends it now.

    Args:
        invitation: one that nobody has answered.
        by: who sends it again.

    Raises:
        Refused: when it has been accepted or withdrawn, or the address was written to too often.
    """
    invitation = _unanswered(invitation)
    _may_be_invited(invitation.borough, invitation.email, again=True)
    invitation.expires_at = timezone.now() + dt.timedelta(days=settings.INVITATION_DAYS)
    invitation.invited_by = by
    invitation.save(update_fields=["expires_at", "invited_by"])
    _send(invitation)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation) -> None:
    """Take an invitation back; its link then says so.

    Raises:
        Refused: when it has been accepted or withdrawn.
    """
    invitation = _unanswered(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])


@transaction.atomic
def reopen_account(*, invitation: Invitation) -> Person:
    """Let somebody who was taken off a borough sign in again, because a new invitation reached their address.

    They are no officer before they accept.

    Raises:
        Refused: when the invitation is not open, or the address is of nobody who was taken off.
    """
    invitation = _open(invitation)
    person = returning(invitation)
    if person is None:
        raise Refused("Nobody who left has this address. Sign in or sign up.")
    person.is_active, person.left_on = True, None
    person.save(update_fields=["is_active", "left_on"])
    return person


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: Person) -> Borough:
    """Make an officer of somebody who was invited and has proved that the address is theirs.

    Returns:
        the borough joined.

    Raises:
        Refused: when the invitation is not open, the address is not confirmed as theirs, or they are an
            officer of another borough.
    """
    invitation = _open(invitation)
    person = Person.objects.select_for_update(of=["self"]).get(pk=person.pk)
    if not has_confirmed(person, invitation.email):
        raise Refused(f"Confirm first that {invitation.email} is your address.")
    if person.borough_id not in {None, invitation.borough_id}:
        raise Refused(f"You are an officer of {person.borough}. It must take you off first.")
    person.borough = invitation.borough
    person.borough_roles = [
        role.value
        for role in Person.BoroughRole
        if role.value in {*person.borough_roles, *invitation.borough_roles}
    ]
    person.is_suppliers_person = False
    person.save(update_fields=["borough", "borough_roles", "is_suppliers_person"])
    person.join_requests.filter(state=JoinRequest.State.WAITING).delete()
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return invitation.borough


def has_confirmed(person: Person, email: str) -> bool:
    """Tell whether somebody has proved that an address is theirs."""
    return bool(EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists())


def open_invitations_of(person: Person) -> list[tuple[Borough, str]]:
    """Return the boroughs that invite somebody by an address they have confirmed, each with the link."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    found = Invitation.objects.open_at(timezone.now()).filter(email__in=[one.lower() for one in confirmed])
    found = found.select_related("borough", "invited_by")
    return [(one.borough, path_of(one)) for one in found if still_stands(one)]


def still_stands(invitation: Invitation) -> bool:
    """Tell whether whoever sent an invitation may still invite: its link does not outlive that right."""
    by = invitation.invited_by
    return by is not None and has_permission(by, Permission.MANAGE_PEOPLE, invitation.borough)


def path_of(invitation: Invitation) -> str:
    """Return the path of the page that the link in an invitation opens."""
    return reverse("invitation", args=[sign(PURPOSE, invitation.pk)])


def returning(invitation: Invitation) -> Person | None:
    """Return whoever was taken off a borough and is now invited by the address of their account."""
    return Person.objects.filter(
        email__iexact=invitation.email, is_active=False, left_on__isnull=False
    ).first()


def _may_be_invited(borough: Borough, email: str, *, again: bool = False) -> None:
    elsewhere = Borough.objects.with_email_domain(email).exclude(pk=borough.pk).first()
    if elsewhere:
        raise Refused(f"{email} is an address of {elsewhere}: its owner joins {elsewhere} by signing up.")
    known = (
        Person.objects.filter(email__iexact=email, borough__isnull=False).select_related("borough").first()
    )
    if known and known.borough != borough:
        raise Refused(f"{email} belongs to an officer of {known.borough}.")
    if known:
        raise Refused(f"{email} belongs to an officer of {borough} already. Change their roles instead.")
    if not again and borough.invitations.unanswered().filter(email__iexact=email).exists():
        raise Refused(f"{email} is invited already. Send that invitation again.")


def _send(invitation: Invitation) -> None:
    since = timezone.now() - dt.timedelta(days=1)
    if Mail.objects.filter(kind=KIND, address=invitation.email, made_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(f"{invitation.email} has got three invitations in 24 hours. Wait until tomorrow.")
    borough = invitation.borough
    roles = [Person.BoroughRole(role).label for role in invitation.borough_roles]
    by = str(invitation.invited_by) if invitation.invited_by else "An administrator"
    send_to(
        address=invitation.email,
        kind=KIND,
        subject=f"{by} invites you to {borough} in the Procurement Hub",
        template="mail/invitation",
        context={
            "by": by,
            "borough": str(borough),
            "roles": listing(["officer", *roles]),
            "until": timezone.localtime(invitation.expires_at).date(),
            "address": full_address(path_of(invitation)),
        },
        why=f"{by} of {borough} gave your address to invite you. Nothing happens if you do nothing.",
    )


def _unanswered(invitation: Invitation) -> Invitation:
    """Return the invitation, held until the transaction ends."""
    rows = Invitation.objects.unanswered().select_related("borough").select_for_update(of=["self"])
    found = rows.filter(pk=invitation.pk).first()
    if found is None:
        raise Refused("This invitation has been accepted or withdrawn meanwhile.")
    return found


def _open(invitation: Invitation) -> Invitation:
    found = _unanswered(invitation)
    if found.expires_at <= timezone.now():
        raise Refused("This invitation has expired. Ask for a new one.")
    if not still_stands(found):
        raise Refused("Whoever sent this invitation may not invite any more. Ask to have it sent again.")
    return found
