"""Background tasks of the community."""

from celery import shared_task
from django.utils import timezone

from community.watching import ask_peers, propose_groups


@shared_task(name="community.ask_peers", soft_time_limit=9 * 60, time_limit=10 * 60)
def ask_peers_task() -> None:
    """Tell of the questions that nobody has answered for some days."""
    ask_peers(now=timezone.now())


@shared_task(name="community.propose_groups", soft_time_limit=9 * 60, time_limit=10 * 60)
def propose_groups_task() -> None:
    """Propose user groups of the products that enough boroughs use."""
    propose_groups()
