"""Notices come by themselves over HTTP, each release accounted for, whatever the service does wrong."""

import datetime as dt
import json
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from contracts.actions import Synced, import_notices
from contracts.actions.sync import _only_one
from contracts.models import Contract, Feed, Import, SourceRecord
from contracts.tasks import sync_notices_task
from pipeline.models import FlagRun
from tests.celery_worker import database_url
from tests.contracts.feeding import NOW, numbered, outcomes
from tests.contracts.releases import award
from tests.factories import PersonFactory
from tests.notice_service import NoticeService, Odd
from tests.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

PACKAGES = Path(__file__).parent / "packages"


def recorded(name: str) -> list[dict[str, Any]]:
    """Return the releases of a recorded package."""
    releases: list[dict[str, Any]] = json.loads((PACKAGES / f"{name}.json").read_text())["releases"]
    return releases


def test_pages_are_read_to_the_last_and_each_release_is_counted(
    service: NoticeService, sync: Callable[..., Synced], waits: list[float]
) -> None:
    outside = numbered(7, buyer={"name": "Hull City Council"}, parties=[])
    unawarded = {**numbered(8), "awards": []}
    nameless = numbered(9, ocid=" ")
    service.releases = [*(numbered(number) for number in range(5)), outside, unawarded, nameless]
    service.page_size = 3
    synced = sync()
    assert synced.done
    assert outcomes(synced) == {"created": 5, "skipped": 2, "unreadable": 1}
    assert synced.pages == len(synced.imports) == Import.objects.count() == 3
    assert [("cursor" in query) for query in service.asked] == [False, True, True]
    assert service.asked[0] == {
        "publishedFrom": "2026-11-23T00:00:00",
        "publishedTo": "2026-11-24T12:00:00",
        "limit": "100",
    }
    assert waits == []
    feed = Feed.objects.get()
    assert (feed.read_to, feed.window, feed.next_page) == (NOW, None, "")
    assert feed.state(timezone.now()) == "read to the end"
    kept = SourceRecord.objects.get(ocid=outside["ocid"])
    assert (kept.outcome, kept.raw) == ("skipped", outside)


def test_the_next_time_only_what_is_new_is_asked_for_and_empty_pages_leave_no_import(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(1)]
    sync()
    service.asked.clear()
    synced = sync(since=None)
    assert (synced.pages, synced.empty_pages, synced.read, synced.done) == (1, 1, 0, True)
    assert service.asked[0]["publishedFrom"] == "2026-11-24T10:00:00"
    assert Import.objects.count() == 1
    service.releases.append(numbered(2, date="2026-11-24T11:30:00+00:00"))
    assert outcomes(sync(since=None)) == {"created": 1}
    assert outcomes(sync(since=None)) == {"repeated": 1}


