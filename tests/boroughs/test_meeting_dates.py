"""Money, days and meeting dates are read as people write them, and what cannot be read is named."""

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boroughs.meeting_calendar import read_calendar
from boroughs.meeting_dates import MOST_BYTES, read_file, read_pasted
from boroughs.written import read_day, read_money

MARCH = dt.date(2027, 3, 3)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1.2m", 1_200_000),
        ("1200000", 1_200_000),
        ("1.2 million", 1_200_000),
        ("£ 1,200,000", 1_200_000),
        ("500k", 500_000),
        ("99.99", Decimal("99.99")),
    ],
)
def test_money_is_read_as_people_write_it(text: str, amount: Decimal | int) -> None:
    assert read_money(text) == amount


@pytest.mark.parametrize("text", ["", "lots", "-5", "0", "1e5", "1.2.3", "5 zillion", "9" * 30])
def test_what_is_no_amount_gets_a_message(text: str) -> None:
    with pytest.raises(ValueError, match="value"):
        read_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 March 2027",
        "Wednesday 3rd March 2027",
        "Wed 3 Mar 2027",
        "03/03/2027",
        "3.3.27",
        "2027-03-03",
        "2027-03-03T18:30",
        "March 3, 2027",
        "3-Mar-2027",
    ],
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert read_day(text) == MARCH


@pytest.mark.parametrize("text", ["", "3 March", "31 February 2027", "3 March 1927", "soon", "13/13/2027"])
def test_what_is_no_day_gets_a_message(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|year"):
        read_day(text)


def test_pasted_dates_come_with_weekdays_times_and_headings() -> None:
    found = read_pasted(
        "Cabinet 2027:\nWednesday, 3 March 2027 at 6.30pm\n03/03/2027, 14/04/2027; 2027-05-12\n"
        "March 17, 2027 18:30 and 1 June 2027\n6 March 2027"
    )
    assert sorted(found.days) == [
        MARCH,
        dt.date(2027, 3, 17),
        dt.date(2027, 4, 14),
        dt.date(2027, 5, 12),
        dt.date(2027, 6, 1),
    ]
    assert found.unreadable == ["Cabinet 2027:", "6 March 2027 (Saturday): no working day"]


def test_a_csv_is_read_by_its_heading_or_by_the_first_date() -> None:
    headed = read_file("a.csv", b"Papers,Body,Date\r\n1 Mar 2027,Cabinet,3 March 2027\r\n,Cabinet,tbc\r\n")
    assert (list(headed.days), headed.unreadable) == ([MARCH], ["Cabinet, tbc"])
    plain = read_file("a.csv", "Kabinett £;03/03/2027\nx;14/04/2027".encode("cp1252"))
    assert list(plain.days) == [MARCH, dt.date(2027, 4, 14)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\x00\x01", "neither a CSV nor an ICS"),
        (b"", "has no dates in it"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "has no dates in it"),
        (b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_list_of_dates_gets_a_message(content: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_file("list.csv", content)


def calendar(*events: str) -> bytes:
    """Return an ICS of events given as their lines."""
    parts = [f"BEGIN:VEVENT\r\nUID:1\r\n{event}\r\nEND:VEVENT" for event in events]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *parts, "END:VCALENDAR", ""]).encode()


def test_a_calendar_is_followed_with_what_repeats_moves_and_falls_out() -> None:
    days, problems = read_calendar(
        calendar(
            "SUMMARY:Cabinet\r\nDTSTART;TZID=Europe/London:20270303T183000\r\n"
            "RRULE:FREQ=MONTHLY;BYDAY=1WE;UNTIL=20270731T000000Z\r\nEXDATE;TZID=Europe/London:20270407T183000",
            "RECURRENCE-ID;TZID=Europe/London:20270505T183000\r\nDTSTART:20270512T173000Z\r\nSUMMARY:Moved",
            "DTSTART;VALUE=DATE:20270901\r\nSTATUS:CANCELLED",
            "DTSTART:nonsense\r\nSUMMARY:Odd",
        )
    )
    assert days == {
        MARCH: "Cabinet",
        dt.date(2027, 5, 12): "Moved",
        dt.date(2027, 6, 2): "Cabinet",
        dt.date(2027, 7, 7): "Cabinet",
    }
    assert problems == ["Odd: its date cannot be read"]


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;BYHOUR=1"]
)
def test_a_rule_that_no_meeting_has_is_refused(rule: str) -> None:
    days, problems = read_calendar(calendar(f"SUMMARY:Odd\r\nDTSTART:20270303T183000\r\nRRULE:{rule}"))
    assert not days
    assert problems == ["Odd: repeats in a way that the hub does not read: add its dates by hand"]


def test_a_meeting_that_repeats_for_ever_is_followed_for_some_years() -> None:
    days, _ = read_calendar(calendar("DTSTART;VALUE=DATE:20270303\r\nRRULE:FREQ=WEEKLY"))
    assert 250 < len(days) < 270


@given(st.binary(max_size=400))
def test_rubbish_gets_a_message_and_never_an_error(content: bytes) -> None:
    for prefix in (b"", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"):
        with suppress(ValueError):
            assert read_file("x", prefix + content).unreadable is not None


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_named(text: str) -> None:
    found = read_pasted(text)
    assert all(isinstance(day, dt.date) for day in found.days)


def in_time(read: Callable[[], object]) -> float:
    begun = time.process_time()
    with suppress(ValueError):
        read()
    return time.process_time() - begun


def test_many_blanks_cost_no_minutes() -> None:
    blanks = "3 March 2027" + " " * 49_000 + "x"
    assert in_time(lambda: read_pasted(blanks)) < 5
    assert in_time(lambda: read_pasted(blanks.replace(" ", "\t"))) < 5
    assert in_time(lambda: read_file("a.csv", f"Date\n{blanks}\n".encode())) < 5


def repeated(rule: str) -> bytes:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART;VALUE=DATE:20270302\r\nRRULE:{rule}\r\nSUMMARY:Board\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=0;BYDAY=MO"])
def test_a_rule_without_an_interval_is_named_and_not_followed(rule: str) -> None:
    assert read_calendar(repeated(rule)) == ({}, ["Board: repeats at no interval: add its dates by hand"])


def test_many_lines_that_are_no_dates_cost_no_minutes() -> None:
    lines = "Date\n" + "\n".join(f"a{number}" for number in range(60_000))
    assert in_time(lambda: read_file("a.csv", lines.encode())) < 10
    assert read_file("a.csv", b"Date\nsoon\nsoon\nlater\n").unreadable == ["soon", "later"]
