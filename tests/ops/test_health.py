"""The health views tell load balancers and people the truth."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from procurement_hub import health
from procurement_hub.tasks import heartbeat
from tests.celery_worker import Worker
from tests.waiting import eventually


@pytest.fixture
def with_redis(settings: Settings, redis_url: str) -> str:
    """The installation uses Redis."""
    settings.REDIS_URL = redis_url
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
    }
    return redis_url


def ready(client: Client) -> tuple[int, dict[str, str]]:
    """Return the status and what is said of each part."""
    answer = client.get("/health/ready/")
    return answer.status_code, answer.json()["checks"]


def test_alive_without_a_database(client: Client) -> None:
    answer = client.get("/health/live/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_ready_without_redis(client: Client, db: None) -> None:
    assert ready(client) == (
        200,
        {"database": "ok", "migrations": "ok", "redis": "not used here", "worker": "not used here"},
    )


def test_cheap(client: Client, db: None, django_assert_max_num_queries: Any) -> None:
    ready(client)
    with django_assert_max_num_queries(3):
        ready(client)


def test_not_ready_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused by 10.1.2.3")

    monkeypatch.setattr(connection, "cursor", refuse)
    status, checks = ready(client)
    assert (status, checks["database"]) == (503, "the database does not answer")


def test_not_ready_while_the_tables_are_older_than_the_code(client: Client, db: None) -> None:
    app, name = next(node for node in health._latest_migrations() if node[0] == "boroughs")
    MigrationRecorder(connection).record_unapplied(app, name)
    status, checks = ready(client)
    assert (status, checks["migrations"]) == (503, f"not applied: boroughs.{name}")


def test_not_ready_when_redis_is_gone(client: Client, db: None, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": settings.REDIS_URL,
        }
    }
    status, checks = ready(client)
    assert status == 503
    assert checks["redis"] == checks["worker"] == "Redis does not answer"


def test_not_ready_until_a_worker_is_heard_of(client: Client, db: None, with_redis: str) -> None:
    status, checks = ready(client)
    assert (status, checks["redis"], checks["worker"]) == (503, "ok", "no worker has been heard of")


def test_not_ready_when_the_worker_fell_silent(client: Client, db: None, with_redis: str) -> None:
    cache.set(health.HEARTBEAT_KEY, time.time() - 10 * 60)
    status, checks = ready(client)
    assert (status, checks["worker"]) == (503, "no worker has been heard of for 10 minutes")


def test_ready_when_a_real_worker_has_done_the_scheduled_task(
    client: Client, with_redis: str, celery_worker_process: Callable[..., Worker]
) -> None:
    celery_worker_process()
    heartbeat.delay()
    eventually(lambda: ready(client)[0] == 200, seconds=30)
    assert ready(client)[1]["worker"] == "ok"
