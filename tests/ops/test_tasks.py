"""What is scheduled exists, and queues do not get each other's tasks."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from procurement_hub.celery import app
from tests.services import ROOT

app.loader.import_default_modules()


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_a_scheduled_task_exists(name: str) -> None:
    entry: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE[name]
    assert entry["task"] in app.tasks


@pytest.mark.parametrize(
    ("told", "reads"),
    [
        ({"HUB_MODE": "production"}, "60"),
        ({"HUB_MODE": "production", "NOTICES_SYNC": "off"}, "never"),
        ({"HUB_MODE": "local"}, "never"),
        ({"HUB_MODE": "local", "NOTICES_SYNC": "on", "NOTICES_SYNC_MINUTES": "15"}, "15"),
    ],
)
def test_notices_are_read_by_the_schedule_in_production_and_where_it_is_said(
    told: dict[str, str], reads: str
) -> None:
    script = (
        "from procurement_hub.settings import CELERY_BEAT_SCHEDULE as schedule;"
        "found = {e['args'][0]: e['schedule'] for e in schedule.values() if 'notices' in e['task']};"
        "print({name: int(pause.total_seconds() // 60) for name, pause in found.items()})"
    )
    environment = {name: os.environ[name] for name in ("PATH", "DATABASE_URL") if name in os.environ}
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**environment, **told},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    expected = {} if reads == "never" else {"contracts_finder": int(reads), "find_a_tender": int(reads)}
    assert said == str(expected)


def test_queues_do_not_share_a_route() -> None:
    queues = settings.CELERY_TASK_QUEUES
    assert len({queue.routing_key for queue in queues}) == len(queues) > 1


def test_a_task_goes_to_the_queue_of_its_route_and_to_no_other(settings: Any) -> None:
    queue = app.amqp.router.route({}, "pipeline.flag_boroughs")["queue"]
    assert (queue.name, queue.routing_key) == ("flags", "flags")
