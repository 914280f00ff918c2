"""What the review shows of two suppliers side by side, in a fixed number of queries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Prefetch, Q

from suppliers.identifiers import COMPANIES_HOUSE
from suppliers.models import Supplier, SupplierIdentifier, SupplierName, SupplierPair

NAMES_SHOWN = 8
CONTRACTS_SHOWN = 5
ADDRESSES_SHOWN = 4

#: What a supplier's addresses are looked up by; who reads notices knows it and says so.
AddressBook = Callable[[Sequence[Supplier]], dict[int, list[str]]]
_address_books: list[AddressBook] = []


def knows_addresses(look_up: AddressBook) -> None:
    """Have the review show the addresses that a function returns by supplier, their names at hand."""
    _address_books.append(look_up)


@dataclass(frozen=True)
class Side:
    """One of the two: its other names, its numbers, where it sits, what it sells and to whom."""

    supplier: Supplier
    names: Sequence[SupplierName]
    more_names: int
    identifiers: Sequence[SupplierIdentifier]
    products: Sequence[str]
    contracts: Sequence[Any]
    contract_count: int
    boroughs: Sequence[str]
    addresses: Sequence[str]

    @property
    def company_numbers(self) -> list[str]:
        """Its Companies House numbers."""
        return [one.value for one in self.identifiers if one.scheme == COMPANIES_HOUSE]


def sides_of(pair: SupplierPair) -> tuple[Side, Side]:
    """Return the evidence about the left and the right supplier of a pair: five queries."""
    contracts: Any = Supplier._meta.get_field("contracts").related_model
    some = contracts.objects.order_by(F("end_date").desc(nulls_last=True), "pk").defer("search")
    rows: Any = (
        Supplier.objects.filter(pk__in=[pair.left_id, pair.right_id])
        .annotate(
            contract_count=Count("contract_links__contract", distinct=True),
            borough_names=_every("contract_links__contract__borough_links__borough__name"),
            product_names=_every("products__name"),
        )
        .prefetch_related(
            "names",
            "identifiers",
            Prefetch("contracts", queryset=some[:CONTRACTS_SHOWN], to_attr="some_contracts"),
        )
    )
    found = {supplier.pk: supplier for supplier in rows}
    books = [look_up(list(found.values())) for look_up in _address_books]
    for pk, supplier in found.items():
        supplier.addresses = [address for book in books for address in book.get(pk, [])]
    return _side(found[pair.left_id]), _side(found[pair.right_id])


def _every(field: str) -> ArrayAgg:
    """Return the values that there are of a field, in order, each once."""
    return ArrayAgg(field, distinct=True, filter=Q(**{f"{field}__isnull": False}), default=[])


def _side(supplier: Any) -> Side:
    names = [one for one in supplier.names.all() if one.name != supplier.name]
    return Side(
        supplier=supplier,
        names=names[:NAMES_SHOWN],
        more_names=max(0, len(names) - NAMES_SHOWN),
        identifiers=list(supplier.identifiers.all()),
        products=supplier.product_names,
        contracts=supplier.some_contracts,
        contract_count=supplier.contract_count,
        boroughs=supplier.borough_names,
        addresses=supplier.addresses[:ADDRESSES_SHOWN],
    )


def which_stays(left: Side, right: Side) -> Supplier:
    """Return which of two should stay: with a company number, else with more contracts, else the older."""
    sides = sorted((left, right), key=lambda side: side.supplier.pk)
    return max(sides, key=lambda side: (bool(side.company_numbers), side.contract_count)).supplier
