"""Discussions as things that people follow."""

from typing import Any

from boroughs.following import Followable
from community.models import Discussion


def _named_like(words: str) -> Any:
    return Discussion.objects.filter(title__icontains=words)


DISCUSSIONS = Followable(
    model=Discussion,
    label="discussion",
    heading="Discussions",
    named_like=_named_like,
    address=Discussion.get_absolute_url,
    visible_to=lambda rows, person: rows & Discussion.objects.visible_to(person),
)
