"""The first week of a new member: four things to do, found done by what they did."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from boroughs.models import PeerMessage, Person, Profile
from community.models import Membership, Post
from suppliers.models import KnownProduct

#: For so long after somebody came, their borough's page leads to their first week.
NEW_FOR = dt.timedelta(days=30)
#: So many contracts to confirm make a beginning.
TO_CONFIRM = 3


@dataclass(frozen=True)
class Step:
    """A thing to do in the first week: why, where, and whether it is done."""

    code: str
    title: str
    why: str
    address: str
    is_done: bool


def is_new(person: Person, now: dt.datetime | None = None) -> bool:
    """Tell whether somebody came so lately that they are led to their first week."""
    return person.date_joined > (now or timezone.now()) - NEW_FOR


def first_week(person: Person) -> list[Step]:
    """Return the steps of somebody's first week, in three queries."""
    done = Person.objects.filter(pk=person.pk).values_list(
        Exists(KnownProduct.objects.filter(person=OuterRef("pk"))),
        Exists(Profile.service_areas.through.objects.filter(profile__person=OuterRef("pk"))),
        Exists(PeerMessage.objects.filter(sender=OuterRef("pk"))),
        Exists(Membership.objects.filter(person=OuterRef("pk"))),
        Exists(Post.objects.filter(author=OuterRef("pk"))),
    )
    products, areas, wrote, belongs, asked = done[0]
    steps = [
        Step(
            "say",
            "Say what you run",
            "The products and service areas that you know. Peers with the same ones find you, and questions "
            "about them reach you.",
            reverse("profile_edit"),
            products or areas,
        )
    ]
    if person.borough is not None:
        confirmed = person.borough.contracts.filter(provenance__confirmed_on__person=person.pk)
        number = confirmed[:TO_CONFIRM].count()
        left = TO_CONFIRM - number
        title = f"Confirm {TO_CONFIRM} contracts" if not number else f"Confirm {left} more"
        steps.append(
            Step(
                "confirm",
                title if left else f"{TO_CONFIRM} contracts are confirmed",
                "One click each says that dates and supplier are still true: others plan by them.",
                f"{reverse('register')}?borough={person.borough.slug}&freshness=stale",
                not left,
            )
        )
    return [
        *steps,
        Step(
            "meet",
            "Meet your peers",
            "Join a group, or write to somebody who runs what you run.",
            reverse("community"),
            wrote or belongs,
        ),
        Step(
            "ask",
            "Ask one thing",
            "On the page of a contract, a product or a supplier, or in a group. Who knows it hears of it.",
            reverse("discussions"),
            asked,
        ),
    ]
