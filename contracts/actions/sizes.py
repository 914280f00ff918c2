"""What a contract's source says of the sizes of its suppliers."""

from collections.abc import Iterable, Mapping

from contracts.models import Contract
from suppliers.models import Supplier


def say_sizes(contract: Contract, sizes: Mapping[int, bool | None], counts: bool) -> None:
    """Keep on a contract which of its suppliers its source calls small or medium-sized.

    A supplier of which nobody has said its size takes it over; what LOTI staff or an earlier source said of
    it stays. What a source does not say erases nothing (R8).

    Args:
        contract: whose suppliers are linked already; that of the provenance of its suppliers is that of
            their sizes too.
        sizes: by the supplier's primary key: whether it is small or medium-sized, ``None`` where the source
            does not say it.
        counts: whether the source's word on the contract's suppliers counts.
    """
    for said in (True, False):
        named = [supplier for supplier, is_sme in sizes.items() if is_sme is said]
        if not named or not counts:
            continue
        links = contract.supplier_links.filter(supplier__in=named)
        for link in links.exclude(is_sme=said):
            link.is_sme = said
            link.save(update_fields=["is_sme"])
        Supplier.objects.filter(pk__in=named, is_sme__isnull=True).update(is_sme=said)


def say_sizes_of_new(sizes: Iterable[Mapping[int, bool | None]]) -> None:
    """Let suppliers take over the sizes that new contracts' source says; the first word of each counts.

    Args:
        sizes: for each contract, in order, as in :func:`say_sizes`; its links hold them already.
    """
    first: dict[int, bool] = {}
    for said in sizes:
        for supplier, is_sme in said.items():
            if is_sme is not None:
                first.setdefault(supplier, is_sme)
    for is_sme in (True, False):
        named = [supplier for supplier, word in first.items() if word is is_sme]
        if named:
            Supplier.objects.filter(pk__in=named, is_sme__isnull=True).update(is_sme=is_sme)
