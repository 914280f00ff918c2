"""Asks a public service for one page of notices: at its own host only, patiently, and not for ever."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests
from django.conf import settings
from django.utils import timezone

from boroughs.words import counted
from contracts import ocds
from contracts.feeds import next_page, origin_of, seconds_to_wait

MOST_ATTEMPTS = 5
FIRST_PAUSE = 5.0  # seconds after the first attempt; doubled after each further one
LONGEST_PAUSE = 60.0  # seconds; who asks for more is asked again by a later run, and no worker is held
MOST_BYTES = 60_000_000  # of one page, unpacked; a hundred notices are a few hundred thousand
CONNECT_SECONDS = 10
#: Both services say "too many requests" with 429; Contracts Finder is known to say 403 too.
AGAIN_LATER = frozenset({403, 408, 425, 429, 500, 502, 503, 504})
STALE = frozenset({400, 404, 410})

Wait = Callable[[float], None]


class UnansweredError(Exception):
    """A page could not be had; the message says why, ``wait_until`` when the service may be asked again."""

    def __init__(self, message: str, wait_until: dt.datetime | None = None) -> None:
        super().__init__(message)
        self.wait_until = wait_until


class StaleError(UnansweredError):
    """The service does not know the address of a page, as when its cursor is too old."""


class _AgainError(Exception):
    """An attempt failed and another one may not; ``after`` is the pause in seconds that was asked for."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(frozen=True)
class Page:
    """A page of notices: its release package, and the address of the page that follows, if one does."""

    package: dict[str, Any]
    following: str


class OneHost(requests.Session):
    """Outgoing requests to one host, also after redirects."""

    def __init__(self, address: str) -> None:
        """Take the host from an address."""
        super().__init__()
        self.origin = origin_of(address)
        self.max_redirects = 5
        self.headers["User-Agent"] = f"{settings.HUB_NAME} ({settings.HUB_ORIGIN})"
        self.headers["Accept"] = "application/json"

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send a request.

        Raises:
            UnansweredError: when it would go to any other host.
        """
        if origin_of(request.url or "") != self.origin:
            raise UnansweredError(f"It leads to another host than the one configured: {request.url}")
        return super().send(request, **kwargs)


def ask(
    session: OneHost, address: str, *, wait: Wait = time.sleep, longest_pause: float = LONGEST_PAUSE
) -> Page:
    """Return a page of notices, after several attempts if need be.

    Args:
        session: bound to the service's host.
        address: of the page.
        wait: how to let seconds pass.
        longest_pause: for how many seconds the service may ask to be left alone before it is given up.

    Raises:
        UnansweredError: when no attempt brought a release package, or the service wants to be left alone.
        StaleError: when the service does not know the page.
    """
    pause = FIRST_PAUSE
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return _ask_once(session, address)
        except _AgainError as trouble:
            if trouble.after is not None and trouble.after > longest_pause:
                until = timezone.now() + dt.timedelta(seconds=trouble.after)
                raise UnansweredError(f"{trouble} It asks to be left alone for longer.", until) from None
            if attempt == MOST_ATTEMPTS:
                said = f"{trouble} It was asked {counted(attempt, 'time')}."
                raise UnansweredError(said) from None
            wait(pause if trouble.after is None else trouble.after)
            pause *= 2
    raise AssertionError  # the last attempt returns or raises


def _ask_once(session: OneHost, address: str) -> Page:
    patience = settings.NOTICES_TIMEOUT_SECONDS
    try:
        with session.get(address, timeout=(CONNECT_SECONDS, patience), stream=True) as answer:
            _check_status(answer)
            content = _content(answer, time.monotonic() + 2 * patience)
            where = answer.url
    except requests.TooManyRedirects:
        raise UnansweredError("It sends the hub round in a circle.") from None
    except requests.Timeout:
        raise _AgainError(f"It did not answer within {counted(patience, 'second')}.") from None
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
        raise _AgainError("Its answer came broken or was cut short.") from None
    except requests.RequestException as trouble:
        raise _AgainError(f"The connection failed ({type(trouble).__name__}).") from None
    try:
        package = ocds.parse(content)
    except ValueError as error:
        raise _AgainError(f"Its answer is cut short or no JSON. {error}") from None
    if not isinstance(package, dict) or not isinstance(package.get("releases"), list):
        raise _AgainError("Its answer is no release package.")
    try:
        following = next_page(package, where)
        origin = origin_of(following)
    except ValueError:
        raise UnansweredError("Its link to the next page is no address.") from None
    if following and origin != session.origin:
        raise UnansweredError(f"It leads to another host than the one configured: {following}")
    return Page(package, following)


def _check_status(answer: requests.Response) -> None:
    status = answer.status_code
    if status == requests.codes.ok:
        return
    said = f"It answered {status}."
    if status in AGAIN_LATER:
        raise _AgainError(said, seconds_to_wait(answer.headers.get("Retry-After"), timezone.now()))
    raise (StaleError if status in STALE else UnansweredError)(said)


def _content(answer: requests.Response, deadline: float) -> bytes:
    """Return the whole answer, which may neither be endless nor come drop by drop."""
    content = bytearray()
    for part in answer.iter_content(65_536):
        content += part
        if len(content) > MOST_BYTES:
            raise UnansweredError(f"Its answer is longer than {MOST_BYTES:,} bytes.")
        if time.monotonic() > deadline:
            raise _AgainError("Its answer came too slowly.")
    return bytes(content)