def test_a_long_time_is_read_in_windows_and_a_later_day_leaves_no_gap(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(1, date="2026-11-05T10:00:00Z"), numbered(2)]
    assert outcomes(sync(since=dt.datetime(2026, 11, 3, tzinfo=dt.UTC))) == {"created": 2}
    asked = [(query["publishedFrom"][:10], query["publishedTo"][:10]) for query in service.asked]
    assert asked == [
        *(("2026-11-03", "2026-11-10"), ("2026-11-10", "2026-11-17")),
        *(("2026-11-17", "2026-11-24"), ("2026-11-24", "2026-11-24")),
    ]
    service.asked.clear()
    Feed.objects.update(read_to=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    sync(since=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    assert service.asked[0]["publishedFrom"] == "2026-11-19T22:00:00"


def test_a_first_reading_goes_back_as_far_as_the_settings_say(
    service: NoticeService, sync: Callable[..., Synced], settings: Any
) -> None:
    settings.NOTICES_FIRST_DAYS = 2
    sync(source="find_a_tender", since=None)
    assert service.asked[0]["updatedFrom"] == "2026-11-22T12:00:00"


def test_late_releases_and_amendments_come_to_the_same_as_all_at_once(
    service: NoticeService, sync: Callable[..., Synced], tmp_path: Path
) -> None:
    first = numbered(1)
    longer = numbered(2, ocid=first["ocid"], tag=["awardUpdate"], tender={})
    longer["awards"] = [{"id": "award-1", "contractPeriod": {"endDate": "2030-03-31T23:59:59+01:00"}}]
    dearer = numbered(3, ocid=first["ocid"], tag=["awardUpdate"], tender={})
    dearer["awards"] = [{"id": "award-1", "value": {"amount": 600000, "currency": "GBP"}}]
    service.releases = [first, dearer]
    assert outcomes(sync()) == {"created": 1, "skipped": 1}
    service.releases.append(longer)
    assert outcomes(sync()) == {"repeated": 2, "updated": 1}
    service.releases.reverse()
    assert outcomes(sync()) == {"repeated": 3}
    contract = Contract.objects.get()
    assert (contract.value, contract.end_date) == (Decimal(600_000), dt.date(2030, 3, 31))
    assert contract.start_date == dt.date(2022, 4, 1)


def test_a_file_and_a_feed_know_each_others_releases(
    service: NoticeService, sync: Callable[..., Synced], tmp_path: Path
) -> None:
    service.releases = [numbered(1), numbered(2)]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"releases": [numbered(1)]}))
    import_notices(paths=[path])
    assert outcomes(sync()) == {"repeated": 1, "created": 1}
    assert import_notices(paths=[path]).counts["repeated"] == 1


def test_recorded_packages_of_contracts_finder(service: NoticeService, sync: Callable[..., Synced]) -> None:
    service.releases = recorded("contracts_finder")
    service.page_size = 4
    synced = sync(since=dt.datetime(2022, 10, 18, tzinfo=dt.UTC))
    assert synced.read == len(service.releases) == 14
    assert outcomes(synced) == {"created": 5, "skipped": 9}
    reasons: dict[str, int] = {}
    for run in synced.imports:
        for reason, number in run.counts["reasons"].items():
            reasons[reason] = reasons.get(reason, 0) + number
    assert reasons == {"The buyer is not a London borough.": 7, "No award yet.": 2}
    assert SourceRecord.objects.count() == 14
    assert {record.raw["id"] for record in SourceRecord.objects.all()} == {r["id"] for r in service.releases}
    greenwich = Contract.objects.get(boroughs__slug="greenwich")
    assert "rnrn" not in greenwich.description
    assert "\n" in greenwich.description


def test_recorded_packages_of_find_a_tender(service: NoticeService, sync: Callable[..., Synced]) -> None:
    service.releases = recorded("find_a_tender")
    synced = sync(source="find_a_tender", since=dt.datetime(2026, 5, 23, tzinfo=dt.UTC))
    assert outcomes(synced) == {"skipped": 2}
    assert SourceRecord.objects.get(reason="No award yet.").raw["buyer"]["name"].endswith("Haringey")


def test_every_recorded_page_comes_to_the_same_over_http_as_from_files(
    service: NoticeService, sync: Callable[..., Synced], shared_data: Path
) -> None:
    page = json.loads((shared_data / "notices/contracts_finder/search_page_2025-01-23.json").read_text())
    service.releases = page["releases"]
    service.page_size = 30
    synced = sync(since=dt.datetime(2025, 1, 20, tzinfo=dt.UTC))
    by_feed = outcomes(synced)
    assert synced.read == 100
    contracts = said()
    SourceRecord.objects.all().delete()
    Contract.objects.all().delete()
    run = import_notices(paths=[shared_data / "notices/contracts_finder/search_page_2025-01-23.json"])
    assert {name: run.counts[name] for name in by_feed} == by_feed
    assert said() == contracts


def said() -> list[tuple[Any, ...]]:
    """Return what the contracts say, without ids."""
    return sorted(
        (c.reference, c.title, c.value, c.start_date, c.end_date, c.supplier_text, c.confirmed_on)
        for c in Contract.objects.all()
    )


