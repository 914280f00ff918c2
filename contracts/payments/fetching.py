"""Fetches a spend file: from an allowed host only, with limits of size and time, and not a second time."""

import re
import time
from dataclasses import dataclass
from typing import Any, BinaryIO

import requests
from django.conf import settings

from boroughs.words import counted
from contracts.payments.addresses import file_name, is_allowed

CONNECT_SECONDS = 10
#: A file may take so many times as long as a piece of it.
PATIENCE = 10
PIECE = 65_536
_NAMED = re.compile(r"filename\s*=\s*\"?([^\";]+)", re.IGNORECASE)
_ENDINGS = {
    "spreadsheetml": ".xlsx",
    "csv": ".csv",
    "tab-separated": ".tsv",
}


class NotFetchedError(Exception):
    """A file could not be had; the message says why. ``missing``: there is none at the address."""

    def __init__(self, message: str, *, missing: bool = False) -> None:
        super().__init__(message)
        self.missing = missing


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched: its name, and what the server said by which to ask whether it changed."""

    name: str
    etag: str
    last_modified: str


class AllowedHosts(requests.Session):
    """Outgoing requests to the hosts of the settings, also after redirects."""

    def __init__(self) -> None:
        """Say who asks."""
        super().__init__()
        self.max_redirects = 5
        self.headers["User-Agent"] = f"{settings.HUB_NAME} ({settings.HUB_ORIGIN})"
        self.headers["Accept"] = (
            "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*"
        )

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send a request.

        Raises:
            NotFetchedError: when it would go to a host that is not allowed.
        """
        if not is_allowed(request.url or "", settings.SPEND_HOSTS):
            raise NotFetchedError(f"It is at a host that the settings do not allow: {request.url}")
        return super().send(request, **kwargs)


def fetch(address: str, into: BinaryIO, *, etag: str = "", last_modified: str = "") -> Fetched | None:
    """Write the file at an address into another one, piece by piece.

    Args:
        address: of the file.
        into: where it is written.
        etag: what the server called the file that it gave last.
        last_modified: when it said that it had changed.

    Returns:
        what was fetched, or ``None`` where it has not changed since.

    Raises:
        NotFetchedError: with the reason.
    """
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in asked.items() if value}
    patience = settings.SPEND_TIMEOUT_SECONDS
    try:
        with (
            AllowedHosts() as session,
            session.get(address, headers=headers, timeout=(CONNECT_SECONDS, patience), stream=True) as answer,
        ):
            if answer.status_code == requests.codes.not_modified:
                return None
            _check(answer)
            _copy(answer, into, time.monotonic() + PATIENCE * patience)
            return Fetched(
                _name_of(answer), answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
            )
    except requests.TooManyRedirects:
        raise NotFetchedError("The server sends the hub round in a circle.") from None
    except requests.Timeout:
        raise NotFetchedError(f"The server did not answer within {counted(patience, 'second')}.") from None
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
        raise NotFetchedError("The file came broken or was cut short.") from None
    except requests.RequestException as trouble:
        raise NotFetchedError(f"The connection failed ({type(trouble).__name__}).") from None


def _check(answer: requests.Response) -> None:
    status = answer.status_code
    if status in (requests.codes.not_found, requests.codes.gone):
        raise NotFetchedError(f"There is no file at this address ({status}).", missing=True)
    if status != requests.codes.ok:
        raise NotFetchedError(f"The server answered {status}.")
    if "html" in answer.headers.get("Content-Type", "").lower():
        raise NotFetchedError(
            "There is a web page at this address, no file: take the address that the page links to."
        )


def _copy(answer: requests.Response, into: BinaryIO, deadline: float) -> None:
    most = settings.SPEND_MOST_MEGABYTES * 1_000_000
    written = 0
    for part in answer.iter_content(PIECE):
        written += into.write(part)
        if written > most:
            raise NotFetchedError(f"The file is larger than {settings.SPEND_MOST_MEGABYTES} MB.")
        if time.monotonic() > deadline:
            raise NotFetchedError("The file came too slowly.")


def _name_of(answer: requests.Response) -> str:
    """Return the file's name as the server gives it, else as the address ends, with an ending that fits."""
    named = _NAMED.search(answer.headers.get("Content-Disposition", ""))
    name = (named[1].strip() if named else "") or file_name(answer.url) or "spend"
    if "." in name:
        return name[:255]
    kind = answer.headers.get("Content-Type", "").lower()
    return name[:250] + next((ending for word, ending in _ENDINGS.items() if word in kind), "")
