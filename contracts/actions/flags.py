"""Asks for what follows from the register: flags, whose job in a layer above is known by its name only."""

from boroughs.background import ask_for
from contracts.actions.landscape import ask_for_landscape

FLAG_TASK = "pipeline.flag_boroughs"
FLAG_QUEUE = "flags"


def ask_for_flags() -> None:
    """Have flags looked for (R4) and the landscape worked out once what is being written is committed."""
    ask_for(FLAG_TASK, queue=FLAG_QUEUE)
    ask_for_landscape()
