"""The community of the demonstration set: a group, a question with an answer, a shared issue; all made up."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Borough
from community.actions import begin_discussion, found_group, take_answer, write_post
from community.models import (
    Confirmation,
    Discussion,
    Enclosure,
    Escalation,
    Group,
    IssueAnswer,
    Membership,
    Post,
    Report,
    SharedIssue,
)
from contracts.actions.demonstration import delete_with_history
from contracts.models import Contract
from documents.actions import DocumentFacts, check_version, share_document
from documents.demonstration import TextFile, delete_documents
from documents.models import Document
from suppliers.models import Supplier

NAME = "Demonstration: contract managers’ forum"
#: So many boroughs of the set share the issue.
SHARING = 3
ISSUE = {
    "title": "Demonstration: exports of our own data come weeks late",
    "text": (
        "Nobody wrote this; it shows how shared issues work. Boroughs ask for an export of their own data "
        "and wait for weeks. We ask for an export within five days, in an open format, free of charge."
    ),
}
EVIDENCE = (
    "Demonstration. Asked three times since spring; the last export took 34 working days.",
    "Demonstration. The export came as a PDF of 4,000 pages.",
    "Demonstration. We were quoted £9,000 for one export.",
)
ANSWER = "Demonstration. From next month on you can make exports yourselves, as CSV and JSON."


FILE_TITLE = "Demonstration: twenty tickets compared"
FILE_TEXT = (
    "Demonstration: nobody's tickets\n"
    "ticket,opened,first answer reported,first answer as users remember it\n"
    "1,2026-03-02 09:10,2026-03-02 09:15,2026-03-02 13:40\n"
    "2,2026-03-04 15:55,2026-03-04 16:00,2026-03-05 10:20\n"
)


@transaction.atomic
def load_demonstration_community() -> int:
    """Make the group, the question and the issue of the set; a second time changes nothing.

    Returns:
        how many discussions and issues are new.
    """
    if Group.objects.filter(is_demonstration=True).exists():
        return 0
    facts = {
        "name": NAME,
        "kind": Group.Kind.FORUM,
        "about": "Made up, to show how groups work: for those who run contracts from day to day.",
        "rules": "- Say what you would say to a colleague.\n- No prices, no names.",
    }
    group = found_group(facts=facts, by=None, is_demonstration=True)
    question = begin_discussion(
        kind=Discussion.Kind.QUESTION,
        title="How do you check the response times that a supplier reports?",
        text=(
            "Ours sends a report each month, and every figure is green. Users say otherwise. "
            "Does anybody measure it **themselves**?"
        ),
        by=None,
        group=group,
        is_demonstration=True,
    )
    write_post(discussion=question, text="We gave up, and count complaints.", by=None)
    best = write_post(
        discussion=question,
        text=(
            "Ask for the raw tickets, not the report:\n\n1. opened, first answer, closed, in one CSV;\n"
            "2. every month, in the contract;\n3. compare twenty of them with your own service desk."
        ),
        by=None,
    )
    _enclose(best)
    take_answer(discussion=question, post=best, by=None)
    return 1 + _share_issue()


def _enclose(post: Post) -> None:
    """Give a post a file, where there is a borough that can be said to have sent it."""
    borough = Borough.objects.order_by("slug").first()
    if borough is None:
        return
    facts = DocumentFacts(title=FILE_TITLE, kind=Document.Kind.OTHER, visibility=Document.Visibility.PLACE)
    file = TextFile("response-times.csv", FILE_TEXT)
    document = share_document(borough=borough, facts=facts, file=file, by=None, is_demonstration=True)
    Enclosure.objects.create(document=document, post=post)
    check_version(version_id=document.versions.get().pk)


def _share_issue() -> int:
    """Make an issue with a made-up supplier that enough boroughs of the set have; return whether it could."""
    found = Counter[int]()
    rows = Contract.objects.filter(is_demonstration=True, supplier_links__isnull=False).order_by("pk")
    first: dict[tuple[int, int], int] = {}
    for pk, supplier, boroughs in rows.values_list("pk", "supplier_links__supplier", "borough_ids"):
        if first.setdefault((supplier, boroughs[0]), pk) == pk:
            found[supplier] += 1
    supplier, number = max(found.items(), key=lambda one: (one[1], -one[0]), default=(0, 0))
    if number < SHARING:
        return 0
    held = [(borough, pk) for (owner, borough), pk in first.items() if owner == supplier][:SHARING]
    now = timezone.now()
    issue = SharedIssue.objects.create(
        supplier=Supplier.objects.get(pk=supplier),
        state=SharedIssue.State.ANSWERED,
        borough_id=held[0][0],
        raised_at=now - dt.timedelta(days=40),
        sent_at=now - dt.timedelta(days=20),
        answer_by=timezone.localdate() - dt.timedelta(days=6),
        is_demonstration=True,
        **ISSUE,
    )
    for (borough, contract), text in zip(held, EVIDENCE, strict=True):
        issue.confirmations.create(
            borough_id=borough, contract_id=contract, text=text, is_named=True, at=issue.raised_at
        )
    issue.answers.create(text=ANSWER, at=now - dt.timedelta(days=8))
    return 1


def remove_demonstration_community() -> dict[str, int]:
    """Delete what the set has in the community, with its history.

    A discussion or an issue that somebody began about something made up goes, too: it would speak of nothing.
    """
    here = Q(enclosure__group__is_demonstration=True)
    here |= Q(enclosure__post__discussion__is_demonstration=True)
    removed = delete_documents(Document.objects.filter(here))
    made_up = {"issue__is_demonstration": True}
    for model in (Confirmation, IssueAnswer, Escalation):
        removed.update(delete_with_history(model._default_manager.filter(**made_up)))
    Discussion.objects.filter(is_demonstration=True).update(answer=None)
    for rows in (
        Report.objects.filter(post__discussion__is_demonstration=True),
        Post.objects.filter(discussion__is_demonstration=True),
        Membership.objects.filter(group__is_demonstration=True),
    ):
        removed.update(delete_with_history(rows))
    for whole in (SharedIssue, Discussion, Group):
        removed.update(delete_with_history(whole._default_manager.filter(is_demonstration=True)))
    return dict(removed)
