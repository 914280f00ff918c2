"""Logs are JSON, carry the request's id from the proxy to the worker, and hold no secrets."""

import http.client
import io
import json
import logging.config
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.db import connection
from django.test import Client

from boroughs.notifications.links import sign
from boroughs.notifications.unsubscribing import UNDO
from procurement_hub.logs import configuration, leave_keys_out, without_secrets
from procurement_hub.tasks import heartbeat
from tests.celery_worker import Worker, database_url
from tests.services import ROOT
from tests.waiting import eventually
from tools.check import LIKE_PRODUCTION
from tools.supervisor import _answers
from tools.throw_away_services import free_port

KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture
def web_server(transactional_db: None) -> Iterator[tuple[str, Callable[[], list[dict[str, Any]]]]]:
    """The production web server: its address, and a way to stop it and have its log."""
    port = free_port()
    production = {
        **LIKE_PRODUCTION,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HUB_ORIGIN": "https://127.0.0.1",
        "SECRET_KEY": KEY,
        "DATABASE_URL": database_url(connection.settings_dict),
        "WEB_CONCURRENCY": "1",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn_config.py"]
        + ["--bind", f"127.0.0.1:{port}", "procurement_hub.wsgi"],
        cwd=ROOT,
        env={**os.environ, **production, "DJANGO_SETTINGS_MODULE": "procurement_hub.settings"},
        stderr=subprocess.PIPE,
        text=True,
    )

    def stop() -> list[dict[str, Any]]:
        server.send_signal(signal.SIGTERM)
        lines = server.communicate(timeout=60)[1].splitlines()
        assert server.returncode == 0
        return [json.loads(line) for line in lines]

    try:
        eventually(lambda: server.poll() is not None or _answers(f"http://127.0.0.1:{port}/health/live/"))
        yield f"127.0.0.1:{port}", stop
    finally:
        server.kill()
        server.communicate()


def test_the_web_server_logs_each_request_with_the_proxys_id(web_server: Any) -> None:
    address, stop = web_server
    asked = http.client.HTTPConnection(address, timeout=30)
    asked.request("GET", "/health/ready/?secret=1", headers={"X-Request-ID": "from-the-proxy-1"})
    answer = asked.getresponse()
    asked.close()
    assert answer.status == 503  # there is no Redis at that address
    assert answer.headers["X-Request-ID"] == "from-the-proxy-1"
    lines = stop()
    mine = [line for line in lines if line.get("request_id") == "from-the-proxy-1"]
    assert [line["event"] for line in mine if line["logger"].startswith("django_structlog")] == [
        "request_started",
        "request_finished",
    ]
    assert {line["request"] for line in mine if "request" in line} == {"GET /health/ready/"}
    assert all({"timestamp", "level", "logger", "event"} <= line.keys() for line in lines)
    assert any(line["logger"] == "gunicorn.error" for line in lines)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What Django writes of requests, by the production's formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    made = logging.config.DictConfigurator(configuration("json", "INFO"))
    handler.setFormatter(made.configure_formatter(made.config["formatters"]["json"]))
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_a_refused_link_leaves_no_key_in_the_log(client: Client, written: io.StringIO) -> None:
    token = sign(UNDO, {"person": 1, "before": {}})
    assert client.post(f"/unsubscribe/{token}/?undo={token}").status_code == 410
    line = json.loads(written.getvalue())
    assert (line["event"], line["request"]) == ("Gone: /unsubscribe/…/", "POST /unsubscribe/…/")
    assert token.rpartition(":")[2] not in written.getvalue()


@pytest.mark.parametrize(
    ("logger", "said", "logged"),
    [
        (
            "django.server",
            '"GET /invitations/MQ:1a:sig/?q=1 HTTP/1.1" 404 9',
            '"GET /invitations/…/ HTTP/1.1" 404 9',
        ),
        (
            "django.server",
            '"GET /still-true/MQ%3A1a%3Asig/ HTTP/1.1" 410 9',
            '"GET /still-true/…/ HTTP/1.1" 410 9',
        ),
        (
            "django.security.csrf",
            "Forbidden (no cookie.): /confirm/17:1a:sig",
            "Forbidden (no cookie.): /confirm/…",
        ),
        (
            "gunicorn.error",
            "Error handling request /account/password/reset/key/3-c8x-0a/?a=b",
            "Error handling request /account/password/reset/key/…/",
        ),
        ("django.request", "Not Found: /register/1234/", "Not Found: /register/1234/"),
        ("contracts", "9 of 12 rows: /tmp/a:b/c?d", "9 of 12 rows: /tmp/a:b/c?d"),
    ],
)
def test_lines_of_others_hold_no_keys(logger: str, said: str, logged: str) -> None:
    assert leave_keys_out(None, "info", {"logger": logger, "event": said})["event"] == logged


def test_an_answer_carries_an_id_of_its_own_without_a_proxy(client: Client) -> None:
    given = client.get("/health/live/", headers={"X-Request-ID": "made-up-by-a-visitor"}).headers[
        "X-Request-ID"
    ]
    assert len(given) == 36
    assert given != client.get("/health/live/").headers["X-Request-ID"]


@pytest.mark.parametrize("strange", ["short", "x" * 65, "two words are no id", 'quote"and{brace}'])
def test_an_id_that_is_no_plain_word_is_replaced(client: Client, settings: Any, strange: str) -> None:
    settings.DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
    kept = client.get("/health/live/", headers={"X-Request-ID": "plain-word-123"}).headers["X-Request-ID"]
    replaced = client.get("/health/live/", headers={"X-Request-ID": strange}).headers["X-Request-ID"]
    assert kept == "plain-word-123"
    assert replaced != strange


def test_a_task_is_logged_with_the_id_of_the_request_that_sent_it(
    celery_worker_process: Callable[..., Worker],
) -> None:
    worker = celery_worker_process(env={"LOG_FORMAT": "json"})
    with structlog.contextvars.bound_contextvars(request_id="the-request-1"):
        heartbeat.delay()
    eventually(lambda: "task_succeeded" in worker.output, seconds=30)
    lines = [json.loads(line) for line in worker.output.splitlines() if line.startswith("{")]
    mine = {line["event"] for line in lines if line.get("request_id") == "the-request-1"}
    assert {"task_started", "task_succeeded"} <= mine


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/register/1234/", "/register/1234/"),
        (
            "/boroughs/kensington-and-chelsea-royal-borough/",
            "/boroughs/kensington-and-chelsea-royal-borough/",
        ),
        ("/account/confirm-email/MQ:1abc:sig/", "/account/confirm-email/…/"),
        ("/account/password/reset/key/3-c8x-0a1b/", "/account/password/reset/key/…/"),
        ("/confirm/17:1abc:signature", "/confirm/…"),
    ],
)
def test_keys_in_paths_are_not_logged(path: str, logged: str) -> None:
    assert without_secrets(path) == logged
