"""Documents of a collaboration: given by a member, seen by all of them (R9)."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from boroughs.models import Person
from documents.actions import DocumentFacts, share_document
from documents.models import Document
from pipeline.collaborating.news import tell_members
from pipeline.collaborating.who import still_open, voice_of
from pipeline.models import Collaboration, CollaborationDocument, Member


@transaction.atomic
def give_document(*, collaboration: Collaboration, title: str, kind: str, file: Any, by: Person) -> Document:
    """Take a document for the members of a collaboration; the others are told.

    Raises:
        Refused: for whoever has no voice, and where the file is not taken.
    """
    found = still_open(collaboration)
    borough = voice_of(found, by)
    facts = DocumentFacts(
        title=title,
        kind=kind,
        visibility=Document.Visibility.JOINT,
        service_area=found.service_area,
    )
    made_up = found.is_demonstration
    document = share_document(borough=borough, facts=facts, file=file, by=by, is_demonstration=made_up)
    CollaborationDocument.objects.create(collaboration=found, document=document)
    tell_members(found, f"{borough} gave the document “{title}”.", by=by, but=borough)
    return document


def seen_by_members(person: Person) -> Q:
    """Return the condition of the documents that somebody sees as a member of a collaboration."""
    links = CollaborationDocument.objects.filter(
        collaboration__members__borough=person.borough_id,
        collaboration__members__state=Member.State.IN,
    )
    return Q(pk__in=links.values("document"))
