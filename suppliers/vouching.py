"""What the register knows of a domain: a supplier's people have addresses that look like its name."""

from django.db.models import Value
from django.db.models.functions import Length, Replace

from boroughs.vouching import vouches
from boroughs.words import listing
from suppliers.models import SupplierName

SHORTEST = 4
MOST_NAMED = 3


@vouches
def suppliers_called_like(domain: str) -> list[str]:
    """Say which suppliers on the register are called like a domain, or that none is.

    Args:
        domain: in lower case. Its longest part before the last is compared with the suppliers' names, from
            the first letter on: *brightwater.co.uk* is like *Brightwater Systems Ltd*.
    """
    word = max(domain.split(".")[:-1] or [""], key=len).replace("-", "")
    found: list[str] = []
    if len(word) >= SHORTEST:
        names = SupplierName.objects.annotate(
            compact=Replace("normalised", Value(" "), Value("")), size=Length("compact")
        ).filter(compact__startswith=word, supplier__merged_into__isnull=True)
        shown = names.order_by("size", "pk").values_list("supplier__name", flat=True)
        found = list(dict.fromkeys(shown[: 3 * MOST_NAMED]))[:MOST_NAMED]
    if not found:
        return [f"No supplier on the register is called like {domain}."]
    return [f"The domain looks like the name of {listing(found)} on the register."]
