"""What is kept about people in the register's own records."""

from boroughs.privacy import Section, register
from contracts.models import Contract, Import, Nudge, PaymentFile, PrivatePayee, Upload

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
register(
    Section(
        code="nudges",
        title="Boroughs you asked to look at stale contracts",
        why="So that nobody is asked too often. Your name is taken off when you leave.",
        rows=lambda person: Nudge.objects.filter(by=person).select_related("borough"),
        entry=lambda row: {"borough": row.borough.name, "on": row.on, "stale_contracts": row.stale},
        covers=frozenset({"contracts.Nudge.by"}),
    )
)
register(
    Section(
        code="payments",
        title="Spend files you gave",
        why="To be able to say where payments come from. Your name is taken off when you leave.",
        rows=lambda person: PaymentFile.objects.filter(by=person).defer("draft"),
        entry=lambda row: {"given_at": row.made_at, "file": row.label, "state": row.get_state_display()},
        covers=frozenset({"contracts.PaymentFile.by"}),
    )
)
register(
    Section(
        code="private-payees",
        title="Payees whom you found to be private persons",
        why="So that their names are not stored again. Your name is taken off when you leave.",
        rows=lambda person: PrivatePayee.objects.filter(by=person),
        entry=lambda row: {"said_at": row.at},
        covers=frozenset({"contracts.PrivatePayee.by"}),
    )
)
