"""What a supplier says of itself: its profile, changed by its people or, in their place, by LOTI staff."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils import timezone

from boroughs.models import Person
from suppliers.models import Supplier, SupplierProfile


@dataclass(frozen=True)
class ProfileFacts:
    """What is said; see :class:`SupplierProfile`. ``area_codes`` are codes of service areas."""

    sells: str = ""
    area_codes: tuple[str, ...] = ()
    website: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    is_sme: bool | None = None
    is_vcse: bool | None = None


def facts_of_profile(profile: SupplierProfile | None) -> ProfileFacts:
    """Return what a profile says; nothing where there is none."""
    if profile is None:
        return ProfileFacts()
    values = {field.name: getattr(profile, field.name) for field in fields(ProfileFacts)}
    return ProfileFacts(**{**values, "area_codes": tuple(profile.area_codes)})


@transaction.atomic
def save_profile(
    *, supplier: Supplier, facts: ProfileFacts, on: dt.date, by: Person, for_staff: bool = False
) -> SupplierProfile:
    """Write what a supplier says of itself. A statement keeps the day on which it was first made.

    Args:
        supplier: whose.
        facts: all of them; what is empty is not said any more.
        on: the day of a statement that is new or has changed.
        by: who writes it.
        for_staff: LOTI staff write it in the supplier's place, and the page says so.
    """
    profile, _ = SupplierProfile.objects.select_for_update(of=("self",)).get_or_create(supplier=supplier)
    for flag, day in (("is_sme", "sme_said_on"), ("is_vcse", "vcse_said_on")):
        said = getattr(facts, flag)
        if said is None:
            setattr(profile, day, None)
        elif said != getattr(profile, flag):
            setattr(profile, day, on)
    for field in fields(ProfileFacts):
        setattr(profile, field.name, getattr(facts, field.name))
    profile.area_codes = list(facts.area_codes)
    profile.said_by_staff, profile.changed_by, profile.changed_at = for_staff, by, timezone.now()
    profile.save()
    return profile
