"""Which of many people may read a discussion: as ``visible_to`` decides, in few queries."""

from collections.abc import Iterable

from boroughs.models import Person
from boroughs.rights import Permission, has_permission, roles_of
from community.models import Discussion, Group, Membership
from community.subjects import Subject, subject_named


def readers_among(people: Iterable[Person], discussion: Discussion) -> set[int]:
    """Return the ids of those who may read a discussion (R9).

    A closed group costs one query. What it is about costs one for each borough and role among the people,
    where not every member sees all such things: what is seen depends on nothing else.

    Args:
        people: with their boroughs at hand.
        discussion: with its group at hand.
    """
    members = [one for one in people if has_permission(one, Permission.TAKE_PART)]
    return _who_see_the_thing(_of_the_group(members, discussion.group), discussion)


def _of_the_group(people: list[Person], group: Group | None) -> list[Person]:
    if group is None or group.access == Group.Access.OPEN:
        return people
    inside = set(Membership.objects.filter(group=group).values_list("person", flat=True))
    inside.add(group.facilitator_id or 0)
    return [one for one in people if one.pk in inside or has_permission(one, Permission.FACILITATE)]


def _who_see_the_thing(people: list[Person], discussion: Discussion) -> set[int]:
    about = discussion.content_type
    if about is None:
        return {one.pk for one in people}
    subject = subject_named(about.app_label, about.model)
    answers: dict[object, bool] = {}
    seen = set()
    for one in people:
        kind = (one.borough_id, roles_of(one))
        if kind not in answers:
            answers[kind] = _sees(one, subject, discussion)
        if answers[kind]:
            seen.add(one.pk)
    return seen


def _sees(person: Person, subject: Subject | None, discussion: Discussion) -> bool:
    if has_permission(person, Permission.CURATE):
        return True
    if subject is None:
        return False
    rows = subject.rows(person)
    return rows is None or bool(rows.filter(pk=discussion.object_id).exists())
