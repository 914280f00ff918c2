"""What LOTI staff keep about pilots: grades of evidence, facets of assistive technology, synonyms."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from pilots.terms import words_of

MOST_SYNONYMS = 20


@pghistory.track()
class EvidenceGrade(models.Model):
    """How far what is said of a pilot can be relied on; ``definition`` says when a grade is given."""

    code = models.SlugField(max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(unique=True, help_text="The weakest evidence has the lowest.")
    name = models.CharField(max_length=60)
    definition = models.CharField(max_length=400)
    source = models.CharField(max_length=200)
    source_url = models.URLField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Facet(models.Model):
    """Something by which assistive technology is looked for: a need, a setting, a device, a service."""

    class Kind(models.TextChoices):
        NEED = "need", "need addressed"
        SETTING = "setting", "setting"
        DEVICE = "device", "device"
        SERVICE = "service", "service"

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["kind", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="facets_of_a_kind_differ")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Synonym(models.Model):
    """Words that mean the same to somebody who searches for pilots: *falls sensor, fall detector*."""

    words = models.CharField(
        max_length=500, help_text="Two or more words or phrases that mean the same, with commas between them."
    )

    class Meta:
        ordering = ["words"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="synonyms_have_words")]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Refuse a row from which nothing follows."""
        if not 2 <= len(words_of(self.words)) <= MOST_SYNONYMS:
            raise ValidationError(
                {"words": f"Write 2 to {MOST_SYNONYMS} different words, with commas between them."}
            )
