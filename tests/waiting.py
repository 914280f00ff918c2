"""Waiting for what another process does, without guessing how long it takes."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


def eventually(condition: Callable[[], Value], *, seconds: float = 60) -> Value:
    """Return the first true value of ``condition()``, asked about twenty times a second.

    Raises AssertionError after ``seconds``.
    """
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (value := condition()):
        assert time.monotonic() < deadline, f"Nothing true from {condition} within {seconds} seconds"
        pause.wait(0.05)
    return value
