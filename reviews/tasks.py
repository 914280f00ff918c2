"""Background tasks of reviews."""

from celery import shared_task
from django.utils import timezone

from reviews.reminding import remind_of_replies


@shared_task(name="reviews.remind_of_replies", soft_time_limit=4 * 60, time_limit=5 * 60)
def remind_of_replies_task() -> None:
    """Remind suppliers' people of reviews to which they can still reply."""
    remind_of_replies(today=timezone.localdate())
