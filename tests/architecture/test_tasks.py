"""Every background task names its queue, has time limits, and takes ids only."""

import inspect
import types
import typing
from typing import Any

import pytest
from django.conf import settings

from procurement_hub.celery import app

app.loader.import_default_modules()
#: Sorted: they register in an order that differs between processes, and xdist compares them.
TASKS = {name: task for name, task in sorted(app.tasks.items()) if not name.startswith("celery.")}
QUEUES = {queue.name for queue in settings.CELERY_TASK_QUEUES}
#: What survives the way through a broker unchanged and cannot be out of date.
IDS = {int, str, list[int], list[str], type(None)}


def kinds(annotation: Any) -> set[Any]:
    """Return the kinds of value that an annotation allows."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        return set(typing.get_args(annotation))
    return {annotation}


def test_there_are_tasks() -> None:
    assert {"procurement_hub.heartbeat", "pipeline.flag_boroughs"} <= TASKS.keys()


@pytest.mark.parametrize("name", TASKS)
def test_it_is_routed_to_a_queue_that_workers_listen_to(name: str) -> None:
    routes = [
        route for pattern, route in settings.CELERY_TASK_ROUTES.items() if name.startswith(pattern[:-1])
    ]
    assert len(routes) == 1, f"Give {name} a line in settings.CELERY_TASK_ROUTES."
    assert routes[0]["queue"] in QUEUES


@pytest.mark.parametrize("name", TASKS)
def test_it_takes_ids_only(name: str) -> None:
    for parameter in inspect.signature(TASKS[name].run).parameters.values():
        assert kinds(parameter.annotation) <= IDS, f"{name}: {parameter} is not an id or a list of ids."


@pytest.mark.parametrize("name", TASKS)
def test_it_cannot_run_for_ever(name: str) -> None:
    soft, hard = TASKS[name].soft_time_limit, TASKS[name].time_limit
    assert soft, f"Give {name} a soft_time_limit."
    assert hard, f"Give {name} a time_limit."
    assert soft < hard
