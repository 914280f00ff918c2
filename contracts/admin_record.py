"""The admin of suggestions and of records that are one contract: read-only, officers answer on the pages."""

from django.contrib import admin

from boroughs.admin_base import ReadOnlyAdmin, ReadOnlyInline
from contracts.models import ContractPair, Joining, JoiningMove, Removal, Suggestion


@admin.register(Suggestion)
class SuggestionAdmin(ReadOnlyAdmin):
    """What imports said otherwise than officers, and what became of it (R8)."""

    read_only_because = "Officers of the contract’s boroughs answer these on the contract’s page."
    list_display = ["contract", "field", "source", "said_on", "state", "answered_by"]
    list_filter = ["state", "source", "field"]
    list_select_related = ["contract", "answered_by"]


@admin.register(ContractPair)
class ContractPairAdmin(ReadOnlyAdmin):
    """Records that may be one contract, and what was decided."""

    read_only_because = "Officers of the contracts’ borough answer these on its page of questions."
    list_display = ["__str__", "score", "reason", "decision", "decided_by", "decided_at"]
    list_filter = ["decision"]
    list_select_related = ["decided_by"]
    fields = ["score", "reason", "found_at", "decision", "decided_by", "decided_at", "joining"]
    readonly_fields = ["found_at", "joining"]


class JoiningMoveInline(ReadOnlyInline):
    """The rows that a joining moved or set aside."""

    model = JoiningMove
    fields = ["model", "row", "set_aside"]


@admin.register(Joining)
class JoiningAdmin(ReadOnlyAdmin):
    """Records that were joined to one, by officers or by an import that was certain."""

    read_only_because = (
        "A joining is undone on the borough’s page of questions, by its officers or LOTI staff."
    )
    list_display = ["title", "kept", "reason", "at", "by", "undone_at"]
    list_select_related = ["kept", "by"]
    fields = ["title", "gone", "kept", "reason", "at", "by", "undone_at", "undone_by"]
    readonly_fields = ["at"]
    inlines = [JoiningMoveInline]


@admin.register(Removal)
class RemovalAdmin(ReadOnlyAdmin):
    """Contracts that officers took off the register, kept so that they can come back."""

    read_only_because = "A contract is put back on the borough’s page of contracts taken off, not here."
    list_display = ["title", "why", "at", "by", "put_back_at", "put_back_by"]
    list_filter = ["put_back_at"]
    list_select_related = ["by", "put_back_by"]
    fields = ["title", "contract", "why", "at", "by", "put_back_at", "put_back_by"]
    readonly_fields = ["at"]
