"""Reminders of gates and milestones: who wants them when, and announcing those that are due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from boroughs.models import Event, Follow, Person
from boroughs.notifications import Announcement
from boroughs.notifications.announcing import announce_all
from pipeline.models import Milestone, Procurement, ReminderChoice
from pipeline.models.reminder import EARLIEST, USUAL_DAYS
from pipeline.reminding import reminder_due
from pipeline.timeline_follow import TIMELINE_REMINDER, concerned


def days_chosen(person: Person) -> list[int]:
    """Return how many days before each gate and milestone somebody is reminded, the earliest first."""
    choice = ReminderChoice.objects.filter(person=person).first()
    return list(USUAL_DAYS) if choice is None else list(choice.days)


@transaction.atomic
def choose_days(*, person: Person, days: Collection[int]) -> ReminderChoice:
    """Keep how many days before each gate and milestone somebody is reminded; none: not at all."""
    ordered = sorted(set(days), reverse=True)
    choice, _ = ReminderChoice.objects.update_or_create(person=person, defaults={"days": ordered})
    return choice


def remind(*, on: dt.date) -> int:
    """Announce the reminders that are due on a day.

    What was announced is read from the events: a missed day loses nothing (the reminder stays due until
    the next one is), and a second run, also one at the same time, announces nothing twice. A day that
    moves is reminded of anew.

    Args:
        on: the day of the run, in London.

    Returns:
        how many reminders were announced.
    """
    due = list(_reminders(on))
    known = set(Event.objects.filter(key__in=[one.key for one in due]).values_list("key", flat=True))
    fresh = [one for one in due if one.key not in known]
    announce_all(fresh)
    return len(fresh)


def _reminders(on: dt.date) -> Iterator[Announcement]:
    days = list(_days_ahead(on, EARLIEST))
    followers = _followers_of({day.procurement_id for day in days})
    people = set().union(*followers.values()) if followers else set()
    people |= {pk for day in days for pk in concerned(day.procurement)}
    chosen = dict(ReminderChoice.objects.filter(person__in=people).values_list("person", "days"))
    for day in days:
        due: dict[int, list[int]] = defaultdict(list)
        for pk in sorted({*concerned(day.procurement), *followers.get(day.procurement_id, ())}):
            before = reminder_due(chosen.get(pk, USUAL_DAYS), day.planned_on, on)
            if before is not None:
                due[before].append(pk)
        for before, reminded in due.items():
            yield _announcement(day, before, reminded)


def _days_ahead(on: dt.date, days: int) -> Sequence[Milestone]:
    """Return gates and milestones to come within some days, of timelines that go on and are real."""
    rows = Milestone.objects.filter(
        done_on=None,
        planned_on__range=(on, on + dt.timedelta(days=days)),
        procurement__ended_on=None,
        procurement__is_demonstration=False,
    )
    return list(
        rows.select_related("procurement__borough").defer("procurement__search").order_by("planned_on", "pk")
    )


def _followers_of(timelines: Collection[int]) -> Mapping[int, set[int]]:
    """Return who follows each of some timelines, in one query."""
    found: dict[int, set[int]] = defaultdict(set)
    about = ContentType.objects.get_for_model(Procurement)
    follows = Follow.objects.filter(content_type=about, object_id__in=timelines, person__is_active=True)
    for timeline, person in follows.values_list("object_id", "person"):
        found[timeline].add(person)
    return found


def _announcement(day: Milestone, before: int, people: Sequence[int]) -> Announcement:
    key = f"{TIMELINE_REMINDER}:{day.pk}:{day.planned_on.isoformat()}:{before}"
    return Announcement(
        TIMELINE_REMINDER,
        key,
        day.procurement,
        data={
            "milestone": day.pk,
            "what": day.name,
            "gate": day.kind == Milestone.Kind.GATE,
            "on": day.planned_on.isoformat(),
            "papers": day.papers_on.isoformat() if day.papers_on else "",
            "notice": day.forward_plan_on.isoformat() if day.forward_plan_on else "",
            "title": day.procurement.title,
            "slug": day.procurement.slug,
            "people": list(people),
        },
    )
