"""Groups and discussions for tests."""

from typing import Any

from django.db import models

from boroughs.models import Person
from community.actions import begin_discussion, found_group
from community.models import Discussion, Group
from tests.factories.boroughs import OfficerFactory


def make_group(facilitator: Person | None = None, **facts: Any) -> Group:
    """Found an open community of practice: ``make_group(name="Housing systems", access="closed")``."""
    usual = {
        "name": f"Group {Group.objects.count() + 1}",
        "kind": "practice",
        "about": "What works, and what does not.",
        "facilitator": facilitator,
    }
    return found_group(facts={**usual, **facts}, by=None)


def make_discussion(
    *,
    by: Person | None = None,
    group: Group | None = None,
    subject: models.Model | None = None,
    kind: str = "question",
    title: str = "How did you agree the exit terms?",
    text: str = "Ours say nothing about the **format** of the data.",
) -> Discussion:
    """Begin a discussion by somebody, in a group of its own unless one or a thing is given."""
    if group is None and subject is None:
        group = make_group()
    return begin_discussion(
        kind=kind, title=title, text=text, by=by or OfficerFactory(), group=group, subject=subject
    )
