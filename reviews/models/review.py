"""Vendor reviews, their versions, scores and evidence, and the batches that make figures (R6)."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from boroughs.words import listing
from reviews.dimensions import CHOICES, DIMENSIONS
from reviews.querysets import ReviewQuerySet


@pghistory.track()
class Review(models.Model):
    """What an officer says of a supplier, from a contract of their borough with it.

    ``contract`` is empty once it is off the register, ``author`` once they have left; the borough answers for
    the review then. ``hides_author`` keeps name, borough and contract from the supplier, and is what the
    published version says; to hide is done as soon as a version under way says so.
    """

    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews"
    )
    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.PROTECT, related_name="reviews")
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="reviews")
    author = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews"
    )
    hides_author = models.BooleanField("not named to the supplier", default=True)
    may_be_asked = models.BooleanField("peers may ask", default=False)
    begun = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    withdrawn_by_staff = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-begun", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "author"], name="one_review_a_contract_and_officer"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="withdrawn_review_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, reviewed by {self.borough}"

    def get_absolute_url(self) -> str:
        """Return the address of its page for members."""
        return reverse("vendor_review", args=[self.pk])


@pghistory.track()
class ReviewVersion(models.Model):
    """One version of a review: written by its author, read by LOTI staff, then published or sent back.

    Of a review at most one version is published and at most one is under way. ``words`` is the version of the
    declaration and the reminder that the author was shown (``reviews/dimensions.py``).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        WAITING = "waiting", "waiting for LOTI staff"
        RETURNED = "returned", "sent back"
        PUBLISHED = "published", "published"
        REPLACED = "replaced", "replaced by a newer version"

    class Again(models.TextChoices):
        YES = "yes", "yes"
        CHANGED = "changed", "yes, on other terms"
        NO = "no", "no"

    UNDER_WAY = (State.DRAFT, State.WAITING, State.RETURNED)

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    again = models.CharField("would buy it again", max_length=10, choices=Again, blank=True)
    advice = models.TextField("what a peer should know", max_length=3000, blank=True)
    hides_author = models.BooleanField("not named to the supplier", default=True)
    words = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    returned_why = models.CharField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="versions_of_a_review_are_numbered"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(state="published"), name="one_published_version_a_review"
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(state__in=["draft", "waiting", "returned"]),
                name="one_version_a_review_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, words__isnull=False),
                name="published_review_was_declared",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_why=""), name="returned_review_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}, version {self.number}"

    def silent_on(self) -> str:
        """Return the dimensions that do not apply and of which nothing is said, in words."""
        silent = {one.dimension for one in self.scores.all() if one.score is None and not one.words}
        return listing([one.name.lower() for one in DIMENSIONS if one.code in silent])


@pghistory.track()
class FigureBatch(models.Model):
    """Scores that became a figure together (``reviews/figures.py``)."""

    supplier = models.ForeignKey("suppliers.Supplier", on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dimension = models.CharField(max_length=20, choices=CHOICES)
    day = models.DateField("ages from")
    made_at = models.DateTimeField(auto_now_add=True)
    dissolved_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "figure batches"
        indexes = [
            models.Index(
                fields=["supplier", "dimension"],
                condition=Q(dissolved_at=None),
                name="standing_batches_of_supplier",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, {self.get_dimension_display()}, {self.made_at:%d.%m.%Y}"


@pghistory.track()
class Score(models.Model):
    """What a version says in one dimension: from 1 to 5 or not applicable (empty), and why.

    Words are needed with a score, and kept also without one.
    """

    version = models.ForeignKey(ReviewVersion, on_delete=models.CASCADE, related_name="scores")
    dimension = models.CharField(max_length=20, choices=CHOICES)
    score = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: not applicable.")
    words = models.TextField(max_length=2000, blank=True)
    batch = models.ForeignKey(
        FigureBatch, on_delete=models.SET_NULL, null=True, blank=True, related_name="scores"
    )

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "dimension"], name="one_score_a_dimension"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=1, score__lte=5), name="score_from_1_to_5"
            ),
            models.CheckConstraint(condition=Q(score=None) | ~Q(words=""), name="score_is_said_in_words_too"),
        ]

    def __str__(self) -> str:
        return f"{self.get_dimension_display()}: {self.score or 'not applicable'}"


@pghistory.track()
class Evidence(models.Model):
    """What a version rests on: the contract, a KPI, a milestone, a document."""

    class Kind(models.TextChoices):
        CONTRACT = "contract", "the contract"
        KPI = "kpi", "a key performance indicator"
        MILESTONE = "milestone", "a milestone"
        DOCUMENT = "document", "a document"

    version = models.ForeignKey(ReviewVersion, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=400)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["version", "id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"
