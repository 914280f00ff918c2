"""Collaborations for tests, made as officers make them."""

from collections.abc import Sequence

from django.utils import timezone

from boroughs.models import Borough
from pipeline.answering import answer_flag
from pipeline.collaborating import answer_invitation, open_collaboration
from pipeline.models import Collaboration, Flag, FlagAnswer
from tests.factories.boroughs import BoroughFactory, OfficerFactory, ServiceAreaFactory


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
