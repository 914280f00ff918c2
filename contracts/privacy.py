"""What is kept about people in the register's own records."""

from django.db.models import Q

from boroughs.privacy import Section, register
from contracts.models import (
    Contract,
    ContractLink,
    ContractPair,
    Import,
    Joining,
    Nudge,
    PaymentFile,
    PrivatePayee,
    Removal,
    Replacement,
    SavedView,
    Suggestion,
    Upload,
)

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
        code="suggestions",
        title="Suggestions you answered",
        why="To say who accepted or declined what a source said. Your name is taken off when you leave.",
        rows=lambda person: Suggestion.objects.filter(answered_by=person).select_related("contract"),
        entry=lambda row: {
            "suggestion": str(row),
            "answer": row.get_state_display(),
            "answered_at": row.answered_at,
        },
        covers=frozenset({"contracts.Suggestion.answered_by"}),
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
        code="contract_pairs",
        title="Records you said are one contract, or two",
        why="To say who decided, or took it back. Your name is taken off when you leave.",
        rows=lambda person: ContractPair.objects.filter(decided_by=person),
        entry=lambda row: {
            "pair": str(row),
            "decision": row.get_decision_display(),
            "decided_at": row.decided_at,
        },
        covers=frozenset({"contracts.ContractPair.decided_by"}),
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
register(
    Section(
        code="contract_joinings",
        title="Records you joined or parted",
        why="To say who found two records to be one contract. Your name is taken off when you leave.",
        rows=lambda person: Joining.objects.filter(Q(by=person) | Q(undone_by=person)).select_related("kept"),
        entry=lambda row: {"joining": str(row), "at": row.at, "undone_at": row.undone_at},
        covers=frozenset({"contracts.Joining.by", "contracts.Joining.undone_by"}),
    )
)
register(
    Section(
        code="contract_removals",
        title="Contracts you took off the register or put back",
        why="To say who did it, and why. Your name is taken off when you leave.",
        rows=lambda person: Removal.objects.filter(Q(by=person) | Q(put_back_by=person)).defer("row"),
        entry=lambda row: {"title": row.title, "why": row.why, "at": row.at, "put_back_at": row.put_back_at},
        covers=frozenset({"contracts.Removal.by", "contracts.Removal.put_back_by"}),
    )
)
register(
    Section(
        code="contract_documents",
        title="Documents you linked",
        why="To say who added the link. Your name is taken off when you leave.",
        rows=lambda person: ContractLink.objects.filter(added_by=person),
        entry=lambda row: {"label": row.label, "address": row.url, "added_at": row.added_at},
        covers=frozenset({"contracts.ContractLink.added_by"}),
    )
)
register(
    Section(
        code="contract_replacements",
        title="Contracts you said replaced others",
        why="To say who recorded it. Your name is taken off when you leave.",
        rows=lambda person: Replacement.objects.filter(said_by=person).select_related(
            "successor", "predecessor"
        ),
        entry=lambda row: {"replacement": str(row), "said_at": row.said_at},
        covers=frozenset({"contracts.Replacement.said_by"}),
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
