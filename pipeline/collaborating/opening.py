"""Opening a collaboration, from a flag or by hand, and saying what it is for."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from boroughs.models import Borough, Person, ServiceArea
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from pipeline.collaborating.news import tell
from pipeline.collaborating.who import must_lead, still_open
from pipeline.models import Collaboration, Flag, FlagAnswer, Member
from pipeline.procuring.creating import ALPHABET, UNGUESSABLE

FEWEST_INTERESTED = 2


@transaction.atomic
def open_collaboration(
    *,
    title: str,
    lead: Borough,
    by: Person | None,
    on: dt.date,
    purpose: str = "",
    flag: Flag | None = None,
    service_area: ServiceArea | None = None,
    invited: Collection[Borough] = (),
    is_demonstration: bool = False,
) -> Collaboration:
    """Open a workspace in which boroughs work together.

    From a flag, the boroughs that said *interested* are members at once. Whoever is invited becomes one by
    accepting. A flag has one open collaboration: a second click finds the first.

    Args:
        title: what it is called.
        lead: the borough that leads it, one of those interested where it is opened from a flag.
        by: an officer of the lead, or LOTI staff; ``None`` for the demonstration set.
        on: today, which decides whether an answer holds.
        purpose: what it is for.
        flag: what it is opened from.
        service_area: what it is about where there is no flag.
        invited: boroughs that are asked to come in.
        is_demonstration: made up, to show the hub.

    Raises:
        Refused: without the right, for an expired flag, where fewer than two boroughs are interested, or
            where the lead is not one of them.
    """
    if by and not has_permission(by, Permission.COLLABORATE, lead):
        raise Refused("Officers of the borough that leads open a collaboration.")
    together = [lead]
    if flag is not None:
        Flag.objects.select_for_update(of=("self",), no_key=True).get(pk=flag.pk)
        if found := Collaboration.objects.open().filter(flag=flag).first():
            return found
        together = _interested(flag, lead, on)
        is_demonstration = is_demonstration or flag.is_demonstration
        service_area = flag.service_area
    made = Collaboration.objects.create(
        slug=_address(title),
        title=title,
        purpose=purpose,
        flag=flag,
        service_area=service_area,
        opened_by=by,
        is_demonstration=is_demonstration,
    )
    now = timezone.now()
    for borough in together:
        Member.objects.create(
            collaboration=made,
            borough=borough,
            state=Member.State.IN,
            is_lead=borough == lead,
            asked_by=by,
            since=now,
        )
        if borough != lead:
            tell(made, borough, f"{lead} opened a collaboration with you: {title}", by=by)
    for borough in invited:
        if borough not in together:
            Member.objects.create(
                collaboration=made, borough=borough, state=Member.State.INVITED, asked_by=by, since=now
            )
            tell(made, borough, f"{lead} invites you to a collaboration: {title}", by=by)
    return made


def _interested(flag: Flag, lead: Borough, on: dt.date) -> list[Borough]:
    """Return the boroughs that are interested in a flag, the lead among them."""
    if flag.expired:
        raise Refused("This flag has expired: open a collaboration by hand instead.")
    answers = FlagAnswer.objects.standing(on).filter(flag=flag, answer=FlagAnswer.Answer.INTERESTED)
    boroughs = [row.borough for row in answers.select_related("borough").order_by("borough__name")]
    if len(boroughs) < FEWEST_INTERESTED:
        raise Refused(
            "A collaboration opens from a flag once two boroughs have said that they are interested."
        )
    if lead not in boroughs:
        raise Refused(f"{lead} has not said that it is interested: answer the flag first.")
    return boroughs


@transaction.atomic
def change_collaboration(
    *, collaboration: Collaboration, title: str, purpose: str, by: Person
) -> Collaboration:
    """Say otherwise what a collaboration is called and for.

    Raises:
        Refused: for whoever does not lead, and once it has ended.
    """
    found = still_open(collaboration)
    must_lead(found, by)
    found.title, found.purpose = title, purpose
    found.save(update_fields=["title", "purpose"])
    return found


def _address(title: str) -> str:
    """Return an address that says what it is about and that an outsider cannot guess."""
    words = slugify(title)[:70].strip("-") or "collaboration"
    return f"{words}-{get_random_string(UNGUESSABLE, ALPHABET)}"
