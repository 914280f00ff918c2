"""Stages, pages and problem statements of the toolkit, and what readers say of a page."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from toolkit.querysets import PageQuerySet


@pghistory.track()
class Stage(models.Model):
    """A stage of a contract's life; collaboration runs through all of them."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    summary = models.CharField(max_length=300)
    collaboration_thread = models.CharField("what to do together", max_length=300)
    keep_mine = models.BooleanField(
        "changed by staff", default=False, help_text="Loading the first edition again leaves it alone."
    )

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("toolkit_stage", args=[self.slug])


@pghistory.track(exclude=["search"])
class Page(models.Model):
    """A page of the guide: what, why, who, how, in Markdown.

    ``state``: a draft is seen in the admin alone; one that is *scheduled* is published by a task at
    ``publish_at``. ``keep_mine`` is set as soon as staff change it: the first edition leaves it alone then.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        REVIEW = "review", "in review"
        SCHEDULED = "scheduled", "scheduled"
        PUBLISHED = "published", "published"
        ARCHIVED = "archived", "archived"

    class Role(models.TextChoices):
        PROCUREMENT = "procurement", "procurement officer"
        CONTRACT = "contract-management", "contract manager"
        DIGITAL = "digital", "digital lead"
        SERVICE = "service", "service lead"
        LEGAL = "legal", "lawyer"
        FINANCE = "finance", "finance"

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="pages")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)
    collaboration = models.CharField("what to do together", max_length=400, blank=True)
    text = models.TextField(
        help_text=(
            "Markdown. Begin each part with ##: What, Why, Who, How and so on."
            " A picture, in a paragraph of its own: ![](picture:its-name)."
        )
    )
    position = models.PositiveSmallIntegerField(default=1, help_text="Its place in the stage.")
    roles = ArrayField(models.CharField(max_length=20, choices=Role), default=list, blank=True)
    clauses = models.ManyToManyField("toolkit.Clause", blank=True, related_name="pages")
    service_areas = models.ManyToManyField("boroughs.ServiceArea", blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(null=True, blank=True, help_text="For a scheduled page.")
    reviewed_on = models.DateField(null=True, blank=True)
    review_by = models.DateField("look at it again by", null=True, blank=True)
    editor = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        limit_choices_to={"is_staff": True},
        related_name="+",
        verbose_name="who looks at it next",
        help_text="One of LOTI’s staff, who is told a fortnight before it is due.",
    )
    keep_mine = models.BooleanField(
        "changed by staff", default=False, help_text="Loading the first edition again leaves it alone."
    )
    changed = models.DateTimeField(auto_now=True)
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("summary", weight="B", config="english")
            + SearchVector("text", weight="C", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["stage__position", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
                name="scheduled_page_has_its_hour",
            )
        ]
        indexes = [GinIndex(fields=["search"], name="toolkit_page_search")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse("toolkit_page", args=[self.stage.slug, self.slug])


@pghistory.track()
class ProblemStatement(models.Model):
    """What somebody says when things go wrong, with a short answer and the pages that help."""

    slug = models.SlugField(max_length=80, unique=True)
    statement = models.CharField(max_length=200)
    who_says_it = models.CharField(max_length=60)
    short_answer = models.CharField(max_length=600)
    pages = models.ManyToManyField(Page, through="toolkit.ProblemPage", related_name="problems")
    keep_mine = models.BooleanField(
        "changed by staff", default=False, help_text="Loading the first edition again leaves it alone."
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        """Return its place on the page of problems."""
        return f"{reverse('toolkit_problems')}#{self.slug}"


@pghistory.track()
class ProblemPage(models.Model):
    """A page that helps with a problem, the most helpful first."""

    problem = models.ForeignKey(ProblemStatement, on_delete=models.CASCADE, related_name="page_links")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="problem_links")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["problem", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "page"], name="a_page_helps_with_a_problem_once")
        ]

    def __str__(self) -> str:
        return f"{self.problem}: {self.page}"


@pghistory.track()
class PageFeedback(models.Model):
    """What a member says of a page: whether it was useful, and what is missing. LOTI staff read it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="feedback")
    useful = models.BooleanField()
    text = models.CharField("what is missing", max_length=1000, blank=True)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField("dealt with", null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "page feedback"
        constraints = [models.UniqueConstraint(fields=["page", "by"], name="one_feedback_a_page_and_person")]

    def __str__(self) -> str:
        return f"{self.page}: {'useful' if self.useful else 'not useful'}"
