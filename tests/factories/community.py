"""Groups and discussions for tests."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from boroughs.models import Person
from community.actions import begin_discussion, found_group
from community.actions.issues import confirm_issue, raise_issue
from community.models import Discussion, Group, SharedIssue
from suppliers.models import Supplier
from tests.factories.boroughs import OfficerFactory
from tests.factories.contracts import ContractFactory
from tests.factories.suppliers import SupplierFactory


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


def make_issue(
    *,
    by: Person | None = None,
    supplier: Supplier | None = None,
    confirmed_by: Sequence[Person] = (),
    is_named: bool = False,
    **facts: Any,
) -> SharedIssue:
    """Raise an issue, confirmed by further officers: each borough has a contract with the supplier."""
    supplier = supplier or SupplierFactory()
    first: Person = by or OfficerFactory()
    usual = {"title": "Data arrives late", "text": "Exports come weeks late. Send them within five days."}
    issue = raise_issue(
        supplier=supplier,
        contract=ContractFactory(boroughs=[first.borough], suppliers=[supplier]),
        evidence=f"{first.borough} waited for six weeks.",
        is_named=is_named,
        by=first,
        **{**usual, **facts},
    )
    for person in confirmed_by:
        confirm_issue(
            issue=issue,
            contract=ContractFactory(boroughs=[person.borough], suppliers=[supplier]),
            text=f"{person.borough} waited, too.",
            is_named=is_named,
            by=person,
        )
    return issue
