"""Notices become contracts, and every release is accounted for."""

import csv
import datetime as dt
import gzip
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.actions import import_notices
from contracts.models import Contract, Import, SourceRecord
from pipeline.models import FlagRun
from suppliers.models import Supplier, SupplierIdentifier
from tests.contracts.releases import OCID, award, package, release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def outcomes(run: Import) -> dict[str, int]:
    """Return the outcomes that occurred."""
    return {name: run.counts[name] for name in SourceRecord.Outcome.values if run.counts[name]}


def test_an_award_becomes_a_contract_with_all_that_the_notice_says(tmp_path: Path) -> None:
    run = import_notices(paths=[package(tmp_path, "a.json", release(award()))])
    assert outcomes(run) == {"created": 1}
    contract = Contract.objects.get()
    assert contract.title == "Housing management system"
    assert contract.description == "Rents & repairs.\nTwo lots."
    assert (contract.start_date, contract.end_date) == (dt.date(2022, 4, 1), dt.date(2027, 3, 31))
    assert (contract.value, contract.annual_value) == (Decimal(500000), Decimal(100000))
    assert [borough.slug for borough in contract.boroughs.all()] == ["camden"]
    assert contract.cpv_codes == ["48000000"]
    assert contract.decide_by is not None
    assert contract.service_area is not None
    assert contract.service_area.code == "HSG-HMS"
    assert "title" in contract.service_area_reason
    link = contract.supplier_links.get()
    assert link.supplier.name == "Tideline Systems Ltd"
    assert SupplierIdentifier.objects.get().value == "04161207"
    record = SourceRecord.objects.get()
    assert record.raw["tender"]["description"] == "Rents &amp; repairs.rnrnTwo lots."
    assert contract.provenance["end_date"] == {"source": "notice", "at": "2022-03-01", "record": record.pk}


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = package(tmp_path, "a.json", release(award()))
    import_notices(paths=[path])
    changed, suppliers = Contract.objects.get().changed, Supplier.objects.count()
    assert outcomes(import_notices(paths=[path])) == {"repeated": 1}
    assert Contract.objects.get().changed == changed
    assert Supplier.objects.count() == suppliers


def test_a_newer_release_wins_whatever_the_order_of_arrival(tmp_path: Path) -> None:
    newer = release(
        award(value={"amount": 700000, "currency": "GBP"}),
        id="release-2",
        date="2023-01-01T09:00:00+01:00",
        tag=["awardUpdate"],
    )
    import_notices(paths=[package(tmp_path, "b.json", newer)])
    run = import_notices(paths=[package(tmp_path, "a.json", release(award()))])
    assert outcomes(run) == {"unchanged": 1}
    assert Contract.objects.get().value == Decimal(700000)


def updates() -> list[dict[str, Any]]:
    """Return an award and two updates of it, each of which is about something else."""
    longer = release(id="release-2", date="2023-01-01T00:00:00Z", tag=["awardUpdate"], tender={})
    longer["awards"] = [
        {"id": "award-1", "contractPeriod": {"startDate": "2022-04-01", "endDate": "2029-03-31"}}
    ]
    dearer = release(id="release-3", date="2024-01-01T00:00:00Z", tag=["awardUpdate"], tender={})
    dearer["awards"] = [{"id": "award-1", "value": {"amount": 700000, "currency": "GBP"}}]
    return [release(award()), longer, dearer]


@pytest.mark.parametrize(
    "arrival", ["0,2 1", "0 2 1", "2 0,1", "1,2 0", "2 1 0", "1 0 2", "2,0 1", "0,1,2", "2,1,0"]
)
def test_the_end_is_the_same_in_whatever_order_and_company_releases_arrive(
    tmp_path: Path, arrival: str
) -> None:
    releases = updates()
    for number, together in enumerate(arrival.split()):
        chosen = [releases[int(place)] for place in together.split(",")]
        run = import_notices(paths=[package(tmp_path, f"{number}.json", *chosen)])
        assert run.counts["read"] == len(chosen)
    contract = Contract.objects.get()
    assert contract.title == "Housing management system"
    assert contract.end_date == dt.date(2029, 3, 31)
    assert contract.value == 700_000
    assert [supplier.name for supplier in contract.suppliers.all()] == ["Tideline Systems Ltd"]
    assert contract.confirmed_on == dt.date(2024, 1, 1)


