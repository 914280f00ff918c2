"""Tender notices: what releases say of a purchase before its award, pure and as rows."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from contracts.actions.notices import import_notices
from contracts.actions.tenders import read_stored_notices
from contracts.models import SourceRecord, TenderNotice
from contracts.tender_notices import TenderFacts, read_tender
from tests.factories import BoroughFactory

OCID = "ocds-b5fd17-aaaaaaaa-3481-4b95-b724-adf1be3dd1a8"
GUID = "552c8041-de65-46f7-a75b-9f5594b99753"


def release(day: str = "2027-01-10", tag: str = "tender", **tender: Any) -> dict[str, Any]:
    """Return a release of Camden as Contracts Finder writes it."""
    usual = {
        "id": "1",
        "title": "Kiosks",
        "description": "Ten kiosks.",
        "status": "active",
        "value": {"amount": 30000, "currency": "GBP"},
        "tenderPeriod": {"endDate": "2027-02-10T12:00:00Z"},
        "contractPeriod": {"startDate": "2027-04-01T00:00:00Z", "endDate": "2029-03-31T23:59:59+01:00"},
        "suitability": {"sme": True, "vcse": False},
        "classification": {"scheme": "CPV", "id": "48000000"},
        "documents": [{"id": "1", "documentType": "tenderNotice", "url": f"https://notices.example/{GUID}"}],
    }
    camden = {"id": "GB-CFS-1", "name": "London Borough of Camden"}
    return {
        "ocid": OCID,
        "id": f"{GUID}-{day.replace('-', '')}",
        "date": f"{day}T09:00:00+00:00",
        "tag": [tag],
        "tender": {**usual, **tender},
        "buyer": camden,
        "parties": [
            {**camden, "roles": ["buyer"], "contactPoint": {"email": "Procurement@Camden.example"}},
        ],
    }


def read(*releases: dict[str, Any]) -> TenderFacts:
    facts = read_tender(releases)
    assert facts is not None
    return facts


def test_a_tender_says_what_suppliers_need() -> None:
    facts = read(release())
    assert (facts.title, facts.status, facts.buyers) == ("Kiosks", "active", ("London Borough of Camden",))
    assert (facts.value_from, facts.value_to) == (Decimal("30000.00"), Decimal("30000.00"))
    assert facts.bids_due == facts.open_until == dt.date(2027, 2, 10)
    assert facts.bids_due_at == dt.datetime(2027, 2, 10, 12, tzinfo=dt.UTC)
    assert (facts.start_on, facts.end_on) == (dt.date(2027, 4, 1), dt.date(2029, 3, 31))
    assert (facts.sme_suitable, facts.vcse_suitable) == (True, False)
    assert facts.cpv_codes == ("48000000",)
    assert facts.notice_url == f"https://notices.example/{GUID}"
    assert facts.contact_email == "procurement@camden.example"
    assert facts.ended_on is None


@pytest.mark.parametrize(
    ("releases", "status"),
    [
        ([release(status="planning")], "planned"),
        ([release(tag="planning", status="active")], "planned"),
        ([release(status="cancelled")], "cancelled"),
        ([release(status="withdrawn")], "cancelled"),
        ([release(status="unsuccessful")], "unsuccessful"),
        ([release(), release("2027-02-01", "tenderCancellation")], "cancelled"),
        ([release(), {**release("2027-03-01", "award"), "awards": [{"id": "1"}]}], "complete"),
        (
            [release(), {**release("2027-03-01", "award"), "awards": [{"id": "1", "status": "cancelled"}]}],
            "active",
        ),
    ],
)
def test_it_stands_as_the_newest_release_says(releases: list[dict[str, Any]], status: str) -> None:
    facts = read(*releases)
    assert facts.status == status
    assert (facts.ended_on is not None) == (status not in ("planned", "active"))


def test_what_was_published_after_the_award_alone_is_no_opportunity() -> None:
    assert read_tender([{**release(tag="award"), "awards": [{"id": "1"}]}]) is None


def test_amendments_say_what_changed_and_nothing_of_repetition() -> None:
    later = {"endDate": "2027-02-24T12:00:00Z"}
    facts = read(
        release("2027-01-25", "tenderAmendment", tenderPeriod=later, value={"amount": 45000}),
        release(),
        release("2027-01-26", "tenderAmendment", tenderPeriod=later, value={"amount": 45000}),
    )
    assert facts.amendments == (
        (
            dt.date(2027, 1, 25),
            (
                "Bids are due on 24 February 2027, not on 10 February 2027.",
                "The value is £45,000; it was £30,000.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("procurement.team@camden.example", True),
        ("ann.smith@camden.example", False),
        ("tenders@camden.example", True),
        ("a.tender <x@y.example>", False),
        ("procurement", False),
    ],
)
def test_only_addresses_of_teams_are_kept(address: str, kept: bool) -> None:
    one = release()
    one["parties"][0]["contactPoint"]["email"] = address
    assert bool(read(one).contact_email) == kept


@pytest.mark.parametrize(
    ("ocid", "number", "address"),
    [
        (OCID, f"{GUID}-582354", f"https://www.contractsfinder.service.gov.uk/Notice/{GUID}"),
        ("ocds-h6vhtk-06a94b", "051000-2026", "https://www.find-tender.service.gov.uk/Notice/051000-2026"),
        ("ocds-zzzzzz-1", "051000-2026", ""),
    ],
)
def test_where_no_document_names_the_notice_its_number_does(ocid: str, number: str, address: str) -> None:
    assert read({**release(documents=[]), "ocid": ocid, "id": number}).notice_url == address


def test_without_any_date_it_is_open_for_a_year() -> None:
    facts = read(release(tenderPeriod={}, contractPeriod={}))
    assert facts.open_until == dt.date(2028, 1, 10)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    tender=st.dictionaries(
        st.sampled_from(
            [
                "value",
                "minValue",
                "tenderPeriod",
                "lots",
                "items",
                "documents",
                "status",
                "suitability",
                "title",
            ]
        ),
        JUNK,
    ),
    parties=JUNK,
)
def test_nothing_that_a_tender_holds_breaks_the_reader(tender: dict[str, Any], parties: Any) -> None:
    try:
        facts = read_tender([{**release(), "tender": {"id": "1", **tender}, "parties": parties}])
    except ValueError:  # what cannot be merged at all is kept as unreadable by the import
        return
    assert facts is not None
    assert facts.title
    assert (facts.value_from is None) == (facts.value_to is None)
    assert facts.ended_on is None or facts.status not in ("planned", "active")


def stored(tmp_path: Path, name: str, *releases: dict[str, Any]) -> None:
    """Import some releases from a file."""
    path = tmp_path / name
    path.write_text(json.dumps({"releases": list(releases)}))
    import_notices(paths=[path], flags=False)


@pytest.mark.django_db
class TestRows:
    """What the import writes."""

    def test_the_import_writes_a_notice_and_amends_it(self, tmp_path: Path) -> None:
        camden = BoroughFactory(slug="camden", name="Camden")
        stored(tmp_path, "first.json", release())
        notice = TenderNotice.objects.get()
        assert (notice.borough_ids, notice.status) == ([camden.pk], "active")
        stored(tmp_path, "second.json", release("2027-02-01", "tenderCancellation"))
        notice.refresh_from_db()
        assert (notice.status, notice.ended_on) == ("cancelled", dt.date(2027, 2, 1))
        assert notice.amendments == [{"on": "2027-02-01", "said": ["It was cancelled."]}]

    def test_a_second_time_changes_nothing(self, tmp_path: Path) -> None:
        BoroughFactory(slug="camden", name="Camden")
        stored(tmp_path, "first.json", release())
        before = TenderNotice.objects.values().get()
        stored(tmp_path, "again.json", release())
        assert read_stored_notices() == 1
        assert TenderNotice.objects.values().get() == before

    def test_joint_buyers_are_all_named_and_others_make_no_notice(self, tmp_path: Path) -> None:
        camden, hackney = (BoroughFactory(slug=slug, name=slug.title()) for slug in ("camden", "hackney"))
        joint = release()
        joint["parties"].append({"id": "2", "name": "London Borough of Hackney", "roles": ["buyer"]})
        elsewhere = {**release(), "ocid": f"{OCID}-2", "buyer": {"name": "Leeds"}, "parties": []}
        stored(tmp_path, "joint.json", joint, elsewhere)
        assert TenderNotice.objects.get().borough_ids == [camden.pk, hackney.pk]

    def test_releases_that_came_before_are_read_by_the_command(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        BoroughFactory(slug="camden", name="Camden")
        stored(tmp_path, "first.json", release())
        TenderNotice.objects.all().delete()
        assert SourceRecord.objects.exists()
        call_command("read_tender_notices")
        assert "1 tender notice" in capsys.readouterr().out
        assert TenderNotice.objects.count() == 1


@pytest.mark.parametrize(("name", "least"), [("contracts_finder.json", 1), ("find_a_tender.json", 1)])
def test_packages_of_the_services_are_read(name: str, least: int) -> None:
    package = json.loads((Path(__file__).parent / "packages" / name).read_text())
    read_here = [read_tender([one]) for one in package["releases"]]
    found = [facts for facts in read_here if facts]
    assert len(found) >= least
    assert all(facts.title and facts.open_until for facts in found)
