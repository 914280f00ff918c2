"""What the hub does when a service of notices answers wrongly, too late, from elsewhere or not at all."""

import datetime as dt
from collections import deque
from collections.abc import Callable
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.utils import timezone

from contracts.actions import Synced
from contracts.models import Feed
from tests.contracts.feeding import NOW, THE_DAY_BEFORE, numbered, outcomes
from tests.notice_service import NoticeService, Odd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

WHOLE = {"publishedFrom": "2026-11-23T00:00:00", "publishedTo": "2026-11-24T12:00:00"}


TOO_MANY = [
    ({"Retry-After": "7"}, 7),
    ({"Retry-After": format_datetime(NOW + dt.timedelta(seconds=50), usegmt=True)}, 49),
    ({}, 5),
]


@pytest.mark.parametrize("status", [429, 403, 503])
@pytest.mark.parametrize(("headers", "seconds"), TOO_MANY, ids=["seconds", "date", "nothing"])
def test_a_service_that_is_asked_too_often_is_left_alone_for_as_long_as_it_says(
    service: NoticeService,
    sync: Callable[..., Synced],
    waits: list[float],
    status: int,
    headers: dict[str, str],
    seconds: float,
) -> None:
    service.releases = [numbered(1)]
    service.odd = deque([Odd(status, headers)])
    assert outcomes(sync()) == {"created": 1}
    assert waits == [pytest.approx(seconds, abs=2)]


def test_who_asks_for_a_long_rest_is_not_asked_before(
    service: NoticeService, sync: Callable[..., Synced], waits: list[float]
) -> None:
    service.releases = [numbered(1)]
    service.odd = deque([Odd(429, {"Retry-After": "3600"})])
    synced = sync()
    assert (waits, synced.done) == ([], False)
    assert synced.failure == "It answered 429. It asks to be left alone for longer."
    assert Feed.objects.get().state(timezone.now()) == "asked to wait"
    again = sync()
    assert "not to be asked again before 13:0" in again.failure
    assert len(service.asked) == 1
    with time_machine.travel(NOW + dt.timedelta(hours=2), tick=True):
        assert outcomes(sync()) == {"created": 1}
    assert Feed.objects.get().wait_until is None


FAULTS = {
    "error": (Odd(500), "It answered 500."),
    "cut short, as announced": (Odd(cut=200), "Its answer came broken or was cut short."),
    "cut short, unannounced": (
        Odd(body=b'{"releases": [{"ocid": "o-1"'),
        "Its answer is cut short or no JSON. Line 1, column 29 is not JSON",
    ),
    "a page of HTML": (Odd(body=b"<html>Sorry</html>"), "Its answer is cut short or no JSON."),
    "another JSON": (Odd(body=b'{"error": "sorry"}'), "Its answer is no release package."),
    "not UTF-8": (Odd(body=b"\xff\xfe"), "Its answer is cut short or no JSON. Byte 1 is not UTF-8."),
    "broken packing": (
        Odd(headers={"Content-Encoding": "gzip"}),
        "Its answer came broken or was cut short.",
    ),
}


@pytest.mark.parametrize(("odd", "said"), FAULTS.values(), ids=FAULTS)
def test_a_page_that_fails_is_asked_for_again_with_growing_pauses_and_then_it_is_said(
    service: NoticeService, sync: Callable[..., Synced], waits: list[float], odd: Odd, said: str
) -> None:
    service.releases = [numbered(1), numbered(2)]
    service.page_size = 1
    service.odd = deque([None, odd, odd])
    assert outcomes(sync()) == {"created": 2}
    assert waits == [5, 10]

    waits.clear()
    service.odd = deque([None, *([odd] * 5)])
    synced = sync()
    assert waits == [5, 10, 20, 40]
    assert outcomes(synced) == {"repeated": 1}
    assert not synced.done
    assert synced.failure.startswith(said)
    assert synced.failure.endswith("It was asked 5 times.")
    feed = Feed.objects.get()
    assert feed.last_failure == synced.failure
    assert feed.state(timezone.now()) == "failed"
    assert "cursor" in feed.next_page

    service.asked.clear()
    assert outcomes(sync()) == {"repeated": 1}
    assert "cursor" in service.asked[0], "it goes on at the page that failed"
    assert Feed.objects.get().state(timezone.now()) == "read to the end"


def test_a_service_that_does_not_answer_is_not_waited_for(
    service: NoticeService, sync: Callable[..., Synced], settings: Any
) -> None:
    settings.NOTICES_TIMEOUT_SECONDS = 0.2
    service.releases = [numbered(1)]
    service.odd = deque([Odd(hold=True)] * 5)
    synced = sync()
    assert synced.failure == "It did not answer within 0.2 seconds. It was asked 5 times."
    service.let_go.set()
    assert outcomes(sync()) == {"created": 1}


ELSEWHERE = "http://localhost:9/notices"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_else_is_asked_after_a_redirect(
    service: NoticeService, sync: Callable[..., Synced], waits: list[float], status: int
) -> None:
    service.odd = deque([Odd(status, {"Location": ELSEWHERE}, b"")])
    assert sync().failure == f"It leads to another host than the one configured: {ELSEWHERE}"
    assert waits == []


def test_a_redirect_within_the_host_is_followed_but_not_for_ever(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(1)]
    there = f"/moved?{urlencode(WHOLE)}"
    service.odd = deque([Odd(302, {"Location": there}, b"")])
    assert outcomes(sync()) == {"created": 1}
    service.odd = deque([Odd(302, {"Location": there}, b"")] * 9)
    assert sync().failure == "It sends the hub round in a circle."


@pytest.mark.parametrize(
    "link", [ELSEWHERE, "//localhost:9/x", "ftp://127.0.0.1/x", "http://[", "http://a:b/"]
)
def test_nobody_else_is_asked_for_the_next_page(
    service: NoticeService, sync: Callable[..., Synced], link: str
) -> None:
    service.releases = [numbered(1)]
    service.changes = {"links": {"next": link}}
    synced = sync()
    assert synced.failure.startswith(("It leads to another host", "Its link to the next page is no address."))
    assert (synced.read, len(service.asked)) == (0, 1)


def test_pages_that_lead_in_a_circle_or_never_end_are_left(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(number) for number in range(4)]
    service.page_size = 2
    service.changes = {"links": {"next": f"{service.address}?{urlencode(WHOLE, safe=':')}&limit=100"}}
    assert sync().failure == "Its pages lead in a circle."
    Feed.objects.all().delete()
    numbers = iter(range(1000))

    service.releases = []

    def endless(query: dict[str, str]) -> dict[str, Any]:
        return {"releases": [], "links": {"next": f"{service.address}?cursor={next(numbers)}"}}

    service.package = endless  # type: ignore[method-assign]
    assert sync().failure == "It gave 20 empty pages one after the other."


def test_a_cursor_that_has_gone_stale_has_its_window_read_again(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(number) for number in range(4)]
    service.page_size = 2
    service.odd = deque([None, Odd(401)])
    assert sync().failure == "It answered 401."
    service.odd = deque([Odd(400)])
    synced = sync()
    assert outcomes(synced) == {"repeated": 2, "created": 2}
    assert synced.done
    service.odd = deque([Odd(404)])
    assert sync().failure == "It answered 404."


def test_a_page_kept_from_another_host_is_not_asked_for(
    service: NoticeService, sync: Callable[..., Synced]
) -> None:
    service.releases = [numbered(1)]
    Feed.objects.create(
        source="contracts_finder", since=THE_DAY_BEFORE, until=NOW, next_page="https://old.example.org/2"
    )
    assert outcomes(sync()) == {"created": 1}
