"""What is kept about people in timelines of procurements."""

from django.db.models import Q

from boroughs.privacy import Section, register
from pipeline.models import Procurement, ProcurementStage, ReminderChoice, SavedSearch

register(
    Section(
        code="timelines",
        title="Timelines that name you",
        why="To say whom to ask and who made and published them. What you look after passes on when you "
        "leave; from the rest your name is taken off.",
        rows=lambda person: Procurement.objects.filter(
            Q(responsible=person)
            | Q(commercial_lead=person)
            | Q(digital_lead=person)
            | Q(service_lead=person)
            | Q(created_by=person)
            | Q(published_by=person)
            | Q(publication_asked_by=person)
        ).defer("search"),
        entry=lambda row: {"title": row.title, "made_at": row.created, "published_at": row.published_at},
        covers=frozenset(
            f"pipeline.Procurement.{name}"
            for name in (
                "responsible",
                "commercial_lead",
                "digital_lead",
                "service_lead",
                "created_by",
                "published_by",
                "publication_asked_by",
            )
        ),
    ),
    Section(
        code="timeline_moves",
        title="Stages of procurements that you moved",
        why="To say who said that a stage had begun or ended. Your name is taken off when you leave.",
        rows=lambda person: ProcurementStage.objects.filter(
            Q(entered_by=person) | Q(left_by=person)
        ).select_related("procurement"),
        entry=lambda row: {
            "timeline": row.procurement.title,
            "stage": str(row),
            "entered_on": row.entered_on,
            "left_on": row.left_on,
        },
        covers=frozenset({"pipeline.ProcurementStage.entered_by", "pipeline.ProcurementStage.left_by"}),
    ),
    Section(
        code="saved_searches",
        title="Searches of the opportunities that you saved",
        why="To write to you of what they find. Each goes when you end it, and all with your account. "
        "Searches that your address confirmed without an account are ended by the links in their e-mails.",
        rows=lambda person: SavedSearch.objects.filter(person=person),
        entry=lambda row: {
            "asks": ", ".join(f"{name}: {value}" for name, value in row.question.items()) or "everything",
            "how_often": row.get_frequency_display(),
            "saved_at": row.asked_at,
        },
        covers=frozenset({"pipeline.SavedSearch.person"}),
    ),
    Section(
        code="reminders",
        title="When you are reminded of gates and milestones",
        why="To remind you when you want to be. It goes with your account.",
        rows=lambda person: ReminderChoice.objects.filter(person=person),
        entry=lambda row: {"days_before": row.days},
        covers=frozenset({"pipeline.ReminderChoice.person"}),
    ),
)
