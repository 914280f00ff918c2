"""Background tasks of suppliers."""

from celery import shared_task

from suppliers.actions.candidates import look_for_pairs


@shared_task(name="suppliers.find_pairs", soft_time_limit=25 * 60, time_limit=30 * 60)
def find_pairs_task() -> None:
    """Look for suppliers that may be one, and put them into the review queue (R10)."""
    look_for_pairs()
