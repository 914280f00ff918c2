"""What officers hear about flags: all that a run finds new for their borough, as one message."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from boroughs.models import Borough, Event, Frequency, Person
from boroughs.notifications import Announcement, Kind, announce_all
from boroughs.rights import Permission
from boroughs.words import counted

FLAG_NEW = "flag_new"
#: Flags that one message spells out, the highest ranked; it counts the others.
MOST_SPELT_OUT = 5


def announce_flags(*, key: str, found: Mapping[int, tuple[float, str, Collection[int]]]) -> None:
    """Announce flags to the officers of the boroughs for which they are new: one event for each borough.

    Args:
        key: names the run and the kind of flag for all times.
        found: for each flag, by its id, its score, its sentence and the ids of the boroughs that were not
            in it before.
    """
    by_borough: dict[int, list[int]] = defaultdict(list)
    for flag, (_, _, boroughs) in found.items():
        for pk in boroughs:
            by_borough[pk].append(flag)
    named = Borough.objects.in_bulk(by_borough)
    announcements = []
    for pk, borough in named.items():
        ranked = sorted(by_borough[pk], key=lambda flag: (-found[flag][0], flag))
        data = {
            "borough": pk,
            "name": borough.name,
            "slug": borough.slug,
            "number": len(ranked),
            "flags": [{"id": flag, "sentence": found[flag][1]} for flag in ranked[:MOST_SPELT_OUT]],
        }
        announcements.append(Announcement(FLAG_NEW, f"{FLAG_NEW}:{key}:{pk}", borough, data=data))
    announce_all(announcements)


def _officers(event: Event) -> Iterable[tuple[int, str]]:
    officers = Person.objects.filter(borough=event.data["borough"]).values_list("pk", flat=True)
    return ((pk, f"You are an officer of {event.data['name']}, which is in them.") for pk in officers)


def _headline(event: Event) -> str:
    return f"{event.data['name']} could buy with others: {counted(event.data['number'], 'new flag')}"


def _details(event: Event) -> Sequence[str]:
    lines = [str(flag["sentence"]) for flag in event.data["flags"]]
    more = event.data["number"] - len(lines)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _address(event: Event) -> str:
    if event.data["number"] == 1:
        return reverse("flag", args=[event.data["flags"][0]["id"]])
    return f"{reverse('flags')}?{urlencode({'borough': event.data['slug']})}"


NEW_FLAGS = Kind(
    code=FLAG_NEW,
    label="Your borough could buy with others",
    why="When the hub finds a new flag with your borough in it, or your borough comes into one.",
    audience=_officers,
    headline=_headline,
    details=_details,
    address=_address,
    default=Frequency.WEEKLY,
    permission=Permission.SEE_OWN_BOROUGH,
    borough=lambda event: int(event.data["borough"]),
)
