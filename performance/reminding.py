"""Finds the readings and commitments that are late, and says so once for each."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max

from boroughs.notifications import Announcement, announce_all
from boroughs.words import plain_date
from contracts.models import Contract
from performance.codes import OVERDUE
from performance.due import overdue_period
from performance.models import Commitment, Kpi

#: What has been late for longer is not news any more: nobody is told of years at once when the hub begins.
NEWS_DAYS = 60


@transaction.atomic
def remind_of_overdue(*, today: dt.date) -> int:
    """Tell of each reading and each commitment that has become late; twice the same does nothing.

    Returns:
        how many are late for no longer than ``NEWS_DAYS``, told before or not, counted by borough.
    """
    found = [*_commitments(today), *_readings(today)]
    announce_all(found)
    return len(found)


def _commitments(today: dt.date) -> Iterator[Announcement]:
    rows = Commitment.objects.filter(
        state__in=Commitment.OPEN,
        due_on__lt=today,
        due_on__gte=today - dt.timedelta(days=NEWS_DAYS),
        contract__is_demonstration=False,
    )
    for one in rows.select_related("contract").defer("contract__search"):
        yield from _late(
            one.contract,
            f"commitment:{one.pk}:{one.due_on}",
            f"a commitment was due on {plain_date(one.due_on)}",
            one.text,
        )


def _readings(today: dt.date) -> Iterator[Announcement]:
    rows: Any = Kpi.objects.filter(contract__is_demonstration=False).select_related("contract")
    for one in rows.defer("contract__search").annotate(read_to=Max("readings__ends")).iterator():
        missing = overdue_period(one.begins, one.every, one.ended_on, one.read_to, today)
        if missing and missing[1] >= today - dt.timedelta(days=NEWS_DAYS):
            yield from _late(
                one.contract,
                f"reading:{one.pk}:{missing[1]}",
                f"a KPI has no reading up to {plain_date(missing[1])}",
                one.name,
            )


def _late(contract: Contract, key: str, what: str, about: str) -> Iterator[Announcement]:
    """Yield what is said to each of a contract's boroughs."""
    for borough in contract.borough_ids:
        data = {
            "pk": contract.pk,
            "contract": contract.title,
            "what": what,
            "about": about,
            "borough": borough,
            "keeper": contract.looked_after_by_id,
        }
        yield Announcement(kind=OVERDUE, key=f"{OVERDUE}:{key}:{borough}", subject=contract, data=data)
