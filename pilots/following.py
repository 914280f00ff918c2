"""Pilots as things that people follow."""

from typing import Any

from boroughs.following import Followable
from pilots.models import Pilot


def _named_like(words: str) -> Any:
    return Pilot.objects.published().filter(title__icontains=words).defer("search", "candid_search")


PILOTS = Followable(
    model=Pilot,
    label="pilot",
    heading="Pilots",
    named_like=_named_like,
    address=Pilot.get_absolute_url,
    visible_to=lambda rows, person: rows & Pilot.objects.visible_to(person),
)
