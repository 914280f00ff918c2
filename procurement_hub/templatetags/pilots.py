"""Template tags that lead to pilots from pages of the layers below, which may not import them."""

from urllib.parse import urlencode

from django import template
from django.db.models import Model
from django.urls import reverse

from suppliers.models import Supplier

register = template.Library()


@register.inclusion_tag("pilots/_about.html")
def pilots_with(thing: Model) -> dict[str, str]:
    """Lead to the pilots with a supplier or a product: ``{% pilots_with supplier %}``.

    No query, of which the pages have none to spare.
    """
    name = "supplier" if isinstance(thing, Supplier) else "product"
    return {"what": name, "address": f"{reverse('pilots')}?{urlencode({name: str(thing)})}"}
