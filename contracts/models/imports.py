"""Imports, and everything that arrived, kept as it came (R8)."""

import pghistory
from django.conf import settings
from django.db import models


@pghistory.track()
class Import(models.Model):
    """One run of an importer over one file, folder or feed, with what became of it."""

    class Kind(models.TextChoices):
        NOTICES = "notices", "notices (OCDS)"
        REGISTER = "register", "a borough's register"
        FACTS = "facts", "facts from public pages"
        DEMONSTRATION = "demonstration", "demonstration data"

    class State(models.TextChoices):
        RUNNING = "running", "running"
        FINISHED = "finished", "finished"
        FAILED = "failed", "finished, some of it unreadable"

    kind = models.CharField(max_length=15, choices=Kind)
    label = models.CharField(max_length=500, help_text="The file or address it came from.")
    borough = models.ForeignKey(
        "boroughs.Borough", on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    counts = models.JSONField(default=dict, blank=True, help_text="What was found, by outcome.")
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"


class SourceRecord(models.Model):
    """One release or row as it came, what became of it, and why."""

    class Outcome(models.TextChoices):
        CREATED = "created", "made a new contract"
        UPDATED = "updated", "changed a contract"
        UNCHANGED = "unchanged", "agreed with what was known"
        REPEATED = "repeated", "had arrived before"
        SKIPPED = "skipped", "not for the register"
        UNREADABLE = "unreadable", "could not be read"

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="records")
    place = models.CharField(max_length=600, help_text="File and place in it.")
    key = models.CharField(max_length=600, help_text="The ocid and release id, or the file and row.")
    ocid = models.CharField(max_length=255, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content.")
    raw = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=500, blank=True)
    contracts = models.ManyToManyField("contracts.Contract", related_name="source_records", blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["run", "id"]
        constraints = [models.UniqueConstraint(fields=["key", "digest"], name="each_content_is_kept_once")]
        indexes = [models.Index(fields=["ocid", "published"], name="source_record_by_ocid")]

    def __str__(self) -> str:
        return self.key
