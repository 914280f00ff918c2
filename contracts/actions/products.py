"""Says which product a contract is for, where its source names one (R8)."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from contracts.actions.worked_out import batches, is_ours, rests_on_rules
from contracts.models import Contract
from suppliers.actions import link_owners
from suppliers.product_matching import Match, NameTree, Subject
from suppliers.product_names import name_tree

FIELDS = ["product", "product_reason", "provenance"]


def match_products(contract_ids: Iterable[int] | None = None) -> dict[int, str]:
    """Find the products that contracts name, and write each with the sentence why.

    What an officer or a source said of a contract's product stays. Where a name that counted counts no
    longer, the product found by it is taken away again. A second time changes nothing.

    Args:
        contract_ids: the contracts that are meant; without them all real ones.

    Returns:
        by contract what became of it: ``found``, ``changed`` or ``taken away``; those in which nothing
        changed are left out.
    """
    link_owners()
    tree = name_tree()
    contracts = Contract.objects.filter(is_demonstration=False).defer("search").order_by("pk")
    outcomes: dict[int, str] = {}
    for some in batches(contract_ids, contracts.values_list("pk", flat=True)):
        with transaction.atomic():  # locked: an officer's word on another field is in what is written back
            held = contracts.filter(pk__in=some).select_for_update(of=("self",))
            rows = list(held.prefetch_related("supplier_links__supplier"))
            changed = [row for row in rows if is_ours(row, "product") and _settle(row, tree, outcomes)]
            Contract.objects.bulk_update(changed, FIELDS, batch_size=500)
    return outcomes


def counted_outcomes(outcomes: dict[int, str]) -> Counter[str]:
    """Return how many contracts had each outcome."""
    return Counter(outcomes.values())


def _settle(contract: Contract, tree: NameTree, outcomes: dict[int, str]) -> bool:
    """Set the product that a contract names, and tell whether anything changed."""
    match = tree.best(_subject(contract))
    before = (contract.product_id, contract.product_reason)
    after = (match.product, match.reason[:255]) if match else (None, "")
    if before == after:
        return False
    if before[0] != after[0]:
        outcomes[contract.pk] = _outcome(match, before[0])
    contract.product_id, contract.product_reason = after
    rests_on_rules(contract, "product", timezone.localdate(), known=match is not None)
    return True


def _outcome(match: Match | None, before: int | None) -> str:
    if match is None:
        return "taken away"
    return "found" if before is None else "changed"


def _subject(contract: Contract) -> Subject:
    links = contract.supplier_links.all()
    return Subject(
        title=contract.title,
        description=contract.description,
        named=contract.product_text,
        suppliers=frozenset(link.supplier_id for link in links),
        supplier_names=tuple({name for link in links for name in (link.name_as_written, link.supplier.name)}),
        cpv_codes=tuple(contract.cpv_codes),
        day=contract.start_date,
    )
