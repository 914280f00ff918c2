"""Writes of answers to flags (R4)."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from boroughs.rights import Permission, has_permission
from boroughs.words import plain_date
from pipeline.alignment_cases import buying_the_same, may_join
from pipeline.models import Flag, FlagAnswer
from pipeline.substance import Substance, what_changed

NO_RIGHT = "Officers of the borough answer its flags."


def substance_of(flag: Flag) -> Substance:
    """Return what a flag is in substance; its boroughs should have been fetched."""
    return Substance(frozenset(link.borough_id for link in flag.borough_links.all()), flag.start_on)


def concerns(flag: Flag, borough: Borough, today: dt.date) -> bool:
    """Tell whether a borough may answer a flag: it is in it, or it may join it (R9)."""
    if any(link.borough_id == borough.pk for link in flag.borough_links.all()):
        return True
    return borough in may_join(flag, buying_the_same(flag, today))


@transaction.atomic
def answer_flag(
    *,
    flag: Flag,
    borough: Borough,
    answer: FlagAnswer.Answer,
    by: Person,
    on: dt.date,
    until: dt.date | None = None,
    why: str = "",
) -> FlagAnswer:
    """Say what a borough thinks of a flag, or something else than before.

    The same answer twice changes nothing, so that the moment of the first stays.

    Args:
        flag: a live one that the borough is in, or may join.
        borough: whose answer it is.
        answer: interested, not now or no.
        by: an officer of the borough, or LOTI staff.
        on: today.
        until: of a *not now*, the day to come on which it comes back.
        why: needed for *not now* and *no*.

    Raises:
        Refused: without the right, for an expired flag or one that does not concern the borough, and where a
            reason or a day is missing.
    """
    if not has_permission(by, Permission.ANSWER_FLAGS, borough):
        raise Refused(NO_RIGHT)
    flag = Flag.objects.select_for_update(of=("self",), no_key=True).get(pk=flag.pk)
    if flag.expired:
        raise Refused("This flag has expired: there is nothing to answer any more.")
    if not concerns(flag, borough, on):
        raise Refused(f"{borough} is not in this flag and has no contract with which it could join.")
    until = until if answer == FlagAnswer.Answer.NOT_NOW else None
    _check(answer, until, why, on)
    substance = substance_of(flag)
    said = {"answer": answer, "until": until, "why": why, "returned_at": None}
    known = FlagAnswer.objects.filter(flag=flag, borough=borough).first()
    if known and all(getattr(known, name) == value for name, value in said.items()):
        return known
    now = {
        **said,
        "returned_because": "",
        "boroughs": sorted(substance.boroughs),
        "start_on": substance.start_on,
        "answered_by": by,
        "answered_at": timezone.now(),
    }
    saved, _ = FlagAnswer.objects.update_or_create(flag=flag, borough=borough, defaults=now)
    return saved


def _check(answer: FlagAnswer.Answer, until: dt.date | None, why: str, on: dt.date) -> None:
    """Refuse an answer without the reason or the day that it needs."""
    if answer != FlagAnswer.Answer.INTERESTED and not why.strip():
        raise Refused("Say why: the other boroughs will ask.")
    if answer == FlagAnswer.Answer.NOT_NOW and (until is None or until <= on):
        raise Refused("Give the day to come on which the flag should come back.")


@transaction.atomic
def take_answer_back(*, answer: FlagAnswer, by: Person) -> None:
    """Take an answer away; it stays in the history.

    Raises:
        Refused: without the right.
    """
    if not has_permission(by, Permission.ANSWER_FLAGS, answer.borough):
        raise Refused(NO_RIGHT)
    answer.delete()


def return_answers(*, on: dt.date) -> int:
    """Mark each *not now* whose day has come or whose flag changed in substance as come back (R4).

    Safe to run twice, also at once: an answer that came back is passed over.

    Args:
        on: today.

    Returns:
        how many came back.
    """
    waiting = (
        FlagAnswer.objects.filter(answer=FlagAnswer.Answer.NOT_NOW, returned_at=None)
        .filter(Q(until__lte=on) | Q(flag__expired=None, flag__changed__gt=F("answered_at")))
        .select_related("flag")
        .prefetch_related("flag__borough_links")
    )
    names = dict(Borough.objects.values_list("pk", "name"))
    back = 0
    for answer in waiting:
        if because := _why_back(answer, on, names):
            back += FlagAnswer.objects.filter(
                pk=answer.pk, returned_at=None, answered_at=answer.answered_at
            ).update(returned_at=timezone.now(), returned_because=because[:500])
    return back


def _why_back(answer: FlagAnswer, on: dt.date, names: Mapping[int, str]) -> str:
    """Return why a *not now* comes back; empty where it does not yet."""
    if answer.until and answer.until <= on:
        return f"You put it off until {plain_date(answer.until)}."
    before = Substance(frozenset(answer.boroughs), answer.start_on)
    return what_changed(before, substance_of(answer.flag), names)
