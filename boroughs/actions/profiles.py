"""Writes of profiles: what somebody tells their peers, and consents given and taken back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from boroughs.models import Person, Profile, ServiceArea


@transaction.atomic
def save_profile(
    *, by: Person, name: str, said: Mapping[str, Any], service_areas: Iterable[ServiceArea]
) -> Profile:
    """Keep what somebody says of themselves. A consent that is taken back counts from now on.

    Args:
        by: whose profile it is; nobody writes another's.
        name: how the person wants to be called.
        said: values of ``Profile``'s fields, by their names.
        service_areas: those they know, all of them.
    """
    if by.name != name:
        by.name = name
        by.save(update_fields=["name"])
    profile, _ = Profile.objects.update_or_create(person=by, defaults=dict(said))
    profile.service_areas.set(service_areas)
    return profile
