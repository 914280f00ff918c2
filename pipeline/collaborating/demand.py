"""Demand figures: each borough gives its own, all see sums that give nobody away (R9; docs/adr/0032)."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from pipeline.collaborating.who import still_open, voice_of
from pipeline.confidence import can_be_renewed
from pipeline.models import Collaboration, DemandSum, Figure, Lot

#: A measure, and the id of a lot where it is a quantity of one.
Key = tuple[str, int | None]
MOST_LOTS = 20


@transaction.atomic
def add_lot(*, collaboration: Collaboration, name: str, unit: str, by: Person) -> Lot:
    """Add a lot of which members say how much they want; the same one twice is added once.

    Raises:
        Refused: for whoever has no voice, and beyond so many lots that nobody would fill them in.
    """
    found = still_open(collaboration)
    voice_of(found, by)
    known = found.lots.filter(name=name).first()
    if known:
        return known
    if found.lots.count() >= MOST_LOTS:
        raise Refused(f"There are {MOST_LOTS} lots: nobody would fill in more.")
    return Lot.objects.create(collaboration=found, name=name, unit=unit)


@transaction.atomic
def give_figures(
    *, collaboration: Collaboration, figures: Mapping[Key, Decimal | None], by: Person
) -> Borough:
    """Give a borough's figures in place of those it gave before, and renew the sums where that is safe.

    Args:
        collaboration: an open one.
        figures: amounts by measure and lot; ``None`` takes a figure away. What is not named stays.
        by: an officer of a member that contributes.

    Returns:
        the borough whose figures they are.

    Raises:
        Refused: for whoever has no voice, and for a lot of another collaboration.
    """
    found = still_open(collaboration)
    borough = voice_of(found, by)
    lots = set(found.lots.values_list("pk", flat=True))
    own = {(row.measure, row.lot_id): row for row in found.figures.filter(borough=borough)}
    for (measure, lot), amount in figures.items():
        if lot is not None and lot not in lots:
            raise Refused("One of these lots was taken away: give the figures again.")
        _give(found, borough, (measure, lot), amount, own.get((measure, lot)), by)
    renew_sums(found)
    return borough


def _give(
    collaboration: Collaboration,
    borough: Borough,
    key: Key,
    amount: Decimal | None,
    known: Figure | None,
    by: Person,
) -> None:
    """Write one figure; one that stays as it was keeps who gave it and when."""
    if amount is None:
        if known:
            known.delete()
        return
    if known and known.amount == amount:
        return
    row = known or Figure(collaboration=collaboration, borough=borough, measure=key[0], lot_id=key[1])
    row.amount, row.given_by, row.given_at = amount, by, timezone.now()
    row.save()


def amounts_of(collaboration: Collaboration) -> dict[Key, dict[int, Decimal]]:
    """Return the present figures by measure and lot, then by borough. Never to be shown as they are."""
    result: dict[Key, dict[int, Decimal]] = defaultdict(dict)
    for row in collaboration.figures.all():
        result[row.measure, row.lot_id][row.borough_id] = row.amount
    return dict(result)


def shown_amounts(row: DemandSum) -> dict[int, Decimal]:
    """Return the figures behind a sum that is shown, by borough. Never to be shown as they are."""
    return {int(borough): Decimal(amount) for borough, amount in row.amounts.items()}


def renew_sums(collaboration: Collaboration) -> None:
    """Show the present sums, each where it gives nobody away; the caller holds the collaboration."""
    shown = {(row.measure, row.lot_id): row for row in collaboration.sums.all()}
    for (measure, lot), amounts in amounts_of(collaboration).items():
        row = shown.get((measure, lot))
        before = shown_amounts(row) if row else {}
        if before == amounts or not can_be_renewed(before, amounts):
            continue
        row = row or DemandSum(collaboration=collaboration, measure=measure, lot_id=lot)
        row.amounts = {str(borough): str(amount) for borough, amount in amounts.items()}
        row.shown_at = timezone.now()
        row.save()
