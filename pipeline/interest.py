"""Interest of suppliers in published procurements: registered, withdrawn, its number shown or not."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from boroughs.models import Event, Person
from boroughs.notifications import Kind, announce
from boroughs.refusals import Refused
from boroughs.rights import Permission
from pipeline.models import Interest, InterestShown, Procurement
from suppliers.models import Supplier

INTEREST_REGISTERED = "interest_registered"


@transaction.atomic
def register_interest(
    *, procurement: Procurement, supplier: Supplier, by: Person | None, note: str = ""
) -> Interest:
    """Say that a supplier may bid; the borough's leads are told, and nobody else sees who.

    Args:
        procurement: a published one that has not ended.
        supplier: one that stands for itself.
        by: who speaks for it.
        note: a word to the borough; may be empty.

    Raises:
        Refused: when it is not published or has ended, or the supplier is interested already.
    """
    if not procurement.is_public or procurement.ended_on:
        raise Refused("Interest can be registered in a published procurement that has not ended.")
    interest = Interest(procurement=procurement, supplier=supplier, registered_by=by, note=note.strip())
    try:
        with transaction.atomic():
            interest.save()
    except IntegrityError as error:
        raise Refused(f"{supplier} has registered interest already.") from error
    if procurement.is_demonstration:  # nobody is told of what is made up
        return interest
    announce(
        kind=INTEREST_REGISTERED,
        # Interest that comes and goes is told once a day.
        key=f"{INTEREST_REGISTERED}:{procurement.pk}:{supplier.pk}:{timezone.localdate()}",
        subject=interest,
        by=by,
        data={
            "procurement": procurement.pk,
            "borough": procurement.borough_id,
            "slug": procurement.slug,
            "title": procurement.title,
            "supplier": supplier.name,
            "note": interest.note,
        },
    )
    return interest


def withdraw_interest(*, interest: Interest) -> None:
    """Take interest back. A second click changes nothing."""
    standing = Interest.objects.standing().filter(pk=interest.pk)
    standing.update(withdrawn_at=timezone.now())


def show_interest(*, procurement: Procurement, shown: bool) -> None:
    """Let everybody see how many suppliers are interested, or nobody but the borough."""
    if shown:
        InterestShown.objects.get_or_create(procurement=procurement)
    else:
        InterestShown.objects.filter(procurement=procurement).delete()


def _leads(event: Event) -> Iterable[tuple[int, str]]:
    row = Procurement.objects.filter(pk=event.data["procurement"]).defer("search").first()
    if row is None:
        return []
    keys = {row.responsible_id, row.commercial_lead_id, row.digital_lead_id, row.service_lead_id} - {None}
    return [(pk, "You look after this procurement.") for pk in sorted(key for key in keys if key)]


INTEREST_KIND = Kind(
    code=INTEREST_REGISTERED,
    label="A supplier is interested in a procurement that you look after",
    why="When it registers interest on the page of the published procurement.",
    audience=_leads,
    headline=lambda event: f"{event.data['supplier']} is interested in “{event.data['title']}”",
    details=lambda event: [event.data["note"]] if event.data["note"] else [],
    address=lambda event: reverse("timeline_interest", args=[event.data["slug"]]),
    permission=Permission.KEEP_TIMELINES,
    borough=lambda event: int(event.data["borough"]),
)
