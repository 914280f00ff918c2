"""What members of a collaboration work on: demand, common requirements, decisions and tasks, a thread."""

import pghistory
from django.db import models
from django.db.models import Q


@pghistory.track()
class Lot(models.Model):
    """A lot of a collaboration: what members want how much of."""

    collaboration = models.ForeignKey("pipeline.Collaboration", on_delete=models.CASCADE, related_name="lots")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, help_text="What a quantity counts, as “licences”.")

    class Meta:
        ordering = ["collaboration", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collaboration", "name"], name="a_lot_is_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Figure(models.Model):
    """One of a borough's demand figures. Only its own officers see it (R9); others see sums.

    ``measure`` is *users*, *dwellings* or *price* (GBP a year excluding VAT), or *lot* with the lot named.
    """

    class Measure(models.TextChoices):
        USERS = "users", "users"
        DWELLINGS = "dwellings", "dwellings"
        PRICE = "price", "current price a year"
        LOT = "lot", "quantity of a lot"

    collaboration = models.ForeignKey(
        "pipeline.Collaboration", on_delete=models.CASCADE, related_name="figures"
    )
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=10, choices=Measure)
    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, null=True, blank=True, related_name="figures")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    given_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["collaboration", "borough", "measure", "lot"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "borough", "measure", "lot"],
                nulls_distinct=False,
                name="a_figure_is_given_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="figure_not_negative"),
            models.CheckConstraint(
                condition=Q(measure="lot", lot__isnull=False) | ~Q(measure="lot") & Q(lot__isnull=True),
                name="a_quantity_has_a_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.get_measure_display()}"


@pghistory.track()
class DemandSum(models.Model):
    """What members were last shown of a measure; ``amounts`` are the figures behind it, by borough id.

    It is renewed only when so many boroughs' figures differ from ``amounts`` that nobody can work out one of
    them from the difference of the two sums (``pipeline.confidence``). ``amounts`` is never shown.
    """

    collaboration = models.ForeignKey("pipeline.Collaboration", on_delete=models.CASCADE, related_name="sums")
    measure = models.CharField(max_length=10, choices=Figure.Measure)
    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    amounts = models.JSONField(default=dict, editable=False)
    shown_at = models.DateTimeField()

    class Meta:
        ordering = ["collaboration", "measure", "lot"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "measure", "lot"], nulls_distinct=False, name="one_sum_a_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.collaboration}: {self.get_measure_display()}"


@pghistory.track()
class Requirement(models.Model):
    """A requirement that members have in common, or not: each marks it."""

    collaboration = models.ForeignKey(
        "pipeline.Collaboration", on_delete=models.CASCADE, related_name="requirements"
    )
    text = models.CharField(max_length=300)
    added_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["collaboration", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collaboration", "text"], name="a_requirement_is_listed_once")
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class RequirementMark(models.Model):
    """How much a borough needs a requirement."""

    class Mark(models.TextChoices):
        MUST = "must", "must"
        SHOULD = "should", "should"
        NO = "no", "no"

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="marks")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=6, choices=Mark)

    class Meta:
        ordering = ["requirement", "borough__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "borough"], name="a_borough_marks_a_requirement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.get_mark_display()}"


@pghistory.track()
class Task(models.Model):
    """Something to do by a day, or a decision to take or that was taken, with an owner."""

    class Kind(models.TextChoices):
        TASK = "task", "task"
        DECISION = "decision", "decision"

    collaboration = models.ForeignKey(
        "pipeline.Collaboration", on_delete=models.CASCADE, related_name="tasks"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TASK)
    text = models.CharField(max_length=300)
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.CASCADE, related_name="+", verbose_name="whose it is"
    )
    owner = models.ForeignKey(
        "boroughs.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="collaboration_tasks",
    )
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["collaboration", "done_on", "due_on", "id"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Post(models.Model):
    """One contribution to the thread of a collaboration."""

    collaboration = models.ForeignKey(
        "pipeline.Collaboration", on_delete=models.CASCADE, related_name="posts"
    )
    author = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.TextField(max_length=5000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["collaboration", "at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class CollaborationDocument(models.Model):
    """A document that belongs to a collaboration: its members see it, whoever of them gave it (R9)."""

    collaboration = models.ForeignKey(
        "pipeline.Collaboration", on_delete=models.CASCADE, related_name="document_links"
    )
    document = models.OneToOneField(
        "documents.Document", on_delete=models.CASCADE, related_name="collaboration_link"
    )

    class Meta:
        ordering = ["collaboration", "-document"]

    def __str__(self) -> str:
        return str(self.document)
