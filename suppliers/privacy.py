"""What is kept about people's knowledge of products."""

from boroughs.privacy import Section, register
from suppliers.models import KnownProduct

register(
    Section(
        code="products",
        title="Products you know",
        why="To let peers find you by them, once you agreed to be found. Kept until you take them off.",
        rows=lambda person: KnownProduct.objects.filter(person=person).select_related("product"),
        entry=lambda row: {"product": row.product.name},
        covers=frozenset({"suppliers.KnownProduct.person"}),
    )
)
