"""Suppliers' people: who speaks for a supplier, by which domains they are known, what they say of it."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from suppliers.claim_querysets import SupplierClaimQuerySet
from suppliers.models.supplier import Supplier


@pghistory.track()
class SupplierDomain(models.Model):
    """A domain whose e-mail addresses show that their owners work for a supplier; LOTI staff keep these.

    Companies of one group may share a domain. A domain at which anybody can have an address, and one of a
    borough, is refused by ``suppliers.actions.claims``.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, help_text="What follows the @, in lower case.")
    source = models.CharField(
        max_length=255, help_text="How it is known that the domain is the supplier’s, in a sentence."
    )

    class Meta:
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(fields=["supplier", "domain"], name="a_supplier_has_a_domain_once"),
            models.CheckConstraint(condition=Q(domain=Lower("domain")), name="supplier_domain_in_lower_case"),
        ]
        indexes = [models.Index(fields=["domain"], name="supplier_by_domain")]

    def __str__(self) -> str:
        return self.domain


@pghistory.track()
class SupplierClaim(models.Model):
    """Somebody says that they work for a supplier; an accepted claim lets them speak for it.

    It is accepted at once for a confirmed address at a domain of the supplier, else by LOTI staff. One that
    is over stays as a row: declined, withdrawn by the person, or ended by the person or LOTI staff.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        ACCEPTED = "accepted", "accepted"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"
        ENDED = "ended", "ended"

    class Proof(models.TextChoices):
        DOMAIN = "domain", "a confirmed address at the supplier’s domain"
        STAFF = "staff", "LOTI staff"

    person = models.ForeignKey("boroughs.Person", on_delete=models.CASCADE, related_name="supplier_claims")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="claims")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    proof = models.CharField("accepted because of", max_length=10, choices=Proof, blank=True)
    job = models.CharField("what they do there", max_length=120)
    evidence = models.TextField(
        "how it can be checked", max_length=2000, blank=True, help_text="LOTI staff read it, nobody else."
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    reason = models.CharField(max_length=1000, blank=True, help_text="Told to the person.")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SupplierClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "supplier"],
                condition=Q(state__in=["waiting", "accepted"]),
                name="one_open_claim_a_person_and_supplier",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(proof=""), name="accepted_claim_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="declined_claim_gives_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(decided_at__isnull=False),
                name="decided_claim_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__isnull=False), name="ended_claim_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(state="waiting"), name="claims_waiting"),
            models.Index(fields=["supplier", "state"], name="claims_of_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for {self.supplier}"


@pghistory.track()
class SupplierProfile(models.Model):
    """What a supplier says of itself, or LOTI staff in its place; it is never taken for what notices say.

    ``area_codes`` are codes of service areas. ``is_sme`` and ``is_vcse`` are the supplier's own statements,
    with the day on which each was made; empty is not said (R1). ``Supplier.is_sme`` stays what the sources
    say.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="profile")
    sells = models.TextField("what it sells", max_length=2000, blank=True)
    area_codes = ArrayField(
        models.CharField(max_length=10), default=list, blank=True, verbose_name="service areas"
    )
    website = models.URLField(max_length=300, blank=True)
    contact_name = models.CharField(
        "contact for buyers", max_length=120, blank=True, help_text="A team or a person who agreed."
    )
    contact_email = models.EmailField("e-mail address for buyers", blank=True)
    contact_phone = models.CharField("telephone number for buyers", max_length=40, blank=True)
    is_sme = models.BooleanField("small or medium-sized, as it says", null=True, blank=True)
    sme_said_on = models.DateField("said on", null=True, blank=True)
    is_vcse = models.BooleanField(
        "voluntary, community or social enterprise, as it says", null=True, blank=True
    )
    vcse_said_on = models.DateField("said on", null=True, blank=True)
    said_by_staff = models.BooleanField(
        default=False, editable=False, help_text="LOTI staff made the last change."
    )
    changed_by = models.ForeignKey(
        "boroughs.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["supplier"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_sme__isnull=True, sme_said_on__isnull=True)
                | Q(is_sme__isnull=False, sme_said_on__isnull=False),
                name="sme_statement_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(is_vcse__isnull=True, vcse_said_on__isnull=True)
                | Q(is_vcse__isnull=False, vcse_said_on__isnull=False),
                name="vcse_statement_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Profile of {self.supplier}"
