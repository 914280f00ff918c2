"""What pages of lower layers show of payments."""

from typing import Any

from django import template
from django.utils import timezone

from boroughs.words import listing
from contracts.payments.supplier import paying_boroughs
from suppliers.models import Supplier

register = template.Library()


@register.inclusion_tag("contracts/payments/_paid_by.html")
def paid_by(supplier: Supplier) -> dict[str, Any]:
    """Show which boroughs paid a supplier in the last twelve months, by one query."""
    return {"supplier": supplier, "boroughs": listing(paying_boroughs(supplier, timezone.localdate()))}
