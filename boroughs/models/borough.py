"""The 33 boroughs and the many ways in which notices write their names."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from boroughs.querysets import BoroughQuerySet


@pghistory.track()
class Borough(models.Model):
    """One of the 33 London local authorities, the City of London included.

    ``gss`` is the Office for National Statistics' nine-character code; ``tile_row`` and
    ``tile_column`` are the borough's place on the tile map (row 0 north, column 0 west).
    """

    gss = models.CharField("GSS code", max_length=9, unique=True)
    register_code = models.CharField(
        max_length=3, unique=True, help_text="The three letters of the local authorities' register."
    )
    name = models.CharField(max_length=60, unique=True)
    official_name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20, help_text="Fits a square of the tile map.")
    slug = models.SlugField(unique=True)
    homepage = models.URLField()
    tile_row = models.PositiveSmallIntegerField()
    tile_column = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=120, blank=True)
    role_mailbox = models.EmailField(
        blank=True,
        help_text="The borough's shared mailbox for contracts: what nobody looks after passes to it.",
    )
    area_km2 = models.DecimalField("area (km²)", max_digits=6, decimal_places=1, null=True, blank=True)

    objects = BoroughQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["tile_row", "tile_column"], name="one_borough_a_tile"),
            models.CheckConstraint(condition=models.Q(gss__regex=r"^E09\d{6}$"), name="london_gss_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the borough's page."""
        return reverse("borough", args=[self.slug])


@pghistory.track()
class BoroughDomain(models.Model):
    """A domain whose e-mail addresses make their owners officers of the borough."""

    borough = models.ForeignKey(Borough, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, help_text="What follows the @, in lower case.")

    class Meta:
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(Lower("domain"), name="a_domain_belongs_to_one_borough"),
            models.CheckConstraint(condition=models.Q(domain=Lower("domain")), name="domain_in_lower_case"),
        ]

    def __str__(self) -> str:
        return self.domain


@pghistory.track()
class BoroughIdentifier(models.Model):
    """A party identifier under which a borough appears in notices (GB-LAE, GB-LAC, GB-PPON …)."""

    borough = models.ForeignKey(Borough, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="an_identifier_names_one_borough")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


@pghistory.track()
class BuyerName(models.Model):
    """A buyer's name as notices write it, and the boroughs it stands for.

    Names that sound like a borough's and are not one (Kingston upon Hull) are kept with no borough, so
    that nobody has to find that out again.
    """

    class Kind(models.TextChoices):
        COUNCIL = "council", "the borough itself"
        DEPARTMENT = "department", "a department or service of the borough"
        JOINT = "joint", "several boroughs together"
        RELATED_BODY = "related_body", "a body of its own near the borough"
        NOT_A_BOROUGH = "not_a_borough", "not a London borough"

    name = models.CharField(max_length=255)
    normalised = models.CharField(max_length=255, unique=True, help_text="Lower case, without punctuation.")
    kind = models.CharField(max_length=20, choices=Kind)
    borough_codes = ArrayField(
        models.CharField(max_length=9),
        default=list,
        blank=True,
        help_text="GSS codes of the boroughs it stands for, the lead borough first.",
    )
    note = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