def test_an_import_asks_for_the_keys_of_its_own_releases_only(
    tmp_path: Path,
) -> None:
    others = [release(id=str(number), ocid=f"o-{number}") for number in range(30)]
    path = package(tmp_path, "others.json", *others)
    import_notices(paths=[path])
    with CaptureQueriesContext(connection) as asked:
        assert outcomes(import_notices(paths=[path])) == {"repeated": 30}
    known = [
        query["sql"]
        for query in asked
        if query["sql"].startswith("SELECT") and '"contracts_sourcerecord"."digest"' in query["sql"]
    ]
    assert ['"contracts_sourcerecord"."key" IN' in sql for sql in known] == [True]


def test_a_contract_that_was_prolonged_has_its_new_dates(tmp_path: Path) -> None:
    import_notices(paths=[package(tmp_path, "a.json", release(award()))])
    longer = award(contractPeriod={"startDate": "2022-04-01", "endDate": "2030-03-31"})
    import_notices(paths=[package(tmp_path, "b.json", release(longer, id="2", date="2026-01-01"))])
    contract = Contract.objects.get()
    assert contract.end_date == contract.maximum_end_date == dt.date(2030, 3, 31)
    assert contract.window.upper == dt.date(2030, 4, 1)


def test_an_update_changes_the_contract_and_keeps_what_it_does_not_mention(tmp_path: Path) -> None:
    import_notices(paths=[package(tmp_path, "a.json", release(award()))])
    update = release(id="release-2", date="2023-01-01T00:00:00Z", tag=["awardUpdate"])
    update["awards"] = [{"id": "award-1", "value": {"amount": 700000, "currency": "GBP"}}]
    run = import_notices(paths=[package(tmp_path, "b.json", update)])
    assert outcomes(run) == {"updated": 1}
    contract = Contract.objects.get()
    assert contract.value == Decimal(700000)
    assert contract.end_date == dt.date(2027, 3, 31)
    assert contract.suppliers.count() == 1


@pytest.mark.parametrize("status", ["cancelled", "unsuccessful"])
@pytest.mark.parametrize("others", [0, 1])
def test_an_award_withdrawn_after_its_contract_was_recorded_is_said_and_the_contract_stays(
    tmp_path: Path, status: str, others: int
) -> None:
    import_notices(paths=[package(tmp_path, "a.json", release(award()))])
    more = [award(id="award-2")] * others
    withdrawn = release(award(status=status), *more, id="release-2", date="2023-01-01T00:00:00Z")
    run = import_notices(paths=[package(tmp_path, "b.json", withdrawn)])
    assert outcomes(run) == ({"created": 1} if others else {"skipped": 1})
    said = f"{OCID}: the award of “Housing management system” on the register is withdrawn."
    assert said in run.counts["notes"]
    record = SourceRecord.objects.get(key=f"{OCID}|release-2")
    assert Contract.objects.get(keys__value=f"{OCID}|award-1") in record.contracts.all()
    assert record.contracts.count() == 1 + others


def test_releases_that_make_no_contract_are_counted_with_the_reason(tmp_path: Path) -> None:
    path = package(
        tmp_path,
        "a.json",
        release(id="1", ocid="o-1"),
        release(award(status="cancelled"), id="2", ocid="o-2"),
        release(award(), id="3", ocid="o-3", buyer={"name": "Hull City Council"}, parties=[]),
        release(award(), id="4", ocid="o-4"),
        release(award(), id="4", ocid="o-4"),
        "not a release",
        {"id": "5", "date": "2022-01-01", "awards": []},
    )
    run = import_notices(paths=[path])
    assert outcomes(run) == {"created": 1, "repeated": 1, "skipped": 3, "unreadable": 2}
    assert run.counts["read"] == 7
    assert run.counts["reasons"] == {
        "No award yet.": 1,
        "The award was cancelled.": 1,
        "The buyer is not a London borough.": 1,
        "It is not an object.": 1,
        "The release has no ocid.": 1,
    }
    assert run.counts["outside_london"] == {"Hull City Council": 1}
    assert SourceRecord.objects.count() == 6


def test_money_that_is_not_sterling_or_no_price_is_not_known(tmp_path: Path) -> None:
    import_notices(
        paths=[
            package(
                tmp_path,
                "a.json",
                release(award(id="euro", value={"amount": 5, "currency": "EUR"}), ocid="o-1", id="1"),
                release(award(id="zero", value={"amount": 0, "currency": "GBP"}), ocid="o-2", id="2"),
            )
        ]
    )
    assert list(Contract.objects.values_list("value", flat=True)) == [None, None]


