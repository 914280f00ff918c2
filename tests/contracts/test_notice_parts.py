"""Small rules by which notices are read."""

import datetime as dt

import pytest

from contracts.notices import read_releases
from contracts.text import cpv_codes_in, day_of, one_line, readable, web_address
from tests.contracts.releases import award, release


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("day of the event.rnrnAdditional information", "day of the event.\nAdditional information"),
        ("Repairs &amp;amp; voids", "Repairs & voids"),
        ("Modern furniture in the urn", "Modern furniture in the urn"),
        ("one\\r\\ntwo", "one\ntwo"),
        (None, ""),
    ],
)
def test_text_is_repaired_and_no_word_is_harmed(written: str | None, shown: str) -> None:
    assert readable(written) == shown


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2022-04-01T00:00:00+01:00", dt.date(2022, 4, 1)),
        ("2022-03-31T23:00:00Z", dt.date(2022, 4, 1)),
        ("2022-03-31T23:59:59Z", dt.date(2022, 3, 31)),
        ("2022-04-01", dt.date(2022, 4, 1)),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
        (None, None),
    ],
)
def test_days_are_london_days(written: str | None, meant: dt.date | None) -> None:
    assert day_of(written) == meant


def test_small_repairs() -> None:
    assert cpv_codes_in("48000000-8; 72000000 72000000 123") == ("48000000", "72000000")
    assert web_address("javascript:alert(1)") == ""
    assert web_address("https://example.org/notice/1") == "https://example.org/notice/1"
    assert len(one_line("long " * 200)) <= 500


def test_a_number_of_another_release_is_not_lent_to_another_name() -> None:
    older = release(award())
    newer = release(
        award(suppliers=[{"id": "S1", "name": "Kestrel Ltd"}]), id="2", date="2023-01-01", parties=[]
    )
    contract = read_releases([newer, older]).contracts[0]
    assert [(supplier.name, supplier.identifiers) for supplier in contract.suppliers] == [("Kestrel Ltd", ())]


def test_suppliers_who_share_a_number_in_a_notice_are_all_kept() -> None:
    names = [{"id": "1", "name": "One Ltd"}, {"id": "1", "name": "Two Ltd"}]
    contract = read_releases([release(award(suppliers=names))]).contracts[0]
    assert [supplier.name for supplier in contract.suppliers] == ["One Ltd", "Two Ltd"]


@pytest.mark.parametrize(("older", "newer"), [("release-9", "release-10"), ("a1-819947", "a1-819950")])
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_releases_of_one_moment_the_later_id_counts(older: str, newer: str, turned: bool) -> None:
    both = [
        release(award(value={"amount": 100, "currency": "GBP"}), id=older),
        release(award(value={"amount": 200, "currency": "GBP"}), id=newer),
    ]
    assert read_releases(both[::-1] if turned else both).contracts[0].value == 200


def test_what_was_signed_counts_more_than_the_award() -> None:
    signed = {
        "id": "c1",
        "awardID": "award-1",
        "period": {"startDate": "2022-05-01", "endDate": "2026-04-30"},
        "x_extensionOptions": [{"months": 12}, {"months": 12, "noticeDays": 90}],
    }
    contract = read_releases([release(award(), contracts=[signed])]).contracts[0]
    assert contract.end_date == dt.date(2026, 4, 30)
    assert contract.options is not None
    assert [(option.months, option.notice_days) for option in contract.options] == [(12, None), (12, 90)]


def test_a_party_s_own_id_counts_where_a_register_gave_it() -> None:
    ids = ["GB-FTS-182486", "GB-PPON-ABCD-1234-EFGH", "GB-COH-04161207", "1", "GB-XYZ-77"]
    names = [f"Supplier {letter} Ltd" for letter in "ABCDE"]
    told = [{"id": of, "name": name} for of, name in zip(ids, names, strict=True)]
    contract = read_releases([release(award(suppliers=told))]).contracts[0]
    assert [supplier.identifiers for supplier in contract.suppliers] == [
        (("GB-FTS", "182486"),),
        (("GB-PPON", "ABCD-1234-EFGH"),),
        (("GB-COH", "04161207"),),
        (),
        (),
    ]
