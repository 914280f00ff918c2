"""What is kept about people in pitches, interest and market engagement."""

from django.db.models import Q

from boroughs.privacy import Section, register
from pipeline.models import (
    Engagement,
    EventRegistration,
    Interest,
    MarketAnswer,
    Pitch,
    PitchCase,
    PitchQuestion,
)

TAKEN_OFF = "Your name is taken off when you leave."

register(
    Section(
        code="pitches",
        title="Pitches you sent",
        why=f"To say who wrote in a supplier’s name. {TAKEN_OFF}",
        rows=lambda person: Pitch.objects.filter(sent_by=person).select_related("supplier"),
        entry=lambda row: {"pitch": row.title, "supplier": row.supplier.name, "sent_at": row.sent_at},
        covers=frozenset({"pipeline.Pitch.sent_by"}),
    ),
    Section(
        code="pitch_cases",
        title="Pitches you handle for your borough",
        why="To say who answers. They pass on when you leave.",
        rows=lambda person: PitchCase.objects.filter(handled_by=person).select_related("pitch", "borough"),
        entry=lambda row: {"pitch": row.pitch.title, "state": row.get_state_display(), "word": row.reason},
        covers=frozenset({"pipeline.PitchCase.handled_by"}),
    ),
    Section(
        code="pitch_questions",
        title="Questions about pitches that you asked or answered",
        why=f"To say who asked and who answered. {TAKEN_OFF}",
        rows=lambda person: PitchQuestion.objects.filter(
            Q(asked_by=person) | Q(answered_by=person)
        ).select_related("case__pitch"),
        entry=lambda row: {
            "pitch": row.case.pitch.title,
            "question": row.question,
            "asked_at": row.asked_at,
            "answer": row.answer,
            "answered_at": row.answered_at,
        },
        covers=frozenset({"pipeline.PitchQuestion.asked_by", "pipeline.PitchQuestion.answered_by"}),
    ),
    Section(
        code="interest",
        title="Interest you registered for a supplier",
        why=f"To say who spoke for the supplier. {TAKEN_OFF}",
        rows=lambda person: (
            Interest.objects.filter(registered_by=person)
            .select_related("procurement", "supplier")
            .defer("procurement__search")
        ),
        entry=lambda row: {
            "procurement": row.procurement.title,
            "supplier": row.supplier.name,
            "note": row.note,
            "registered_at": row.registered_at,
            "withdrawn_at": row.withdrawn_at,
        },
        covers=frozenset({"pipeline.Interest.registered_by"}),
    ),
    Section(
        code="event_registrations",
        title="Events you registered for",
        why="To keep a place for you. Deleted a year after the event, and with your account.",
        rows=lambda person: EventRegistration.objects.filter(person=person).select_related("engagement"),
        entry=lambda row: {
            "event": row.engagement.title,
            "name": row.name,
            "organisation": row.organisation,
            "address": row.email,
            "needs": row.needs,
            "state": row.get_state_display(),
            "asked_at": row.asked_at,
            "attended": row.attended,
        },
        covers=frozenset({"pipeline.EventRegistration.person"}),
    ),
    Section(
        code="market_answers",
        title="Answers to boroughs’ questions that you wrote for a supplier",
        why=f"To say who answered. {TAKEN_OFF}",
        rows=lambda person: MarketAnswer.objects.filter(answered_by=person).select_related(
            "question__engagement", "supplier"
        ),
        entry=lambda row: {
            "engagement": row.question.engagement.title,
            "question": row.question.text,
            "supplier": row.supplier.name,
            "answer": row.text,
            "answered_at": row.answered_at,
        },
        covers=frozenset({"pipeline.MarketAnswer.answered_by"}),
    ),
    Section(
        code="engagements",
        title="Market engagement you made",
        why=f"To say who made it. {TAKEN_OFF}",
        rows=lambda person: Engagement.objects.filter(created_by=person),
        entry=lambda row: {"title": row.title, "published_at": row.published_at},
        covers=frozenset({"pipeline.Engagement.created_by"}),
    ),
)
