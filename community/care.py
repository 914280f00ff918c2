"""What needs a facilitator: reports, questions nobody answers, silent groups, pages that grew old."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from community.models import Discussion, Group, Report
from community.watching import PATIENCE, proposals
from suppliers.models import Product
from toolkit.models import BrokenLink, Page

#: A group is silent when nobody has written in it for so long.
SILENT = dt.timedelta(days=60)
#: Of each kind so many are shown; there may be more.
MOST = 50


@dataclass(frozen=True)
class Care:
    """What waits, of each kind the longest first, and how many boroughs use each product without a group."""

    reports: list[Report]
    questions: list[Discussion]
    silent: list[Group]
    alone: list[Group]
    pages: list[Any]
    links: list[Any]
    proposed: list[tuple[Product, int]]


def what_needs_care(now: dt.datetime) -> Care:
    """Return what waits for a facilitator at a moment."""
    today = timezone.localdate(now)
    running = Group.objects.running().filter(is_demonstration=False).select_related("facilitator")
    silent = Q(last_post_at__lt=now - SILENT) | Q(last_post_at=None, created__lt=now - SILENT)
    groups = list(running.filter(silent | Q(facilitator=None)).order_by("last_post_at")[: 2 * MOST])
    waiting = Discussion.objects.waiting_since(now - PATIENCE).filter(is_demonstration=False)
    wanted = proposals()
    products = Product.objects.filter(pk__in=wanted).order_by("name")[:MOST]
    old = Page.objects.published().filter(review_by__lt=today).select_related("stage").order_by("review_by")
    return Care(
        reports=list(
            Report.objects.filter(result=Report.Result.OPEN)
            .select_related("post__discussion", "by__borough")
            .order_by("made_at")[:MOST]
        ),
        questions=list(waiting.with_names().order_by("begun_at")[:MOST]),
        silent=[one for one in groups if (one.last_post_at or one.created) < now - SILENT],
        alone=[one for one in groups if one.facilitator_id is None],
        links=list(
            BrokenLink.objects.select_related("page__stage").defer("page__text", "page__search")[:MOST]
        ),
        pages=list(old.defer("text", "search")[:MOST]),
        proposed=[(product, len(wanted[product.pk])) for product in products],
    )
