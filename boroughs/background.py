"""Sends background tasks by their names, so that whoever asks for work need not import who does it."""

from celery import current_app
from django.db import transaction


def ask_for(task: str, *ids: int | None, queue: str) -> None:
    """Have a task done once what is being written is committed.

    Args:
        task: its name.
        ids: what it takes; one that takes none finds its work in the database.
        queue: the queue that the settings choose for it.
    """
    transaction.on_commit(lambda: _send(task, ids, queue))


def _send(task: str, ids: tuple[int | None, ...], queue: str) -> None:
    """Send the task to its queue; without a broker run it here, which ``send_task`` would not do."""
    if not current_app.conf.task_always_eager:
        current_app.send_task(task, args=ids, queue=queue)
        return
    current_app.loader.import_default_modules()  # only a worker does so by itself
    if task in current_app.tasks:
        current_app.tasks[task].apply_async(args=ids, queue=queue)
