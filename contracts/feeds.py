"""How public services are asked for notices, by windows and pages. Pure: nothing is asked here."""

import datetime as dt
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

PAGE_SIZE = 100  # the most that either service gives at once
#: A longer time is read in windows of this length: the cursors of a long list may go stale on the way.
LONGEST_WINDOW = dt.timedelta(days=7)
#: Read again each time, for what a service shows later than it dates it, and for a clock in another zone.
OVERLAP = dt.timedelta(hours=2)
#: Seconds; one slip of a service must not keep its notices out for years.
LONGEST_REST = 86_400.0
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Service:
    """A public service that gives notices as OCDS release packages.

    Args:
        code: its name in settings and commands.
        name: as people call it.
        since: the parameter for the first moment of a window.
        until: the parameter for its last moment.
    """

    code: str
    name: str
    since: str
    until: str


SERVICES = {
    service.code: service
    for service in (
        Service("contracts_finder", "Contracts Finder", "publishedFrom", "publishedTo"),
        Service("find_a_tender", "Find a Tender", "updatedFrom", "updatedTo"),
    )
}


@dataclass(frozen=True)
class Window:
    """A time whose notices are read together, both ends included."""

    since: dt.datetime
    until: dt.datetime


def window_from(since: dt.datetime, now: dt.datetime) -> Window | None:
    """Return the next window to read, at most a week long; nothing when all is read up to ``now``."""
    return Window(since, min(since + LONGEST_WINDOW, now)) if since < now else None


def first_page(service: Service, address: str, window: Window) -> str:
    """Return where a window's notices begin. The services take moments without a zone, in UTC.

    Args:
        service: whose parameters are used.
        address: of the service, as configured.
        window: the time to read.
    """
    query = {
        service.since: _written(window.since),
        service.until: _written(window.until),
        "limit": PAGE_SIZE,
    }
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query, safe=':')}"


def next_page(package: dict[str, Any], address: str) -> str:
    """Return the address of the page that follows, or nothing after the last one.

    Args:
        package: the release package of a page.
        address: where that page was found; the link may be relative to it.
    """
    links = package.get("links")
    link = links.get("next") if isinstance(links, dict) else None
    return urljoin(address, link) if isinstance(link, str) and link.strip() else ""


def origin_of(address: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of an address, the usual port where it names none.

    Raises:
        ValueError: for a port that is no number.
    """
    parts = urlsplit(address)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS.get(parts.scheme)


def seconds_to_wait(retry_after: str | None, now: dt.datetime) -> float | None:
    """Return for how many seconds a service asks to be left alone, a day at most; ``None``: it does not say.

    Args:
        retry_after: the header, a number of seconds or a date of HTTP.
        now: the moment of the answer.
    """
    written = (retry_after or "").strip()
    if written.isascii() and written.isdigit():
        return min(float(written[:9]), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_REST)


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
