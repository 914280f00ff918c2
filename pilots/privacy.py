"""What is kept about people in pilots."""

from typing import Any

from django.db.models import Q

from boroughs.privacy import Section, register
from pilots.models import Pilot, PilotComplaint, PilotImport

OFF = "Your name is taken off when you leave."
register(
    Section(
        code="pilots",
        title="Pilots that you wrote up, or agreed to be asked about",
        why=f"So that peers can ask you through the hub, if you agreed. {OFF}",
        rows=lambda person: (
            Pilot.objects.filter(Q(written_by=person) | Q(contact=person))
            .defer("search", "candid_search")
            .order_by("-pk")
        ),
        entry=lambda row: {
            "title": row.title,
            "begun_at": row.created,
            "somebody_may_be_asked": row.contact_id is not None,
        },
        covers=frozenset({"pilots.Pilot.written_by", "pilots.Pilot.contact"}),
    )
)
register(
    Section(
        code="pilot_imports",
        title="Files of pilots that you gave",
        why=f"To ask what is in them. {OFF}",
        rows=lambda person: PilotImport.objects.filter(by=person).order_by("-pk"),
        entry=lambda row: {"file": row.name, "given_at": row.created},
        covers=frozenset({"pilots.PilotImport.by"}),
    )
)
register(
    Section(
        code="pilots_hidden",
        title="Pilots that you hid for LOTI",
        why=f"To say who decided. {OFF}",
        rows=lambda person: (
            Pilot.objects.filter(hidden_by=person).defer("search", "candid_search").order_by("-pk")
        ),
        entry=lambda row: {"title": row.title, "hidden_at": row.hidden_at, "why": row.hidden_why},
        covers=frozenset({"pilots.Pilot.hidden_by"}),
    )
)


def _complaints(**about: Any) -> Any:
    rows = PilotComplaint.objects.filter(**about).select_related("pilot")
    return rows.defer("pilot__search", "pilot__candid_search").order_by("-pk")


register(
    Section(
        code="pilot_complaints",
        title="Complaints about pilots that you made",
        why=f"To decide on them and to tell you. {OFF}",
        rows=lambda person: _complaints(by=person),
        entry=lambda row: {
            "pilot": row.pilot.title,
            "what_is_wrong": row.get_kind_display(),
            "text": row.text,
            "made_at": row.made_at,
            "result": row.get_result_display(),
        },
        covers=frozenset({"pilots.PilotComplaint.by"}),
    )
)
register(
    Section(
        code="pilot_complaints_decided",
        title="Complaints about pilots on which you decided",
        why=f"To say who decided. {OFF}",
        rows=lambda person: _complaints(decided_by=person),
        entry=lambda row: {
            "pilot": row.pilot.title,
            "answer": row.answer,
            "decided_at": row.decided_at,
        },
        covers=frozenset({"pilots.PilotComplaint.decided_by"}),
    )
)
