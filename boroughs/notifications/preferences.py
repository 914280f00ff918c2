"""How people want to hear: what they chose for each kind of event, else the kind's default."""

from collections.abc import Collection, Mapping

from django.db import transaction

from boroughs.models import Frequency, Notification, Person, Preference
from boroughs.notifications.kinds import Kind, all_kinds, kind_of

#: Frequencies at which something is mailed.
BY_MAIL = (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY)


def frequencies_of(kind: Kind, people: Collection[int]) -> dict[int, Frequency]:
    """Return how some people want to hear about a kind of event, by their ids."""
    if kind.compulsory:
        return dict.fromkeys(people, Frequency.AT_ONCE)
    chosen = Preference.objects.filter(kind=kind.code, person__in=people).values_list("person", "frequency")
    return {**dict.fromkeys(people, kind.default), **{pk: Frequency(value) for pk, value in chosen}}


def choices_of(person: Person) -> dict[str, Frequency]:
    """Return how somebody wants to hear about each kind that can reach them, by the kinds' codes."""
    chosen = dict(person.preferences.values_list("kind", "frequency"))
    return {
        kind.code: Frequency.AT_ONCE if kind.compulsory else Frequency(chosen.get(kind.code, kind.default))
        for kind in all_kinds()
        if kind.can_reach(person)
    }


@transaction.atomic
def choose(*, person: Person, choices: Mapping[str, Frequency]) -> None:
    """Keep how somebody wants to hear about kinds of events, and apply it to what no e-mail carried yet.

    Args:
        person: whose choice it is.
        choices: a frequency for each kind's code; compulsory and unknown kinds are passed over.
    """
    for code, frequency in choices.items():
        kind = kind_of(code)
        if kind is None or kind.compulsory:
            continue
        if frequency == kind.default:
            person.preferences.filter(kind=code).delete()
        else:
            Preference.objects.update_or_create(person=person, kind=code, defaults={"frequency": frequency})
        _apply_to_waiting(person, code, frequency)


def _apply_to_waiting(person: Person, code: str, frequency: Frequency) -> None:
    """Move what waits for a digest to the other digest, or out of e-mail.

    Where somebody now wants to hear at once, what waits still comes with its digest: it is old news.
    """
    if frequency == Frequency.AT_ONCE:
        return
    waiting = Notification.objects.filter(
        person=person, event__kind=code, mail=None, frequency__in=(Frequency.DAILY, Frequency.WEEKLY)
    )
    waiting.update(frequency=frequency if frequency in BY_MAIL else Frequency.HUB_ONLY)


@transaction.atomic
def stop_mail(*, person: Person, what: str) -> dict[str, str]:
    """Stop e-mail about a kind of event, or all that a digest carries; it is still shown in the hub.

    Args:
        person: who wants no more of it.
        what: a kind's code, or ``daily`` or ``weekly`` for all that comes in that digest.

    Returns:
        what had been chosen for each kind that was changed, by code, for :func:`choose` to undo it.
    """
    before = {
        code: frequency
        for code, frequency in choices_of(person).items()
        if frequency in BY_MAIL and what in (code, frequency) and not _is_compulsory(code)
    }
    choose(person=person, choices=dict.fromkeys(before, Frequency.HUB_ONLY))
    return {code: frequency.value for code, frequency in before.items()}


def _is_compulsory(code: str) -> bool:
    kind = kind_of(code)
    return kind is not None and kind.compulsory
