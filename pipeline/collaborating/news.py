"""What officers hear about collaborations: one kind of event, told to one borough at a time."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone

from boroughs.models import Borough, Event, Frequency, Person
from boroughs.notifications import Kind, announce
from boroughs.rights import Permission
from pipeline.models import Collaboration, Member

COLLABORATION = "collaboration"


def _officers(event: Event) -> Iterable[tuple[int, str]]:
    people = Person.objects.filter(borough=event.data["borough"], is_active=True).values_list("pk", flat=True)
    return ((pk, str(event.data["because"])) for pk in people)


def _details(event: Event) -> Sequence[str]:
    return [event.data["details"]] if event.data.get("details") else []


NEWS = Kind(
    code=COLLABORATION,
    label="A collaboration needs your borough",
    why="When your borough is invited, asked to agree, let in, or when a borough asks to join what it leads.",
    audience=_officers,
    headline=lambda event: str(event.data["said"]),
    details=_details,
    address=lambda event: (
        reverse("collaboration", args=[event.data["slug"]])
        if event.data["slug"]
        else reverse("collaborations")
    ),
    default=Frequency.DAILY,
    permission=Permission.COLLABORATE,
    borough=lambda event: int(event.data["borough"]),
    quoting=("details",),
)


def tell(
    collaboration: Collaboration,
    borough: Borough,
    said: str,
    *,
    by: Person | None,
    details: str = "",
    outside: bool = False,
    key: str = "",
) -> None:
    """Tell a borough's officers of something in a collaboration, in the transaction that makes it true.

    Args:
        collaboration: what it is about.
        borough: whose officers are told.
        said: what happened, in a line.
        by: who did it; they are not told.
        details: what somebody wrote to go with it.
        outside: the borough is no member, so that no link leads into the workspace.
        key: under which it is told once; without one it is told each time.
    """
    if collaboration.is_demonstration:  # nobody is told of what is made up
        return
    now = timezone.now().isoformat()
    announce(
        kind=COLLABORATION,
        key=key or f"{COLLABORATION}:{collaboration.pk}:{borough.pk}:{now}",
        subject=collaboration,
        by=by,
        data={
            "borough": borough.pk,
            "slug": "" if outside else collaboration.slug,
            "said": said,
            "details": details,
            "because": f"You are an officer of {borough}.",
        },
    )


def tell_members(collaboration: Collaboration, said: str, *, by: Person, but: Borough | None = None) -> None:
    """Tell the officers of all members that contribute, but for one borough."""
    members = collaboration.members.filter(state=Member.State.IN, part=Member.Part.CONTRIBUTES)
    for member in members.exclude(borough=but).select_related("borough"):
        tell(collaboration, member.borough, said, by=by)
