"""Documents that boroughs share, their versions, and who used them (R9)."""

import secrets
from pathlib import PurePath
from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse

from documents.querysets import DocumentQuerySet

#: Characters of a document's text that are searched; PostgreSQL bounds what one row's words may take.
SEARCHED = 200_000


def document_storage() -> Storage:
    """Return where files are kept: outside the web root, or in a bucket (docs/operations.md)."""
    return storages["documents"]


def random_name(version: Any, name: str) -> str:
    """Return a name that nobody guesses and that says nothing; the given one is kept in the database."""
    return f"{secrets.token_hex(2)}/{secrets.token_hex(20)}{PurePath(name).suffix.casefold()[:6]}"


@pghistory.track(exclude=["search"])
class Document(models.Model):
    """A paper that a borough shares: a specification, evaluation criteria, a schedule, a business case.

    ``visibility`` says who may see it: its borough, members of the hub, the members of a collaboration, or
    those who may read what it belongs to, such as a discussion, and nobody else of its borough.
    ``redaction_words`` is the version of the words under which its borough declared that nothing confidential
    is in it.
    """

    class Kind(models.TextChoices):
        SPECIFICATION = "specification", "specification"
        EVALUATION = "evaluation", "evaluation criteria"
        SLA = "sla", "service-level schedule"
        CREDITS = "credits", "service-credit schedule"
        EXIT = "exit", "exit plan or schedule"
        DATA = "data", "data and integration schedule"
        BUSINESS_CASE = "business_case", "business case"
        MEMORANDUM = "memorandum", "memorandum of understanding"
        REPORT = "report", "decision report"
        OTHER = "other", "something else"

    class Stage(models.TextChoices):
        PLAN = "plan", "plan"
        ENGAGE = "engage", "engage the market"
        BUY = "buy", "specify and buy"
        MANAGE = "manage", "mobilise and manage"
        EXIT = "exit", "exit or renew"

    class Visibility(models.TextChoices):
        BOROUGH = "borough", "the borough only"
        MEMBERS = "members", "members of the hub"
        JOINT = "joint", "members of a collaboration"
        PLACE = "place", "readers where it belongs"

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    kind = models.CharField("what it is", max_length=15, choices=Kind)
    summary = models.CharField("what is in it", max_length=600, blank=True)
    stage = models.CharField("when it is used", max_length=10, choices=Stage, blank=True)
    service_area = models.ForeignKey(
        "boroughs.ServiceArea", on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    product = models.ForeignKey(
        "suppliers.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="documents"
    )
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.SET_NULL, null=True, blank=True, related_name="documents"
    )
    contract = models.ForeignKey(
        "contracts.Contract",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="shared_documents",
    )
    visibility = models.CharField("who may see it", max_length=10, choices=Visibility)
    redaction_words = models.PositiveSmallIntegerField(editable=False)
    declared_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_why = models.CharField(max_length=300, blank=True, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)
    search = models.GeneratedField(
        expression=(
            SearchVector("title", weight="A", config="english")
            + SearchVector("summary", weight="B", config="english")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-changed", "-id"]
        indexes = [
            GinIndex(fields=["search"], name="document_search"),
            models.Index(fields=["changed", "id"], name="document_by_change"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("document", args=[self.pk])


@pghistory.track(exclude=["text", "search"])
class DocumentVersion(models.Model):
    """One version of a document: the file as it was given, what was found in it, and whether it is served.

    A file waits until a task has looked into it; only one that is *ready* is served. ``scanned`` tells
    whether a virus scanner has seen it. ``kind`` is what it is by its content.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "being checked"
        READY = "ready", "ready"
        REFUSED = "refused", "refused"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField("name of the file", max_length=150)
    kind = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    digest = models.CharField("SHA-256", max_length=64)
    file = models.FileField(upload_to=random_name, storage=document_storage, max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    scanned = models.BooleanField(default=False)
    note = models.CharField("what is new in it", max_length=300, blank=True)
    text = models.TextField(blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector(Left("text", SEARCHED), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="versions_of_a_document_are_numbered"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refused_version_says_why"
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="document_version_search")]

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"


@pghistory.track()
class DocumentUse(models.Model):
    """A borough that used somebody else's document, or its own again."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="uses")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["document", "borough__name"]
        constraints = [
            models.UniqueConstraint(fields=["document", "borough"], name="a_borough_uses_a_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.document}"
