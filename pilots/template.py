"""The common template of a pilot: its questions in order, and what a pilot needs to be published. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """A page of the form: its address, its heading, the fields on it, and who will read the answers."""

    slug: str
    title: str
    fields: tuple[str, ...]
    members_only: bool = False


STEPS = (
    Step("problem", "What was the problem?", ("title", "service_area", "problem", "people")),
    Step("technology", "What was tried?", ("technology", "maker", "supplier", "product")),
    Step("trial", "How was it tried?", ("setting", "began", "months", "cost", "method")),
    Step("measures", "What was measured, before and after?", ("measures",)),
    Step("result", "How did it turn out?", ("outcome", "failed", "grade")),
    Step("afterwards", "What came afterwards?", ("bought", "bought_contract", "scale")),
    Step("candid", "What would you tell a peer?", ("candid", "scale_why", "bought_note", "may_ask"), True),
    Step("assistive", "Is it assistive technology?", ("is_assistive", "facets")),
)
STEP_OF = {name: step.slug for step in STEPS for name in step.fields}
#: What a published pilot says, and what to do where it is missing. A failed one needs hardly more.
NEEDED = {
    "title": "Give it a title.",
    "problem": "Say what the problem was.",
    "technology": "Say what was tried.",
    "maker": "Say whether it is a supplier’s or made in-house.",
    "outcome": "Say how it turned out.",
    "grade": "Choose how good the evidence is.",
}


@dataclass(frozen=True)
class Missing:
    """Something without which a pilot is not published, and the page on which to say it."""

    field: str
    text: str
    step: str


def missing(values: Mapping[str, Any]) -> list[Missing]:
    """Return what a pilot still needs to be published.

    Args:
        values: the answers by field; an empty one is missing.
    """
    found = [Missing(name, text, STEP_OF[name]) for name, text in NEEDED.items() if not values.get(name)]
    if values.get("outcome") in ("failed", "stopped") and not values.get("failed"):
        found.append(Missing("failed", "Say in a sentence what did not work.", STEP_OF["failed"]))
    return found


def step_named(slug: str) -> Step | None:
    """Return a page of the form."""
    return next((step for step in STEPS if step.slug == slug), None)


def step_after(slug: str) -> Step | None:
    """Return the page after one; ``None`` after the last."""
    slugs = [step.slug for step in STEPS]
    at = slugs.index(slug) + 1
    return STEPS[at] if at < len(STEPS) else None
