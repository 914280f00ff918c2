"""What is kept about people in the register's own records."""

from boroughs.privacy import Section, register
from contracts.models import Contract, Import, Upload

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
        code="uploads",
        title="Registers you uploaded",
        why="To be able to say who brought them. Your name is taken off when you leave.",
        rows=lambda person: Upload.objects.filter(by=person),
        entry=lambda row: {
            "uploaded_at": row.created,
            "file": row.name,
            "how_it_stands": row.get_state_display(),
        },
        covers=frozenset({"contracts.Upload.by"}),
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
