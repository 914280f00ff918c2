"""A kind of event for tests: a bell that rings for whom its event's data name."""

from typing import Any

import pytest

from boroughs.models import Frequency
from boroughs.notifications import Kind, kinds, register
from boroughs.rights import Permission


def ring_for(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> Kind:
    """Register the kind *bell* for one test; its events say in ``data["for"]`` whom they concern."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    kind = Kind(
        **{
            "code": "bell",
            "label": "A bell rings",
            "why": "When somebody rings it.",
            "audience": lambda event: [
                (pk, "You asked to hear the bell.") for pk in event.data.get("for", [])
            ],
            "headline": lambda event: f"The bell rang {event.data.get('times', 1)} times",
            "address": lambda event: "/boroughs/",
            "default": Frequency.AT_ONCE,
            "permission": Permission.KEEP_ACCOUNT,
            **fields,
        }
    )
    register(kind)
    return kind
