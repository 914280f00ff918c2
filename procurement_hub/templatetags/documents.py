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
    """Lead members to the documents about a contract, a supplier or a product.

    ``{% documents_about contract %}``. For a contract they are counted with one query, and nothing is shown
    where there is none; the pages of suppliers and products have no query to spare.
    """
    reader = context["request"].user
    if not has_permission(reader, Permission.SEE_DOCUMENTS):
        return {}
    name = {Contract: "contract", Supplier: "supplier", Product: "product"}[type(thing)]
    number = None
    if name == "contract":
        number = Document.objects.visible_to(reader).standing().filter(contract=thing.pk).count()
        if not number:
            return {}
    query = urlencode({name: thing.pk if name == "contract" else str(thing)})
    return {"number": number, "address": f"{reverse('documents')}?{query}"}
