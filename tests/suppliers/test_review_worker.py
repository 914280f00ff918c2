"""Looking for pairs on a real worker, and a merge while an import resolves names (R10)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction

from suppliers.actions import RESOLVING, MergeRefused, merge_suppliers
from suppliers.models import Merge, SupplierPair
from suppliers.tasks import find_pairs_task
from tests.celery_worker import Worker
from tests.factories import SupplierFactory, default_route
from tests.waiting import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_pairs_come_into_the_queue_and_a_second_run_adds_none(
    celery_worker_process: Callable[..., Worker],
) -> None:
    left = SupplierFactory(name="Tidewater Housing Systems Ltd")
    right = SupplierFactory(name="Tidewatter Housing Systems")
    for name in ("Amber Catering", "Birch Parking", "Copper Roofing", "Dune Payroll"):
        SupplierFactory(name=name)
    celery_worker_process()
    find_pairs_task.delay()
    pair: Any = eventually(SupplierPair.objects.first)
    assert (pair.left, pair.right) == (left, right)

    third = SupplierFactory(name="Tide Water Housing Systems")
    find_pairs_task.delay()
    eventually(lambda: SupplierPair.objects.filter(right=third).exists())
    assert SupplierPair.objects.filter(left=left, right=right).count() == 1


def test_nothing_is_merged_while_an_import_resolves_names() -> None:
    default_route()
    kept, gone = SupplierFactory.create_batch(2)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [RESOLVING])
        with pytest.raises(MergeRefused, match="An import is running"):
            merge_suppliers(kept=kept, gone=gone, by=None, reason="The same.")
    finally:
        other.close()
    eventually(_lock_is_free)
    merge_suppliers(kept=kept, gone=gone, by=None, reason="The same.")
    assert Merge.objects.count() == 1


def _lock_is_free() -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [RESOLVING])
        return bool(cursor.fetchone()[0])
