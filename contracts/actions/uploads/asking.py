"""Asks for work on an upload, which a task does in the background."""

from boroughs.background import ask_for

TASK = "contracts.work_on_upload"
QUEUE = "imports"


def ask_for_work(upload: int) -> None:
    """Have an upload worked on once what is being written is committed.

    Args:
        upload: its id.
    """
    ask_for(TASK, upload, queue=QUEUE)
