"""A public service of notices that speaks HTTP on this machine, with the faults of the real ones."""

import base64
import datetime as dt
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

PATH = "/notices"
#: What each service calls the ends of a window.
ENDS = (("publishedFrom", "publishedTo"), ("updatedFrom", "updatedTo"))


@dataclass
class Odd:
    """One answer that is not as it should be.

    Args:
        status: of the answer; 200 gives the page that was asked for.
        headers: beside the usual.
        body: instead of the page.
        cut: how many bytes are missing at the end, though announced.
        hold: whether nothing is answered until ``NoticeService.let_go`` is set.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: int = 0
    hold: bool = False


@dataclass
class NoticeService:
    """The service's state: what it has published, and what it does wrong.

    Args:
        address: where it is asked.
        releases: what it has published.
        page_size: releases on a page.
        odd: answers to the next requests, the first one first; ``None`` for one as it should be.
        asked: the queries so far.
        changes: what is changed in each package before it is sent, such as its links.
        let_go: ends the holding of answers.
    """

    address: str
    releases: list[dict[str, Any]] = field(default_factory=list)
    page_size: int = 100
    odd: deque[Odd | None] = field(default_factory=deque)
    asked: list[dict[str, str]] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    let_go: threading.Event = field(default_factory=threading.Event)

    def package(self, query: dict[str, str]) -> dict[str, Any]:
        """Return a page: the newest first, with a cursor in the link to the next one."""
        start = 0
        if cursor := query.get("cursor"):
            query = json.loads(base64.b64decode(cursor))
            start = int(query["start"])
        since, until = next((query[a], query[b]) for a, b in ENDS if a in query)
        found = [release for release in self.releases if since <= in_utc(release["date"]) <= until]
        found.sort(key=lambda release: in_utc(release["date"]), reverse=True)
        page = found[start : start + self.page_size]
        links = {}
        if start + self.page_size < len(found):
            following = base64.b64encode(
                json.dumps({**query, "start": str(start + self.page_size)}).encode()
            ).decode()
            links = {"links": {"next": f"{self.address}?limit=100&cursor={following}"}}
        return {"version": "1.1", "publishedDate": "2025-01-23T22:10:19Z", **links, "releases": page} | (
            self.changes
        )


def in_utc(written: str) -> str:
    """Return a date of a release in UTC without a zone, as the services compare it."""
    return dt.datetime.fromisoformat(written).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")


@contextmanager
def running() -> Iterator[NoticeService]:
    """Run a service on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}{PATH}"
    service = server.service = NoticeService(address)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers the hub."""

    def do_GET(self) -> None:
        """Answer with a page, or as the next odd answer says."""
        service: NoticeService = self.server.service  # type: ignore[attr-defined]
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        service.asked.append(query)
        odd = (service.odd.popleft() if service.odd else None) or Odd()
        if odd.hold:
            service.let_go.wait(60)
        body = odd.body if odd.body is not None else json.dumps(service.package(query)).encode()
        try:
            self.send_response(odd.status)
            for name, value in odd.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - odd.cut])
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the hub has gone

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name that it has there)
        """Say nothing: the tests look at ``asked``."""
