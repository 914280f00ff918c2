"""Pilots that came in a file: what was in each row as it came, what was mended, what became of it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse


@pghistory.track()
class PilotImport(models.Model):
    """A CSV file or a Word document with pilots on the common template, given by an officer."""

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="pilot_imports")
    name = models.CharField("name of the file", max_length=150)
    by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("pilot_import", args=[self.pk])


@pghistory.track()
class PilotImportRow(models.Model):
    """A pilot of a file: texts by the template's field names.

    ``given`` stays as it came, so that nothing is lost; ``mended`` is what is read. ``unknown`` are the
    columns that the template does not have; ``problems`` what is wrong with it, as (field's label, message).
    ``pilot`` is the draft that was made of it.
    """

    source = models.ForeignKey(PilotImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField()
    given = models.JSONField(editable=False)
    mended = models.JSONField()
    unknown = models.JSONField(default=dict, editable=False)
    problems = models.JSONField(default=list, editable=False)
    pilot = models.ForeignKey(
        "pilots.Pilot", on_delete=models.SET_NULL, null=True, blank=True, related_name="import_rows"
    )

    class Meta:
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="rows_of_a_pilot_import_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="rows_of_a_pilot_import_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, row {self.number}"
