"""Sends background tasks by their names, so that whoever asks for work need not import who does it."""

from celery import current_app
from django.db import transaction


def ask_for(task: str, *, queue: str) -> None:
    """Have a task done once what is being written is committed.

    Args:
        task: its name. It is given no arguments: it finds its work in the database.
        queue: the queue that the settings choose for it.
    """
    transaction.on_commit(lambda: _send(task, queue))


def _send(task: str, queue: str) -> None:
    """Send the task to its queue; without a broker run it here, which ``send_task`` would not do."""
    if not current_app.conf.task_always_eager:
        current_app.send_task(task, queue=queue)
        return
    current_app.loader.import_default_modules()  # only a worker does so by itself
    if task in current_app.tasks:
        current_app.tasks[task].apply_async(queue=queue)
