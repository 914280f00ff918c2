"""Telling boroughs of flags: what is new, changed, back or near, each once (R4; docs/adr/0032)."""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import OperationalError, transaction
from django.utils import timezone

from boroughs.models import Borough
from boroughs.notifications import announce
from pipeline.answering.answers import return_answers
from pipeline.digest import Answered, News, Present, Told, is_near, news_of
from pipeline.models import Flag, FlagAnswer, FlagBorough, FlagTold
from pipeline.news import FLAG_NEW, MOST_SPELT_OUT
from pipeline.substance import Substance, what_changed

log = logging.getLogger(__name__)
WRITTEN_TOGETHER = 2_000


def tell_of_flags(*, on: dt.date) -> int:
    """Tell every borough what it has not heard of its flags; return how many boroughs there was news for.

    Flags are compared with what each borough was told, so that a night that was missed is made up for and a
    second run, also one at the same time, tells nothing. Each borough is a transaction of its own: a run that
    is ended in the middle has told some boroughs wholly and the others nothing. A borough that fails is
    logged and tried again at the next run.

    Args:
        on: today.
    """
    return_answers(on=on)
    names = dict(Borough.objects.values_list("pk", "name"))
    told = 0
    for borough in Borough.objects.order_by("pk"):
        try:
            told += _tell(borough, on, names)
        except OperationalError:  # the run itself cannot go on
            raise
        except Exception:  # whatever is wrong with one borough, the others go on
            log.exception("A borough could not be told of its flags: %s", borough.pk)
    return told


@transaction.atomic
def _tell(borough: Borough, on: dt.date, names: Mapping[int, str]) -> bool:
    """Announce a borough's news as one event and remember what it says; return whether there was any."""
    Borough.objects.select_for_update(no_key=True).get(pk=borough.pk)
    flags = _flags_of(borough)
    told = {row.flag_id: row for row in FlagTold.objects.filter(borough=borough, flag__in=flags)}
    answers = {row.flag_id: row for row in FlagAnswer.objects.filter(borough=borough, flag__in=flags)}
    found: list[tuple[News, dict[str, Any]]] = []
    remembered = []
    for pk, row in flags.items():
        known, answer = told.get(pk), answers.get(pk)
        news = news_of(_present(row, answer), _told(known), _answered(answer, on), on)
        if news:
            found.append((news, row | {"what": _what(news, row, known, answer, names)}))
        if news or (known is None and answer is not None):
            remembered.append(_remembered(borough, row, known, on))
    FlagTold.objects.bulk_create(
        remembered,
        update_conflicts=True,
        unique_fields=["flag", "borough"],
        update_fields=["boroughs", "start_on", "near_on", "told_at"],
        batch_size=WRITTEN_TOGETHER,
    )
    if found:
        _announce(borough, found)
    return bool(found)


def _flags_of(borough: Borough) -> dict[int, dict[str, Any]]:
    """Return the live flags of a borough that it has not muted, by id, the highest ranked first.

    Nobody is told of demonstration flags, which would stand between true ones.
    """
    flags = Flag.objects.live().filter(is_demonstration=False).of_borough(borough).not_muted_by(borough.pk)
    decide_by = dict(
        FlagBorough.objects.filter(borough=borough, flag__in=flags).values_list("flag", "decide_by")
    )
    together = ArrayAgg("borough_links__borough", default=[])
    rows = (
        Flag.objects.filter(pk__in=decide_by)
        .ranked()
        .annotate(inside=together)
        .values("pk", "sentence", "start_on", "inside")
    )
    return {row["pk"]: row | {"decide_by": decide_by[row["pk"]]} for row in rows}


def _present(row: Mapping[str, Any], answer: FlagAnswer | None) -> Present:
    put_off = answer is not None and answer.answer == FlagAnswer.Answer.NOT_NOW
    return Present(Substance(frozenset(row["inside"]), row["start_on"]), row["decide_by"], put_off)


def _told(known: FlagTold | None) -> Told | None:
    if known is None:
        return None
    return Told(Substance(frozenset(known.boroughs), known.start_on), known.near_on, known.told_at)


def _answered(answer: FlagAnswer | None, on: dt.date) -> Answered | None:
    if answer is None:
        return None
    back = answer.returned_at is not None or (answer.until is not None and answer.until <= on)
    return Answered(answer.answer == FlagAnswer.Answer.NO, not back, answer.returned_at)


def _remembered(borough: Borough, row: Mapping[str, Any], known: FlagTold | None, on: dt.date) -> FlagTold:
    """Return what a borough knows of a flag after this run."""
    near = row["decide_by"] if is_near(row["decide_by"], on) else known.near_on if known else None
    return FlagTold(
        flag_id=row["pk"],
        borough=borough,
        boroughs=sorted(row["inside"]),
        start_on=row["start_on"],
        near_on=near,
        told_at=timezone.now(),
    )


def _what(
    news: News,
    row: Mapping[str, Any],
    known: FlagTold | None,
    answer: FlagAnswer | None,
    names: Mapping[int, str],
) -> str:
    """Say what is new about a flag that its sentence does not say."""
    if news is News.CHANGED and known:
        before = Substance(frozenset(known.boroughs), known.start_on)
        return what_changed(before, Substance(frozenset(row["inside"]), row["start_on"]), names)
    if news is News.BACK and answer:
        return answer.returned_because
    return row["decide_by"].isoformat() if news is News.NEAR else ""


def _announce(borough: Borough, found: Iterable[tuple[News, Mapping[str, Any]]]) -> None:
    """Announce what was found, in the order of the kinds of news and of rank."""
    order = list(News)
    ranked = sorted(found, key=lambda one: order.index(one[0]))
    counts = Counter(news.value for news, _ in ranked)
    spelt_out = [
        {"id": row["pk"], "sentence": row["sentence"], "news": news.value, "what": row["what"]}
        for news, row in ranked[:MOST_SPELT_OUT]
    ]
    announce(
        kind=FLAG_NEW,
        # What was told is remembered in the same transaction, so that no two events say the same.
        key=f"{FLAG_NEW}:{borough.pk}:{timezone.now().isoformat()}",
        subject=borough,
        data={
            "borough": borough.pk,
            "name": borough.name,
            "slug": borough.slug,
            "number": len(ranked),
            "counts": dict(counts),
            "flags": spelt_out,
        },
    )
