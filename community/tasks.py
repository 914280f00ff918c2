"""Background tasks of the community."""

from celery import shared_task
from django.utils import timezone

from community.actions.by_mail import forget_mails
from community.actions.issues import remind_of_issues
from community.actions.meetings import remind_of_actions
from community.actions.teams import send_cards
from community.watching import ask_peers, propose_groups


@shared_task(name="community.ask_peers", soft_time_limit=9 * 60, time_limit=10 * 60)
def ask_peers_task() -> None:
    """Tell of the questions that nobody has answered for some days."""
    ask_peers(now=timezone.now())


@shared_task(name="community.propose_groups", soft_time_limit=9 * 60, time_limit=10 * 60)
def propose_groups_task() -> None:
    """Propose user groups of the products that enough boroughs use."""
    propose_groups()


@shared_task(name="community.remind_of_issues", soft_time_limit=4 * 60, time_limit=5 * 60)
def remind_of_issues_task() -> None:
    """Remind suppliers of answers and members of what they took on; tell boroughs what is late."""
    remind_of_issues(today=timezone.localdate())
    remind_of_actions(today=timezone.localdate())


@shared_task(name="community.send_cards", soft_time_limit=4 * 60, time_limit=5 * 60)
def send_cards_task() -> None:
    """Send the cards that are due to channels of Teams; what fails is tried again later, with pauses."""
    send_cards()


@shared_task(name="community.forget_mails", soft_time_limit=4 * 60, time_limit=5 * 60)
def forget_mails_task() -> None:
    """Delete what is noted of e-mails of more than a year ago."""
    forget_mails(now=timezone.now())
