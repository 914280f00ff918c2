"""Template tags that lead to the performance of contracts from pages of the layers below."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from boroughs.rights import Permission, has_permission
from performance.figuring import rollup_of, sentences
from performance.forms import plain_number as written
from suppliers.models import Supplier

register = template.Library()
#: Sentences on a supplier's page; its own page of performance has all.
SENTENCES_SHOWN = 3

register.filter("plain_number", written)


@register.inclusion_tag("performance/_about.html", takes_context=True)
def performance_of(context: template.Context, supplier: Supplier) -> dict[str, Any]:
    """Say to members what boroughs have recorded of a supplier: ``{% performance_of supplier %}``.

    One query, and none for anybody else.
    """
    if not has_permission(context["request"].user, Permission.SEE_PERFORMANCE):
        return {}
    said = sentences(rollup_of(supplier, timezone.localdate()))
    address = reverse("supplier_performance", args=[supplier.slug])
    return {"address": address, "sentences": said[:SENTENCES_SHOWN]}
