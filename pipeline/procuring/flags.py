"""Flags follow what boroughs publish: a changed procurement has the pipeline of its area looked at (R4)."""

from typing import Any

from boroughs.background import ask_for
from pipeline.models import Procurement

FLAG_TASK = "pipeline.flag_procurement"
FLAG_QUEUE = "flags"


def flags_follow(instance: Procurement, **_: Any) -> None:
    """Have flags looked for once a procurement that was saved is committed, whoever wrote it."""
    ask_for(FLAG_TASK, instance.pk, queue=FLAG_QUEUE)
