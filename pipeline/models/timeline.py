"""What a timeline is made of: stages, milestones and gates, risks, and the log of what was changed."""

import pghistory
from django.db import models
from django.db.models import F, Q

from boroughs.models import RouteStage


@pghistory.track()
class ProcurementStage(models.Model):
    """One stage of a procurement: when it was planned at first, when it is planned now, when it happened.

    A stage begins on ``planned_start`` and what follows begins on ``planned_end``. ``first_start`` and
    ``first_end`` are the plan as it was when the timeline was made; what has moved since is a slip.
    """

    procurement = models.ForeignKey("pipeline.Procurement", on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=20, choices=RouteStage.Stage)
    position = models.PositiveSmallIntegerField()
    first_start = models.DateField(editable=False)
    first_end = models.DateField(editable=False)
    planned_start = models.DateField()
    planned_end = models.DateField()
    entered_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    left_on = models.DateField(null=True, blank=True)
    left_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["procurement", "position"]
        constraints = [
            models.UniqueConstraint(fields=["procurement", "stage"], name="a_stage_is_in_a_procurement_once"),
            models.CheckConstraint(
                condition=Q(planned_end__gte=F("planned_start")), name="stage_planned_in_order"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(entered_on__isnull=False, left_on__gte=F("entered_on")),
                name="stage_left_after_it_was_entered",
            ),
            models.UniqueConstraint(
                fields=["procurement"],
                condition=Q(entered_on__isnull=False, left_on__isnull=True),
                name="a_procurement_is_in_one_stage",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_stage_display())


@pghistory.track()
class Milestone(models.Model):
    """A day in a timeline: a gate's decision, or anything else that should happen by then.

    For a gate, ``papers_on`` and ``forward_plan_on`` are the days by which its papers and its notice must be
    there. ``link`` leads to the decision or to what was published.
    """

    class Kind(models.TextChoices):
        GATE = "gate", "gate"
        MILESTONE = "milestone", "milestone"

    procurement = models.ForeignKey(
        "pipeline.Procurement", on_delete=models.CASCADE, related_name="milestones"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MILESTONE)
    name = models.CharField(max_length=120)
    first_on = models.DateField(editable=False)
    planned_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    papers_on = models.DateField(null=True, blank=True)
    forward_plan_on = models.DateField(null=True, blank=True)
    assumed = models.BooleanField(
        default=False, help_text="Rests on the usual gates, or on a meeting that nobody has recorded."
    )
    link = models.URLField("link to the decision", max_length=500, blank=True)

    class Meta:
        ordering = ["procurement", "planned_on", "id"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Risk(models.Model):
    """What could go wrong with a procurement, and what is done about it; for the borough only."""

    class Level(models.TextChoices):
        HIGH = "high", "high"
        MEDIUM = "medium", "medium"
        LOW = "low", "low"

    procurement = models.ForeignKey("pipeline.Procurement", on_delete=models.CASCADE, related_name="risks")
    text = models.CharField("what could go wrong", max_length=300)
    level = models.CharField(max_length=6, choices=Level, default=Level.MEDIUM)
    response = models.CharField("what is done about it", max_length=500, blank=True)

    class Meta:
        ordering = ["procurement", "id"]

    def __str__(self) -> str:
        return self.text


class ProcurementChange(models.Model):
    """A line of the log that everybody reads beside a timeline that they may see.

    The sentence names no person, and nothing that is for the borough only. Where a date moved, ``what``
    names it, and ``moved_from`` and ``moved_to`` are the days before and after: what slipped in a month is
    read from them. ``why`` is what the officer gave as the reason.
    """

    procurement = models.ForeignKey("pipeline.Procurement", on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    sentence = models.CharField(max_length=600)
    what = models.CharField(max_length=160, blank=True)
    moved_from = models.DateField(null=True, blank=True)
    moved_to = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="", moved_from__isnull=True, moved_to__isnull=True)
                | ~Q(what="") & Q(moved_from__isnull=False, moved_to__isnull=False),
                name="a_move_says_what_from_and_to",
            )
        ]
        indexes = [models.Index(fields=["procurement", "-at"], name="changes_of_procurement")]

    def __str__(self) -> str:
        return self.sentence
