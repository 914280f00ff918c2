"""Template tags that lead to discussions from pages of the layers below, which may not import them."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Model
from django.urls import reverse

from boroughs.rights import Permission, has_permission
from suppliers.models import Supplier

register = template.Library()


@register.inclusion_tag("community/_about.html", takes_context=True)
def discussions_of(context: Any, thing: Model) -> dict[str, Any]:
    """Lead members to the discussions about a thing: ``{% discussions_of contract %}``.

    Args:
        context: of the page, with its reader.
        thing: one of ``community.subjects.SUBJECTS``.
    """
    reader = context.get("user")
    if reader is None or not has_permission(reader, Permission.TAKE_PART):
        return {"address": ""}
    names = [thing._meta.app_label, thing._meta.model_name, thing.pk]
    found: dict[str, Any] = {"address": reverse("discussions_about", args=names)}
    if isinstance(thing, Supplier):
        found["issues"] = f"{reverse('issues')}?{urlencode({'supplier': thing.slug})}"
        found["raise"] = reverse("issue_new", args=[thing.slug]) if reader.borough_id else ""
    return found
