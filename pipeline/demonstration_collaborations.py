"""Answers and a collaboration of the demonstration set: what boroughs would say to flags that are made up."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from boroughs.models import Borough
from contracts.demonstration_set import ANCHOR
from pipeline.collaborating.demand import renew_sums
from pipeline.collaborating.opening import open_collaboration
from pipeline.models import Collaboration, Figure, Flag, FlagAnswer, Rung

WHY = "Fictional: made to show the hub."
FEWEST = 3
REQUIREMENTS = (
    ("All data can be exported in an open format, at no charge.", ("must", "must", "must")),
    ("Officers sign in with their borough’s own accounts.", ("must", "must", "should")),
    ("It runs on the borough’s own servers.", ("no", "should", "no")),
)


@transaction.atomic
def load_demonstration_collaborations() -> int:
    """Answer the highest-ranked demonstration flag and open a collaboration from it; a second time changes
    nothing.

    Returns:
        the number of collaborations that were opened: none before the flag job has found demonstration flags.
    """
    if Collaboration.objects.filter(is_demonstration=True).exists():
        return 0
    flags = Flag.objects.live().filter(is_demonstration=True, kind=Flag.Kind.RENEWAL_WINDOW).ranked()
    flag = flags.filter(borough_count__gte=FEWEST).first()
    if flag is None or flag.service_area is None:
        return 0
    links = flag.borough_links.select_related("borough").order_by("borough__name")
    boroughs = [link.borough for link in links][:FEWEST]
    everybody = sorted(links.values_list("borough", flat=True))
    for borough in boroughs:
        FlagAnswer.objects.get_or_create(
            flag=flag,
            borough=borough,
            defaults={
                "answer": FlagAnswer.Answer.INTERESTED,
                "boroughs": everybody,
                "start_on": flag.start_on,
                "answered_at": timezone.now(),
            },
        )
    made = open_collaboration(
        title=f"{flag.service_area.name} together",
        purpose=WHY,
        lead=boroughs[0],
        by=None,
        on=ANCHOR,
        flag=flag,
    )
    _work(made, boroughs)
    return 1


def _work(made: Collaboration, boroughs: list[Borough]) -> None:
    """Give a collaboration demand, requirements, a task and a rung, as its members would."""
    Collaboration.objects.filter(pk=made.pk).update(rung=Rung.COMPARING)
    now = timezone.now()
    for place, borough in enumerate(boroughs):
        for measure, amount in (("users", 420 + 90 * place), ("dwellings", 21_000 + 3_500 * place)):
            Figure.objects.create(
                collaboration=made, borough=borough, measure=measure, amount=Decimal(amount), given_at=now
            )
    renew_sums(made)
    for text, marks in REQUIREMENTS:
        requirement = made.requirements.create(text=text)
        for borough, mark in zip(boroughs, marks, strict=True):
            requirement.marks.create(borough=borough, mark=mark)
    made.tasks.create(text="Compare what each pays for support.", borough=boroughs[1], due_on=ANCHOR)
