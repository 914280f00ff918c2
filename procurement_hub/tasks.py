"""Tasks of the composition root."""

from celery import shared_task

from procurement_hub.health import HEARTBEAT_SECONDS, beat_heart


@shared_task(
    name="procurement_hub.heartbeat",
    soft_time_limit=HEARTBEAT_SECONDS // 2,
    time_limit=HEARTBEAT_SECONDS,
)
def heartbeat() -> None:
    """Show that scheduler, broker and worker work together; ``/health/ready/`` looks for it."""
    beat_heart()
