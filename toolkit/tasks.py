"""Background tasks of the toolkit."""

from celery import shared_task
from django.utils import timezone

from toolkit.actions import publish_due_pages, remind_of_reviews
from toolkit.link_check import find_broken_links


@shared_task(name="toolkit.publish_due_pages", soft_time_limit=4 * 60, time_limit=5 * 60)
def publish_due_pages_task() -> None:
    """Publish the pages that staff have scheduled and whose hour has come."""
    publish_due_pages()


@shared_task(name="toolkit.find_broken_links", soft_time_limit=4 * 60, time_limit=5 * 60)
def find_broken_links_task() -> None:
    """List the links of published pages that lead nowhere."""
    find_broken_links()


@shared_task(name="toolkit.remind_of_reviews", soft_time_limit=4 * 60, time_limit=5 * 60)
def remind_of_reviews_task() -> None:
    """Tell LOTI staff which pages of theirs are to be looked at again."""
    remind_of_reviews(on=timezone.localdate())
