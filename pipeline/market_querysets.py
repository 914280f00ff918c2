"""Reads of pitches, market engagements and interest, named in business words."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from boroughs.models import Borough

if TYPE_CHECKING:
    from pipeline.models import (  # noqa: F401
        Engagement,
        EventRegistration,
        Interest,
        MarketAnswer,
        Pitch,
        PitchCase,
    )


class PitchQuerySet(models.QuerySet["Pitch"]):
    """Pitches."""

    def of_suppliers(self, supplier_ids: Iterable[int]) -> "PitchQuerySet":
        """Return the pitches of some suppliers, given by primary key, and of what was merged into them."""
        keys = list(supplier_ids)
        return self.filter(Q(supplier__in=keys) | Q(supplier__merged_into__in=keys))

    def with_names(self) -> "PitchQuerySet":
        """Fetch what lists show of each."""
        return self.select_related("supplier__merged_into", "service_area__parent", "product")


class PitchCaseQuerySet(models.QuerySet["PitchCase"]):
    """Pitches as they stand at each borough."""

    def at(self, borough: Borough) -> "PitchCaseQuerySet":
        """Return what a borough got."""
        return self.filter(borough=borough)

    def standing(self) -> "PitchCaseQuerySet":
        """Return those whose pitch was not withdrawn."""
        return self.filter(pitch__withdrawn_at__isnull=True)

    def with_names(self) -> "PitchCaseQuerySet":
        """Fetch what the inbox shows of each."""
        return self.select_related(
            "borough", "pitch__supplier", "pitch__service_area__parent", "pitch__product", "handled_by"
        )

    def with_questions_open(self) -> "PitchCaseQuerySet":
        """Add ``questions_open``, how many questions the supplier has not answered."""
        return self.annotate(questions_open=Count("questions", filter=Q(questions__answered_at__isnull=True)))


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """Market engagements: events and questions to the market."""

    def published(self) -> "EngagementQuerySet":
        """Return those that everybody sees; what was called off among them stays, marked."""
        return self.filter(published_at__isnull=False)

    def held_by(self, borough: Borough | int) -> "EngagementQuerySet":
        """Return those that a borough holds, alone or with others."""
        key = borough if isinstance(borough, int) else borough.pk
        return self.filter(Q(borough=key) | Q(partners__borough=key)).distinct()

    def coming(self, day: dt.date) -> "EngagementQuerySet":
        """Return those in which one can still take part: not over on a day, and not called off."""
        return self.filter(is_coming(day))

    def past(self, day: dt.date) -> "EngagementQuerySet":
        """Return those that are over on a day, or were called off."""
        return self.exclude(is_coming(day))

    def with_names(self) -> "EngagementQuerySet":
        """Fetch what lists show of each: boroughs, service area, procurement."""
        return (
            self.select_related("borough", "service_area__parent", "procurement__borough")
            .defer("procurement__search")
            .prefetch_related("partners__borough")
        )

    def with_numbers(self) -> "EngagementQuerySet":
        """Add ``places_taken`` and ``waits``: registrations that are confirmed, and those that wait."""
        return self.annotate(
            places_taken=Count("registrations", filter=Q(registrations__state="registered"), distinct=True),
            waits=Count("registrations", filter=Q(registrations__state="waiting"), distinct=True),
        )


def is_coming(day: dt.date) -> Q:
    """Return the condition of an engagement that is not over on a day."""
    return Q(cancelled_at__isnull=True) & (
        Q(kind="event", ends_at__date__gte=day) | Q(kind="questions", answers_until__gte=day)
    )


class EventRegistrationQuerySet(models.QuerySet["EventRegistration"]):
    """Registrations for events."""

    def counting(self) -> "EventRegistrationQuerySet":
        """Return those that take a place."""
        return self.filter(state="registered")

    def waiting(self) -> "EventRegistrationQuerySet":
        """Return the waiting list, the first first."""
        return self.filter(state="waiting").order_by("confirmed_at", "pk")


class InterestQuerySet(models.QuerySet["Interest"]):
    """Interest of suppliers in published procurements."""

    def standing(self) -> "InterestQuerySet":
        """Return the interest that was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def of_suppliers(self, supplier_ids: Iterable[int]) -> "InterestQuerySet":
        """Return the interest of some suppliers, given by primary key, and of what was merged into them."""
        keys = list(supplier_ids)
        return self.filter(Q(supplier__in=keys) | Q(supplier__merged_into__in=keys))


class MarketAnswerQuerySet(models.QuerySet["MarketAnswer"]):
    """Answers of suppliers to questions to the market."""

    def shareable(self) -> "MarketAnswerQuerySet":
        """Return the answers that are not commercially sensitive."""
        return self.filter(is_sensitive=False)
