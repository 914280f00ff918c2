"""Background tasks of the pipeline."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from pipeline.actions import flag_boroughs
from pipeline.alerts.asking import forget_unconfirmed
from pipeline.alerts.telling import send_alerts
from pipeline.answering.digests import tell_of_flags
from pipeline.board.linking import link_known_notices
from pipeline.collaborating.agreements import remind_of_agreements
from pipeline.engaging.forgetting import forget_registrations, give_free_places
from pipeline.evidence import subjects_of_contracts, subjects_of_procurement
from pipeline.timeline_reminders import remind


@shared_task(
    name="pipeline.flag_boroughs",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=25 * 60,
    time_limit=30 * 60,
)
def flag_boroughs_task(contract_ids: list[int] | None = None) -> None:
    """Flag everything, or what the change of some contracts touches (R4).

    Args:
        contract_ids: ids of contracts that changed, came or went; without them, everything.
    """
    today = timezone.localdate()
    subjects = None if contract_ids is None else subjects_of_contracts(contract_ids, today)
    flag_boroughs(on=today, subjects=subjects)


@shared_task(
    name="pipeline.flag_procurement",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def flag_procurement_task(procurement_id: int) -> None:
    """Flag what the change of a procurement touches: the pipeline of its service area (R4)."""
    subjects = subjects_of_procurement(procurement_id)
    if subjects.buying_areas:  # nobody else knows of the others
        flag_boroughs(on=timezone.localdate(), subjects=subjects)


@shared_task(
    name="opportunities.send_alerts",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=3,
    soft_time_limit=10 * 60,
    time_limit=12 * 60,
)
def send_alerts_task() -> None:
    """Tell saved searches what is new and what changed, after plans have found their notices."""
    link_known_notices()
    send_alerts(now=timezone.now())


@shared_task(name="opportunities.forget_alerts", soft_time_limit=10 * 60, time_limit=12 * 60)
def forget_alerts_task() -> None:
    """Delete saved searches that nobody confirmed, and letters to addresses that have none any more."""
    forget_unconfirmed(now=timezone.now())


@shared_task(
    name="pipeline.forget_registrations",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def forget_registrations_task() -> None:
    """Delete registrations that are over for a year or unconfirmed, and fill places that became free."""
    forget_registrations(now=timezone.now())
    give_free_places(now=timezone.now())


@shared_task(
    name="pipeline.remind",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def remind_task() -> None:
    """Remind people of gates and milestones that are near, and members of agreements that expire."""
    remind(on=timezone.localdate())
    remind_of_agreements(on=timezone.localdate())


@shared_task(
    name="pipeline.tell_of_flags",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def tell_of_flags_task() -> None:
    """Tell boroughs what is news to them of their flags."""
    tell_of_flags(on=timezone.localdate())
