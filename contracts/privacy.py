"""What is kept about people in the register's own records."""

from boroughs.privacy import Section, register
from contracts.models import Contract, Import, SavedView

register(
    Section(
        code="imports",
        title="Imports you ran",
        why="To be able to say where contracts come from. Your name is taken off when you leave.",
        rows=lambda person: Import.objects.filter(by=person),
        entry=lambda row: {"started_at": row.started, "kind": row.get_kind_display(), "label": row.label},
        covers=frozenset({"contracts.Import.by"}),
    )
)
register(
    Section(
        code="contracts",
        title="Contracts you look after",
        why="To say whom to ask about them. When you leave, they pass to your borough’s mailbox.",
        rows=lambda person: Contract.objects.filter(looked_after_by=person).defer("search"),
        entry=lambda row: {"title": row.title, "reference": row.reference},
        covers=frozenset({"contracts.Contract.looked_after_by"}),
    )
)
register(
    Section(
        code="saved-views",
        title="Saved views",
        why="To ask the register again what you asked before. They go when you delete them, or leave.",
        rows=lambda person: SavedView.objects.filter(person=person).order_by("-created", "-pk"),
        entry=lambda row: {
            "name": row.name,
            "question": [f"{name}: {value}" for name, value in row.question.items()],
            "shared": row.is_shared,
            "created": row.created,
        },
        covers=frozenset({"contracts.SavedView.person"}),
    )
)
