"""Whether this installation is alive and ready, for load balancers and people who look after it."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache as shared_cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

HEARTBEAT_KEY = "procurement_hub.heartbeat"
HEARTBEAT_SECONDS = 60
LATE_AFTER_SECONDS = 3 * HEARTBEAT_SECONDS


def beat_heart() -> None:
    """Note that a worker ran a task now; called by the task that the scheduler sends every minute."""
    shared_cache.set(HEARTBEAT_KEY, time.time(), timeout=24 * 60 * 60)


@never_cache
@require_safe
@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as this process can answer at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when people can be served, else 503; the JSON says of each part "ok" or what is wrong."""
    checks = {name: _outcome(check) for name, check in CHECKS.items()}
    fine = all(said in {"ok", NOT_USED} for said in checks.values())
    return JsonResponse(
        {"status": "ok" if fine else "not ready", "checks": checks}, status=200 if fine else 503
    )


def _outcome(check: Callable[[], str]) -> str:
    try:
        return check()
    except DatabaseError:
        return "the database does not answer"
    except (RedisError, OSError):
        return "Redis does not answer"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


@cache
def _latest_migrations() -> frozenset[Any]:
    """The last migration of each app, as the code has them; they do not change while a process runs."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _migrations() -> str:
    missing = _latest_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    return f"not applied: {', '.join(sorted('.'.join(node) for node in missing))}" if missing else "ok"


def _redis() -> str:
    if not settings.REDIS_URL:
        return NOT_USED
    shared_cache.get(HEARTBEAT_KEY)
    return "ok"


def _worker() -> str:
    if not settings.REDIS_URL:
        return NOT_USED
    heard = shared_cache.get(HEARTBEAT_KEY)
    if heard is None:
        return "no worker has been heard of"
    age = time.time() - heard
    return "ok" if age < LATE_AFTER_SECONDS else f"no worker has been heard of for {age / 60:.0f} minutes"


NOT_USED = "not used here"
CHECKS = {"database": _database, "migrations": _migrations, "redis": _redis, "worker": _worker}

urlpatterns = [
    path("live/", live, name="health_live"),
    path("ready/", ready, name="health_ready"),
]
