"""Background tasks of the register."""

from celery import shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from contracts.actions import (
    announce_decisions,
    ask_mailboxes,
    ask_whether_true,
    configured_sources,
    derive_again,
    refresh_landscape,
    sync_notices,
)
from contracts.actions.payees import match_payees
from contracts.actions.payment_retention import tidy_payments
from contracts.actions.payments import fail_payments, resume_payments, take_payments
from contracts.actions.reconcile import look_for_same
from contracts.actions.register_search import search_register
from contracts.actions.spend_feeds import fetch_all_sources, fetch_source
from contracts.actions.uploads import resume_uploads, tidy_uploads, work_on_upload

LIKENESS_DAY = 6  # Sunday: comparing all payees with all suppliers takes minutes
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
    name="contracts.ask_mailboxes",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def ask_mailboxes_task() -> None:
    """Ask role mailboxes whether contracts that nobody looks after are still true (R7)."""
    ask_mailboxes(on=timezone.localdate())


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
    name="contracts.refresh_landscape",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=9 * 60,
    time_limit=10 * 60,
)
def refresh_landscape_task() -> None:
    """Work the landscape out anew where the register has changed, or a new day has begun."""
    refresh_landscape(on=timezone.localdate())


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


@shared_task(
    name="contracts.take_payments",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=25 * 60,
    time_limit=30 * 60,
)
def take_payments_task(file_id: int) -> None:
    """Make a spend file count that somebody looked at, or that was fetched (R11).

    Args:
        file_id: of the file; if it does not wait to be taken, nothing is done.
    """
    try:
        take_payments(file_id=file_id)
    except OperationalError:
        raise
    except Exception:
        fail_payments(file_id=file_id, why="Something went wrong in the hub. Nothing of the file counts yet.")
        raise


@shared_task(
    name="contracts.fetch_payments",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=35 * 60,
    time_limit=40 * 60,
)
def fetch_payments_task(source_id: int | None = None) -> None:
    """Fetch spend files from an address that is set in the admin, or from all of them (R11).

    Args:
        source_id: whose address; without one, every active one gets a task of its own.
    """
    if source_id is None:
        fetch_all_sources()
    else:
        fetch_source(source_id=source_id)


@shared_task(
    name="contracts.look_after_payments",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=25 * 60,
    time_limit=30 * 60,
)
def look_after_payments_task() -> None:
    """Take up what was left waiting, find payees among new suppliers, forget what is too old (R11)."""
    now = timezone.now()
    resume_payments()
    match_payees(by_likeness=timezone.localdate(now).weekday() == LIKENESS_DAY)
    tidy_payments(now=now)


@shared_task(
    name="contracts.work_on_upload",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=55 * 60,
    time_limit=60 * 60,
)
def work_on_upload_task(upload_id: int) -> None:
    """Read, check, import or undo an upload, whichever its state asks for."""
    work_on_upload(upload_id=upload_id)


@shared_task(
    name="contracts.resume_uploads",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=60,
    time_limit=2 * 60,
)
def resume_uploads_task() -> None:
    """Have uploads gone on with whose worker died."""
    resume_uploads()


@shared_task(
    name="contracts.tidy_uploads",
    autoretry_for=(OperationalError,),
    retry_backoff=30,
    max_retries=5,
    soft_time_limit=25 * 60,
    time_limit=30 * 60,
)
def tidy_uploads_task() -> None:
    """Keep files and rows of uploads no longer than the settings say."""
    tidy_uploads(now=timezone.now())


@shared_task(name="contracts.find_same", soft_time_limit=25 * 60, time_limit=30 * 60)
def find_same_task() -> None:
    """Look for records that may be one contract, and ask their boroughs (R8)."""
    look_for_same()
