"""Tasks of the composition root."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from procurement_hub.data.dumps import write_dumps
from procurement_hub.health import HEARTBEAT_SECONDS, beat_heart


@shared_task(
    name="procurement_hub.heartbeat",
    soft_time_limit=HEARTBEAT_SECONDS // 2,
    time_limit=HEARTBEAT_SECONDS,
)
def heartbeat() -> None:
    """Show that scheduler, broker and worker work together; ``/health/ready/`` looks for it."""
    beat_heart()


@shared_task(
    name="procurement_hub.write_dumps",
    autoretry_for=(OperationalError,),
    retry_backoff=60,
    max_retries=3,
    soft_time_limit=28 * 60,
    time_limit=30 * 60,
)
def write_dumps_task() -> None:
    """Write the files of open data anew."""
    write_dumps(now=timezone.now())
