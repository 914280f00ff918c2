"""What borough administrators do with the people of their borough: change roles, and take people off."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from boroughs.actions.sessions import end_sessions
from boroughs.handover import pass_on
from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.rights import Role, roles_of

Administrator = Person.BoroughRole.ADMINISTRATOR


@transaction.atomic
def change_roles(*, person: Person, roles: Iterable[str], by: Person) -> Person:
    """Change what an officer is besides, and tell them.

    Args:
        person: an officer.
        roles: values of ``Person.BoroughRole``; none makes a plain officer.
        by: who changes them.

    Raises:
        Refused: for somebody who is no officer any more, or when the borough would be left without an
            administrator and it is not LOTI staff who do it.
    """
    person = _officer(person)
    wanted = [role.value for role in Person.BoroughRole if role.value in set(roles)]
    if Administrator in person.borough_roles and Administrator not in wanted:
        _keep_an_administrator(person, by)
    if wanted == person.borough_roles:
        return person
    person.borough_roles = wanted
    person.save(update_fields=["borough_roles"])
    announce(
        kind="roles_changed",
        key=f"roles_changed:{person.pk}:{timezone.now().isoformat()}",
        by=by,
        data={
            "person": person.pk,
            "borough": str(person.borough),
            "roles": [Person.BoroughRole(role).label for role in wanted],
        },
    )
    return person


@transaction.atomic
def take_off_borough(*, person: Person, to: Person | None, by: Person) -> list[str]:
    """Take somebody off their borough: what they look after passes on, and they are signed out for good.

    A new invitation to the same address lets the same person back in.

    Args:
        person: an officer.
        to: the colleague to whom everything passes; ``None`` for the borough's role mailbox.
        by: who does it.

    Returns:
        what has passed on, each as *12 contracts*.

    Raises:
        Refused: for oneself, for LOTI staff, for the last administrator unless LOTI staff do it, or when the
            colleague is not an officer of the borough.
    """
    person = _officer(person)
    borough = person.borough
    if person.pk == by.pk:
        raise Refused("You cannot take yourself off. Ask another administrator or LOTI staff.")
    if person.is_staff:
        raise Refused(f"{person} is LOTI staff: ask LOTI.")
    if to is not None and not (to.is_active and to.borough_id == person.borough_id and to.pk != person.pk):
        raise Refused(f"{to} is no officer of {borough} who could take it over.")
    if Administrator in person.borough_roles:
        _keep_an_administrator(person, by)
    return _leave(person, to, by)


def _leave(person: Person, to: Person | None, by: Person) -> list[str]:
    borough = person.borough
    assert borough is not None  # noqa: S101 (an officer has one)
    passed = pass_on(person=person, to=to)
    person.borough, person.borough_roles = None, []
    person.is_active, person.left_on = False, timezone.localdate()
    person.save(update_fields=["borough", "borough_roles", "is_active", "left_on"])
    end_sessions(person=person)
    if to is not None and passed:
        announce(
            kind="handed_over",
            key=f"handed_over:{person.pk}:{timezone.now().isoformat()}",
            by=by,
            data={
                "person": to.pk,
                "from": str(person),
                "what": passed,
                "borough": borough.pk,
                "slug": borough.slug,
            },
        )
    return passed


@transaction.atomic
def set_role_mailbox(*, borough: Borough, address: str) -> None:
    """Say which shared mailbox is asked about what nobody in particular looks after.

    Args:
        borough: whose mailbox.
        address: an e-mail address; empty where there is none.
    """
    borough.role_mailbox = address
    borough.save(update_fields=["role_mailbox"])


def _officer(person: Person) -> Person:
    """Return the person, held until the transaction ends."""
    found = Person.objects.select_for_update(of=["self"]).select_related("borough").get(pk=person.pk)
    if found.borough_id is None:
        raise Refused(f"{found} is no officer any more.")
    return found


def _keep_an_administrator(person: Person, by: Person) -> None:
    """Refuse to leave a borough without an administrator; two at once wait for each other."""
    if Role.LOTI_STAFF in roles_of(by):
        return
    Borough.objects.select_for_update().get(officers=person)
    others = Person.objects.filter(
        borough=person.borough_id, is_active=True, borough_roles__contains=[Administrator]
    ).exclude(pk=person.pk)
    if not others.exists():
        raise Refused(f"{person} is the last administrator of {person.borough}: name another one first.")
