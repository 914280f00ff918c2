"""Keeps files and rows of uploads no longer than the settings say."""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction

from contracts.actions.uploads.beginning import lay_aside
from contracts.models import Upload
from contracts.models.uploads import private_storage

#: How old a file is that certainly nobody is about to name.
A_DAY = dt.timedelta(days=1)
log = logging.getLogger(__name__)
State = Upload.State


def tidy_uploads(*, now: dt.datetime) -> dict[str, int]:
    """Lay uploads aside that nobody went on with, and forget the rows of old imports and undone ones.

    Every row of an import is kept as a source record too (R8); without these rows it can no longer be undone.

    Returns:
        how many uploads of each kind there were.
    """
    idle = now - dt.timedelta(days=settings.UPLOAD_KEPT_DAYS)
    waiting = Upload.objects.filter(state__in=[State.CHOOSING, State.CHECKED, State.FAILED], changed__lt=idle)
    laid_aside = 0
    for upload in waiting:
        lay_aside(upload=upload)
        laid_aside += 1
    old = (now - dt.timedelta(days=settings.UPLOAD_UNDO_DAYS)).date()
    forgotten = 0
    for upload in Upload.objects.filter(state__in=[State.APPLIED, State.UNDONE], on__lt=old).exclude(
        sheets=[]
    ):
        with transaction.atomic():
            upload.rows.all().delete()
            upload.contracts.all().delete()
            upload.sheets = []
            upload.save()
        forgotten += 1
    orphans = _remove_orphans(now)
    log.info("Uploads: %s laid aside, rows of %s forgotten, %s files of none", laid_aside, forgotten, orphans)
    return {"laid aside": laid_aside, "forgotten": forgotten, "files of none": orphans}


def _remove_orphans(now: dt.datetime) -> int:
    """Remove files that no upload names: whoever stored them was ended before the upload was written.

    A file that has just come may be of one that is being written at this moment.

    Returns:
        how many there were.
    """
    storage, removed = private_storage(), 0
    try:
        folders, _ = storage.listdir("")
    except FileNotFoundError:  # nothing was ever uploaded
        return 0
    for folder in folders:
        stored = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        named = set(Upload.objects.filter(file__in=stored).values_list("file", flat=True))
        for name in stored:
            if name not in named and storage.get_modified_time(name) < now - A_DAY:
                storage.delete(name)
                removed += 1
    return removed
