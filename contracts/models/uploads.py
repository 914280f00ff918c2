"""Registers that officers upload: the file, its rows, their contracts, and what becomes of them."""

import pghistory
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.models.imports import SourceRecord


def private_storage() -> Storage:
    """Return where uploaded files lie: in a folder that no web server serves."""
    return storages["uploads"]


def stored_as(upload: "Upload", name: str) -> str:
    """Name a stored file by what is in it and never by what somebody called it."""
    return f"{upload.borough_id}/{upload.digest}"


@pghistory.track(exclude=["sheets", "done", "total", "counts"])
class Upload(models.Model):
    """One file that an officer uploaded, on its way from columns over a trial run to the register, and back.

    ``sheets`` is the beginning of each sheet as a page shows it, ``layouts`` what was said about their
    headings and columns. ``counts`` are rows by outcome and contracts by outcome, of the trial run first
    and of the import in the end. ``done`` of ``total`` steps of the present work are behind it. ``on`` is
    the day whose word the rows are, so that work that is begun again comes to the same.
    """

    class State(models.TextChoices):
        CHOOSING = "choosing", "columns to be confirmed"
        READING = "reading", "being read"
        CHECKING = "checking", "being checked"
        CHECKED = "checked", "ready to be imported"
        APPLYING = "applying", "being imported"
        APPLIED = "applied", "imported"
        UNDOING = "undoing", "being undone"
        UNDONE = "undone", "undone"
        FAILED = "failed", "could not be read"
        LAID_ASIDE = "laid_aside", "laid aside"

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="uploads")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    name = models.CharField(max_length=255, help_text="What the file is called.")
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    file = models.FileField(
        storage=private_storage, upload_to=stored_as, blank=True, help_text="Empty: no longer kept."
    )
    state = models.CharField(max_length=10, choices=State, default=State.CHOOSING)
    sheets = models.JSONField(default=list, blank=True)
    layouts = models.JSONField(default=list, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    on = models.DateField(null=True, blank=True, help_text="The day whose word the rows are.")
    run = models.OneToOneField(
        "contracts.Import", on_delete=models.SET_NULL, null=True, blank=True, related_name="upload"
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created", "-id"]
        indexes = [models.Index(fields=["borough", "-created"], name="uploads_of_borough")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "applied", "undoing", "undone"]) | Q(on__isnull=False),
                name="an_import_of_an_upload_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("upload", args=[self.borough.slug, self.pk])

    @property
    def is_at_work(self) -> bool:
        """Tell whether the hub is doing something with it."""
        return self.state in WORKING


#: The states in which a worker has something to do.
WORKING = (Upload.State.READING, Upload.State.CHECKING, Upload.State.APPLYING, Upload.State.UNDOING)


class UploadContract(models.Model):
    """What some rows of an upload together say of one contract, and what becomes of it.

    ``changes`` are the fields that change, each ``{"field", "old", "new", "was", "is"}`` with the values
    and what they rest on, before and after; by them a page tells the change and an undo takes it back.
    ``standing`` are the fields in which a word that counts more stays: ``{"field", "held", "said",
    "source"}``.
    """

    class Undone(models.TextChoices):
        REMOVED = "removed", "taken off the register"
        RESTORED = "restored", "as it was before"
        PARTLY = "partly", "partly as it was before"
        KEPT = "kept", "left as it is"

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="contracts")
    number = models.PositiveIntegerField(help_text="From 0, in the order of the file.")
    key = models.CharField(max_length=600, help_text="By which the next upload finds the contract again.")
    title = models.CharField(max_length=500)
    outcome = models.CharField(
        max_length=10, choices=SourceRecord.Outcome, blank=True, help_text="Empty: not checked yet."
    )
    changes = models.JSONField(default=list, blank=True)
    standing = models.JSONField(default=list, blank=True)
    remarks = models.JSONField(default=list, blank=True)
    contract = models.ForeignKey(
        "contracts.Contract", on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    left_as = models.CharField(
        max_length=64, blank=True, help_text="Digest of a new contract as it was left."
    )
    is_written = models.BooleanField(default=False)
    undone = models.CharField(max_length=10, choices=Undone, blank=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["upload", "number"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="a_contract_is_in_an_upload_once")
        ]
        indexes = [
            models.Index(fields=["upload", "outcome", "number"], name="upload_contract_by_outcome"),
            models.Index(fields=["upload", "key"], name="upload_contract_by_key"),
        ]

    def __str__(self) -> str:
        return self.title


class UploadRow(models.Model):
    """A data row of an upload as it came, what somebody mended in it, and what becomes of it.

    ``part_of`` is the number of the ``UploadContract`` of which it speaks; empty where it speaks of none.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="From 0, in the order of the file.")
    sheet = models.PositiveSmallIntegerField(help_text="The place of its layout.")
    row = models.PositiveIntegerField(help_text="Its number in the sheet.")
    cells = models.JSONField()
    mended = models.JSONField(null=True, blank=True, help_text="The cells as somebody mended them.")
    problem = models.CharField(max_length=500, blank=True)
    remark = models.CharField(max_length=500, blank=True)
    part_of = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=SourceRecord.Outcome, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["upload", "number"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="a_row_is_in_an_upload_once")
        ]
        indexes = [
            models.Index(fields=["upload", "part_of"], name="upload_row_by_contract"),
            models.Index(fields=["upload", "outcome", "number"], name="upload_row_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.upload}, row {self.row}"


@pghistory.track()
class RegisterForm(models.Model):
    """What an officer said about the columns of a register, for the next one with the same headings."""

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="register_forms")
    signature = models.CharField(max_length=64, help_text="Tells one row of headings from another.")
    fields = models.JSONField(help_text="The field of each column, empty where it is not read.")
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["borough", "-changed"]
        constraints = [
            models.UniqueConstraint(fields=["borough", "signature"], name="a_register_form_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {len([field for field in self.fields if field])} columns"
