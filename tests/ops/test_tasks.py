"""Every task can be sent: to a queue that workers listen to, with time limits that Celery accepts."""

from fnmatch import fnmatch
from typing import Any

import pytest
from django.conf import settings

from procurement_hub.celery import app

app.loader.import_default_modules()
OURS = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
QUEUES = {queue.name for queue in settings.CELERY_TASK_QUEUES}


@pytest.mark.parametrize("task", OURS.values(), ids=OURS.keys())
def test_a_task_has_a_queue_of_its_own_choice_and_stops_softly_first(task: Any) -> None:
    assert any(fnmatch(task.name, pattern) for pattern in settings.CELERY_TASK_ROUTES)
    assert app.amqp.router.route({}, task.name)["queue"].name in QUEUES
    assert 0 < task.soft_time_limit < task.time_limit


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_a_scheduled_task_exists(name: str) -> None:
    entry: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE[name]
    assert entry.get("options", {}).get("queue", "default") in QUEUES
    assert entry["task"] in OURS


def test_queues_do_not_share_a_route() -> None:
    queues = settings.CELERY_TASK_QUEUES
    assert len({queue.routing_key for queue in queues}) == len(queues)
