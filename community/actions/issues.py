"""Writes of shared issues: raised, confirmed, sent to the supplier, answered, escalated, ended."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from community import codes
from community.models import Confirmation, Escalation, IssueAnswer, SharedIssue
from contracts.models import Contract
from suppliers.models import Product, Supplier

State = SharedIssue.State
#: So many boroughs confirm an issue before it is sent: of one alone, its own contract management is the way.
ENOUGH = 2
#: What the supplier gets to answer, in days, unless somebody says otherwise.
USUAL_DAYS = 14
FEWEST_DAYS, MOST_DAYS = 5, 90


def contracts_with(supplier: Supplier, borough: Borough) -> Any:
    """Return a borough's contracts with a supplier, the one that ends last first."""
    keys = Q(supplier_links__supplier=supplier) | Q(supplier_links__supplier__merged_into=supplier)
    rows = Contract.objects.filter(keys, borough_links__borough=borough).distinct()
    return rows.order_by("-end_date", "pk")


@transaction.atomic
def raise_issue(
    *,
    supplier: Supplier,
    title: str,
    text: str,
    contract: Contract,
    evidence: str,
    is_named: bool,
    by: Person,
    product: Product | None = None,
) -> SharedIssue:
    """Raise an issue with a supplier; the borough of who does confirms it first.

    Args:
        supplier: whose problem it is.
        title: in a line.
        text: what happens, and what is asked for; the supplier reads it once it is sent.
        contract: the borough's own, with this supplier.
        evidence: what happened to this borough.
        is_named: whether the supplier may know the borough.
        by: the officer.
        product: what it is about, if it is one of the supplier's.

    Raises:
        Refused: without a contract of one's borough with the supplier.
    """
    borough = _borough_of(by)
    issue = SharedIssue.objects.create(
        supplier=supplier,
        product=product,
        title=title,
        text=text,
        borough=borough,
        raised_by=by,
        raised_at=timezone.now(),
        is_demonstration=contract.is_demonstration,
    )
    _confirm(issue, contract, evidence, is_named, by)
    if not issue.is_demonstration:
        data = {**_said(issue), "from": borough.name, "product": product.pk if product else None}
        announce(
            kind=codes.ISSUE_RAISED, key=f"{codes.ISSUE_RAISED}:{issue.pk}", subject=issue, by=by, data=data
        )
    return issue


def _said(issue: SharedIssue) -> dict[str, Any]:
    """Return what the words of a message need of an issue; nothing of who confirms it."""
    names = {"supplier": issue.supplier.name, "slug": issue.supplier.slug, "supplier_id": issue.supplier_id}
    return {"issue": issue.pk, "title": issue.title, **names}


def _borough_of(by: Person) -> Borough:
    if by.borough is None:
        raise Refused("Only an officer of a borough raises or confirms an issue.")
    return by.borough


def _confirm(issue: SharedIssue, contract: Contract, text: str, is_named: bool, by: Person) -> Confirmation:
    borough = _borough_of(by)
    if not contracts_with(issue.supplier, borough).filter(pk=contract.pk).exists():
        raise Refused(f"This is no contract of {borough} with {issue.supplier}.")
    if contract.is_demonstration != issue.is_demonstration:
        raise Refused("A made-up contract and a real one do not go together.")
    values = {"contract": contract, "text": text, "is_named": is_named, "by": by, "at": timezone.now()}
    return Confirmation.objects.update_or_create(issue=issue, borough=borough, defaults=values)[0]


def _locked(issue: SharedIssue, *states: str) -> SharedIssue:
    """Return an issue, locked, if it is in one of some states.

    Raises:
        Refused: if it is in another one.
    """
    rows = SharedIssue.objects.select_for_update(of=("self",)).select_related("supplier")
    found = rows.get(pk=issue.pk)
    if found.state not in states:
        raise Refused(f"This issue is {found.get_state_display()}, so that this cannot be done now.")
    return found


@transaction.atomic
def confirm_issue(
    *, issue: SharedIssue, contract: Contract, text: str, is_named: bool, by: Person
) -> Confirmation:
    """Say that one's borough has the problem too; saying it again changes what was said.

    Raises:
        Refused: once it has ended, or without a contract of the borough with the supplier.
    """
    return _confirm(_locked(issue, State.OPEN, State.SENT, State.ANSWERED), contract, text, is_named, by)


@transaction.atomic
def take_back_confirmation(*, issue: SharedIssue, by: Person) -> None:
    """Take back one's borough's confirmation.

    Raises:
        Refused: for the borough that raised it, which withdraws the issue instead, and once it has ended.
    """
    found, borough = _locked(issue, State.OPEN, State.SENT, State.ANSWERED), _borough_of(by)
    if found.borough_id == borough.pk:
        raise Refused("Your borough raised it: withdraw the issue instead.")
    Confirmation.objects.filter(issue=found, borough=borough).delete()


