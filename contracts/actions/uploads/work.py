"""Does what the state of an upload asks for, piece by piece, and goes on after whatever ended it."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from boroughs.models import Person
from boroughs.refusals import Refused
from contracts.actions.uploads.asking import ask_for_work
from contracts.actions.uploads.beginning import NOT_NOW, locked
from contracts.actions.uploads.reading import read_upload, sort_rows
from contracts.actions.uploads.undoing import undo_piece
from contracts.actions.uploads.writing import apply_piece, check_piece
from contracts.models import WORKING, Upload
from contracts.uploads.problems import UnreadableRegister

#: Any number: with the upload's own it names the lock that keeps a second worker off the same upload.
LOCKS = 2_026_003
STOPPED = (
    "The hub could not go on. What was done so far is kept and nothing is lost. Try again; if it stops once "
    "more, tell LOTI what happened."
)
State = Upload.State
log = structlog.get_logger(__name__)


def work_on_upload(*, upload_id: int) -> None:
    """Do what an upload's state asks for, to the end; safe to begin again wherever it was ended.

    Somebody else who works on the same one is left alone: then this does nothing.

    Args:
        upload_id: of an upload that may be gone by now.
    """
    with _only_one(upload_id) as mine:
        upload = Upload.objects.select_related("borough", "by", "run").filter(pk=upload_id).first()
        if not mine or upload is None:
            return
        if upload.problem and upload.state in WORKING:
            upload.problem = ""
            upload.save(update_fields=["problem", "changed"])
        try:
            while upload.state in WORKING:
                STEPS[State(upload.state)](upload)
        except UnreadableRegister as problem:
            Upload.objects.filter(pk=upload_id).update(state=State.FAILED, problem=str(problem)[:500])
        except SoftTimeLimitExceeded:
            log.warning("The time is up; the rest of the upload is for the next run.", upload=upload_id)
        except OperationalError:
            raise  # the database is away: the task is tried again, and what was committed is there
        except Exception:
            Upload.objects.filter(pk=upload_id).update(problem=STOPPED)
            raise


def _check(upload: Upload) -> None:
    """Check the next piece; after rows were mended, sort them first."""
    if not upload.total and not upload.done:
        sort_rows(upload)
    check_piece(upload)


def _apply(upload: Upload) -> None:
    apply_piece(upload)


def _undo(upload: Upload) -> None:
    undo_piece(upload)


STEPS: dict[State, Callable[[Upload], None]] = {
    State.READING: read_upload,
    State.CHECKING: _check,
    State.APPLYING: _apply,
    State.UNDOING: _undo,
}


@transaction.atomic
def apply_upload(*, upload: Upload, by: Person | None) -> None:
    """Import an upload that was checked.

    Raises:
        Refused: if it was not checked, or is imported already.
    """
    upload = locked(upload)
    if upload.state != State.CHECKED:
        raise Refused(NOT_NOW)
    upload.state, upload.by, upload.problem = State.APPLYING, by, ""
    upload.on, upload.done = timezone.localdate(), 0
    upload.total = upload.contracts.count()
    upload.save()
    ask_for_work(upload.pk)


@transaction.atomic
def undo_upload(*, upload: Upload) -> None:
    """Take an import back, as far as nobody has said anything newer since.

    Raises:
        Refused: if it was not imported, or is too long ago.
    """
    upload = locked(upload)
    if upload.state != State.APPLIED or not may_be_undone(upload):
        raise Refused(NOT_NOW)
    upload.state, upload.problem, upload.done = State.UNDOING, "", 0
    upload.total = upload.contracts.count()
    upload.save()
    ask_for_work(upload.pk)


def may_be_undone(upload: Upload) -> bool:
    """Tell whether what an undo needs is still kept."""
    oldest = timezone.localdate() - dt.timedelta(days=settings.UPLOAD_UNDO_DAYS)
    return upload.state == State.APPLIED and upload.on is not None and upload.on >= oldest


@transaction.atomic
def go_on(*, upload: Upload) -> None:
    """Try again with an upload that stopped.

    Raises:
        Refused: if there is nothing to do with it.
    """
    upload = locked(upload)
    if not upload.is_at_work:
        raise Refused(NOT_NOW)
    upload.problem = ""
    upload.save()
    ask_for_work(upload.pk)


def resume_uploads() -> int:
    """Ask for work on uploads that wait for a worker: theirs died, or the broker forgot them.

    Returns:
        how many there were; one on which somebody works is asked for in vain, which costs nothing.
    """
    waiting = list(Upload.objects.filter(state__in=WORKING, problem="").values_list("pk", flat=True))
    for pk in waiting:
        ask_for_work(pk)
    return len(waiting)


@contextmanager
def _only_one(upload_id: int) -> Iterator[bool]:
    """Keep other workers off the same upload, without waiting for them. The lock ends with its holder."""
    key = [LOCKS, upload_id & 0x7FFFFFFF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        if mine and not connection.needs_rollback:
            # With a lost connection the lock is gone already.
            with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
