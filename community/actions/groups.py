"""Writes of groups: founding, changing, joining, letting in, leaving, closing down."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from boroughs.models import Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from community.actions.teams import take_channel_off
from community.codes import LET_IN
from community.models import Group, Membership
from suppliers.models import Product

#: Words that addresses below ``/community/`` use, so that no group may be called so.
RESERVED = frozenset(
    {"about", "care", "discussions", "issues", "meetings", "new", "posts", "proposals", "reports"}
)
#: What a facilitator may change of a group.
FIELDS = frozenset({"name", "kind", "access", "about", "rules", "roadmap", "facilitator", "product"})


@transaction.atomic
def found_group(*, facts: Mapping[str, Any], by: Person | None, is_demonstration: bool = False) -> Group:
    """Found a group; whoever is to facilitate it belongs to it.

    Args:
        facts: by field of ``FIELDS``.
        by: a facilitator; ``None`` for reference data and the demonstration.
        is_demonstration: made up, to show the hub.
    """
    group = Group(slug=_slug(facts["name"]), is_demonstration=is_demonstration)
    _set(group, facts)
    return group


@transaction.atomic
def change_group(*, group: Group, facts: Mapping[str, Any]) -> Group:
    """Change what a group says of itself, or who looks after it. Its address stays."""
    found = Group.objects.select_for_update().get(pk=group.pk)
    _set(found, facts)
    return found


def _set(group: Group, facts: Mapping[str, Any]) -> None:
    for name in FIELDS & facts.keys():
        setattr(group, name, facts[name])
    if group.kind == Group.Kind.USERS:
        group.access = Group.Access.OPEN
        taken = Group.objects.running().filter(kind=Group.Kind.USERS, product=group.product)
        if group.product_id and taken.exclude(pk=group.pk).exists():
            raise Refused(f"{group.product} has a user group already.")
    group.save()
    if group.access == Group.Access.CLOSED:
        take_channel_off(group=group)
    if group.facilitator:
        Membership.objects.get_or_create(group=group, person=group.facilitator)


def _slug(name: str) -> str:
    """Return an address for a group that no other one has."""
    wanted = slugify(name)[:70] or "group"
    taken = set(Group.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)) | RESERVED
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, 10_000) if (slug := f"{wanted}-{number}") not in taken)


@transaction.atomic
def start_user_group(*, product: Product, by: Person) -> Group:
    """Start the user group that the hub proposed; who starts it facilitates it.

    Raises:
        Refused: where the product has one already.
    """
    facts = {
        "name": f"{product.name} user group"[:120],
        "kind": Group.Kind.USERS,
        "about": f"Boroughs that use {product.name}: what works, what does not, what they ask for together.",
        "facilitator": by,
        "product": product,
    }
    if Group.objects.filter(name=facts["name"]).exists():
        raise Refused(f"There is a group called “{facts['name']}” already.")
    return found_group(facts=facts, by=by)


@transaction.atomic
def join_group(*, group: Group, by: Person) -> Membership:
    """Join an open group; joining twice changes nothing.

    Raises:
        Refused: where it is closed, or closed down.
    """
    if group.access != Group.Access.OPEN:
        raise Refused("Somebody who looks after this group has to let you in.")
    _refuse_ended(group)
    return Membership.objects.get_or_create(group=group, person=by)[0]


@transaction.atomic
def add_member(*, group: Group, person: Person, by: Person) -> Membership:
    """Let somebody into a group; they are told.

    Raises:
        Refused: where they are no member of the hub, or the group is closed down.
    """
    _refuse_ended(group)
    if not has_permission(person, Permission.TAKE_PART):
        raise Refused("This person is no member of the hub.")
    made, is_new = Membership.objects.get_or_create(group=group, person=person)
    if is_new:
        announce(
            kind=LET_IN,
            key=f"{LET_IN}:{made.pk}",
            subject=group,
            by=by,
            data={"group": group.name, "slug": group.slug, "person": person.pk},
        )
    return made


def _refuse_ended(group: Group) -> None:
    if group.ended_on:
        raise Refused("This group is closed down.")


@transaction.atomic
def leave_group(*, group: Group, person: Person) -> None:
    """Take somebody out of a group, themselves or by its facilitator; what they wrote stays.

    Raises:
        Refused: for its facilitator, who names another one first.
    """
    if group.facilitator_id == person.pk:
        raise Refused("Whoever looks after a group stays in it: name another facilitator first.")
    Membership.objects.filter(group=group, person=person).delete()


@transaction.atomic
def end_group(*, group: Group) -> Group:
    """Close a group down: it can be read, and nobody writes in it any more."""
    found = Group.objects.select_for_update().get(pk=group.pk)
    found.ended_on = found.ended_on or timezone.localdate()
    found.save()
    return found
