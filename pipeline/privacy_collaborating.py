"""What is kept about people in answers to flags and in collaborations."""

from collections.abc import Callable, Mapping
from typing import Any

from boroughs.privacy import Section, register
from pipeline.models import (
    Agreement,
    Collaboration,
    Figure,
    FlagAnswer,
    FlagMute,
    Member,
    Outcome,
    Post,
    Proposal,
    Requirement,
    Signatory,
    Task,
    Vote,
)

OFF = "Your name is taken off when you leave."


def _register(
    code: str,
    title: str,
    why: str,
    model: Any,
    fields: tuple[str, ...],
    entry: Callable[[Any], Mapping[str, Any]],
    fetch: tuple[str, ...] = (),
) -> None:
    """Register the rows of a model in whose ``fields`` a person stands, the newest first."""

    def rows(person: Any) -> Any:
        found = model.objects.none()
        for field in fields:
            found = found | model.objects.filter(**{field: person})
        return found.select_related(*fetch).order_by("-pk") if fetch else found.order_by("-pk")

    covers = frozenset(f"{model._meta.label}.{field}" for field in fields)
    register(Section(code=code, title=title, why=why, rows=rows, entry=entry, covers=covers))


_register(
    "flag_answers",
    "Flags that you answered",
    f"To say who spoke for the borough. {OFF}",
    FlagAnswer,
    ("answered_by",),
    lambda row: {
        "flag": row.flag.sentence,
        "answer": row.get_answer_display(),
        "why": row.why,
        "answered_at": row.answered_at,
    },
    ("flag",),
)
_register(
    "flag_mutes",
    "Subjects of flags that you muted",
    f"To say who muted them for the borough. {OFF}",
    FlagMute,
    ("muted_by",),
    lambda row: {"muted": row.subject, "why": row.why, "muted_at": row.muted_at},
    ("supplier", "product", "service_area__parent"),
)
_register(
    "collaborations_opened",
    "Collaborations that you opened",
    f"To say who opened them. {OFF}",
    Collaboration,
    ("opened_by",),
    lambda row: {"title": row.title, "opened_at": row.opened_at},
)
_register(
    "collaboration_members",
    "Boroughs that you invited to collaborations, asked for, or let in",
    f"To say who spoke for a borough. {OFF}",
    Member,
    ("asked_by", "answered_by"),
    lambda row: {
        "collaboration": row.collaboration.title,
        "borough": row.borough.name,
        "state": row.get_state_display(),
        "since": row.since,
    },
    ("collaboration", "borough"),
)
_register(
    "collaboration_proposals",
    "What you proposed in collaborations",
    f"To say who proposed it for the borough. {OFF}",
    Proposal,
    ("made_by",),
    lambda row: {"collaboration": row.collaboration.title, "kind": row.get_kind_display(), "at": row.made_at},
    ("collaboration",),
)
_register(
    "collaboration_votes",
    "What you agreed to in collaborations, or not",
    f"To say who spoke for the borough. {OFF}",
    Vote,
    ("by",),
    lambda row: {"collaboration": row.proposal.collaboration.title, "agrees": row.agrees, "at": row.at},
    ("proposal__collaboration",),
)
_register(
    "collaboration_figures",
    "Demand figures that you gave",
    f"To ask whoever knows them. {OFF}",
    Figure,
    ("given_by",),
    lambda row: {
        "collaboration": row.collaboration.title,
        "figure": row.get_measure_display(),
        "amount": str(row.amount),
        "given_at": row.given_at,
    },
    ("collaboration",),
)
_register(
    "collaboration_requirements",
    "Common requirements that you added",
    f"To ask what was meant. {OFF}",
    Requirement,
    ("added_by",),
    lambda row: {
        "collaboration": row.collaboration.title,
        "requirement": row.text,
        "added_at": row.added_at,
    },
    ("collaboration",),
)
_register(
    "collaboration_tasks",
    "Tasks and decisions of collaborations that are yours",
    "To say who does them. They pass to a colleague when you leave.",
    Task,
    ("owner",),
    lambda row: {"collaboration": row.collaboration.title, "task": row.text, "due_on": row.due_on},
    ("collaboration",),
)
_register(
    "collaboration_posts",
    "What you wrote in collaborations",
    "It belongs to the members’ work and stays; your name is taken off when you leave.",
    Post,
    ("author",),
    lambda row: {"collaboration": row.collaboration.title, "text": row.text, "written_at": row.at},
    ("collaboration",),
)
_register(
    "collaboration_outcomes",
    "Outcomes of collaborations that you recorded",
    f"To ask where the figures come from. {OFF}",
    Outcome,
    ("recorded_by",),
    lambda row: {"collaboration": row.collaboration.title, "recorded_at": row.recorded_at},
    ("collaboration",),
)
_register(
    "collaboration_agreements",
    "Agreements that you drafted, or whose competition check you answered",
    f"To ask what was meant. {OFF}",
    Agreement,
    ("drafted_by", "checked_by"),
    lambda row: {"collaboration": row.collaboration.title, "agreement": str(row), "at": row.drafted_at},
    ("collaboration",),
)
_register(
    "collaboration_signatures",
    "Signatures under agreements that you recorded",
    f"To ask where the signed paper is. {OFF}",
    Signatory,
    ("recorded_by",),
    lambda row: {
        "collaboration": row.agreement.collaboration.title,
        "signatory": row.name,
        "signed_on": row.signed_on,
    },
    ("agreement__collaboration", "borough"),
)