def test_what_notices_leave_out_or_say_several_times(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    two = [{"id": "S1", "name": "Tideline Systems Ltd"}, {"id": "S2", "name": "Kestrel Data Ltd"}]
    joint = numbered(2)
    joint["parties"] = [*joint["parties"], {"id": "B2", "name": "LB Hackney", "roles": ["buyer"]}]
    lots = [
        {"id": "1", "contractPeriod": {"startDate": "2026-01-01", "endDate": "2028-12-31"}},
        {"id": "2", "contractPeriod": {"startDate": "2026-01-01", "endDate": "2030-12-31"}},
    ]
    of_lot = award(contractPeriod=None, relatedLots=["2"])
    service.releases = [
        {**numbered(1), "awards": [award(suppliers=[])]},
        joint,
        {**numbered(3), "awards": [award(suppliers=two)]},
        {**numbered(4), "awards": [of_lot], "tender": {"title": "Two lots", "lots": lots}},
        {**numbered(5), "awards": [award(value={"amount": 0, "currency": "GBP"}), award(id="2", value=None)]},
    ]
    assert outcomes(sync()) == {"created": 5}
    found = {number: Contract.objects.filter(reference=f"ocds-b5fd17-{number:04}") for number in range(1, 6)}
    assert not found[1].get().suppliers.exists()
    assert [borough.slug for borough in found[2].get().boroughs.order_by("slug")] == ["camden", "hackney"]
    assert {supplier.name for supplier in found[3].get().suppliers.all()} == {part["name"] for part in two}
    assert found[4].get().end_date == dt.date(2030, 12, 31)
    assert [contract.value for contract in found[5]] == [None, None]


def test_a_release_that_postgresql_or_the_reader_would_refuse_stops_nothing(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    odd = numbered(1, tender={"title": "Parking \x00 permits"})
    undated = numbered(2)
    service.releases = [odd, undated, numbered(3, date="2026-11-23T10:00:00-11:30")]
    service.changes = {"releases": [odd, {**undated, "date": "someday"}, 5, service.releases[2], {"ocid": 7}]}
    synced = sync()
    assert outcomes(synced) == {"created": 3, "unreadable": 2}
    assert synced.done
    kept = SourceRecord.objects.filter(outcome="unreadable")
    assert {record.reason for record in kept} == {"It is not an object.", "The release has no ocid."}
    with time_machine.travel(NOW + dt.timedelta(hours=1), tick=True):
        again = sync(since=None)
    assert outcomes(again) == {"repeated": 3, "unreadable": 2}
    assert kept.count() == 2, "what cannot be read is kept once, wherever on a page it stands"


def test_two_readers_of_one_service_do_not_work_at_once(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    other = psycopg2.connect(database_url(connection.settings_dict))
    try:
        with _only_one("contracts_finder") as mine, connection.cursor() as cursor:
            assert mine
            cursor.execute(
                "SELECT classid, objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            )
            key = cursor.fetchone()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
        synced = sync()
        assert (synced.busy, synced.done, service.asked) == (True, False, [])
        assert sync(source="find_a_tender").done
    finally:
        other.close()


def test_flags_are_looked_for_once_for_all_pages_also_after_a_reader_that_was_ended(
    service: NoticeService,
    sync: Callable[..., Synced],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> None:
    service.releases = [numbered(number) for number in range(3)]
    service.page_size = 1
    with django_capture_on_commit_callbacks(execute=True):
        sync()
    assert FlagRun.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        sync()
    assert FlagRun.objects.count() == 1, "nothing new, so nothing to look for"
    Feed.objects.update(flags_due=True)
    with django_capture_on_commit_callbacks(execute=True):
        sync()
    assert FlagRun.objects.count() == 2
    assert not Feed.objects.get().flags_due


def test_a_reader_with_little_time_leaves_the_rest_to_the_next(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(number) for number in range(3)]
    service.page_size = 1
    synced = sync(for_seconds=-1)
    assert (synced.pages, synced.done, synced.failure) == (1, False, "")
    assert Feed.objects.get().state(timezone.now()) == "in the middle of reading"
    assert outcomes(sync()) == {"created": 2}


def test_a_fault_of_the_hub_is_kept_and_nothing_of_its_page(
    service: NoticeService, sync: Callable[..., Synced], monkeypatch: pytest.MonkeyPatch
) -> None:
    service.releases = [numbered(1), numbered(2)]
    service.page_size = 1
    count = iter(range(9))

    def fails_at_the_second(*args: Any) -> None:
        if next(count) == 1:
            raise ZeroDivisionError

    monkeypatch.setattr("contracts.actions.runs.Run.finish", _then(fails_at_the_second))
    with pytest.raises(ZeroDivisionError):
        sync()
    feed = Feed.objects.get()
    assert feed.last_failure == "The hub itself failed on its way (ZeroDivisionError); its log says more."
    assert "cursor" in feed.next_page
    assert Contract.objects.count() == Import.objects.count() == 1
    assert outcomes(sync()) == {"created": 1}


def _then(first: Callable[..., None]) -> Callable[..., None]:
    """Return the end of an import with something before it."""
    from contracts.actions.runs import Run

    finish = Run.finish

    def both(self: Run, read: int, more: dict[str, int]) -> None:
        first()
        finish(self, read, more)

    return both


def test_the_database_refuses_half_a_window() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(source="contracts_finder", since=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(source="contracts_finder", next_page="https://a.example/2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(source="contracts_finder", since=NOW, until=NOW)


def test_the_task_reads_only_where_the_settings_say_so(service: NoticeService, settings: Any) -> None:
    settings.NOTICES_SYNC = False
    sync_notices_task("contracts_finder")
    settings.NOTICES_SYNC = True
    settings.NOTICES_ADDRESSES = {"contracts_finder": service.address, "find_a_tender": ""}
    sync_notices_task("find_a_tender")
    assert service.asked == []
    sync_notices_task("contracts_finder")
    assert service.asked


def test_the_command_accounts_for_every_release_and_ends_with_status_1_after_a_failure(
    service: NoticeService, settings: Any
) -> None:
    service.releases = [numbered(1), numbered(2, buyer={"name": "Hull City Council"}, parties=[])]
    out = StringIO()
    call_command("sync_notices", "--from", "2026-11-23", stdout=out)
    said = out.getvalue()
    assert "Contracts Finder: 1 page, 2 releases read, of which" in said
    assert "1 × The buyer is not a London borough." in said
    assert "Read up to 12:00 on 24 November 2026." in said
    assert "Find a Tender: 1 page, 2 releases read, of which" in said
    service.releases = [numbered(3, ocid=""), numbered(4)]
    with pytest.raises(SystemExit):
        call_command("sync_notices", "--source", "find_a_tender", "--from", "2026-11-23", stdout=out)
    assert "The release has no ocid." in out.getvalue()
    service.odd = deque([Odd(401)])
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("sync_notices", "--source", "find_a_tender", stdout=out)
    assert end.value.code == 1
    assert "It could not be read to the end. It answered 401." in out.getvalue()
    with pytest.raises(CommandError, match="2025-01-99 is no day: write it as 2026-04-01"):
        call_command("sync_notices", "--from", "2025-01-99")
    with pytest.raises(CommandError, match="2031-01-01 is still to come"):
        call_command("sync_notices", "--from", "2031-01-01")
    settings.NOTICES_ADDRESSES = {"contracts_finder": "", "find_a_tender": ""}
    with pytest.raises(CommandError, match="Find a Tender has no address: set NOTICES_FIND_A_TENDER"):
        call_command("sync_notices", "--source", "find_a_tender")
    with pytest.raises(CommandError, match="No service has an address"):
        call_command("sync_notices")


def test_staff_see_how_far_each_service_was_read_and_what_went_wrong(
    service: NoticeService, sync: Callable[..., Synced], client: Client
) -> None:
    sync()
    service.odd = deque([Odd(401)])
    sync(source="find_a_tender")
    client.force_login(PersonFactory(email="staff@loti.example", is_staff=True))
    page = text_of(client.get("/admin/contracts/feed/"))
    assert "Contracts Finder" in page
    assert "read to the end" in page
    assert "24 Nov 2026, noon" in page
    assert "It answered 401." in page
    officer = PersonFactory(email="officer@example.org")
    client.force_login(officer)
    assert client.get("/admin/contracts/feed/").status_code in {302, 403}
