"""Spend files that the hub fetches by itself, from a server on this machine that does all that servers do."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boroughs.models import Borough
from contracts.actions import spend_feeds
from contracts.actions.payments import take_payments
from contracts.actions.spend_feeds import fetch_source
from contracts.models import PaymentFile, PaymentSource
from contracts.tasks import fetch_payments_task, take_payments_task
from tests.celery_worker import Worker
from tests.contracts.spending import JUNE, line, paid_by, read_file, spend_file
from tests.factories import BoroughFactory, PersonFactory
from tests.waiting import eventually

pytestmark = pytest.mark.django_db


@dataclass
class Answer:
    """An answer of the server; ``cut`` bytes are missing at its end, ``hold`` keeps it back."""

    body: bytes = JUNE.encode("cp1252")
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/csv", "ETag": '"one"'})
    cut: int = 0
    hold: bool = False


@dataclass
class SpendServer:
    """A borough's web site: what it answers next, and what it was asked."""

    origin: str
    answers: deque[Answer] = field(default_factory=deque)
    usual: Answer = field(default_factory=Answer)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Where its spend file is."""
        return f"{self.origin}/spend.csv"


class Handler(BaseHTTPRequestHandler):
    """Answers the hub."""

    def do_GET(self) -> None:
        """Answer, with 304 where the file is known already."""
        server: SpendServer = self.server.spend  # type: ignore[attr-defined]
        server.asked.append((self.path, dict(self.headers)))
        answer = server.answers.popleft() if server.answers else server.usual
        if answer.hold:
            server.let_go.wait(30)
        known = self.headers.get("If-None-Match")
        status = 304 if known and known == answer.headers.get("ETag") else answer.status
        body = b"" if status == 304 else answer.body
        try:
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) - answer.cut])
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name that it has there)
        """Say nothing."""


@contextmanager
def serving() -> Iterator[SpendServer]:
    """Run a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    spend = server.spend = SpendServer(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield spend
    finally:
        spend.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server(settings: Any) -> Iterator[SpendServer]:
    """A server that the settings allow."""
    with serving() as at_work:
        settings.SPEND_HOSTS = [at_work.origin]
        settings.SPEND_TIMEOUT_SECONDS = 5
        yield at_work


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden", name="Camden")


@pytest.fixture
def source(camden: Borough, server: SpendServer) -> PaymentSource:
    """Where Camden's files are fetched."""
    return PaymentSource.objects.create(borough=camden, address=server.address, licence="OGL v3.0")


def fetch(source: PaymentSource) -> PaymentSource:
    """Fetch once, take what waits, and return what the hub remembers of the address."""
    fetch_source(source_id=source.pk)
    for pk in PaymentFile.objects.filter(state="waiting").values_list("pk", flat=True):
        take_payments(file_id=pk)
    source.refresh_from_db()
    return source


def test_a_file_is_fetched_taken_and_not_fetched_again(
    source: PaymentSource, server: SpendServer, camden: Borough
) -> None:
    assert fetch(source).failure == ""
    assert len(paid_by(camden)) == 4
    file = PaymentFile.objects.get()
    assert (file.state, file.address, file.licence) == ("taken", server.address, "OGL v3.0")
    assert source.read_at is not None
    fetch(source)
    assert [headers.get("If-None-Match") for _, headers in server.asked] == [None, '"one"']
    server.usual.headers["ETag"] = '"two"'
    fetch(source)
    assert PaymentFile.objects.count() == 1, "the same content under another tag changes nothing"


def test_a_corrected_file_replaces_and_one_cut_short_waits_for_a_person(
    source: PaymentSource, server: SpendServer, camden: Borough
) -> None:
    fetch(source)
    server.usual = Answer(JUNE.replace("9200", "9300").encode("cp1252"))
    server.usual.headers["ETag"] = '"two"'
    fetch(source)
    assert ("Kestrel Waste plc", "2026-06", Decimal(8100)) in paid_by(camden)
    server.usual = Answer(spend_file(line("Tideline Ltd", "01/06/2026", "1")).encode())
    server.usual.headers["ETag"] = '"three"'
    assert "It has 1 payments, but what is known of June 2026 has 8" in fetch(source).failure
    assert ("Kestrel Waste plc", "2026-06", Decimal(8100)) in paid_by(camden)
    assert PaymentFile.objects.first().state == "read"  # type: ignore[union-attr]
    assert "look at it and take it by hand" in fetch(source).failure, "until somebody has looked"
    PaymentFile.objects.filter(state="read").delete()
    assert "look at it and take it by hand" in fetch(source).failure, "after it was thrown away too"


def test_a_file_whose_worker_died_between_reading_and_taking_is_taken_next_time(
    source: PaymentSource, server: SpendServer, camden: Borough, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(**_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(spend_feeds, "ask_to_take", killed)
        with pytest.raises(SystemExit):
            fetch_source(source_id=source.pk)
    assert PaymentFile.objects.get().state == "read"
    assert fetch(source).failure == ""
    assert PaymentFile.objects.get().state == "taken"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(status=404), "There is no file at this address (404)"),
        (Answer(status=500), "The server answered 500"),
        (Answer(b"<html>", headers={"Content-Type": "text/html; charset=utf-8"}), "a web page"),
        (Answer(b"<!doctype html><title>Spending</title>"), "a web page"),
        (Answer(cut=100), "broken or was cut short"),
        (Answer(b"Supplier,Amount\n"), "no payment"),
        (Answer(status=302, headers={"Location": "http://localhost:1/spend.csv"}), "do not allow"),
        (Answer(status=302, headers={"Location": "/spend.csv"}), "round in a circle"),
    ],
)
def test_what_goes_wrong_is_said_and_tried_again_next_time(
    source: PaymentSource, server: SpendServer, camden: Borough, answer: Answer, says: str
) -> None:
    server.answers.extend([answer] * (6 if answer.headers.get("Location") == "/spend.csv" else 1))
    assert says in fetch(source).failure
    assert source.failed_at is not None
    assert not PaymentFile.objects.exists()
    assert fetch(source).failure == ""
    assert len(paid_by(camden)) == 4


