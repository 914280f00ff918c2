"""An upload on a real worker: ended at once in the middle, and begun again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from boroughs.models import Borough
from contracts.actions.uploads import apply_upload, choose_columns, opening_layouts, resume_uploads
from contracts.models import Contract, ContractKey, Import, SourceRecord, Upload
from suppliers.models import Supplier
from tests.celery_worker import Worker
from tests.contracts.uploading import HEAD, begun
from tests.waiting import eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("reference"),
]

ROWS = HEAD + "".join(
    f"K{n},Contract {n},Tideline {n % 7} Ltd,01/04/2022,31/03/2027,{n * 1000 + 5000},\n" for n in range(1100)
)


def kept() -> dict[str, list[Any]]:
    """Return what is stored, without ids and moments."""
    records = SourceRecord.objects.order_by("key", "digest")
    return {
        "records": list(records.values_list("key", "digest", "outcome", "reason", "place")),
        "contracts": list(
            ContractKey.objects.order_by("value").values_list(
                "value",
                *("contract__title", "contract__value", "contract__end_date", "contract__annual_value"),
                *("contract__supplier_text", "contract__confirmed_on", "contract__borough_ids"),
            )
        ),
        "suppliers": list(Supplier.objects.order_by("name").values_list("name", flat=True)),
        "imports": list(Import.objects.values_list("label", "state", "counts")),
        "uploads": list(Upload.objects.values_list("state", "counts", "done", "total", "file")),
    }


def forget() -> None:
    """Take everything away that an upload brought."""
    for model in (SourceRecord, Upload, Import, Contract, Supplier):
        model._default_manager.all().delete()


def waits_for(table: str) -> bool:
    """Tell whether another process waits for a table that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
            " AND relation = %s::regclass",
            [table],
        )
        return bool(cursor.fetchone()[0])


def has(pk: int, **what: Any) -> bool:
    """Tell whether the upload is in some state."""
    return Upload.objects.filter(pk=pk, **what).exists()


def start(borough: Borough) -> Upload:
    """Upload the file and confirm its columns: the rest is the worker's."""
    upload = begun(borough, ROWS)
    choose_columns(upload=upload, layouts=[opening_layouts(upload)[0][1]], by=None)
    return upload


def held_and_killed(worker: Worker, table: str) -> None:
    """Hold a table until the worker waits for it in the middle of its work, and end the worker there."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        eventually(lambda: waits_for(table), seconds=120)
        worker.kill()


def test_ended_in_the_middle_of_the_import_and_begun_again_it_comes_to_the_same_as_undisturbed(
    celery_worker_process: Callable[..., Worker],
) -> None:
    camden = Borough.objects.get(slug="camden")
    worker = celery_worker_process()
    upload = start(camden)
    eventually(lambda: has(upload.pk, state="checked"), seconds=240)
    apply_upload(upload=upload, by=None)
    eventually(lambda: has(upload.pk, state="applying", done=1000), seconds=240)
    held_and_killed(worker, "contracts_sourcerecord")
    assert Contract.objects.count() == 1000, "what was done is kept, and nothing of what was not"
    assert has(upload.pk, state="applying", done=1000)

    celery_worker_process()
    assert resume_uploads() == 1
    eventually(lambda: has(upload.pk, state="applied"), seconds=240)
    after = kept()
    assert len(after["records"]) == len(after["contracts"]) == 1100

    forget()
    undisturbed = start(camden)
    eventually(lambda: has(undisturbed.pk, state="checked"), seconds=240)
    apply_upload(upload=undisturbed, by=None)
    eventually(lambda: has(undisturbed.pk, state="applied"), seconds=240)
    assert kept() == after
    assert Upload.objects.get().on == timezone.localdate()
