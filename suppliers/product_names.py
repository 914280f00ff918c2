"""Reads all names and owners of products, to look for them in contracts."""

from suppliers.models import ProductName, ProductOwner
from suppliers.product_matching import KnownName, KnownOwner, NameTree


def name_tree() -> NameTree:
    """Return the names and owners of every real product, in two queries."""
    names = ProductName.objects.filter(product__is_demonstration=False).order_by("product", "pk")
    owners = ProductOwner.objects.filter(product__is_demonstration=False).order_by("product", "pk")
    return NameTree(
        (
            KnownName(
                product=name.product_id,
                name=name.name,
                is_generic=name.is_generic,
                is_word=name.is_word,
                valid_from=name.valid_from,
                valid_to=name.valid_to,
            )
            for name in names
        ),
        (KnownOwner(owner.product_id, owner.owner_name, owner.supplier_id) for owner in owners),
    )
