"""Template tags that lead to reviews from pages of the layers below, which may not import them."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from boroughs.models import Borough
from boroughs.rights import Permission, has_permission
from contracts.models import Contract
from suppliers.models import Supplier

register = template.Library()


@register.inclusion_tag("reviews/_about.html", takes_context=True)
def reviews_about(context: template.Context, thing: Model) -> dict[str, Any]:
    """Lead members to the reviews about a supplier or a product, and officers to reviewing a contract's.

    ``{% reviews_about contract %}``: no query, of which the pages have none to spare.
    """
    reader = context["request"].user
    if not has_permission(reader, Permission.SEE_REVIEWS):
        return {}
    if isinstance(thing, Contract):
        own = getattr(reader, "borough_id", None)
        if own not in thing.borough_ids or not has_permission(
            reader, Permission.WRITE_REVIEWS, Borough(pk=own)
        ):
            return {}
        return {"write": f"{reverse('review_new')}?contract={thing.pk}"}
    name = "supplier_figures" if isinstance(thing, Supplier) else "product_figures"
    return {"read": reverse(name, args=[thing.slug])}  # type: ignore[attr-defined]
