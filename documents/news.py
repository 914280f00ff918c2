"""What followers of a document hear: a new version."""

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Event, Follow, Frequency, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from documents.models import Document

NEW_VERSION = "document_version"


def _followers(event: Event) -> Iterable[tuple[int, str]]:
    """Return those who follow the document and may still see it."""
    about = ContentType.objects.get_for_model(Document)
    follows = Follow.objects.filter(content_type=about, object_id=event.data["document"])
    for person in Person.objects.filter(pk__in=follows.values("person"), is_active=True):
        if Document.objects.visible_to(person).filter(pk=event.data["document"]).exists():
            yield person.pk, "You follow this document."


def _details(event: Event) -> Sequence[str]:
    return [event.data["note"]] if event.data.get("note") else []


NEWS = Kind(
    code=NEW_VERSION,
    label="A document that you follow has a new version",
    why="When somebody puts a new version of a document in place that you follow.",
    audience=_followers,
    headline=lambda event: f"New version: {event.data['title']}",
    details=_details,
    address=lambda event: reverse("document", args=[event.data["document"]]),
    default=Frequency.DAILY,
    permission=Permission.SEE_DOCUMENTS,
    quoting=("note",),
)
