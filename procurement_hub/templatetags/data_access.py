"""Template tags that lead to data access from pages of other layers, without a query."""

from typing import Any

from django import template

from boroughs.rights import Permission, has_permission
from toolkit.models import Clause

register = template.Library()
#: Clauses that are about access to data.
KINDS = (Clause.Kind.DATA, Clause.Kind.APIS, Clause.Kind.EXIT)


@register.inclusion_tag("data_access/_about.html", takes_context=True)
def data_access_for(context: template.Context, clause: Clause) -> dict[str, Any]:
    """Lead members from a clause about data to what boroughs say of products."""
    reader = context["request"].user
    return {"shown": clause.kind in KINDS and has_permission(reader, Permission.SEE_DATA_ACCESS)}
