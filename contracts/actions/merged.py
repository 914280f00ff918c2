"""What follows for contracts when suppliers are merged or separated again (R10)."""

from collections.abc import Sequence

from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.models import Contract


def follow_a_merge(suppliers: Sequence[int]) -> None:
    """Bring the suppliers' text of the contracts up to date, and have flags looked for.

    Args:
        suppliers: ids of the two that were merged or separated.
    """
    concerned = Contract.objects.filter(supplier_links__supplier__in=suppliers).distinct().order_by("pk")
    derive(concerned)
    ask_for_flags()
