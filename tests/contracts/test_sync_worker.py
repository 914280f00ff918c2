"""Reading notices on a real worker: ended at once in the middle, and begun again."""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from contracts.actions import sync_notices
from contracts.models import Contract, ContractKey, Feed, Import, SourceRecord
from contracts.tasks import sync_notices_task
from suppliers.models import Supplier
from tests.celery_worker import Worker
from tests.contracts.releases import award, release
from tests.notice_service import NoticeService, Odd, running
from tests.waiting import eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("reference"),
]

SOURCE = "contracts_finder"


@pytest.fixture
def service() -> Iterator[NoticeService]:
    """Six releases on three pages; the award of the oldest ocid is amended on the first page."""
    now = timezone.now()
    with running() as at_work:
        for number in range(5):
            moment = now - dt.timedelta(hours=20 - number)
            at_work.releases.append(
                release(award(), ocid=f"ocds-b5fd17-{number}", id=f"r-{number}", date=moment.isoformat())
            )
        at_work.releases[3] |= {"buyer": {"name": "Hull City Council"}, "parties": []}
        longer = award(contractPeriod={"endDate": "2031-03-31T23:59:59+01:00"})
        oldest = at_work.releases[0]
        at_work.releases.append(
            {**oldest, "id": "r-5", "date": now.isoformat(), "tag": ["awardUpdate"], "awards": [longer]}
        )
        at_work.releases[-1]["date"] = (now - dt.timedelta(hours=1)).isoformat()
        at_work.page_size = 2
        yield at_work


@pytest.fixture
def start(
    service: NoticeService, settings: Any, celery_worker_process: Callable[..., Worker]
) -> Callable[[], Worker]:
    """Start a worker that reads the service when it is told to."""
    settings.NOTICES_ADDRESSES = {SOURCE: service.address}
    settings.NOTICES_FIRST_DAYS = 1
    env = {"NOTICES_SYNC": "on", "NOTICES_CONTRACTS_FINDER": service.address, "NOTICES_FIRST_DAYS": "1"}
    return lambda: celery_worker_process(env=env)


def kept() -> dict[str, list[Any]]:
    """Return what is stored, without ids and moments."""
    records = SourceRecord.objects.order_by("key", "digest")
    keys = ContractKey.objects.select_related("contract").order_by("value")
    return {
        "records": list(records.values_list("key", "digest", "outcome", "reason", "published")),
        "contracts": [
            (
                key.value,
                *(key.contract.title, key.contract.value, key.contract.start_date, key.contract.end_date),
                *(key.contract.supplier_text, key.contract.confirmed_on, key.contract.borough_ids),
            )
            for key in keys
        ],
        "suppliers": list(Supplier.objects.order_by("name").values_list("name", flat=True)),
        "feeds": list(Feed.objects.values_list("source", "since", "until", "next_page", "flags_due")),
    }


def undisturbed() -> dict[str, list[Any]]:
    """Return what a reading by itself stores, in this process, from nothing."""
    of_notices = set(Supplier.objects.filter(contracts__isnull=False).values_list("pk", flat=True))
    for model in (SourceRecord, Import, Contract, Feed):
        model._default_manager.all().delete()
    Supplier.objects.filter(pk__in=of_notices).delete()
    assert sync_notices(source=SOURCE).done
    return kept()


def somebody_waits_for_the_table() -> bool:
    """Tell whether another process waits for the table that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
            " AND relation = 'contracts_sourcerecord'::regclass"
        )
        return bool(cursor.fetchone()[0])


def read_to_the_end() -> bool:
    return Feed.objects.filter(last_read__isnull=False, flags_due=False).exists()


def test_ended_between_two_pages_and_begun_again_it_keeps_the_same_as_undisturbed(
    service: NoticeService, start: Callable[[], Worker]
) -> None:
    service.odd = deque([None, Odd(hold=True)])
    worker = start()
    sync_notices_task.delay(SOURCE)
    eventually(lambda: len(service.asked) == 2)
    worker.kill()
    service.let_go.set()
    assert Import.objects.count() == 1
    assert not read_to_the_end()

    service.asked.clear()
    start()
    sync_notices_task.delay(SOURCE)
    eventually(read_to_the_end)

    assert "cursor" in service.asked[0], "the first page is not asked for again"
    assert Import.objects.count() == 3
    assert sum(run.counts["read"] for run in Import.objects.all()) == SourceRecord.objects.count() == 6
    again = kept()
    assert again == undisturbed()


def test_ended_while_a_page_is_written_and_begun_again_it_keeps_the_same_as_undisturbed(
    service: NoticeService, start: Callable[[], Worker]
) -> None:
    service.odd = deque([None, Odd(hold=True)])
    worker = start()
    sync_notices_task.delay(SOURCE)
    eventually(lambda: len(service.asked) == 2)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE contracts_sourcerecord IN SHARE MODE")
        service.let_go.set()
        eventually(somebody_waits_for_the_table)
        worker.kill()
    assert Import.objects.count() == 1
    assert SourceRecord.objects.count() == 2

    start()
    sync_notices_task.delay(SOURCE)
    eventually(read_to_the_end)

    assert Import.objects.count() == 3
    again = kept()
    assert again == undisturbed()
