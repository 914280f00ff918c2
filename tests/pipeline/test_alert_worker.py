"""Saved searches on a real worker: ended in the middle, run twice, run by two at once."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from boroughs.models import Mail
from pipeline.models import SavedSearch, ToldOpportunity
from pipeline.tasks import send_alerts_task
from tests.celery_worker import Worker
from tests.factories import BoroughFactory, SavedSearchFactory, TenderNoticeFactory
from tests.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
StartWorker = Callable[..., Worker]
SEARCHES = 6


@pytest.fixture
def searches(transactional_db: None) -> list[SavedSearch]:
    """Searches of several addresses, and two notices of which none has been told."""
    camden = BoroughFactory(slug="camden", name="Camden")
    for title in ("Kiosks", "Telephones"):
        TenderNoticeFactory(title=title, borough_ids=[camden.pk])
    return [SavedSearchFactory() for _ in range(SEARCHES)]


def hold_the_mails() -> None:
    """Let nobody write an e-mail until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE boroughs_mail IN SHARE MODE")


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'boroughs_mail'::regclass"
        )
        return bool(cursor.fetchone()[0])


def each_was_told_once(searches: list[SavedSearch]) -> bool:
    """Tell whether every address got one e-mail of both notices, and both are kept as told by it."""
    mails = Mail.objects.filter(kind="alert_found")
    told = ToldOpportunity.objects.filter(mail__isnull=False)
    return (
        mails.count() == len(searches) == mails.values("address").distinct().count()
        and told.count() == 2 * len(searches)
        and all("Kiosks" in mail.text and "Telephones" in mail.text for mail in mails)
    )


def done(worker: Worker, task: str) -> Callable[[], bool]:
    return lambda: any("task_succeeded" in line and task in line for line in worker.output.splitlines())


def test_ended_in_the_middle_and_run_again_each_is_told_once(
    searches: list[SavedSearch], celery_worker_process: StartWorker
) -> None:
    worker = celery_worker_process()
    with transaction.atomic():
        hold_the_mails()
        send_alerts_task.delay()
        eventually(somebody_waits)
        worker.kill()
    assert not ToldOpportunity.objects.exists()

    worker = celery_worker_process()
    send_alerts_task.delay()
    eventually(lambda: each_was_told_once(searches))
    again = send_alerts_task.delay()
    eventually(done(worker, again.id))
    assert each_was_told_once(searches)


def test_two_at_once_tell_each_once(searches: list[SavedSearch], celery_worker_process: StartWorker) -> None:
    worker = celery_worker_process(concurrency=2)
    with transaction.atomic():
        hold_the_mails()
        runs = [send_alerts_task.delay(), send_alerts_task.delay()]
        eventually(somebody_waits)
    for run in runs:
        eventually(done(worker, run.id))
    assert each_was_told_once(searches)
