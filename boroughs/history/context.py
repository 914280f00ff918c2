"""Says in the history what is behind a change: an import, a command, a task."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from pghistory import runtime


@contextmanager
def recorded_as(**what: Any) -> Iterator[None]:
    """Give every change inside a context of its own in the history.

    ``pghistory.context`` inside another one adds to it, so that of several imports by one command all
    changes would be said to be the last one's. Here the inner context knows what the outer one does (the
    person and the address of a request), and the outer one is itself again afterwards.

    Args:
        **what: what is behind the changes, in JSON: ``command="load_sample"``, ``task="…"``.
    """
    outer = getattr(runtime._tracker, "value", None)
    if outer is None:
        with pghistory.context(**what):
            yield
        return
    runtime._tracker.value = runtime.Context(id=uuid.uuid4(), metadata={**outer.metadata, **what})
    try:
        yield
    finally:
        runtime._tracker.value = outer
