"""Background tasks of documents."""

from celery import shared_task
from django.db import OperationalError

from documents.actions import check_version, check_waiting, sweep_files
from documents.scanning import ScannerAway


@shared_task(
    name="documents.check_version",
    autoretry_for=(OperationalError, ScannerAway),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=4 * 60,
    time_limit=5 * 60,
)
def check_version_task(version_id: int) -> None:
    """Look into the file of a version: scan it, read its text, let it be seen or refuse it."""
    check_version(version_id=version_id)


@shared_task(name="documents.check_waiting", soft_time_limit=25 * 60, time_limit=30 * 60)
def check_waiting_task() -> None:
    """Look into the files that still wait, such as after the scanner was away."""
    check_waiting()


@shared_task(name="documents.sweep_files", soft_time_limit=25 * 60, time_limit=30 * 60)
def sweep_files_task() -> None:
    """Delete the files that were written for a version which was undone."""
    sweep_files()
