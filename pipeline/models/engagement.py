"""Market engagement: events, and questions to the market that suppliers answer in writing."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from pipeline.market_querysets import (
    EngagementQuerySet,
    EventRegistrationQuerySet,
    MarketAnswerQuerySet,
)


@pghistory.track()
class Engagement(models.Model):
    """An event for suppliers, or questions to the market, of one borough or several.

    It is about a procurement or a service area. ``join_url`` is told to those who are registered only;
    ``outcome`` is for members of the hub. ``published_at`` is when the public could first see it.
    """

    class Kind(models.TextChoices):
        EVENT = "event", "an event on a day"
        QUESTIONS = "questions", "questions that suppliers answer in writing"

    class Sharing(models.TextChoices):
        NOBODY = "nobody", "with nobody: for the boroughs only"
        UNNAMED = "unnamed", "with everybody, without saying who answered"
        NAMED = "named", "with everybody, saying who answered"

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.SlugField(max_length=90, unique=True, editable=False)
    borough = models.ForeignKey(
        "boroughs.Borough",
        on_delete=models.PROTECT,
        related_name="engagements",
        verbose_name="borough that holds it",
    )
    procurement = models.ForeignKey(
        "pipeline.Procurement", on_delete=models.CASCADE, null=True, blank=True, related_name="engagements"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    title = models.CharField(max_length=150)
    description = models.TextField("what it is about", max_length=5000)
    contact = models.EmailField("mailbox for questions about it")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    join_url = models.URLField("link for joining online", max_length=500, blank=True)
    capacity = models.PositiveIntegerField("places", null=True, blank=True)
    register_until = models.DateField("registration is open until", null=True, blank=True)
    answers_until = models.DateField("answers are taken until", null=True, blank=True)
    sharing = models.CharField("answers are shared", max_length=10, choices=Sharing, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    notice_on = models.DateField("preliminary market engagement notice", null=True, blank=True)
    notice_url = models.URLField("link to the notice", max_length=500, blank=True)
    outcome = models.TextField("what came of it", max_length=5000, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_because = models.CharField(max_length=500, blank=True)
    created_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    changed = models.DateTimeField(auto_now=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(procurement__isnull=False) | Q(service_area__isnull=False),
                name="engagement_is_about_something",
            ),
            models.CheckConstraint(
                condition=~Q(kind="event")
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at"))
                & Q(register_until__isnull=False),
                name="event_has_its_times",
            ),
            models.CheckConstraint(
                condition=~Q(kind="event") | ~Q(place="") | ~Q(join_url=""), name="event_is_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(kind="questions") | Q(answers_until__isnull=False) & ~Q(sharing=""),
                name="questions_have_their_end",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="event_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""),
                name="called_off_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="engagement_by_start"),
            models.Index(fields=["changed"], name="engagement_by_change"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address at which everybody sees it once it is published."""
        return reverse("market_event", args=[self.slug])

    @property
    def is_event(self) -> bool:
        """Tell whether it is an event, else questions to the market."""
        return self.kind == self.Kind.EVENT


@pghistory.track()
class EngagementPartner(models.Model):
    """Another borough that holds an engagement together with the first one."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="partners")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["borough__name"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "borough"], name="a_borough_is_a_partner_once")
        ]

    def __str__(self) -> str:
        return str(self.borough)


class EventRegistration(models.Model):
    """Somebody who wants to come to an event, with an account or a confirmed address.

    It takes a place once the address is confirmed; where no place is left it waits, and moves up when
    somebody cancels. ``attended`` is empty until the borough says so. It keeps no history, since many of
    these people have no account: the row goes a year after the event, and nothing of it is left.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "address not confirmed"
        REGISTERED = "registered", "registered"
        WAITING = "waiting", "on the waiting list"
        CANCELLED = "cancelled", "cancelled"

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160)
    email = models.EmailField()
    needs = models.CharField("what they need to take part", max_length=500, blank=True)
    person = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="event_registrations",
        editable=False,
    )
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State, default=State.UNCONFIRMED)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    attended = models.BooleanField(null=True, blank=True)

    objects = EventRegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                "engagement",
                Lower("email"),
                condition=~Q(state="cancelled"),
                name="an_address_is_registered_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["registered", "waiting"]) | Q(confirmed_at__isnull=False),
                name="registration_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"


@pghistory.track()
class MarketQuestion(models.Model):
    """One question to the market."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=600)

    class Meta:
        ordering = ["engagement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "position"], name="a_market_question_has_a_place")
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class MarketAnswer(models.Model):
    """A supplier's answer to a question to the market; a commercially sensitive one is never shared."""

    question = models.ForeignKey(MarketQuestion, on_delete=models.CASCADE, related_name="answers")
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.CASCADE, related_name="market_answers"
    )
    text = models.TextField(max_length=4000)
    is_sensitive = models.BooleanField("commercially sensitive", default=False)
    answered_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MarketAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["question", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "supplier"], name="a_supplier_answers_once")
        ]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.text[:60]}"
