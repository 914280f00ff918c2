"""Vendor reviews for tests, made as people make them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from boroughs.models import Borough, Person
from reviews.actions import (
    ReviewFacts,
    keep_advice,
    keep_evidence,
    keep_score,
    publish,
    start_review,
    submit,
)
from reviews.dimensions import DIMENSIONS
from reviews.figures import Figure, figures_of, medians_of
from reviews.figuring import read_batches
from reviews.models import Review, ReviewVersion
from suppliers.models import Product, Supplier
from tests.factories.boroughs import OfficerFactory
from tests.factories.contracts import ContractFactory
from tests.factories.suppliers import SupplierFactory

Scores = dict[str, int | None]


def start(
    *,
    by: Person | None = None,
    borough: Borough | None = None,
    supplier: Supplier | None = None,
    product: Product | None = None,
    **fields: Any,
) -> Review:
    """Start a review from a contract made for it: ``start(borough=camden, supplier=brightwater)``."""
    author = by or (OfficerFactory(borough=borough) if borough else OfficerFactory())
    supplier = supplier or SupplierFactory()
    contract = ContractFactory(boroughs=[author.borough], suppliers=[supplier], product=product, **fields)
    return start_review(contract=contract, supplier=supplier, by=author)


def fill_in(version: ReviewVersion, scores: Scores | None = None, **facts: Any) -> ReviewVersion:
    """Say everything that a review has to say: ``fill_in(version, {"support": 2})``; the rest scores 3."""
    for one in DIMENSIONS:
        score = (scores or {}).get(one.code, 3)
        keep_score(version=version, dimension=one.code, score=score, words=f"{one.name}: it was so.")
    said = {
        "again": "changed",
        "advice": "Ask for the price list.",
        "hides_author": True,
        "may_be_asked": True,
    }
    keep_advice(version=version, facts=ReviewFacts(**{**said, **facts}))
    keep_evidence(version=version, rows=[("kpi", "Calls answered in time: 71 per cent in May", None)])
    return version


def sent_in(
    scores: Scores | None = None, *, facts: dict[str, Any] | None = None, **about: Any
) -> ReviewVersion:
    """Write a review and send it in; ``about`` as for :func:`start`."""
    version = fill_in(start(**about).versions.get(), scores, **(facts or {}))
    author = version.review.author
    assert author is not None
    return submit(version=version, by=author)


def make_review(
    scores: Scores | None = None,
    *,
    facts: dict[str, Any] | None = None,
    day: dt.date | None = None,
    **about: Any,
) -> Review:
    """Write a review and have it published: ``make_review({"support": 1}, borough=camden, supplier=…)``."""
    version = publish(version=sent_in(scores, facts=facts, **about), by=None, today=day)
    return version.review


def figures_about(**about: Any) -> dict[str, Figure]:
    """Return the figures of today about something: ``figures_about(supplier=brightwater)``."""
    return figures_of(read_batches(**about), timezone.localdate())


def medians_about(**about: Any) -> dict[str, tuple[float, int]]:
    """Return the medians of today among the suppliers of something: ``medians_about(service_area=area)``."""
    return medians_of(read_batches(**about), timezone.localdate())