def test_an_end_before_the_start_is_left_out_and_said(tmp_path: Path) -> None:
    period = {"startDate": "2022-04-01T00:00:00Z", "endDate": "2021-03-31T00:00:00Z"}
    run = import_notices(paths=[package(tmp_path, "a.json", release(award(contractPeriod=period)))])
    contract = Contract.objects.get()
    assert (contract.start_date, contract.end_date) == (dt.date(2022, 4, 1), None)
    assert "31 March 2021, lies before the start date" in run.counts["notes"][0]
    assert "end_date" not in contract.provenance


def test_several_buyers_make_one_joint_contract_led_by_the_first(tmp_path: Path) -> None:
    joint = release(award())
    joint["parties"].append({"id": "B2", "name": "LB Hackney", "roles": ["buyer"]})
    import_notices(paths=[package(tmp_path, "a.json", joint)])
    links = Contract.objects.get().borough_links.all()
    assert [(link.borough.slug, link.is_lead) for link in links] == [("camden", True), ("hackney", False)]


def test_a_latest_end_becomes_an_option_and_no_renewal_means_none(tmp_path: Path) -> None:
    period = {"startDate": "2022-04-01", "endDate": "2027-03-31", "maxExtentDate": "2029-03-31"}
    lots = {"title": "Library system", "lots": [{"id": "1", "hasRenewal": False}]}
    import_notices(
        paths=[
            package(
                tmp_path,
                "a.json",
                release(award(contractPeriod=period), ocid="o-1", id="1"),
                release(award(), ocid="o-2", id="2", tender=lots),
            )
        ]
    )
    longer, shorter = Contract.objects.order_by("-maximum_end_date")
    assert [option.months for option in longer.options.all()] == [24]
    assert longer.maximum_end_date == dt.date(2029, 3, 31)
    assert shorter.options_known
    assert not shorter.options.exists()


def test_a_word_of_an_officer_stays(tmp_path: Path) -> None:
    import_notices(paths=[package(tmp_path, "a.json", release(award()))])
    contract = Contract.objects.get()
    contract.end_date = contract.maximum_end_date = dt.date(2028, 3, 31)
    contract.provenance["end_date"] = {"source": "officer", "at": "2022-03-05"}
    contract.save()
    later = release(award(), id="release-2", date="2024-01-01T00:00:00Z")
    run = import_notices(paths=[package(tmp_path, "b.json", later)])
    assert outcomes(run) == {"unchanged": 1}
    contract.refresh_from_db()
    assert contract.end_date == dt.date(2028, 3, 31)


def test_folders_lines_and_packed_files_are_read_and_what_fails_is_named(tmp_path: Path) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    (deep / "lines.jsonl.gz").write_bytes(
        gzip.compress(
            b"\n".join([json.dumps({"releases": [release(award())]}).encode(), b"", b'{"releases": [{]'])
        )
    )
    (deep / "broken.json").write_text('{\n "releases": [\n  {"ocid": }\n]}')
    (deep / "short.json.gz").write_bytes(gzip.compress(b'{"releases": []}' * 50)[:-12])
    (deep / "table.csv").write_text("a,b\n1,2\n")
    (deep / "other.json").write_text('{"name": "nothing of ours"}')
    (deep / "empty.json").write_text("")
    (tmp_path / "in" / "record.json").write_text(
        json.dumps({"records": [{"ocid": "o-9", "releases": [release(award(), ocid="o-9", id="9")]}]})
    )
    run = import_notices(paths=[tmp_path / "in"])
    assert outcomes(run) == {"created": 2, "unreadable": 1}
    files = {name: number for name, number in run.counts.items() if name.startswith("files_")}
    assert files == {"files_found": 7, "files_read": 2, "files_not_ocds": 2, "files_unreadable": 3}
    notes = "\n".join(run.counts["notes"])
    assert "lines.jsonl.gz, line 3 could not be read. Line 1, column" in notes
    assert "broken.json could not be read. Line 3, column 12 is not JSON" in notes
    assert "short.json.gz could not be read. It cannot be unpacked" in notes
    assert "table.csv is not OCDS. It is CSV" in notes
    assert run.state == Import.State.FAILED


def test_the_command_says_what_happened_and_ends_with_status_1(tmp_path: Path) -> None:
    package(tmp_path, "good.json", release(award()))
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("import_notices", str(tmp_path), stdout=out, stderr=StringIO())
    assert end.value.code == 1
    assert "1 release read, of which" in out.getvalue()
    assert "bad.json could not be read. Byte 1 is not UTF-8." in out.getvalue()
    with pytest.raises(CommandError, match="There is no file or folder"):
        call_command("import_notices", str(tmp_path / "nowhere"))


