"""Documents of the demonstration set: all made up, marked, and taken away by one command."""

import io
from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from boroughs.models import Borough, ServiceArea
from contracts.actions.demonstration import delete_with_history
from documents.actions import DocumentFacts, check_version, say_used, share_document
from documents.models import Document
from documents.querysets import DocumentQuerySet

HEAD = "Demonstration. This text is made up to show how the hub works; it is no borough's document.\n\n"


class TextFile(io.BytesIO):
    """A file of plain text as an upload brings it: with a name and a size."""

    def __init__(self, name: str, text: str) -> None:
        """Keep the text as UTF-8."""
        content = text.encode()
        super().__init__(content)
        self.name = name
        self.size = len(content)


@dataclass(frozen=True)
class Sample:
    """A document of the set: whose it is said to be, what is said of it, its text, who used it."""

    borough: str
    facts: tuple[str, str, str]
    area: str
    summary: str
    file: str
    text: str
    used_by: tuple[str, ...] = ()


SAMPLES = (
    Sample(
        borough="camden",
        facts=("Exit schedule for a housing management system", "exit", "exit"),
        area="HSG-HMS",
        summary="What the supplier hands over, in which format, by when, and what it may charge: nothing.",
        file="exit-schedule.txt",
        text=(
            "1. Within 20 working days of being asked, and again at the end, the supplier gives the borough "
            "all of its data, with documents and the links between records.\n"
            "2. Formats: CSV in UTF-8 with a data dictionary; documents as they were stored.\n"
            "3. The supplier charges nothing for two exports a year and the last one.\n"
            "4. A rehearsal of the exit takes place in the second year. What went wrong is mended at the "
            "supplier's cost.\n"
            "5. Until the borough has confirmed in writing that the export is complete, nothing is deleted."
        ),
        used_by=("hackney", "islington"),
    ),
    Sample(
        borough="lewisham",
        facts=("Service levels and credits for a planning system", "credits", "buy"),
        area="PLN-PLN",
        summary="Three measures, a credit for each, and what happens when the credit is the usual thing.",
        file="service-levels.txt",
        text=(
            "Availability in working hours: 99.5 per cent a month. Below it 2 per cent of the month's charge "
            "for each half point.\n"
            "Answer to an urgent call: 30 minutes. A credit of 1 per cent for each one that was late.\n"
            "A fault that stops a statutory duty is mended within 8 hours, at night too.\n"
            "Credits are taken off the next invoice without being asked for. Three months of credits in a "
            "year entitle the borough to end the contract with 90 days of notice."
        ),
        used_by=("brent",),
    ),
    Sample(
        borough="sutton",
        facts=("Evaluation criteria for a library system", "evaluation", "buy"),
        area="LIB-LMS",
        summary="Weights that were argued over, and the demonstrations that decided it.",
        file="evaluation-criteria.txt",
        text=(
            "Quality 60, price 30, social value 10.\n"
            "Quality is what a librarian does on a Monday: seven tasks, done by our people on the bidder's "
            "system, timed, without its staff in the room.\n"
            "Price is the whole of five years, with the export at the end, three interfaces and indexation "
            "at 3 per cent. Rates for changes are priced and bind the supplier.\n"
            "A bid that cannot show its own export of data is not evaluated further."
        ),
    ),
)


@transaction.atomic
def load_demonstration_documents() -> int:
    """Share the documents of the set and let them be seen; a second time changes nothing.

    Returns:
        how many are new.
    """
    boroughs = {one.slug: one for one in Borough.objects.all()}
    areas = {one.code: one for one in ServiceArea.objects.all()}
    known = set(Document.objects.filter(is_demonstration=True).values_list("title", flat=True))
    fresh = [one for one in SAMPLES if one.facts[0] not in known and one.borough in boroughs]
    for one in fresh:
        title, kind, stage = one.facts
        document = share_document(
            borough=boroughs[one.borough],
            facts=DocumentFacts(
                title=title,
                kind=kind,
                stage=stage,
                visibility=Document.Visibility.MEMBERS,
                summary=one.summary,
                service_area=areas.get(one.area),
            ),
            file=TextFile(one.file, HEAD + one.text),
            by=None,
            is_demonstration=True,
        )
        check_version(version_id=document.versions.get().pk)
        for slug in one.used_by:
            say_used(document=document, borough=boroughs[slug], used=True, by=None)
    return len(fresh)


def remove_demonstration_documents() -> dict[str, int]:
    """Delete the documents of the set, and those of its collaborations, with their files and history."""
    removed = delete_documents(Document.objects.filter(is_demonstration=True))
    joint = Document.objects.filter(collaboration_link__collaboration__is_demonstration=True)
    return dict(removed + delete_documents(joint))


def delete_documents(rows: DocumentQuerySet) -> Counter[str]:
    """Delete documents with their files and history: for what was made up alone, others are withdrawn.

    Returns:
        how many rows of each kind are gone.
    """
    files = [
        (version.file.storage, str(version.file.name))
        for document in rows.prefetch_related("versions")
        for version in document.versions.all()
    ]
    removed = Counter(delete_with_history(rows))
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return removed
