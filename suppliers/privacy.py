"""What is kept about people: the products they know, the terms they decided."""

from boroughs.privacy import Section, register
from suppliers.models import KnownProduct, ProductTerm

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
register(
    Section(
        code="product_terms",
        title="Terms you decided",
        why="To say who took a word for a product or dismissed it. Your name is taken off when you leave.",
        rows=lambda person: ProductTerm.objects.filter(decided_by=person),
        entry=lambda row: {
            "term": row.term,
            "decision": row.get_status_display(),
            "decided_at": row.decided_at,
        },
        covers=frozenset({"suppliers.ProductTerm.decided_by"}),
    )
)
