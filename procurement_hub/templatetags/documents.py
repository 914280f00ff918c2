"""Template tags that show documents on pages of the layers below, which may not import them."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Model
from django.urls import reverse

from boroughs.rights import Permission, has_permission
from contracts.models import Contract
from documents.models import Document
from suppliers.models import Product, Supplier

register = template.Library()


@register.inclusion_tag("documents/_about.html", takes_context=True)
def documents_about(context: template.Context, thing: Model) -> dict[str, Any]:
    """Show members how many documents there are about a contract, a supplier or a product; one query.

    ``{% documents_about contract %}``. Nothing is shown where there is none.
    """
    reader = context["request"].user
    if not has_permission(reader, Permission.SEE_DOCUMENTS):
        return {"number": 0}
    name = {Contract: "contract", Supplier: "supplier", Product: "product"}[type(thing)]
    number = Document.objects.visible_to(reader).standing().filter(**{name: thing}).count()
    query = urlencode({name: thing.pk if name == "contract" else str(thing)})
    return {"number": number, "address": f"{reverse('documents')}?{query}"}
