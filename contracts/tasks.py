"""Background tasks of the register."""

from celery import shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from contracts.actions import (
    announce_decisions,
    ask_whether_true,
    configured_sources,
    derive_again,
    sync_notices,
)
from contracts.actions.reconcile import look_for_same
from contracts.actions.register_search import search_register

SYNC_SECONDS = 45 * 60  # after which a long reading leaves the rest to the next run


@shared_task(
    name="contracts.derive_borough",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=25 * 60,
    time_limit=30 * 60,
)
def derive_borough_task(borough_id: int | None = None) -> None:
    """Work the decide-by dates out again after gates, meetings or routes changed (R3).

    Args:
        borough_id: whose contracts; without one, everybody's, as after a change of the default profile.
    """
    derive_again(borough_id=borough_id)


@shared_task(
    name="contracts.announce_decisions",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def announce_decisions_task() -> None:
    """Announce the decisions that came near to the officers who take them."""
    announce_decisions(on=timezone.localdate())


@shared_task(
    name="contracts.ask_whether_true",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def ask_whether_true_task() -> None:
    """Ask officers whether contracts that nobody has confirmed for a year are still true (R7)."""
    ask_whether_true(on=timezone.localdate())


@shared_task(
    name="contracts.match_products",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=25 * 60,
    time_limit=30 * 60,
)
def match_products_task() -> None:
    """Look for products, service areas and new terms in all contracts, as after a name was added."""
    search_register()


@shared_task(
    name="contracts.sync_notices",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=55 * 60,
    time_limit=60 * 60,
)
def sync_notices_task(source: str) -> None:
    """Read what a public service has published since the last time.

    The schedule is kept in the database, where it outlives the setting: so the setting is asked here too.

    Args:
        source: the service's code (``contracts/feeds.py``).
    """
    if settings.NOTICES_SYNC and source in configured_sources():
        sync_notices(source=source, for_seconds=SYNC_SECONDS)


@shared_task(name="contracts.find_same", soft_time_limit=25 * 60, time_limit=30 * 60)
def find_same_task() -> None:
    """Look for records that may be one contract, and ask their boroughs (R8)."""
    look_for_same()
