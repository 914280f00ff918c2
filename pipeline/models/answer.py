"""What boroughs say to flags: answers, muted subjects, what they were told (R4)."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pipeline.answer_querysets import FlagAnswerQuerySet, FlagMuteQuerySet


@pghistory.track()
class FlagAnswer(models.Model):
    """A borough's answer to a flag; there is one, which may change and whose history is kept.

    ``boroughs`` and ``start_on`` are the flag's substance when it was answered (``pipeline.substance``). A
    *not now* comes back on the day ``until``, or when the substance changes: ``returned_at`` and
    ``returned_because`` then say when and why, and the flag counts as not answered again.
    """

    class Answer(models.TextChoices):
        INTERESTED = "interested", "interested"
        NOT_NOW = "not_now", "not now"
        NO = "no", "no"

    flag = models.ForeignKey("pipeline.Flag", on_delete=models.CASCADE, related_name="answers")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="flag_answers")
    answer = models.CharField(max_length=10, choices=Answer)
    until = models.DateField(
        null=True, blank=True, help_text="Of a “not now”: the day on which it comes back."
    )
    why = models.CharField(max_length=500, blank=True)
    boroughs = ArrayField(models.BigIntegerField(), help_text="The flag's boroughs when it was answered.")
    start_on = models.DateField(
        null=True, blank=True, help_text="The flag's common start when it was answered."
    )
    answered_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)

    objects = FlagAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["flag", "borough"]
        constraints = [
            models.UniqueConstraint(fields=["flag", "borough"], name="one_answer_a_borough_and_flag"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(answer="not_now"), name="only_not_now_has_an_until"
            ),
            models.CheckConstraint(
                condition=~Q(answer="not_now") | Q(until__isnull=False), name="not_now_has_an_until"
            ),
            models.CheckConstraint(
                condition=Q(answer="interested") | ~Q(why=""), name="an_answer_that_declines_says_why"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(answer="not_now"), name="only_not_now_comes_back"
            ),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(answer="not_now"), name="not_now_by_until"),
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.get_answer_display()}"


@pghistory.track()
class FlagMute(models.Model):
    """A subject of flags that a borough does not want to hear of: a supplier group, a product or an area."""

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="flag_mutes")
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.CASCADE, null=True, blank=True, related_name="flag_mutes"
    )
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.CASCADE, null=True, blank=True, related_name="flag_mutes"
    )
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.CASCADE, null=True, blank=True, related_name="flag_mutes"
    )
    why = models.CharField(max_length=500, blank=True)
    muted_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    muted_at = models.DateTimeField(auto_now_add=True)

    objects = FlagMuteQuerySet.as_manager()

    class Meta:
        ordering = ["borough", "-muted_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(supplier__isnull=False, product__isnull=True, service_area__isnull=True)
                    | Q(supplier__isnull=True, product__isnull=False, service_area__isnull=True)
                    | Q(supplier__isnull=True, product__isnull=True, service_area__isnull=False)
                ),
                name="a_mute_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["borough", "supplier"],
                condition=Q(supplier__isnull=False),
                name="a_supplier_is_muted_once",
            ),
            models.UniqueConstraint(
                fields=["borough", "product"],
                condition=Q(product__isnull=False),
                name="a_product_is_muted_once",
            ),
            models.UniqueConstraint(
                fields=["borough", "service_area"],
                condition=Q(service_area__isnull=False),
                name="an_area_is_muted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.subject}"

    @property
    def subject(self) -> str:
        """What is muted, in words."""
        if self.supplier:
            return f"flags about the supplier {self.supplier}"
        if self.product:
            return f"flags about the product {self.product}"
        return f"flags about the service area {self.service_area}"


class FlagTold(models.Model):
    """What a borough's officers were last told of a flag, so that nobody hears the same twice.

    The digest compares flags with this and not with yesterday: a night that was missed is made up for.
    ``near_on`` is the decide-by date of which they were told that it is near.
    """

    flag = models.ForeignKey("pipeline.Flag", on_delete=models.CASCADE, related_name="+")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="+")
    boroughs = ArrayField(models.BigIntegerField())
    start_on = models.DateField(null=True)
    near_on = models.DateField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["flag", "borough"]
        constraints = [
            models.UniqueConstraint(fields=["flag", "borough"], name="a_borough_is_told_of_a_flag_once")
        ]

    def __str__(self) -> str:
        return f"{self.borough} was told of {self.flag}"
