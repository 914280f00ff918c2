"""Asks for the flag job, which lives in a layer above and is therefore known by its name only."""

from celery import current_app
from django.db import transaction

FLAG_TASK = "pipeline.flag_boroughs"
FLAG_QUEUE = "flags"


def ask_for_flags() -> None:
    """Have flags looked for once what is being written is committed (R4)."""
    transaction.on_commit(_send)


def _send() -> None:
    """Send the task to its queue; without a broker run it here, which ``send_task`` would not do."""
    if not current_app.conf.task_always_eager:
        current_app.send_task(FLAG_TASK, queue=FLAG_QUEUE)
        return
    current_app.loader.import_default_modules()  # only a worker does so by itself
    if FLAG_TASK in current_app.tasks:
        current_app.tasks[FLAG_TASK].apply_async(queue=FLAG_QUEUE)
