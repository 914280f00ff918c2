"""Fixtures that every test may use. The database is PostgreSQL's own, Redis, worker and browser are real."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import kombu.pools
import pytest
import redis
from django.db import connection

from procurement_hub.celery import app as celery_app
from tests import needs, quick_flush, services, the_day
from tests.celery_worker import Worker
from tests.factories import BoroughFactory

pytest_plugins = ["tests.skips"]
quick_flush.install()
the_day.hold()

CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-first-run",
]


#: Boroughs that a test does not name come from here on: after those that tests name most.
FIRST_BOROUGH = 19
MARKS_BY_FIXTURE = {
    "browser": {"page", "context", "browser", "new_context"},
    "database": {"db", "transactional_db", "django_db_setup", "live_server"},
    "redis": {"redis_url"},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with what it uses, so that a run can choose: ``-m "database and not browser"``."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        for mark, names in MARKS_BY_FIXTURE.items():
            if fixtures & names or (mark == "database" and item.get_closest_marker("django_db")):
                item.add_marker(mark)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin each test with the same borough in turn, so that what it makes does not hang on those before."""
    BoroughFactory.reset_sequence(FIRST_BOROUGH, force=True)


def pytest_configure(config: pytest.Config) -> None:
    """Migrate once for all processes of a parallel run, before they begin."""
    if getattr(config.option, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ:
        services.make_template()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no database behind."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        services.drop_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tests' database; at the end nobody else is connected to it, so that it can be taken away.

    Playwright runs an event loop in the tests' own thread, and Django keeps one connection for a thread with
    such a loop and one for it without: taking the database away closes only one of them.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data that lies beside the repository on some machines."""
    folder = Path(os.environ.get("HUB_SHARED_DATA", services.ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        needs.skip_or_fail(needs.NEEDS_SHARED_DATA)
    return folder


@pytest.fixture(scope="session")
def _redis_database() -> str:
    """The URL of a Redis database that this test process has to itself."""
    address = services.redis_address()
    if not address:
        needs.skip_or_fail(needs.NEEDS_REDIS)
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{address}/{number}"


@pytest.fixture
def redis_url(_redis_database: str) -> str:
    """The URL of an empty Redis database, emptied again for each test."""
    with redis.Redis.from_url(_redis_database) as client:
        client.flushdb()
    return _redis_database


@pytest.fixture
def celery_broker(redis_url: str) -> Iterator[str]:
    """Tasks sent by this process go to Redis instead of running at once; yields its URL."""
    before = {
        "task_always_eager": celery_app.conf.task_always_eager,
        "broker_url": celery_app.conf.broker_url,
    }
    _point_celery_at(task_always_eager=False, broker_url=redis_url)
    yield redis_url
    _point_celery_at(**before)


def _point_celery_at(**settings: Any) -> None:
    """Change settings of the Celery application and forget connections made with the old ones."""
    celery_app.conf.update(settings)
    kombu.pools.reset()
    celery_app._pool = None  # type: ignore[attr-defined]
    celery_app.amqp._producer_pool = None  # type: ignore[attr-defined]


@pytest.fixture
def celery_worker_process(celery_broker: str, transactional_db: None) -> Iterator[Callable[..., Worker]]:
    """A factory of real workers on the test's database and Redis, all stopped afterwards.

    ``worker = celery_worker_process(concurrency=1, env={…})`` returns when the worker says that it is ready;
    ``worker.kill()`` ends it in the middle of its work, ``worker.output`` is what it said.
    """
    workers: list[Worker] = []

    def start(*, concurrency: int = 1, env: dict[str, str] | None = None) -> Worker:
        worker = Worker(
            database=connection.settings_dict, redis_url=celery_broker, concurrency=concurrency, env=env or {}
        )
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as the distribution packages it; it reaches this machine only."""
    program = services.chromium()
    if program is None:
        needs.skip_or_fail(needs.NEEDS_CHROMIUM)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": program, "args": [*CHROMIUM_ARGUMENTS, *sandbox]}


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Pages opened by the browser are those of the live server: ``page.goto("/register/")``."""
    return str(live_server.url)
