"""What officers hear about flags: all that is news to their borough, as one message."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from boroughs.models import Event, Frequency, Person
from boroughs.notifications import Kind
from boroughs.rights import Permission
from boroughs.words import plain_date

FLAG_NEW = "flag_new"
#: Flags that one message spells out, the highest ranked; it counts the others.
MOST_SPELT_OUT = 5


#: How a digest counts each kind of news, for one flag and for several.
COUNTED = {
    "new": ("1 new", "{} new"),
    "changed": ("1 that changed", "{} that changed"),
    "back": ("1 that comes back", "{} that come back"),
    "near": ("1 whose decision is near", "{} whose decision is near"),
}


def _officers(event: Event) -> Iterable[tuple[int, str]]:
    officers = Person.objects.filter(borough=event.data["borough"]).values_list("pk", flat=True)
    return ((pk, f"You are an officer of {event.data['name']}, which is in them.") for pk in officers)


def _headline(event: Event) -> str:
    """Count what is in it: *Camden could buy with others: 3 new, 1 that changed*."""
    counts = event.data.get("counts") or {"new": event.data["number"]}  # before the digest, all were new
    said = [
        (one if counts[news] == 1 else several).format(f"{counts[news]:,}")
        for news, (one, several) in COUNTED.items()
        if counts.get(news)
    ]
    return f"{event.data['name']} could buy with others: {', '.join(said)}"


def _line(flag: Mapping[str, Any]) -> str:
    """Write a flag with what is new about it."""
    news, sentence, what = flag.get("news", ""), str(flag["sentence"]), flag.get("what", "")
    if news == "changed":
        return f"Changed: {sentence} {what}".strip()
    if news == "back":
        return f"Back: {sentence} {what}".strip()
    if news == "near":
        return f"Decide by {plain_date(dt.date.fromisoformat(what))}: {sentence}"
    return sentence


def _details(event: Event) -> Sequence[str]:
    lines = [_line(flag) for flag in event.data["flags"]]
    more = event.data["number"] - len(lines)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _address(event: Event) -> str:
    if event.data["number"] == 1:
        return reverse("flag", args=[event.data["flags"][0]["id"]])
    return f"{reverse('flags')}?{urlencode({'borough': event.data['slug']})}"


NEW_FLAGS = Kind(
    code=FLAG_NEW,
    label="Your borough could buy with others",
    why="When a flag with your borough in it is new, changes, comes back after a “not now”, or its decision "
    "is three months away. What you muted or answered with “no” is left out.",
    audience=_officers,
    headline=_headline,
    details=_details,
    address=_address,
    default=Frequency.WEEKLY,
    permission=Permission.SEE_OWN_BOROUGH,
    borough=lambda event: int(event.data["borough"]),
)
