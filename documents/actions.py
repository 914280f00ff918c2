"""Writes of documents: sharing one, a new version, its facts, withdrawing it, saying that one used it."""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.models import Borough, Person, ServiceArea
from boroughs.notifications import announce
from boroughs.refusals import Refused
from contracts.models import Contract
from documents.checking import MB, check, safe_name
from documents.extracting import text_of
from documents.models import Document, DocumentUse, DocumentVersion
from documents.models.document import document_storage
from documents.news import NEW_VERSION
from documents.scanning import ScannerAway, scan
from documents.words import VERSION
from suppliers.models import Product, Supplier

log = logging.getLogger(__name__)
CHECK_TASK = "documents.check_version"
QUEUE = "imports"
#: How old a file without a version is when it is deleted.
UNDONE_AFTER = dt.timedelta(days=1)


@dataclass(frozen=True)
class DocumentFacts:
    """What an officer says of a document."""

    title: str
    kind: str
    visibility: str
    summary: str = ""
    stage: str = ""
    service_area: ServiceArea | None = None
    product: Product | None = None
    supplier: Supplier | None = None
    contract: Contract | None = None


@transaction.atomic
def share_document(
    *, borough: Borough, facts: DocumentFacts, file: Any, by: Person | None, is_demonstration: bool = False
) -> Document:
    """Take a document with its first version; it is seen by others once the file has been looked into.

    Args:
        borough: whose it is.
        facts: what is said of it; the officer has made the declaration of ``documents/words.py``.
        file: an uploaded file, with ``name`` and ``size``.
        by: the officer; ``None`` for the demonstration set.
        is_demonstration: made up, to show the hub.

    Raises:
        Refused: where the file is not taken (``documents/checking.py``).
    """
    document = Document.objects.create(
        borough=borough,
        redaction_words=VERSION,
        declared_by=by,
        is_demonstration=is_demonstration,
        **_columns(facts),
    )
    _add(document, file, "", by)
    return document


@transaction.atomic
def add_version(*, document: Document, file: Any, note: str, by: Person) -> DocumentVersion:
    """Take a new version of a document; the one before is served until this one has been looked into.

    Raises:
        Refused: where the file is not taken, is the newest version again, or the document is withdrawn.
    """
    found = _locked(document)
    if found.withdrawn_at:
        raise Refused("The document is withdrawn: put it back first.")
    found.redaction_words, found.declared_by = VERSION, by
    found.save()
    return _add(found, file, note, by)


def _add(document: Document, file: Any, note: str, by: Person | None) -> DocumentVersion:
    checked = _checked(file, by)
    digest = _digest(file)
    newest = document.versions.exclude(state=DocumentVersion.State.REFUSED).order_by("-number").first()
    if newest and newest.digest == digest:
        raise Refused("This is the newest version already: choose the file that is to replace it.")
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    file.seek(0)
    version = DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        name=checked.name,
        kind=checked.kind,
        size=file.size,
        digest=digest,
        file=File(file, name=checked.name),
        note=note,
        uploaded_by=by,
    )
    stored = version.file.name
    ask_for(CHECK_TASK, version.pk, queue=QUEUE)
    log.info("A document was taken: version %s as %s", version.pk, stored)
    return version


def _checked(file: Any, by: Person | None) -> Any:
    try:
        return check(file, file.name, file.size, most=settings.DOCUMENT_MOST_MB * MB)
    except Refused as refused:
        log.warning("A file was not taken from person %s: %s", by and by.pk, refused)
        raise


def why_not_taken(file: Any) -> str:
    """Return why a file would not be taken, naming it; empty where it would be.

    Args:
        file: an uploaded file, with ``name`` and ``size``; it is left at its beginning.
    """
    try:
        check(file, file.name, file.size, most=settings.DOCUMENT_MOST_MB * MB)
    except Refused as refused:
        return f"“{safe_name(file.name)}”: {refused}"
    return ""


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1_000_000):
        digest.update(piece)
    return digest.hexdigest()


def check_version(*, version_id: int) -> DocumentVersion | None:
    """Look into a file that waits: have it scanned, read its text, and let it be seen, or refuse it.

    Safe to run twice; a file that is gone or was looked into is left alone.

    Raises:
        ScannerAway: where a scanner is configured and does not answer; the file goes on waiting.
    """
    version = DocumentVersion.objects.filter(pk=version_id, state=DocumentVersion.State.WAITING).first()
    if version is None:
        return None
    try:
        with version.file.open("rb") as file:
            scanned, text = scan(cast(BinaryIO, file)), text_of(cast(BinaryIO, file), version.kind)
    except FileNotFoundError:
        return _refuse(version, "The file was lost before it was looked into: give it again.")
    except Refused as refused:
        return _refuse(version, str(refused))
    return _let_be_seen(version, text, scanned)


