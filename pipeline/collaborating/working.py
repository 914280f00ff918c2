"""What members of a collaboration work on: common requirements, decisions and tasks, the thread."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from pipeline.collaborating.who import contributing, leads, still_open, voice_of
from pipeline.models import Collaboration, Member, Post, Requirement, RequirementMark, Task

MOST_REQUIREMENTS = 200


@dataclass(frozen=True)
class TaskFacts:
    """What is recorded of a task or a decision."""

    kind: str
    text: str
    borough: Borough
    owner: Person | None = None
    due_on: dt.date | None = None
    done_on: dt.date | None = None


@transaction.atomic
def add_requirement(*, collaboration: Collaboration, text: str, by: Person) -> Requirement:
    """Add a requirement for all to mark; the same one twice is added once.

    Raises:
        Refused: for whoever has no voice, and beyond ``MOST_REQUIREMENTS``.
    """
    found = still_open(collaboration)
    voice_of(found, by)
    known = found.requirements.filter(text=text).first()
    if known:
        return known
    if found.requirements.count() >= MOST_REQUIREMENTS:
        raise Refused(f"There are {MOST_REQUIREMENTS} requirements: move the details to the specification.")
    return Requirement.objects.create(collaboration=found, text=text, added_by=by)


@transaction.atomic
def remove_requirement(*, requirement: Requirement, by: Person) -> None:
    """Take a requirement away that no other borough has marked; it stays in the history.

    Raises:
        Refused: for whoever has no voice, and once another borough has marked it.
    """
    found = still_open(requirement.collaboration)
    borough = voice_of(found, by)
    if requirement.marks.exclude(borough=borough).exists():
        raise Refused("Another borough has marked this requirement: mark it “no” instead.")
    requirement.delete()


@transaction.atomic
def mark_requirements(*, collaboration: Collaboration, marks: Mapping[int, str], by: Person) -> Borough:
    """Say for one's borough how much it needs each requirement.

    Args:
        collaboration: an open one.
        marks: *must*, *should* or *no* by the requirement's id; empty takes a mark away. An id that is gone
            is passed over.
        by: an officer of a member that contributes.

    Raises:
        Refused: for whoever has no voice.
    """
    found = still_open(collaboration)
    borough = voice_of(found, by)
    for requirement in found.requirements.filter(pk__in=marks):
        if mark := marks[requirement.pk]:
            RequirementMark.objects.update_or_create(
                requirement=requirement, borough=borough, defaults={"mark": mark}
            )
        else:
            requirement.marks.filter(borough=borough).delete()
    return borough


@transaction.atomic
def record_task(
    *, collaboration: Collaboration, facts: TaskFacts, by: Person, task: Task | None = None
) -> Task:
    """Record a task or a decision, or change one; the same one twice is recorded once.

    Raises:
        Refused: for whoever has no voice, for an owner who is no officer of the borough whose it is, for a
            borough that does not contribute, and for a task that is gone.
    """
    found = still_open(collaboration)
    voice_of(found, by)
    if not contributing(found).filter(borough=facts.borough).exists():
        raise Refused(f"{facts.borough} does not contribute to this collaboration.")
    if facts.owner and facts.owner.borough_id != facts.borough.pk:
        raise Refused(f"{facts.owner} is no officer of {facts.borough}: choose somebody who is, or nobody.")
    if task is None:
        known = found.tasks.filter(**columns_of(facts)).first()
        return known or Task.objects.create(collaboration=found, **columns_of(facts))
    row = found.tasks.filter(pk=task.pk).first()
    if row is None:
        raise Refused("This was taken away meanwhile: add it anew if it is needed.")
    for name, value in columns_of(facts).items():
        setattr(row, name, value)
    row.save()
    return row


def columns_of(facts: TaskFacts) -> dict[str, object]:
    """Return facts by the names of the model's fields, rows as they are."""
    return {name: getattr(facts, name) for name in TaskFacts.__dataclass_fields__}


@transaction.atomic
def write_post(*, collaboration: Collaboration, text: str, by: Person) -> Post:
    """Write to the thread: for members, those that watch included, and LOTI staff.

    The same text twice in a row by the same person is one: a second click.

    Raises:
        Refused: for anybody else, and once it has ended.
    """
    found = still_open(collaboration)
    member = found.members.filter(borough=by.borough_id, state=Member.State.IN).first()
    if member is None and not leads(found, by):
        raise Refused("Members write here.")
    last = found.posts.order_by("-at", "-pk").first()
    if last and last.author_id == by.pk and last.text == text:
        return last
    return Post.objects.create(
        collaboration=found, author=by, borough=by.borough if member else None, text=text
    )
