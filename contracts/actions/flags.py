"""Asks for the flag job, which lives in a layer above and is therefore known by its name only."""

from boroughs.background import ask_for

FLAG_TASK = "pipeline.flag_boroughs"
FLAG_QUEUE = "flags"


def ask_for_flags() -> None:
    """Have flags looked for once what is being written is committed (R4)."""
    ask_for(FLAG_TASK, queue=FLAG_QUEUE)
