"""Looks in the register for words that may be products (R4 needs them known)."""

from collections.abc import Iterable

from django.db.models import Q

from boroughs.models import Borough, BuyerName, CpvCode, ServiceArea
from contracts.area_hints import hints
from contracts.models import Contract
from suppliers.actions.product_terms import offer_terms
from suppliers.models import ProductName, SupplierName
from suppliers.product_matching import SOFTWARE_CPV
from suppliers.product_terms import TermSource, frequent_terms
from suppliers.product_words import normalise_product, words_of


def look_for_terms() -> int:
    """Offer LOTI staff the words that several boroughs' technology contracts have and no product is called.

    Returns:
        the number of terms that wait for a decision.
    """
    found = frequent_terms(_contracts(), ordinary=_ordinary(), products=_products(), known=_known())
    return offer_terms(found=found)


def _contracts() -> Iterable[TermSource]:
    """Yield the real technology contracts of which no product is known."""
    software = Q()
    for prefix in SOFTWARE_CPV:
        software |= Q(cpv_codes__0__startswith=prefix)
    technology = Q(service_area__technology=ServiceArea.Technology.YES)
    rows = Contract.objects.filter(technology | software, product=None, is_demonstration=False).order_by("pk")
    for title, boroughs, named in rows.values_list("title", "borough_ids", "product_text").iterator():
        yield TermSource(title, tuple(boroughs), named)


def _ordinary() -> set[str]:
    """Return the words that descriptions of goods, services, areas and places use."""
    texts = [
        *CpvCode.objects.values_list("description", flat=True),
        *BuyerName.objects.values_list("name", flat=True),
        *Borough.objects.values_list("official_name", flat=True),
    ]
    for name, includes in ServiceArea.objects.values_list("name", "includes"):
        texts += [name, includes]
    words = {word.plain for text in texts for word in words_of(text)}
    words |= {stem for row in hints()[0] for stem in row}
    return words | {f"{word}s" for word in words} | {f"{word}ing" for word in words} | _COMMON


def _products() -> set[str]:
    return set(ProductName.objects.values_list("normalised", flat=True))


def _known() -> set[str]:
    """Return the normalised names of suppliers and boroughs, and the first words of suppliers' names."""
    known: set[str] = set()
    for name in SupplierName.objects.filter(supplier__is_demonstration=False).values_list(
        "normalised", flat=True
    ):
        known |= {normalise_product(name), *name.split()[:1]}
    known |= {normalise_product(name) for name in Borough.objects.values_list("name", flat=True)}
    return known


#: Ordinary words of titles that descriptions of goods and services lack.
_COMMON = frozenset(
    ("award", "awarded", "awards", "agreement", "call", "off", "direct", "extension", "extended", "renewal")
    + ("renew", "lot", "phase", "project", "programme", "proposal", "procurement", "tender", "framework")
    + ("january", "february", "march", "april", "june", "july", "august", "september", "october")
    + ("november", "december", "year", "years", "month", "months", "new", "old", "interim", "current")
    + ("existing", "replacement", "provision", "supply", "purchase", "delivery", "corporate", "council")
    + ("councils", "borough", "boroughs", "london", "royal", "city", "county", "inner", "north", "south")
    + ("east", "west", "central", "greater", "british", "england", "english", "united", "kingdom", "the")
    + ("and", "for", "with", "from", "into", "via", "per", "all", "its", "our", "joint", "shared", "wide")
    + ("notice", "contract", "contracts", "published", "completeness", "adults", "adult", "children")
    + ("childrens", "customer", "customers", "resident", "residents", "officer", "ltd", "limited", "plc")
    + ("llp", "group", "option", "options", "variation", "subject", "under", "using", "through")
)
