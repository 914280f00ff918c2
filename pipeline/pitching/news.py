"""What people hear about pitches: one arrived at their borough, a borough answered, a supplier replied."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from boroughs.models import Event, Follow, Frequency, Person, ServiceArea
from boroughs.notifications import Kind
from boroughs.rights import Permission
from pipeline.pitching.answering import PITCH_ANSWERED, PITCH_REPLIED
from pipeline.pitching.sending import PITCH_ARRIVED
from suppliers.claiming.speaking import people_of

SAID = {
    "claimed": "takes up",
    "declined": "declines",
    "passed": "has passed on",
    "asked": "asks about",
}


def _officers(event: Event) -> Iterable[tuple[int, str]]:
    """Yield who looks after contracts at the borough, and its officers who follow the service area."""
    officers = Person.objects.filter(borough=event.data["borough"], is_active=True)
    roles = [Person.BoroughRole.CONTRACT_MANAGER, Person.BoroughRole.ADMINISTRATOR]
    told = set(officers.filter(borough_roles__overlap=roles).values_list("pk", flat=True))
    for pk in sorted(told):
        yield pk, f"You look after contracts at {event.data['name']}."
    area = ContentType.objects.get_for_model(ServiceArea)
    follows = Follow.objects.filter(content_type=area, object_id=event.data["area"], person__in=officers)
    for pk in follows.values_list("person", flat=True):
        if pk not in told:
            yield pk, "You follow its service area."


def _suppliers_people(event: Event) -> Iterable[tuple[int, str]]:
    return [(pk, "You speak for the supplier.") for pk in people_of([event.data["supplier"]])]


def _handlers(event: Event) -> Iterable[tuple[int, str]]:
    return [(pk, "You handle this pitch or asked about it.") for pk in event.data["people"]]


PITCH_KINDS = (
    Kind(
        code=PITCH_ARRIVED,
        label="A supplier pitches to your borough",
        why="When you look after contracts there, or follow the service area of the pitch.",
        audience=_officers,
        headline=lambda event: f"{event.data['supplier']} offers {event.data['name']}: {event.data['title']}",
        address=lambda event: reverse("pitch_case", args=[event.data["slug"], event.data["case"]]),
        permission=Permission.ANSWER_PITCHES,
        borough=lambda event: int(event.data["borough"]),
    ),
    Kind(
        code=PITCH_ANSWERED,
        label="A borough answers a pitch of your supplier",
        why="When it takes the pitch up, asks, passes it on or declines it.",
        audience=_suppliers_people,
        headline=lambda event: (
            f"{event.data['borough']} {SAID[event.data['what']]} your pitch “{event.data['title']}”"
        ),
        details=lambda event: event.data["details"],
        address=lambda event: reverse("pitch", args=[event.data["pitch"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.SPEAK_FOR_SUPPLIER,
    ),
    Kind(
        code=PITCH_REPLIED,
        label="A supplier answers your question about a pitch",
        why="When you asked, or handle the pitch at your borough.",
        audience=_handlers,
        headline=lambda event: f"{event.data['supplier']} answers about “{event.data['title']}”",
        details=lambda event: [event.data["answer"]],
        address=lambda event: reverse("pitch_case", args=[event.data["slug"], event.data["case"]]),
        default=Frequency.AT_ONCE,
        permission=Permission.ANSWER_PITCHES,
        borough=lambda event: int(event.data["borough"]),
    ),
)
