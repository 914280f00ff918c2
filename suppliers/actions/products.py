"""The writes of products: who owns them, what they are called, which terms are some."""

from collections import defaultdict

from django.db import transaction

from suppliers.models import Product, ProductOwner, SupplierName
from suppliers.normalise import normalise_name


@transaction.atomic
def link_owners() -> int:
    """Link owners that are kept as text to their suppliers, and let products follow their present owner.

    A brand is not a legal entity: an owner is linked only where exactly one standing supplier has that
    name, as its own, a former or a trading one. What is linked already stays as it is.

    Returns:
        the number of owners that were linked.
    """
    unlinked = list(ProductOwner.objects.filter(supplier=None, product__is_demonstration=False))
    wanted = {normalise_name(owner.owner_name) for owner in unlinked}
    named: defaultdict[str, set[int]] = defaultdict(set)
    for normalised, supplier in SupplierName.objects.filter(
        normalised__in=wanted, supplier__is_demonstration=False, supplier__merged_into__isnull=True
    ).values_list("normalised", "supplier_id"):
        named[normalised].add(supplier)
    linked = []
    for owner in unlinked:
        fitting = named[normalise_name(owner.owner_name)]
        if len(fitting) == 1:
            owner.supplier_id = fitting.pop()
            named[normalise_name(owner.owner_name)] = {owner.supplier_id}
            linked.append(owner)
    ProductOwner.objects.bulk_update(linked, ["supplier"])
    follow_owners()
    return len(linked)


def follow_owners(product: Product | None = None) -> int:
    """Make the supplier of products that of their present owner; without one recorded it stays.

    Args:
        product: the one that is meant; without it, all.

    Returns:
        the number of products that changed.
    """
    present = ProductOwner.objects.filter(is_present=True).select_related("product")
    if product is not None:
        present = present.filter(product=product)
    changed = []
    for owner in present:
        if owner.product.supplier_id != owner.supplier_id:
            owner.product.supplier_id = owner.supplier_id
            changed.append(owner.product)
    Product.objects.bulk_update(changed, ["supplier"])
    return len(changed)
