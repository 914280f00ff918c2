"""The flag job on a real worker: ended in the middle, run twice, run by two at once (R4)."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from pipeline.actions import LOCKS, flag_boroughs
from pipeline.models import Flag, FlagBorough, FlagRun
from pipeline.tasks import flag_boroughs_task
from tests.celery_worker import Worker
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)
from tests.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

StartWorker = Callable[..., Worker]


@pytest.fixture
def contracts(transactional_db: None) -> list[int]:
    """Contracts of three boroughs with three suppliers in two service areas; their ids."""
    default_route(days=182)
    today = timezone.localdate()
    boroughs = [BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington")]
    suppliers = [SupplierFactory() for _ in range(3)]
    areas = [ServiceAreaFactory() for _ in range(2)]
    return [
        ContractFactory(
            boroughs=[borough],
            suppliers=[suppliers[(place + number) % 3]],
            service_area=areas[number % 2],
            value=Decimal(100_000 * (number + 1)),
            start_date=today - dt.timedelta(days=900),
            end_date=today + dt.timedelta(days=400 + 70 * place + 200 * number),
        ).pk
        for place, borough in enumerate(boroughs)
        for number in range(4)
    ]


def said() -> list[tuple[object, ...]]:
    """What the live flags say, without what differs from run to run (ids and moments)."""
    flags = Flag.objects.filter(expired=None).prefetch_related("borough_links")
    return sorted(
        (
            flag.kind,
            flag.sentence,
            tuple(flag.reasons),
            flag.score,
            flag.value,
            sorted(
                (part.borough_id, tuple(part.contract_ids), part.decide_by)
                for part in flag.borough_links.all()
            ),
        )
        for flag in flags
    )


def undisturbed() -> list[tuple[object, ...]]:
    """What a run by itself says, in this process, from nothing."""
    Flag.objects.all().delete()
    flag_boroughs(on=timezone.localdate())
    return said()


def waiting_for(what: str) -> bool:
    """Tell whether some other run waits: for the table that this process holds, or for another run."""
    held = "pipeline_flagborough"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND ("
            " (%s = 'table' AND locktype = 'relation' AND relation = %s::regclass)"
            " OR (%s = 'run' AND locktype = 'advisory' AND classid = %s))",
            [what, held, what, LOCKS],
        )
        return bool(cursor.fetchone()[0])


def hold_the_table() -> None:
    """Let nobody write boroughs' parts until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE pipeline_flagborough IN SHARE MODE")


def finished(runs: int) -> Callable[[], bool]:
    return lambda: FlagRun.objects.filter(finished__isnull=False).count() >= runs


def test_ended_in_the_middle_and_run_again_it_says_the_same_as_undisturbed(
    contracts: list[int], celery_worker_process: StartWorker
) -> None:
    worker = celery_worker_process()
    with transaction.atomic():
        hold_the_table()
        flag_boroughs_task.delay()
        eventually(lambda: waiting_for("table"))
        worker.kill()
    assert not FlagRun.objects.filter(finished__isnull=False).exists()
    assert said() == []

    celery_worker_process()
    flag_boroughs_task.delay()
    eventually(finished(1))

    again = said()
    assert len(again) > 3
    assert again == undisturbed()


def test_run_twice_it_changes_nothing(contracts: list[int], celery_worker_process: StartWorker) -> None:
    celery_worker_process()
    flag_boroughs_task.delay()
    eventually(finished(1))
    flags, parts = list(Flag.objects.values()), list(FlagBorough.objects.values())

    flag_boroughs_task.delay()
    eventually(finished(2))

    assert list(Flag.objects.values()) == flags
    assert list(FlagBorough.objects.values()) == parts


def test_run_by_two_at_once_one_waits_and_each_flag_is_there_once(
    contracts: list[int], celery_worker_process: StartWorker
) -> None:
    celery_worker_process(concurrency=2)
    with transaction.atomic():
        hold_the_table()
        flag_boroughs_task.delay()
        flag_boroughs_task.delay(contracts)
        eventually(lambda: waiting_for("table"))
        eventually(lambda: waiting_for("run"))
    eventually(finished(2))

    both = said()
    assert Flag.objects.filter(expired__isnull=False).count() == 0
    assert both == undisturbed()
