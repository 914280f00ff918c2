"""Documents as things that people follow."""

from typing import Any

from boroughs.following import Followable
from documents.models import Document


def _named_like(words: str) -> Any:
    return Document.objects.standing().filter(title__icontains=words)


DOCUMENTS = Followable(
    model=Document,
    label="document",
    heading="Documents",
    named_like=_named_like,
    address=Document.get_absolute_url,
    visible_to=lambda rows, person: rows & Document.objects.visible_to(person),
)
