"""What the page of a flag says of answers: the reader's borough's, the others', and what can follow."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from boroughs.models import Borough, Person
from boroughs.rights import Permission, Role, has_permission, roles_of
from boroughs.words import listing
from pipeline.alignment import make_plan
from pipeline.alignment_cases import FlagCase
from pipeline.answer_words import said_by
from pipeline.models import Flag, FlagAnswer
from pipeline.plan_page import rows_of
from pipeline.views.plan import AskedPlan

FEWEST_INTERESTED = 2


def answers_context(flag: Flag, person: Person, asked: AskedPlan, today: dt.date) -> dict[str, Any]:
    """Return what the page shows of answers.

    Args:
        flag: with its boroughs fetched.
        person: who reads.
        asked: the flag's plan, with the boroughs that may join it.
        today: the day on which a *not now* comes back.
    """
    said = said_by(flag, today, person)
    within = [link.borough for link in flag.borough_links.all()]
    inside = {borough.pk for borough in within}
    own = next((one for one in [*within, *asked.outside] if one.pk == person.borough_id), None)
    interested = [one for one in said if one.stands and one.answer.answer == FlagAnswer.Answer.INTERESTED]
    answered = {one.answer.borough_id for one in said}
    waiting = [link.borough.name for link in flag.borough_links.all() if link.borough_id not in answered]
    context: dict[str, Any] = {
        "said": said,
        "waiting": listing(sorted(waiting)),
        "own": own,
        "may_answer": own and not flag.expired and has_permission(person, Permission.ANSWER_FLAGS, own),
        "mine": next((one for one in said if own and one.answer.borough_id == own.pk), None),
        "interested": len(interested),
        "enough": len(interested) >= FEWEST_INTERESTED,
        "joint": {
            "slug": getattr(flag, "joint_slug", None),
            "state": getattr(flag, "joint_state", None),
            "sees_all": Role.LOTI_STAFF in roles_of(person),
        },
        "muted": bool(getattr(flag, "is_muted", False)),
    }
    if own is not None and own.pk not in inside and not flag.expired:
        context["could_join"] = _how_it_could_join(flag, own, asked.with_own)
    return context


def _how_it_could_join(flag: Flag, borough: Borough, case: FlagCase | None) -> dict[str, str]:
    """Say how a borough that is not in a flag could come in, by the plan with it (R5)."""
    address = f"{flag.get_absolute_url()}?{urlencode({'with': borough.slug})}"
    if case is None:
        return {"address": address, "note": ""}
    row = next(one for one in rows_of(make_plan(case.case), case) if one.borough.pk == borough.pk)
    return {"address": address, "note": row.note or "It could start together with the others."}
