"""New contracts that are written many at once come to the same as one after the other (R8)."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from boroughs.models import Borough
from contracts.actions import import_register, register
from contracts.actions.register import RegisterRows
from contracts.models import (
    Contract,
    ContractBorough,
    ContractKey,
    ContractPair,
    ContractSupplier,
    ExtensionOption,
    Import,
    Joining,
    SourceRecord,
)
from suppliers.models import Supplier

pytestmark = pytest.mark.django_db

HEAD = (
    "Contract No.,Title of agreement,Supplier,Start date,End date,Value £,Extension options,SME,Joint with\n"
)
#: What another source of the borough says: K-10001 is certainly the first contract of MESSY.
BEFORE = HEAD + (
    "K-10001,Housing management system,Tideline Ltd,01/04/2022,31/03/2027,500000,1+1 years,Yes,\n"
    "K-10002,Parking permits,Kestrel plc,01/04/2023,31/03/2026,80000,,,\n"
)
#: The same and like titles, references of several contracts, suppliers written otherwise, dates in disorder.
MESSY = HEAD + (
    "K-10001,Housing management system,Tideline Ltd,01/04/2022,31/03/2027,500000,2+2 years,No,\n"
    "K-20001,Parking permits,KESTREL PLC,01/04/2023,31/03/2026,80000,None,No,Hackney Council\n"
    "K-20002,Parking permits system,Kestrel plc,01/04/2023,31/03/2026,80000,12 months,,\n"
    "K-20003,PARKING PERMITS SYSTEM,Kestrel Plc,02/04/2023,30/03/2026,80000.005,,Yes,\n"
    "K-20004,Legal panel lot 1,One LLP; Two LLP,2024-01-01,2023-12-31,,,Yes,\n"
    "K-20005,Legal panel lot 2,Two LLP,2024-01-01,2026-12-31,0,,No,Islington Council\n"
    "K-20005,Legal panel lot 3,Two LLP,2024-01-01,2026-12-31,0,,,\n"
    ",Library self-service,Fernhill Libraries Limited,01/05/2026,end of the month,12000,,,\n"
    ",Library self-service,Fernhill Library Ltd,01/05/2026,,12000,,,\n"
    "K-20006,Library self service,Fernhill Libraries (UK) Ltd,01/05/2026,,12000,5+2+2,,\n"
    "K-20007,Roads,TBC,,,,,,\n"
    "K-20007,Roads,Tideline Limited,,,,,,\n"
)


def stored() -> dict[str, list[Any]]:
    """Return what is stored, without ids and moments; records and suppliers by what they are called."""
    names = dict(Contract.objects.values_list("pk", "reference"))
    records = dict(SourceRecord.objects.values_list("pk", "key"))
    supplier = ("supplier__name", "supplier__merged_into__name")
    return {
        "contracts": [
            [
                *(one.reference, one.title, one.value, one.start_date, one.end_date, one.annual_value),
                *(one.supplier_text, one.confirmed_on, one.borough_ids, one.options_known, one.window),
                {
                    name: {**said, "record": records.get(said.get("record", 0))}
                    for name, said in one.provenance.items()
                },
            ]
            for one in Contract.objects.order_by("reference", "title", "supplier_text")
        ],
        "keys": list(ContractKey.objects.order_by("value").values_list("value", "contract__title")),
        "boroughs": list(
            ContractBorough.objects.order_by("contract__title", "contract__reference", "pk").values_list(
                "contract__title", "borough__slug", "is_lead"
            )
        ),
        "suppliers": sorted(
            map(
                str,
                ContractSupplier.objects.order_by().values_list(
                    "contract__title", *supplier, "name_as_written", "reason", "is_sme"
                ),
            )
        ),
        "known": list(
            Supplier.objects.order_by("name").values_list("name", "is_sme", "merged_into__name", "slug")
        ),
        "options": sorted(
            map(str, ExtensionOption.objects.order_by().values_list("contract__title", "number", "months"))
        ),
        "pairs": sorted(
            (sorted((names.get(one.left_id, "gone"), names.get(one.right_id, "gone"))), one.reason, one.score)
            for one in ContractPair.objects.order_by()
        ),
        "joinings": sorted(Joining.objects.values_list("title", "reason")),
        "records": list(
            SourceRecord.objects.order_by("key", "digest").values_list(
                "key", "outcome", "reason", "contracts__title"
            )
        ),
        "imports": list(Import.objects.order_by("pk").values_list("label", "state", "counts")),
    }


def import_both(borough: Borough, folder: Path) -> dict[str, list[Any]]:
    """Import the one register as if another source had brought it, then the other; return what is stored."""
    for name, text in (("before.csv", BEFORE), ("register.csv", MESSY)):
        (folder / name).write_text(text)
        import_register(path=folder / name, borough=borough)
        if name == "before.csv":
            for key in ContractKey.objects.all():
                key.scheme, key.value = "ocds", f"ocds-b5fd17-{key.value}"
                key.save()
            SourceRecord.objects.update(key=Concat(Value("ocds-"), "key"))
    return stored()


@pytest.mark.parametrize("at_once", [1, 4, 500])
def test_many_at_once_come_to_the_same_as_one_after_the_other(
    reference: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    camden = Borough.objects.get(slug="camden")
    monkeypatch.setattr(register, "AT_ONCE", at_once)
    with transaction.atomic():
        together = import_both(camden, tmp_path)
        transaction.set_rollback(True)
    monkeypatch.setattr(RegisterRows, "_is_new", lambda self, group, known: False)
    apart = import_both(camden, tmp_path)
    assert together["joinings"], "the register names a contract that another source has brought"
    assert len(together["pairs"]) > 2
    for what, expected in apart.items():
        assert together[what] == expected, what


def test_ten_times_the_contracts_take_hardly_more_queries(reference: None, tmp_path: Path) -> None:
    camden = Borough.objects.get(slug="camden")
    counts = []
    for number in (5, 50):
        path = tmp_path / f"{number}.csv"
        rows = (f"N{number}-{n},Contract {number} {n},Tideline Ltd,,,{n + 5000},,,\n" for n in range(number))
        path.write_text(HEAD + "".join(rows))
        with CaptureQueriesContext(connection) as queries:
            import_register(path=path, borough=camden)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 5, counts