@transaction.atomic
def send_issue(*, issue: SharedIssue, answer_by: dt.date, by: Person) -> SharedIssue:
    """Send an issue to the supplier's people, who answer by a day.

    Raises:
        Refused: of fewer boroughs than ``ENOUGH``, and for a day that is too near or too far.
    """
    found = _locked(issue, State.OPEN)
    number = found.confirmations.count()
    if number < ENOUGH:
        raise Refused(f"At least {ENOUGH} boroughs confirm an issue before it is sent; so far {number} does.")
    _check_day(answer_by)
    found.state, found.sent_at, found.answer_by = State.SENT, timezone.now(), answer_by
    found.save()
    _tell_supplier(found, "sent", by)
    return found


def _check_day(answer_by: dt.date) -> None:
    today = timezone.localdate()
    if not today + dt.timedelta(days=FEWEST_DAYS) <= answer_by <= today + dt.timedelta(days=MOST_DAYS):
        raise Refused(f"Give the supplier from {FEWEST_DAYS} to {MOST_DAYS} days.")


def _tell_supplier(issue: SharedIssue, what: str, by: Person | None) -> None:
    if issue.is_demonstration or issue.answer_by is None:
        return
    announce(
        kind=codes.ISSUE_SENT,
        key=f"{codes.ISSUE_SENT}:{issue.pk}:{what}:{issue.answer_by.isoformat()}",
        subject=issue,
        by=by,
        data={**_said(issue), "what": what, "due": issue.answer_by.isoformat()},
    )


def _tell_boroughs(issue: SharedIssue, code: str, key: str, by: Person | None, **more: Any) -> None:
    if issue.is_demonstration:
        return
    people = issue.confirmations.exclude(by=None).values_list("by", flat=True)
    data = {**_said(issue), "people": [*people], **more}
    announce(kind=code, key=f"{code}:{key}", subject=issue, by=by, data=data)


@transaction.atomic
def answer_issue(*, issue: SharedIssue, text: str, by: Person | None) -> IssueAnswer:
    """Answer an issue for the supplier; it may answer again while the issue runs.

    Raises:
        Refused: once it has ended, or before it was sent.
    """
    found = _locked(issue, State.SENT, State.ANSWERED)
    made = IssueAnswer.objects.create(issue=found, text=text, by=by, at=timezone.now())
    found.state = State.ANSWERED
    found.save()
    _tell_boroughs(found, codes.ISSUE_MOVED, f"answer:{made.pk}", by, what="answered")
    return made


@transaction.atomic
def escalate_issue(*, issue: SharedIssue, to: str, why: str, answer_by: dt.date, by: Person) -> Escalation:
    """Take an issue further up at the supplier, with a new day by which it answers.

    Raises:
        Refused: before it was sent or after it has ended, and for a day that is too near or too far.
    """
    found = _locked(issue, State.SENT, State.ANSWERED)
    _check_day(answer_by)
    made = Escalation.objects.create(
        issue=found, to=to, why=why, answer_by=answer_by, by=by, at=timezone.now()
    )
    found.state, found.answer_by = State.SENT, answer_by
    found.save()
    _tell_supplier(found, f"escalated:{made.pk}", by)
    _tell_boroughs(found, codes.ISSUE_MOVED, f"escalation:{made.pk}", by, what="escalated")
    return made


@transaction.atomic
def end_issue(*, issue: SharedIssue, is_resolved: bool, outcome: str, by: Person) -> SharedIssue:
    """End an issue: it is resolved, or withdrawn; everybody concerned is told what came of it.

    Raises:
        Refused: where it has ended already.
    """
    found = _locked(issue, State.OPEN, State.SENT, State.ANSWERED)
    found.state = State.RESOLVED if is_resolved else State.WITHDRAWN
    found.ended_on, found.outcome = timezone.localdate(), outcome
    found.save()
    result = found.get_state_display()
    _tell_boroughs(found, codes.ISSUE_MOVED, f"end:{found.pk}", by, what=result)
    if found.sent_at and not found.is_demonstration:
        data = {**_said(found), "result": result, "outcome": outcome}
        announce(
            kind=codes.ISSUE_ENDED, key=f"{codes.ISSUE_ENDED}:{found.pk}", subject=found, by=by, data=data
        )
    return found


@transaction.atomic
def remind_of_issues(*, today: dt.date) -> int:
    """Remind suppliers three days before an answer is due, and tell the boroughs when none has come.

    Returns:
        of how many issues; of each once a day by which it is due.
    """
    soon = SharedIssue.objects.due_on(today + dt.timedelta(days=3)).select_related("supplier")
    late = SharedIssue.objects.filter(state=State.SENT, answer_by__lt=today).select_related("supplier")
    for one in soon:
        _tell_supplier(one, "reminder", None)
    for one in late:
        _tell_boroughs(one, codes.ISSUE_DUE, f"{one.pk}:{one.answer_by}", None, due=str(one.answer_by))
    return len(soon) + len(late)
