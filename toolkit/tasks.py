"""Background tasks of the toolkit."""

from celery import shared_task

from toolkit.actions import publish_due_pages


@shared_task(name="toolkit.publish_due_pages", soft_time_limit=4 * 60, time_limit=5 * 60)
def publish_due_pages_task() -> None:
    """Publish the pages that staff have scheduled and whose hour has come."""
    publish_due_pages()
