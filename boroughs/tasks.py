"""Background tasks of the foundation. All find their work in the database and are safe to run twice."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from boroughs.actions.retention import enforce_retention
from boroughs.notifications.sending import send_mails
from boroughs.notifications.telling import make_digests, tell_events


@shared_task(
    name="boroughs.tell_events",
    autoretry_for=(OperationalError,),
    retry_backoff=5,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def tell_events_task() -> None:
    """Tell people of what was announced."""
    tell_events()


@shared_task(
    name="boroughs.make_digests",
    autoretry_for=(OperationalError,),
    retry_backoff=5,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def make_digests_task() -> None:
    """Make the daily and weekly e-mails that are due."""
    make_digests(now=timezone.now())


@shared_task(
    name="boroughs.send_mails",
    autoretry_for=(OperationalError,),
    retry_backoff=5,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def send_mails_task() -> None:
    """Send the e-mails that are due."""
    send_mails()


@shared_task(
    name="boroughs.enforce_retention",
    autoretry_for=(OperationalError,),
    retry_backoff=60,
    max_retries=3,
    soft_time_limit=28 * 60,
    time_limit=30 * 60,
)
def enforce_retention_task() -> None:
    """Delete what has been kept for as long as it may be."""
    enforce_retention(now=timezone.now())
