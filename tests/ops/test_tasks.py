"""What is scheduled exists, and queues do not get each other's tasks."""

from typing import Any

import pytest
from django.conf import settings

from procurement_hub.celery import app

app.loader.import_default_modules()


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_a_scheduled_task_exists(name: str) -> None:
    entry: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE[name]
    assert entry["task"] in app.tasks


def test_queues_do_not_share_a_route() -> None:
    queues = settings.CELERY_TASK_QUEUES
    assert len({queue.routing_key for queue in queues}) == len(queues) > 1


def test_a_task_goes_to_the_queue_of_its_route_and_to_no_other(settings: Any) -> None:
    queue = app.amqp.router.route({}, "pipeline.flag_boroughs")["queue"]
    assert (queue.name, queue.routing_key) == ("flags", "flags")
