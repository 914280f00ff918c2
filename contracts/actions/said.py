"""Writing one field of a contract, and noting that it rests on an officer's word (R8)."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from boroughs.models import Person
from contracts.models import Contract, ContractBorough, ContractSupplier, ExtensionOption
from contracts.values import LISTS, ROWS, value_of
from suppliers.models import Supplier

CHOSEN = "An officer named it."


def officer_said(contract: Contract, name: str, by: Person, *, record: int | None = None) -> None:
    """Note on a contract, not saved, that a field rests on an officer's word of today.

    Args:
        contract: the contract.
        name: of the field, as in its provenance.
        by: who says so.
        record: the stored record that they agreed with, if they accepted what it says.
    """
    where: dict[str, Any] = {
        "source": str(Contract.Source.OFFICER),
        "at": timezone.localdate().isoformat(),
        "person": by.pk,
    }
    if record:
        where["record"] = record
    contract.provenance[name] = where


def write_field(contract: Contract, name: str, kept: Any) -> None:
    """Give a field a value in the form of ``contracts/values.py``; lists are saved, the others are not."""
    if name in LISTS:
        write: dict[str, Callable[[Contract, Any], None]] = {
            "boroughs": set_boroughs,
            "suppliers": set_suppliers,
            "options": set_options,
        }
        write[name](contract, kept)
        return
    setattr(contract, f"{name}_id" if name in ROWS else name, value_of(name, kept))
    if name == "service_area":
        contract.service_area_reason, contract.service_area_confidence = "", None
    if name == "product":
        contract.product_reason = ""


def set_boroughs(contract: Contract, ids: Sequence[int]) -> None:
    """Make a contract's boroughs these; the lead stays if it is among them, else the first one leads."""
    links = {link.borough_id: link for link in contract.borough_links.all()}
    lead = next((pk for pk, link in links.items() if link.is_lead and pk in ids), ids[0])
    contract.borough_links.exclude(borough__in=ids).delete()
    contract.borough_links.exclude(borough=lead).filter(is_lead=True).update(is_lead=False)
    for pk in ids:
        if pk not in links:
            ContractBorough.objects.create(contract=contract, borough_id=pk, is_lead=pk == lead)
    contract.borough_links.filter(borough=lead, is_lead=False).update(is_lead=True)


def set_lead(contract: Contract, borough: int) -> None:
    """Make one of a contract's boroughs the one that leads."""
    contract.borough_links.exclude(borough=borough).filter(is_lead=True).update(is_lead=False)
    contract.borough_links.filter(borough=borough, is_lead=False).update(is_lead=True)


def set_suppliers(contract: Contract, ids: Sequence[int]) -> None:
    """Make a contract's suppliers these; a supplier that was merged stands for the one it became."""
    named = (one.standing() for one in Supplier.objects.filter(pk__in=ids))
    standing = {one.pk: one for one in named}
    contract.supplier_links.exclude(supplier__in=standing).delete()
    there = set(contract.supplier_links.values_list("supplier_id", flat=True))
    for pk, supplier in standing.items():
        if pk not in there:
            ContractSupplier.objects.create(
                contract=contract, supplier=supplier, name_as_written=supplier.name[:255], reason=CHOSEN
            )


def set_options(contract: Contract, options: Sequence[Sequence[Any]] | None) -> None:
    """Make a contract's options these, each months, days of notice and whether it was used."""
    contract.options.all().delete()
    contract.options_known = options is not None
    ExtensionOption.objects.bulk_create(
        ExtensionOption(
            contract=contract,
            number=number,
            months=months,
            notice_days=notice,
            used_on=timezone.localdate() if used else None,
        )
        for number, (months, notice, used) in enumerate(options or (), start=1)
    )
