"""Sending a pitch to boroughs, none of which is pitched the same thing twice, and withdrawing it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from boroughs.models import Borough, Person, ServiceArea
from boroughs.notifications import Announcement, announce_all
from boroughs.refusals import Refused
from boroughs.words import listing
from pipeline.models import Pitch, PitchCase
from pipeline.pitch_rules import (
    IN_DAYS,
    MOST_PITCHES,
    Offer,
    is_same,
    normal_title,
    remembered_since,
)
from suppliers.models import Product, Supplier

PITCH_ARRIVED = "pitch_arrived"


@dataclass(frozen=True)
class PitchFacts:
    """What a supplier offers; see :class:`Pitch`."""

    title: str
    service_area: ServiceArea
    what: str
    evidence: str
    price_model: str
    price: str
    references: str = ""
    product: Product | None = None

    def offer(self) -> Offer:
        """Return that by which it is compared with other pitches of the supplier."""
        return Offer(
            self.service_area.pk, normal_title(self.title), self.product.pk if self.product else None
        )


class AlreadyPitched(Refused):
    """Some of the boroughs were pitched the same thing within a year; ``cases`` are those earlier ones."""

    def __init__(self, cases: Sequence[PitchCase]) -> None:
        self.cases = list(cases)
        names = listing(sorted({case.borough.name for case in cases}))
        super().__init__(f"You pitched this within the last year to {names}: see what came of it.")


def earlier_cases(
    supplier: Supplier, offer: Offer, boroughs: Iterable[Borough], today: dt.date
) -> list[PitchCase]:
    """Return the cases in which boroughs were pitched the same thing by a supplier within a year.

    A pitch that was withdrawn before the borough answered does not count.
    """
    since = timezone.make_aware(dt.datetime.combine(remembered_since(today), dt.time.min))
    rows = PitchCase.objects.filter(
        Q(pitch__supplier=supplier) | Q(pitch__supplier__merged_into=supplier),
        Q(pitch__withdrawn_at__isnull=True) | Q(first_answered_at__isnull=False),
        borough__in=list(boroughs),
        pitch__service_area=offer.area,
        arrived_at__gte=since,
    )
    same = Q(pitch__same_as=offer.title)
    if offer.product is not None:
        same |= Q(pitch__product=offer.product)
    found = rows.filter(same).with_names().order_by("borough__name", "-arrived_at")
    return [case for case in found if is_same(offer, _offer_of(case.pitch))]


def _offer_of(pitch: Pitch) -> Offer:
    return Offer(pitch.service_area_id, pitch.same_as, pitch.product_id)


@transaction.atomic
def send_pitch(
    *,
    supplier: Supplier,
    facts: PitchFacts,
    boroughs: Sequence[Borough],
    today: dt.date,
    by: Person | None,
    is_demonstration: bool = False,
) -> Pitch:
    """Pitch something to boroughs, whose officers are told.

    Args:
        supplier: one that stands for itself.
        facts: what is offered.
        boroughs: at least one.
        today: the day, in London.
        by: who sends it.
        is_demonstration: made up.

    Raises:
        AlreadyPitched: where one of the boroughs was pitched the same thing within a year.
        Refused: without a borough, for another supplier's product, or when the supplier has sent too many.
    """
    if not boroughs:
        raise Refused("Choose at least one borough.")
    if facts.product and facts.product.supplier_id != supplier.pk:
        raise Refused(f"{facts.product} is not a product of {supplier}.")
    # One supplier's people pitch one after the other, so that two clicks are not two pitches.
    Supplier.objects.select_for_update(no_key=True).get(pk=supplier.pk)
    if cases := earlier_cases(supplier, facts.offer(), boroughs, today):
        raise AlreadyPitched(cases)
    since = timezone.now() - dt.timedelta(days=IN_DAYS)
    recent = Pitch.objects.of_suppliers([supplier.pk]).filter(sent_at__gt=since)
    if not is_demonstration and recent.count() >= MOST_PITCHES:
        raise Refused(
            f"{supplier} has sent {MOST_PITCHES} pitches in {IN_DAYS} days, which is as many as officers "
            "can read. Wait, or choose the one that matters most."
        )
    values: dict[str, Any] = {field.name: getattr(facts, field.name) for field in fields(facts)}
    pitch = Pitch.objects.create(
        supplier=supplier,
        same_as=normal_title(facts.title),
        sent_by=by,
        is_demonstration=is_demonstration,
        **values,
    )
    cases = [PitchCase.objects.create(pitch=pitch, borough=borough) for borough in boroughs]
    if not is_demonstration:  # nobody is told of what is made up
        announce_all([arrival(case, by=by) for case in cases])
    return pitch


def arrival(case: PitchCase, *, by: Person | None) -> Announcement:
    """Return the event by which a borough's officers hear of a pitch."""
    pitch = case.pitch
    return Announcement(
        kind=PITCH_ARRIVED,
        key=f"{PITCH_ARRIVED}:{case.pk}",
        subject=case,
        by=by,
        data={
            "case": case.pk,
            "borough": case.borough_id,
            "slug": case.borough.slug,
            "name": case.borough.name,
            "supplier": pitch.supplier.name,
            "title": pitch.title,
            "area": pitch.service_area_id,
        },
    )


@transaction.atomic
def withdraw_pitch(*, pitch: Pitch) -> Pitch:
    """Take a pitch back: it leaves the inboxes; what boroughs answered stays with the supplier.

    Raises:
        Refused: when it is withdrawn already.
    """
    pitch = Pitch.objects.select_for_update(of=("self",)).get(pk=pitch.pk)
    if pitch.withdrawn_at:
        raise Refused("This pitch is withdrawn already.")
    pitch.withdrawn_at = timezone.now()
    pitch.save(update_fields=["withdrawn_at"])
    return pitch
