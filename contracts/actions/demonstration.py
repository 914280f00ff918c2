"""Writes the demonstration set, and takes every trace of it away again."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db import models, transaction
from django.utils.text import slugify

from boroughs.models import Borough, ServiceArea
from boroughs.parties import Party
from contracts.actions.derive import derive
from contracts.actions.flags import ask_for_flags
from contracts.actions.landscape import ask_for_landscape
from contracts.actions.record import LinkedSupplier, Origin, record_contract
from contracts.demonstration_set import ANCHOR, AREAS, DemonstrationContract, demonstration_set
from contracts.facts import ContractFacts, Key
from contracts.models import Contract, ContractLink
from suppliers.actions import Resolved
from suppliers.models import Product, Supplier, SupplierName
from suppliers.normalise import normalise_name

SOURCE = "Demonstration set of the hub"
WHY = "Fictional: made to show the hub."
KEY_SCHEME = "demonstration"


@transaction.atomic
def load_demonstration() -> Counter[str]:
    """Write the demonstration set; a second time changes nothing.

    Returns:
        the number of contracts by outcome: created, updated, unchanged.

    Raises:
        ValueError: where boroughs or service areas are missing (``manage.py load_reference`` loads them).
    """
    boroughs = list(Borough.objects.order_by("name"))
    areas = {area.code: area for area in ServiceArea.objects.filter(code__in=AREAS)}
    if len(boroughs) != 33 or len(areas) != len(AREAS):
        raise ValueError("Boroughs or service areas are missing. Run: manage.py load_reference")
    suppliers, products = _suppliers(), {}
    for code, (_, owned, _) in AREAS.items():
        for name, supplier in owned:
            products[name] = _product(name, suppliers[supplier], areas[code])
    outcomes: Counter[str] = Counter()
    written = []
    for one in demonstration_set():
        recorded = record_contract(
            facts=_facts(one),
            boroughs=[boroughs[place] for place in one.boroughs],
            suppliers=_linked(one, suppliers),
            origin=Origin(Contract.Source.DEMONSTRATION, ANCHOR),
            area=(areas[one.area], "The demonstration set says so."),
            derived=False,
            is_demonstration=True,
        )
        outcomes[recorded.outcome] += 1
        written.append(recorded.contract)
        _name_product(recorded.contract, products[one.product])
    derive(written)
    _link_document(written[0])
    if set(outcomes) - {"unchanged"}:
        ask_for_flags()
    return outcomes


def _link_document(contract: Contract) -> None:
    """Link a decision report, at an address that leads nowhere."""
    ContractLink.objects.get_or_create(
        contract=contract,
        url="https://example.org/demonstration/decision-report",
        defaults={
            "kind": ContractLink.Kind.DECISION,
            "label": "Decision report (fictional)",
            "is_public": True,
        },
    )


def _suppliers() -> dict[str, Supplier]:
    """Return the fictional suppliers by name, making those that there are not."""
    made = {}
    for name in sorted({supplier for _, owned, _ in AREAS.values() for _, supplier in owned}):
        supplier, _ = Supplier.objects.get_or_create(
            slug=f"demonstration-{slugify(name)}", defaults={"name": name, "is_demonstration": True}
        )
        SupplierName.objects.get_or_create(
            supplier=supplier,
            name=name,
            defaults={"normalised": normalise_name(name), "source": SOURCE, "reason": WHY},
        )
        made[name] = supplier
    return made


def _product(name: str, supplier: Supplier, area: ServiceArea) -> Product:
    product, _ = Product.objects.get_or_create(
        slug=f"demonstration-{slugify(name)}",
        defaults={"name": name, "supplier": supplier, "service_area": area, "is_demonstration": True},
    )
    return product


def _name_product(contract: Contract, product: Product) -> None:
    if contract.product_id != product.pk:
        contract.product = product
        contract.save(update_fields=["product", "changed"])


def _linked(one: DemonstrationContract, suppliers: dict[str, Supplier]) -> list[LinkedSupplier]:
    if one.supplier is None:
        return []
    return [LinkedSupplier(Resolved(suppliers[one.supplier], WHY), one.supplier)]


def _facts(one: DemonstrationContract) -> ContractFacts:
    return ContractFacts(
        key=Key(KEY_SCHEME, one.key),
        title=one.title,
        suppliers=(Party(one.supplier),) if one.supplier else (),
        description=WHY,
        reference=f"DEMO-{one.key}",
        value=one.value,
        start_date=one.start,
        end_date=one.end,
        break_date=one.break_date,
        notice_days=one.notice_days,
        options=one.options,
    )


@transaction.atomic
def remove_demonstration() -> dict[str, int]:
    """Delete every demonstration contract, product and supplier, with what belongs to them and its history.

    Flags on them belong to a layer above, which removes them first (``pipeline.demonstration``).

    Returns:
        the number of rows deleted, by model.
    """
    removed: Counter[str] = Counter()
    for rows in (
        Contract.objects.filter(is_demonstration=True),
        Product.objects.filter(is_demonstration=True),
        Supplier.objects.filter(is_demonstration=True),
    ):
        removed.update(delete_with_history(rows))
    ask_for_landscape()
    return dict(removed)


def delete_with_history(rows: models.QuerySet[models.Model]) -> dict[str, int]:
    """Delete rows, what is deleted with them, and all that the history says of either.

    Only for what is made up: of real records the history is kept.

    Args:
        rows: what to delete.

    Returns:
        the number of rows deleted, by model.
    """
    belonging = defaultdict(set, {rows.model: set(rows.values_list("pk", flat=True))})
    for relation in rows.model._meta.related_objects:
        if getattr(relation, "on_delete", None) is models.CASCADE and relation.field.name != "pgh_obj":
            related = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": rows})
            belonging[relation.related_model] |= set(related.values_list("pk", flat=True))
    _, removed = rows.delete()
    for model, ids in belonging.items():
        for event in _history_of(model):
            event._default_manager.filter(pgh_obj_id__in=ids).delete()
    return dict(removed)


def _history_of(model: type[models.Model]) -> Iterable[type[models.Model]]:
    """Yield the models in which the history of a model is kept."""
    return (one for one in apps.get_models() if getattr(one, "pgh_tracked_model", None) is model)
