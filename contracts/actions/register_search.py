"""Everything that is read out of the words of contracts, in the order in which one needs the other."""

from dataclasses import dataclass

from contracts.actions.areas import assign_service_areas
from contracts.actions.flags import ask_for_flags
from contracts.actions.product_terms import look_for_terms
from contracts.actions.products import match_products


@dataclass(frozen=True)
class Searched:
    """What became of contracts, by id, for products and for service areas; how many terms are offered."""

    products: dict[int, str]
    areas: dict[int, str]
    terms: int


def search_register() -> Searched:
    """Match products, work out areas, which rest on products, look for terms, and ask for flags.

    A second time changes nothing.
    """
    found = Searched(match_products(), assign_service_areas(), look_for_terms())
    if found.products or found.areas:
        ask_for_flags()
    return found
