"""Background tasks of the performance of contracts."""

from celery import shared_task
from django.utils import timezone

from performance.reminding import remind_of_overdue


@shared_task(name="performance.remind", soft_time_limit=4 * 60, time_limit=5 * 60)
def remind() -> None:
    """Tell of readings and commitments that have become late."""
    remind_of_overdue(today=timezone.localdate())