def test_a_file_without_an_end_or_a_server_without_an_answer_is_given_up(
    source: PaymentSource, server: SpendServer, settings: Any
) -> None:
    settings.SPEND_MOST_MEGABYTES = 0
    assert "larger than 0 MB" in fetch(source).failure
    settings.SPEND_MOST_MEGABYTES, settings.SPEND_TIMEOUT_SECONDS = 50, 1
    server.answers.append(Answer(hold=True))
    assert "did not answer within 1 second" in fetch(source).failure


def test_months_are_asked_one_by_one_and_one_not_published_yet_is_no_failure(
    camden: Borough, server: SpendServer, time_machine: Any
) -> None:
    time_machine.move_to("2026-08-10T12:00:00+00:00")
    source = PaymentSource.objects.create(borough=camden, address=f"{server.origin}/{{YYYY}}-{{MM}}.csv")
    plain = "Supplier,Amount\nTideline Ltd,{}\n"
    server.answers.extend(
        [Answer(plain.format(5).encode()), Answer(plain.format(6).encode()), Answer(status=404, headers={})]
    )
    assert fetch(source).failure == ""
    assert [path for path, _ in server.asked] == ["/2026-05.csv", "/2026-06.csv", "/2026-07.csv"]
    assert [(month, amount) for _, month, amount in paid_by(camden)] == [
        ("2026-05", Decimal(5)),
        ("2026-06", Decimal(6)),
    ]
    server.answers.extend([Answer(status=404, headers={})] * 3)
    assert "There is no file" in fetch(source).failure


def test_an_address_that_is_not_active_is_not_asked(source: PaymentSource, server: SpendServer) -> None:
    PaymentSource.objects.update(active=False)
    assert fetch_source(source_id=source.pk) == []
    fetch_payments_task()
    assert server.asked == []


def test_staff_set_addresses_of_allowed_hosts_and_have_them_fetched(
    camden: Borough, server: SpendServer, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    client.force_login(PersonFactory(is_staff=True))
    add = reverse("admin:contracts_paymentsource_add")
    values = {"borough": camden.pk, "series": "spend", "active": "on"}
    refused = client.post(add, {**values, "address": "https://evil.example/spend.csv"})
    assert "This host is not allowed" in refused.content.decode()
    assert client.post(add, {**values, "address": server.address}).status_code == 302
    chosen = {"action": "fetch_now", "_selected_action": [PaymentSource.objects.get().pk]}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:contracts_paymentsource_changelist"), chosen)
    assert PaymentFile.objects.get().state in {"waiting", "taken"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_real_worker_takes_a_file_once_even_if_it_is_told_twice(
    celery_worker_process: Callable[..., Worker],
) -> None:
    camden = BoroughFactory(slug="camden")
    file = read_file(camden, JUNE)
    PaymentFile.objects.filter(pk=file.pk).update(state="waiting")
    celery_worker_process()
    take_payments_task.delay(file.pk)
    take_payments_task.delay(file.pk)
    eventually(lambda: PaymentFile.objects.get().state == "taken")
    assert len(paid_by(camden)) == 4


def test_a_file_that_breaks_the_hub_says_so_on_its_page(camden: Borough) -> None:
    file = read_file(camden, JUNE)
    PaymentFile.objects.filter(pk=file.pk).update(state="waiting", draft={"payees": "?"})
    with pytest.raises(ValueError, match="unpack"):
        take_payments_task(file.pk)
    file.refresh_from_db()
    assert (file.state, paid_by(camden)) == ("failed", [])
