"""Groups and discussions for tests."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from boroughs.models import Borough, Person
from community.actions import begin_discussion, decide_report, found_group, report_post, write_post
from community.actions.issues import answer_issue, confirm_issue, escalate_issue, raise_issue, send_issue
from community.actions.meetings import call_meeting, give_action
from community.models import Discussion, Group, GroupMeeting, InboundMail, SharedIssue
from suppliers.models import Supplier
from tests.factories.boroughs import BoroughFactory, OfficerFactory
from tests.factories.contracts import ContractFactory
from tests.factories.documents import uploaded
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


def talked(person: Person) -> None:
    """Let an officer do one thing of every kind in the community."""
    group = make_group(person)
    talk = make_discussion(by=person, group=group)
    if person.borough:
        write_post(discussion=talk, text="Here.", by=person, files=[uploaded(b"One, two", "notes.txt")])
    make_meeting(group, person)
    report = report_post(post=talk.posts.order_by("pk")[0], kind="wrong", text="No.", by=person)
    decide_report(report=report, hide=False, answer="It stands.", by=person)
    other = Borough.objects.exclude(pk=person.borough_id or 0).order_by("pk").first() or BoroughFactory()
    InboundMail.objects.create(
        message_id=f"<{talk.pk}@hackney.example>", received_at=timezone.now(), outcome="empty", person=person
    )
    issue = make_issue(by=person, confirmed_by=[OfficerFactory(borough=other)])
    day = timezone.localdate() + dt.timedelta(days=14)
    send_issue(issue=issue, answer_by=day, by=person)
    answer_issue(issue=issue, text="We mend it.", by=person)
    escalate_issue(issue=issue, to="The director", why="Nothing was mended.", answer_by=day, by=person)


def make_meeting(group: Group, by: Person, **facts: Any) -> GroupMeeting:
    """Call a meeting a week from now, with an action of who calls it."""
    begins = timezone.now() + dt.timedelta(days=7)
    usual = {
        "title": "Second meeting",
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=1),
        "agenda": "1. Exit terms",
    }
    meeting = call_meeting(group=group, facts={**usual, **facts}, by=by)
    group.memberships.get_or_create(person=by)
    day = timezone.localdate() + dt.timedelta(days=3)
    give_action(meeting=meeting, text="Ask for the exit plan", owner=by, due_on=day, by=by)
    return meeting
