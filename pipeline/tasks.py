"""Background tasks of the pipeline."""

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from pipeline.actions import flag_boroughs
from pipeline.answering.digests import tell_of_flags
from pipeline.evidence import subjects_of_contracts


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
