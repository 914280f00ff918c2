"""What is kept about people in the register's own records."""

from boroughs.privacy import Section, register
from contracts.models import Import

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
