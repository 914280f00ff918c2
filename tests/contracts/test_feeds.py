"""Rules by which public services are asked for notices."""

import datetime as dt

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from contracts.feeds import (
    LONGEST_WINDOW,
    SERVICES,
    Window,
    first_page,
    next_page,
    origin_of,
    seconds_to_wait,
    window_from,
)
from contracts.models import Feed

NOW = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)
MOMENTS = st.integers(0, 7 * 365 * 24 * 60).map(lambda minutes: NOW - dt.timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("7", 7),
        (" 120 ", 120),
        ("Wed, 25 Nov 2026 12:05:00 GMT", 300),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0),
        ("Wed, 25 Nov 2026 13:05:00 +0100", 300),
        ("9" * 40, 86_400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("soon", None),
        ("-5", None),
        ("٧", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_a_service_asks_to_be_left_alone(written: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(written, NOW) == seconds


@given(MOMENTS, MOMENTS)
def test_windows_follow_each_other_without_a_gap_up_to_now(since: dt.datetime, now: dt.datetime) -> None:
    reached, windows = since, 0
    while window := window_from(reached, now):
        assert window.since == reached
        assert dt.timedelta(0) < window.until - window.since <= LONGEST_WINDOW
        reached, windows = window.until, windows + 1
    assert reached == max(since, now)
    assert windows == -(max(now - since, dt.timedelta(0)) // -LONGEST_WINDOW)


def test_each_service_is_asked_in_its_own_words_in_utc_without_a_zone() -> None:
    summer = dt.timezone(dt.timedelta(hours=1))
    window = Window(dt.datetime(2026, 5, 1, 0, 30, tzinfo=summer), NOW)
    finder, tender = SERVICES["contracts_finder"], SERVICES["find_a_tender"]
    assert first_page(finder, "https://a.example/Search", window) == (
        "https://a.example/Search?publishedFrom=2026-04-30T23:30:00&publishedTo=2026-11-25T12:00:00&limit=100"
    )
    assert first_page(tender, "https://a.example/x?key=1", window) == (
        "https://a.example/x?key=1&updatedFrom=2026-04-30T23:30:00&updatedTo=2026-11-25T12:00:00&limit=100"
    )


@pytest.mark.parametrize(
    ("links", "following"),
    [
        ({"next": "https://b.example/2"}, "https://b.example/2"),
        ({"next": "?cursor=2"}, "https://a.example/notices?cursor=2"),
        ({"next": ""}, ""),
        ({"next": None}, ""),
        ({}, ""),
        (["next"], ""),
        (None, ""),
    ],
)
def test_the_next_page_is_where_the_link_leads(links: object, following: str) -> None:
    assert next_page({"links": links}, "https://a.example/notices?cursor=1") == following


def test_a_host_is_the_same_with_its_usual_port_and_another_with_another_scheme() -> None:
    assert origin_of("https://A.example:443/x") == origin_of("https://a.example/y")
    assert origin_of("http://a.example/") != origin_of("https://a.example/")
    assert origin_of("https://a.example:8443/") != origin_of("https://a.example/")
    assert origin_of("https://a.example@b.example/") == origin_of("https://b.example/")


def test_services_are_the_same_in_rules_settings_and_database() -> None:
    assert {service.code: service.name for service in SERVICES.values()} == dict(Feed.Source.choices)
    assert settings.NOTICES_ADDRESSES.keys() == SERVICES.keys()
    assert all(origin_of(address)[0] == "https" for address in settings.NOTICES_ADDRESSES.values())
