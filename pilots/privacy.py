"""What is kept about people in pilots."""

from django.db.models import Q

from boroughs.privacy import Section, register
from pilots.models import Pilot, PilotImport

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