@transaction.atomic
def _let_be_seen(version: DocumentVersion, text: str, scanned: bool) -> DocumentVersion:
    found = DocumentVersion.objects.select_for_update().select_related("document__borough").get(pk=version.pk)
    if found.state != DocumentVersion.State.WAITING:
        return found
    found.state, found.text, found.scanned = DocumentVersion.State.READY, text, scanned
    found.save()
    found.document.save()  # it has changed
    if found.number > 1 and not found.document.is_demonstration:
        announce(
            kind=NEW_VERSION,
            key=f"{NEW_VERSION}:{found.pk}",
            subject=found.document,
            by=found.uploaded_by,
            data={"document": found.document_id, "title": found.document.title, "note": found.note},
        )
    return found


@transaction.atomic
def _refuse(version: DocumentVersion, reason: str) -> DocumentVersion:
    """Refuse a file: it is not served to anybody, and does not stay."""
    found = DocumentVersion.objects.select_for_update().get(pk=version.pk)
    if found.state != DocumentVersion.State.WAITING:
        return found
    log.warning("Version %s of a document was refused: %s", found.pk, reason)
    found.state, found.reason = DocumentVersion.State.REFUSED, reason[:300]
    found.save()
    name, storage = str(found.file.name), found.file.storage
    transaction.on_commit(lambda: storage.delete(name))
    return found


def check_waiting() -> int:
    """Look into every file that still waits, such as after a scanner was away; returns how many it was.

    One that fails goes on waiting and keeps no other one waiting.
    """
    waiting = DocumentVersion.objects.filter(state=DocumentVersion.State.WAITING)
    number = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            check_version(version_id=pk)
        except ScannerAway as away:
            log.warning("The virus scanner does not answer (%s): files of documents wait.", away)
            break
        except Exception:  # whatever is wrong with one file, the others go on
            log.exception("Version %s of a document could not be looked into.", pk)
            continue
        number += 1
    return number


def sweep_files(*, now: dt.datetime | None = None) -> int:
    """Delete the files to which no version belongs: of a version that was undone after its file was written.

    A file younger than ``UNDONE_AFTER`` is left alone: its version may not have been committed yet.

    Args:
        now: the moment from which the age is counted; default now.

    Returns:
        how many were deleted.
    """
    storage, before = document_storage(), (now or timezone.now()) - UNDONE_AFTER
    try:
        folders, _ = storage.listdir("")
    except FileNotFoundError:  # nobody has shared a document yet
        return 0
    number = 0
    for folder in folders:
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        kept = set(DocumentVersion.objects.filter(file__in=names).values_list("file", flat=True))
        for name in names:
            if name not in kept and storage.get_modified_time(name) < before:
                storage.delete(name)
                number += 1
    if number:
        log.info("%s files without a document were deleted.", number)
    return number


@transaction.atomic
def change_document(*, document: Document, facts: DocumentFacts, by: Person) -> Document:
    """Change what is said of a document."""
    found = _locked(document)
    for name, value in _columns(facts).items():
        setattr(found, name, value)
    found.save()
    return found


@transaction.atomic
def withdraw_document(*, document: Document, why: str, by: Person) -> Document:
    """Take a document away from everybody but its borough; it can be put back."""
    found = _locked(document)
    if found.withdrawn_at is None:
        found.withdrawn_at, found.withdrawn_why = timezone.now(), why
        found.save()
    return found


@transaction.atomic
def put_back(*, document: Document, by: Person) -> Document:
    """Show a withdrawn document again."""
    found = _locked(document)
    found.withdrawn_at, found.withdrawn_why = None, ""
    found.save()
    return found


@transaction.atomic
def say_used(*, document: Document, borough: Borough, used: bool, by: Person | None) -> None:
    """Say that a borough used a document, or take that back."""
    if used:
        DocumentUse.objects.get_or_create(document=document, borough=borough, defaults={"said_by": by})
    else:
        DocumentUse.objects.filter(document=document, borough=borough).delete()


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)


def _columns(facts: DocumentFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in DocumentFacts.__dataclass_fields__}
