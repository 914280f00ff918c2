"""Writes of the toolkit: feedback, adoptions, publication at the hour that was set."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.notifications import announce
from boroughs.refusals import Refused
from contracts.models import Contract
from toolkit.codes import REVIEW_DUE
from toolkit.models import Adoption, Clause, Page, PageFeedback

#: Whoever looks at a page next is told so many days before it is due.
TOLD_BEFORE = dt.timedelta(days=14)


@transaction.atomic
def give_feedback(*, page: Page, useful: bool, text: str, by: Person) -> PageFeedback:
    """Keep what a member says of a page, in place of what they said before."""
    found, _ = PageFeedback.objects.update_or_create(
        page=page, by=by, defaults={"useful": useful, "text": text.strip(), "done_at": None}
    )
    return found


@transaction.atomic
def deal_with(*, feedback: Sequence[PageFeedback]) -> int:
    """Keep that what members said was dealt with; returns how many it was."""
    for one in feedback:
        one.done_at = timezone.now()
        one.save()
    return len(feedback)


@transaction.atomic
def adopt_clause(
    *, clause: Clause, contract: Contract, borough: Borough, deviations: str, by: Person
) -> Adoption:
    """Say that a contract has a clause, in its present version.

    Raises:
        Refused: where the contract is none of the borough's, or has the clause already.
    """
    if not contract.borough_links.filter(borough=borough).exists():
        raise Refused(f"This contract is none of {borough}’s.")
    if Adoption.objects.filter(clause=clause, contract=contract).exists():
        raise Refused("This contract has the clause already: say below whether it helped.")
    return Adoption.objects.create(
        clause=clause,
        version=clause.version,
        contract=contract,
        borough=borough,
        deviations=deviations.strip(),
        said_by=by,
    )


@transaction.atomic
def say_outcome(*, adoption: Adoption, outcome: str, text: str, by: Person) -> Adoption:
    """Say whether a clause helped."""
    adoption.outcome, adoption.outcome_text, adoption.said_by = outcome, text.strip(), by
    adoption.save()
    return adoption


@transaction.atomic
def take_back_adoption(*, adoption: Adoption) -> None:
    """Take back that a contract has a clause."""
    adoption.delete()


@transaction.atomic
def publish_due_pages(now: dt.datetime | None = None) -> int:
    """Publish the scheduled pages whose hour has come; returns how many."""
    number = 0
    for page in Page.objects.due(now or timezone.now()).select_for_update(of=("self",)):
        page.state, page.publish_at = Page.State.PUBLISHED, None
        page.save()
        number += 1
    return number


@transaction.atomic
def remind_of_reviews(*, on: dt.date) -> int:
    """Tell whoever looks at a page next that it is due, once for each due day; returns how many are."""
    due = Page.objects.exclude(state=Page.State.ARCHIVED).filter(review_by__lte=on + TOLD_BEFORE)
    pages = list(due.exclude(editor=None).defer("search", "text"))
    for page in pages:
        announce(
            kind=REVIEW_DUE,
            key=f"{REVIEW_DUE}:{page.pk}:{page.editor_id}:{page.review_by}",
            subject=page,
            data={"page": page.pk, "title": page.title, "by": str(page.review_by), "person": page.editor_id},
        )
    return len(pages)
