"""Figures of reviews in the database: made in batches, read as sums of them (``reviews/figures.py``)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from reviews.dimensions import DIMENSIONS
from reviews.figures import Batch, Batches, Given, next_batch
from reviews.models import FigureBatch, Review, Score


def renew_figures(review: Review) -> int:
    """Make what batches can be made of the scores about a review's subject.

    Returns:
        how many were made.
    """
    subject = {
        "supplier": review.supplier_id,
        "product": review.product_id,
        "service_area": review.service_area_id,
        "is_demonstration": review.is_demonstration,
    }
    with connection.cursor() as cursor:  # two publications at once must see each other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"figures of {review.supplier_id}"])
    made = 0
    for one in DIMENSIONS:
        made += _renew(subject, one.code)
    return made


def _renew(subject: Mapping[str, Any], dimension: str) -> bool:
    scores = _given(subject, dimension)
    new = next_batch(scores)
    if new is None:
        return False
    batch = FigureBatch.objects.create(
        supplier_id=subject["supplier"],
        product_id=subject["product"],
        service_area_id=subject["service_area"],
        is_demonstration=subject["is_demonstration"],
        dimension=dimension,
        day=new.day,
    )
    FigureBatch.objects.filter(pk__in=new.dissolved).update(dissolved_at=timezone.now())
    # Only this subject's: what a merge that was undone left in the batch has been shown, and is never new.
    released = [one.key for one in scores if one.batch in new.dissolved]
    Score.objects.filter(pk__in=released).update(batch=None)
    Score.objects.filter(pk__in=new.keys).update(batch=batch)
    return True


def _given(subject: Mapping[str, Any], dimension: str) -> list[Given]:
    """Return the scores about a subject: those that stand, and those that do not and are still in a batch."""
    about = Q(**{f"version__review__{name}": value for name, value in subject.items() if value is not None})
    for name, value in subject.items():
        if value is None:
            about &= Q(**{f"version__review__{name}__isnull": True})
    stands = Q(version__state="published", version__review__withdrawn_at=None)
    rows = Score.objects.filter(about, dimension=dimension, score__isnull=False)
    rows = rows.filter(stands | Q(batch__isnull=False)).select_related("version__review")
    return [
        Given(
            key=row.pk,
            borough=row.version.review.borough_id,
            score=row.score or 0,
            day=timezone.localdate(row.version.published_at),
            batch=row.batch_id,
            stands=row.version.state == "published" and row.version.review.withdrawn_at is None,
        )
        for row in rows
    ]


def read_batches(*, demonstration: bool = False, **about: Any) -> Batches:
    """Return the standing batches about a supplier, a product or a service area: one query.

    Args:
        demonstration: whether of the made-up set; the two are never mixed.
        **about: ``supplier=…``, ``product=…``, ``service_area=…``, ``service_area__in=…``.

    Returns:
        by dimension, each with its supplier.
    """
    rows = (
        Score.objects.filter(
            batch__dissolved_at=None,
            batch__is_demonstration=demonstration,
            **{f"batch__{name}": value for name, value in about.items()},
        )
        .order_by("batch")
        .values_list(
            "dimension", "batch", "score", "version__review__borough", "batch__supplier", "batch__day"
        )
    )
    scores: dict[int, list[int]] = defaultdict(list)
    boroughs: dict[int, set[int]] = defaultdict(set)
    about_each: dict[int, tuple[str, int, dt.date]] = {}
    for dimension, batch, score, borough, supplier, day in rows:
        scores[batch].append(score or 0)
        boroughs[batch].add(borough)
        about_each[batch] = (dimension, supplier, day)
    answer: Batches = {}
    for key, (dimension, supplier, day) in about_each.items():
        one = Batch(tuple(scores[key]), frozenset(boroughs[key]), day)
        answer.setdefault(dimension, []).append((supplier, one))
    return answer
