"""Collaborations for tests, made as officers make them."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person
from pipeline import collaborating
from pipeline.answering import answer_flag, mute_subject
from pipeline.collaborating import answer_invitation, open_collaboration
from pipeline.collaborating.agreements import AgreementFacts
from pipeline.collaborating.ending import OutcomeFacts
from pipeline.collaborating.working import TaskFacts
from pipeline.models import Agreement, Collaboration, Figure, Flag, FlagAnswer, Rung
from tests.factories.boroughs import BoroughFactory, OfficerFactory, ServiceAreaFactory
from tests.factories.flags import FlagFactory


def make_collaboration(
    *,
    lead: Borough | None = None,
    others: Sequence[Borough] = (),
    flag: Flag | None = None,
    title: str = "Housing management system",
) -> Collaboration:
    """Open a collaboration: ``make_collaboration(lead=camden, others=[hackney, sutton])``.

    Args:
        lead: who leads; a new borough where none is given.
        others: who else is in it, having accepted.
        flag: what it is opened from; all its boroughs are interested then, and members at once.
        title: what it is called.
    """
    lead, today = lead or BoroughFactory(), timezone.localdate()
    if flag:
        for link in flag.borough_links.select_related("borough"):
            answer_flag(
                flag=flag,
                borough=link.borough,
                answer=FlagAnswer.Answer.INTERESTED,
                by=OfficerFactory(borough=link.borough),
                on=today,
            )
    made = open_collaboration(
        title=title,
        lead=lead,
        by=OfficerFactory(borough=lead),
        on=today,
        flag=flag,
        service_area=None if flag else ServiceAreaFactory(),
        invited=others,
    )
    for member in made.members.filter(state="invited"):
        answer_invitation(member=member, accepts=True, by=OfficerFactory(borough=member.borough))
    return made


#: Answers of the competition check after which nobody need look at anything.
HARMLESS = {
    "buys_for_others": "yes",
    "all_named": "yes",
    "paid_between": "no",
    "prices_passed": "no",
    "boycott": "no",
    "small_suppliers": "yes",
    "interests": "no",
    "advantage": "no",
    "may_sign": "yes",
}


def agreement_facts(**fields: Any) -> AgreementFacts:
    """Return what members would write into a memorandum for the coming year."""
    today = timezone.localdate()
    usual: dict[str, Any] = {
        "kind": "memorandum",
        "purpose": "To write one specification.",
        "starts_on": today,
        "expires_on": today + dt.timedelta(days=365),
    }
    return AgreementFacts(**{**usual, **fields})


def draft_of(collaboration: Collaboration, by: Person, **fields: Any) -> Agreement:
    """Draft an agreement in a collaboration."""
    return collaborating.draft_agreement(collaboration=collaboration, facts=agreement_facts(**fields), by=by)


def work_together(person: Person) -> Collaboration:
    """Let an officer do all that one can do about flags and in a collaboration that their borough leads."""
    borough, today = person.borough, timezone.localdate()
    assert borough
    flag = FlagFactory(boroughs=[borough, BoroughFactory()])
    answer_flag(flag=flag, borough=borough, answer=FlagAnswer.Answer.NO, by=person, on=today, why="A test.")
    mute_subject(flag=flag, borough=borough, by=person)
    made = collaborating.open_collaboration(
        title="Parking permits",
        lead=borough,
        by=person,
        on=today,
        service_area=ServiceAreaFactory(),
        invited=[BoroughFactory()],
    )
    collaborating.propose_rung(collaboration=made, rung=Rung.COMPARING, by=person)
    figures: dict[tuple[str, int | None], Decimal | None] = {(Figure.Measure.USERS, None): Decimal(40)}
    collaborating.give_figures(collaboration=made, figures=figures, by=person)
    collaborating.add_requirement(collaboration=made, text="It exports all data.", by=person)
    facts = TaskFacts(kind="task", text="Ask legal.", borough=borough, owner=person)
    collaborating.record_task(collaboration=made, facts=facts, by=person)
    collaborating.write_post(collaboration=made, text="When do we meet?", by=person)
    paper = draft_of(made, person)
    collaborating.answer_check(agreement=paper, answers=HARMLESS, by=person)
    collaborating.open_for_signature(agreement=paper, by=person)
    collaborating.sign_agreement(agreement=paper, name="Lee", role="Director", signed_on=today, by=person)
    collaborating.record_outcome(collaboration=made, facts=OutcomeFacts(summary="A test."), by=person)
    return made
