"""What of pitches, interest and answers follows a supplier that is merged, or an officer who leaves."""

from django.db.models import Q

from boroughs.handover import passes_on
from pipeline.models import EventRegistration, Interest, MarketAnswer, Pitch, PitchCase
from suppliers.referring import refers_to_supplier


def name_references() -> None:
    """Name them; the app does so when it is ready."""
    refers_to_supplier(Pitch, "supplier")
    refers_to_supplier(Interest, "supplier", unique_with=("procurement",), only=Q(withdrawn_at__isnull=True))
    refers_to_supplier(MarketAnswer, "supplier", unique_with=("question",))
    refers_to_supplier(EventRegistration, "supplier")
    passes_on(PitchCase, "handled_by", singular="pitch", plural="pitches")
