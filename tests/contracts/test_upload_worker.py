"""An upload on a real worker: ended at once in the middle, and begun again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from boroughs.models import Borough
from contracts.actions.uploads import apply_upload, choose_columns, opening_layouts, resume_uploads
from contracts.models import Contract, ContractKey, Import, SourceRecord, Upload
from suppliers.models import Supplier
from tests.celery_worker import Worker
from tests.contracts.uploading import HEAD, begun, imported
from tests.waiting import eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.usefixtures("reference"),
]

#: Contracts in a piece.
PIECE = 20
#: A contract of the second piece, which is there before with another value.
LATE = "K30"
ROWS = HEAD + "".join(
    f"K{n},Contract {n},Tideline {n % 7} Ltd,01/04/2022,31/03/2027,{n * 1000 + 5000},\n" for n in range(45)
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
    for model in (SourceRecord, Upload, Import, Contract):
        model._default_manager.all().delete()
    Supplier.objects.filter(name__startswith="Tideline").delete()


def somebody_waits_for_a_row() -> bool:
    """Tell whether another process waits for a row that this one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
        return bool(cursor.fetchone()[0])


def has(pk: int, **what: Any) -> bool:
    """Tell whether the upload is in some state."""
    return Upload.objects.filter(pk=pk, **what).exists()


def start(borough: Borough) -> Upload:
    """Import one contract of a later piece, then upload the whole file; the rest is the worker's."""
    imported(borough, HEAD + f"{LATE},Contract 30,Tideline 2 Ltd,01/04/2022,31/03/2027,7000,\n")
    upload = begun(borough, ROWS)
    choose_columns(upload=upload, layouts=[opening_layouts(upload)[0][1]], by=None)
    return upload


def test_ended_in_the_middle_of_the_import_and_begun_again_it_comes_to_the_same_as_undisturbed(
    celery_worker_process: Callable[..., Worker],
) -> None:
    camden = Borough.objects.get(slug="camden")
    upload = start(camden)
    small = {"UPLOAD_AT_ONCE": str(PIECE)}
    worker = celery_worker_process(env=small)
    eventually(lambda: has(upload.pk, state="checked"), seconds=120)
    apply_upload(upload=upload, by=None)
    with transaction.atomic():
        list(Contract.objects.filter(reference=LATE).select_for_update().values_list("pk"))
        eventually(somebody_waits_for_a_row, seconds=120)
        worker.kill()
    assert has(upload.pk, state="applying", done=PIECE)
    assert Contract.objects.count() == PIECE + 1, "what was done is kept, and nothing of what was not"

    second = celery_worker_process(env=small)
    assert resume_uploads() == 1
    eventually(lambda: has(upload.pk, state="applied"), seconds=120)
    after = kept()
    assert len(after["contracts"]) == 45
    assert len(after["records"]) == 46

    second.kill()  # what begins anew is prepared here, and a worker would do it at the same time
    forget()
    undisturbed = start(camden)
    celery_worker_process(env=small)
    eventually(lambda: has(undisturbed.pk, state="checked"), seconds=120)
    apply_upload(upload=undisturbed, by=None)
    eventually(lambda: has(undisturbed.pk, state="applied"), seconds=120)
    assert kept() == after
