"""Sends background tasks by their names, so that whoever asks for work need not import who does it."""

import logging
from dataclasses import dataclass
from weakref import WeakValueDictionary

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


@dataclass
class _Asked:
    """What was asked for in one transaction, maybe several times; it lives as long as somebody waits."""

    sent: bool = False


#: By connection, task, ids and queue. What a savepoint takes back takes back only its own asking.
_waiting: WeakValueDictionary[tuple[object, ...], _Asked] = WeakValueDictionary()


def ask_for(task: str, *ids: int | None, queue: str) -> None:
    """Have a task done once what is being written is committed: once, however often it was asked for.

    Where the broker is away, that is logged and no error: what was written is committed, and each task finds
    at its next scheduled run what was left to do.

    Args:
        task: its name.
        ids: what it takes; one that takes none finds its work in the database.
        queue: the queue that the settings choose for it.
    """
    key = (id(transaction.get_connection()), task, ids, queue)
    asked = _waiting.get(key)
    if asked is None or asked.sent:
        asked = _waiting[key] = _Asked()

    def send() -> None:
        if not asked.sent:
            asked.sent = True
            _send(task, ids, queue)

    transaction.on_commit(send)


def _send(task: str, ids: tuple[int | None, ...], queue: str) -> None:
    """Send the task to its queue; without a broker run it here, which ``send_task`` would not do."""
    if not current_app.conf.task_always_eager:
        try:
            current_app.send_task(task, args=ids, queue=queue)
        except OperationalError:
            log.exception("The broker does not answer, so %s waits for its next run.", task)
        return
    current_app.loader.import_default_modules()  # only a worker does so by itself
    if task in current_app.tasks:
        current_app.tasks[task].apply_async(args=ids, queue=queue)
