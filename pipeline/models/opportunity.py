"""The board: published procurements and tender notices in one list, as a view of the database."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse

from pipeline.board.querysets import OpportunityQuerySet


class Opportunity(models.Model):
    """A row of the board, read only: a published procurement, a tender notice or market engagement.

    The view is written in the migration that makes it: procurements have even numbers, notices odd ones,
    engagements negative ones, and a notice that a published procurement names is left out, so that nothing is
    listed twice.
    ``number`` is the primary key of what it shows, ``notice_id`` that of the notice, own or named.
    ``borough_ids`` are who buys, the first leads. ``open_until`` is the last day on which it counts as open:
    bids due, else the start of the contract; of an engagement, the last day to register or to answer.
    ``happens_on`` is the day of an event.
    """

    class Kind(models.TextChoices):
        PROCUREMENT = "procurement", "planned by a borough"
        NOTICE = "notice", "official notice"
        ENGAGEMENT = "engagement", "market event or questions"

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=11, choices=Kind)
    number = models.BigIntegerField()
    slug = models.SlugField(max_length=90)
    title = models.CharField(max_length=500)
    description = models.TextField()
    borough_ids = ArrayField(models.BigIntegerField())
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.DO_NOTHING, null=True, related_name="+"
    )
    cpv_codes = ArrayField(models.CharField(max_length=8))
    value_from = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    value_to = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    sme_suitable = models.BooleanField(null=True)
    rung = models.CharField(max_length=15)
    bids_due = models.DateField(null=True)
    start_on = models.DateField(null=True)
    happens_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    open_until = models.DateField()
    status = models.CharField(max_length=12)
    ask = models.EmailField()
    notice_url = models.URLField(max_length=500)
    notice_id = models.BigIntegerField(null=True)
    published_at = models.DateTimeField()
    changed = models.DateTimeField()
    is_demonstration = models.BooleanField()
    search = SearchVectorField()

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "pipeline_opportunity"
        ordering = ["open_until", "id"]
        verbose_name_plural = "opportunities"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page, which everybody may read."""
        if self.kind == self.Kind.NOTICE:
            return reverse("tender_notice", args=[self.number])
        if self.kind == self.Kind.ENGAGEMENT:
            return reverse("market_event", args=[self.slug])
        return reverse("opportunity", args=[self.slug])
