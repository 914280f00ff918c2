"""Writes of muted subjects: what a borough does not want to hear of (R4)."""

from typing import Any

from django.db import transaction

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from pipeline.models import Flag, FlagMute

NO_RIGHT = "Officers of the borough say what it wants to hear of."


def subject_of(flag: Flag) -> dict[str, Any]:
    """Return the ids of what a flag is about, by the names of the columns that it and a mute have."""
    return {
        "supplier_id": flag.supplier_id,
        "product_id": flag.product_id,
        "service_area_id": flag.service_area_id,
    }


@transaction.atomic
def mute_subject(*, flag: Flag, borough: Borough, by: Person, why: str = "") -> FlagMute:
    """Leave what a flag is about out of a borough's list, home page and digest; others are not concerned.

    Muting what is muted already changes nothing.

    Args:
        flag: whose supplier group, product or service area is muted.
        borough: for which.
        by: an officer of the borough, or LOTI staff.
        why: for colleagues.

    Raises:
        Refused: without the right.
    """
    _may(by, borough)
    muted, _ = FlagMute.objects.get_or_create(
        borough=borough, **subject_of(flag), defaults={"muted_by": by, "why": why}
    )
    return muted


@transaction.atomic
def unmute(*, mute: FlagMute, by: Person) -> None:
    """Hear of a subject again; that it was muted stays in the history.

    Raises:
        Refused: without the right.
    """
    _may(by, mute.borough)
    mute.delete()


def _may(by: Person, borough: Borough) -> None:
    if not has_permission(by, Permission.ANSWER_FLAGS, borough):
        raise Refused(NO_RIGHT)