def test_text_that_postgresql_refuses_does_not_stop_an_import(tmp_path: Path) -> None:
    odd = release(award(), tender={"title": "Parking \x00 permits \ud800", "description": None})
    odd["awards"][0]["value"] = {"amount": float("inf"), "currency": "GBP"}
    run = import_notices(paths=[package(tmp_path, "a.json", odd)])
    assert outcomes(run) == {"created": 1}
    assert Contract.objects.get().value is None


def test_every_real_release_is_accounted_for(shared_data: Path) -> None:
    folder = shared_data / "notices"
    with (folder / "expected_counts.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    run = import_notices(paths=[folder])
    assert run.counts["read"] == sum(int(row["releases"]) for row in expected)
    assert run.counts["files_read"] == len(expected)
    assert run.counts["files_unreadable"] == 0
    ocids = set(SourceRecord.objects.values_list("ocid", flat=True))
    assert OCID not in ocids
    for row in expected:
        stored = SourceRecord.objects.filter(place__startswith=f"notices/{row['file']}")
        assert stored.count() <= int(row["releases"]), row["file"]
    london = SourceRecord.objects.exclude(reason="The buyer is not a London borough.").count()
    assert london == 14 + 5 + 1 + 11
    again = import_notices(paths=[folder])
    assert outcomes(again) == {"repeated": run.counts["read"]}


def test_flags_are_looked_for_when_an_import_is_committed(
    tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]]
) -> None:
    running = award(contractPeriod={"startDate": "2024-04-01", "endDate": "2099-03-31"})
    path = package(
        tmp_path,
        "a.json",
        release(running, ocid="o-1", id="1"),
        release(running, ocid="o-2", id="2", buyer={"name": "Hackney Council"}, parties=[]),
    )
    with django_capture_on_commit_callbacks(execute=True):
        import_notices(paths=[path])
    assert FlagRun.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        import_notices(paths=[path])
    assert FlagRun.objects.count() == 1, "nothing new, so nothing to look for"


@pytest.mark.parametrize(
    ("end", "value", "options"),
    [
        ("0001-01-01T00:00:00+00:00", 500_000, []),  # what some systems write for no date
        ("9999-12-31T23:59:59-05:00", 999_999_999_999.999, []),
        ("2027-03-31", 500_000, [{"months": 10**9, "noticeDays": "soon"}, {"months": True}]),
        ("2027-03-31", 500_000, [{"months": 240, "noticeDays": {}}] * 1000),
    ],
)
def test_figures_that_nobody_means_are_not_known_and_stop_nothing(
    tmp_path: Path, end: str, value: float, options: list[dict[str, object]]
) -> None:
    odd = release(award(contractPeriod=None, value={"amount": value, "currency": "GBP"}))
    odd["contracts"] = [
        {"id": "c", "awardID": "award-1", "period": {"endDate": end}, "x_extensionOptions": options}
    ]
    other = release(award(), ocid="ocds-b5fd17-0002")
    run = import_notices(paths=[package(tmp_path, "a.json", odd, other)])
    assert outcomes(run) == {"created": 2}
    contract = Contract.objects.get(reference=OCID)
    assert contract.end_date == (dt.date(2027, 3, 31) if end.startswith("2027") else None)
    assert contract.value == (500_000 if value == 500_000 else None)
    assert not contract.options.exists()


def test_what_was_signed_together_for_an_absurd_sum_has_no_known_value(tmp_path: Path) -> None:
    odd = release(award(value=None))
    signed = {"awardID": "award-1", "value": {"amount": 900_000_000_000, "currency": "GBP"}}
    odd["contracts"] = [{**signed, "id": "1"}, {**signed, "id": "2"}]
    assert outcomes(import_notices(paths=[package(tmp_path, "a.json", odd)])) == {"created": 1}
    assert Contract.objects.get().value is None


def test_a_release_dated_before_there_were_any_and_a_record_without_a_list_are_named(tmp_path: Path) -> None:
    early = release(award(), date="0001-01-01T00:00:00+01:00")
    lines = [early, {"records": [{"ocid": OCID, "releases": 5}]}, release(award(), ocid="ocds-b5fd17-0002")]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    run = import_notices(paths=[path])
    assert outcomes(run) == {"created": 1, "unreadable": 2}
    assert any("Its “releases” is not a list." in note for note in run.counts["notes"])
