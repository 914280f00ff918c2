"""Says what contracts are for where neither a source nor a person has (R8)."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from contracts.actions.worked_out import batches, is_ours, rests_on_rules
from contracts.area_rules import Guess
from contracts.models import Contract
from contracts.service_areas import AreaBook, area_book

FIELDS = ["service_area", "service_area_reason", "service_area_confidence", "provenance"]


def assign_service_areas(contract_ids: Iterable[int] | None = None) -> dict[int, str]:
    """Work out the service areas of contracts, each with a confidence and the sentence why.

    What an officer or a source said stays, and teaches the rules nothing: they learn from the titles in
    ``data/reference/service_area_labels.csv`` alone. A second time changes nothing.

    Args:
        contract_ids: the contracts that are meant; without them all real ones.

    Returns:
        by contract what became of it: ``found``, ``changed`` or ``taken away``; those whose area stayed
        are left out.
    """
    book = area_book()
    contracts = Contract.objects.filter(is_demonstration=False).defer("search").select_related("product")
    outcomes: dict[int, str] = {}
    for some in batches(contract_ids, contracts.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():  # locked: an officer's word on another field is in what is written back
            held = contracts.filter(pk__in=some).order_by("pk").select_for_update(of=("self",))
            rows = [row for row in held if is_ours(row, "service_area")]
            changed = [row for row in rows if _settle(row, book, outcomes)]
            Contract.objects.bulk_update(changed, FIELDS, batch_size=500)
    return outcomes


def _settle(contract: Contract, book: AreaBook, outcomes: dict[int, str]) -> bool:
    """Set the area that a contract's words point to, and tell whether anything changed."""
    guess = book.guess(
        title=contract.title,
        cpv_codes=contract.cpv_codes,
        product_area=contract.product.service_area_id if contract.product else None,
    )
    before = (contract.service_area_id, contract.service_area_reason, contract.service_area_confidence)
    after = _values(guess, book)
    if before == after:
        return False
    if before[0] != after[0]:
        outcomes[contract.pk] = "taken away" if guess is None else "found" if before[0] is None else "changed"
    contract.service_area_id, contract.service_area_reason, contract.service_area_confidence = after
    rests_on_rules(contract, "service_area", timezone.localdate(), known=guess is not None)
    return True


def _values(guess: Guess | None, book: AreaBook) -> tuple[int | None, str, Decimal | None]:
    if guess is None:
        return None, "", None
    confidence = Decimal(str(round(guess.confidence, 2))).quantize(Decimal("0.01"))
    return book.by_code[guess.code].pk, guess.reason[:255], confidence
