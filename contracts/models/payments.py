"""Payments: spend files, what they say by payee and month, and where they come from (R11)."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.payments.querysets import (
    PaymentFileQuerySet,
    PaymentPayeeQuerySet,
    PaymentPeriodQuerySet,
    PaymentSumQuerySet,
)


class Series(models.TextChoices):
    """What a borough publishes side by side: a file takes the place of others of its own series alone."""

    SPEND = "spend", "payments to suppliers"
    CARDS = "cards", "purchase cards"
    DEMONSTRATION = "demo", "demonstration payments"


#: What somebody may give; the demonstration's is written by the hub alone.
GIVEN = [(one.value, one.label.capitalize()) for one in (Series.SPEND, Series.CARDS)]


class Vat(models.TextChoices):
    """Whether amounts include VAT, as far as a file says it."""

    UNKNOWN = "", "not known"
    EXCLUDING = "excluding", "excluding VAT"
    INCLUDING = "including", "including VAT"


@pghistory.track(exclude=["etag", "last_modified", "asked_at", "read_at", "failure", "failed_at"])
class PaymentSource(models.Model):
    """An address from which the hub fetches a borough's spend files by itself.

    ``etag`` and ``last_modified`` are what the server last said of the file, by address.
    """

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="payment_sources")
    series = models.CharField(max_length=10, choices=GIVEN, default=Series.SPEND)
    address = models.CharField(
        max_length=500,
        help_text=(
            "Of a CSV or XLSX file, at a host that the settings allow. {YYYY}, {MM}, {Month} and {Mon} stand "
            "for the year and month of a file; the last three months are then asked for."
        ),
    )
    licence = models.CharField(max_length=120, blank=True, help_text="As the borough states it.")
    active = models.BooleanField(default=True, help_text="Fetch it each week.")
    etag = models.JSONField(default=dict, blank=True, editable=False)
    last_modified = models.JSONField(default=dict, blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.CharField(max_length=500, blank=True, editable=False)
    failed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["borough__name", "series", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["borough", "address"], name="an_address_is_fetched_once")
        ]

    def __str__(self) -> str:
        return f"{self.borough}: {self.get_series_display()}"


@pghistory.track(exclude=["draft"])
class PaymentFile(models.Model):
    """A spend file that was read. What it says counts once it is taken.

    ``draft`` holds the sums between reading and taking, private persons already without their names; the file
    itself is not kept, so that no person's name is. ``counts`` are its rows by what became of them.
    """

    class State(models.TextChoices):
        READ = "read", "read, not taken yet"
        WAITING = "waiting", "waiting to be taken"
        TAKEN = "taken", "taken"
        FAILED = "failed", "could not be taken"
        UNDONE = "undone", "undone"

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="payment_files")
    source = models.ForeignKey(
        PaymentSource, on_delete=models.SET_NULL, null=True, blank=True, related_name="files"
    )
    series = models.CharField(max_length=10, choices=Series, default=Series.SPEND)
    label = models.CharField(max_length=255, help_text="The file's name.")
    address = models.CharField(max_length=500, blank=True, help_text="Where it is published.")
    licence = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    vat = models.CharField("VAT", max_length=10, choices=Vat, default=Vat.UNKNOWN, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    on_top = models.BooleanField(
        default=False, help_text="Its payments come on top of others of its months, and replace none."
    )
    is_demonstration = models.BooleanField(default=False, help_text="Fictional payments.")
    counts = models.JSONField(default=dict, blank=True, help_text="Its rows, by what became of them.")
    draft = models.JSONField(null=True, blank=True, editable=False)
    failure = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="payment_files",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PaymentFileQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["borough", "series", "digest"],
                condition=Q(state__in=["waiting", "taken"]),
                name="a_spend_file_is_taken_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_at__isnull=False), name="a_taken_file_says_when"
            ),
        ]
        indexes = [models.Index(fields=["borough", "-made_at"], name="payment_files_of_borough")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address of its page, for the borough's officers."""
        return reverse("payment_file", args=[self.borough.slug, self.pk])


@pghistory.track()
class PaymentPeriod(models.Model):
    """What a file says of one month that it is for: the part that a corrected file takes the place of.

    Late payments of other months belong to the file's nearest month of its own.
    """

    file = models.ForeignKey(PaymentFile, on_delete=models.CASCADE, related_name="periods")
    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="payment_periods")
    series = models.CharField(max_length=10, choices=Series)
    month = models.DateField(help_text="The first day of the month.")
    on_top = models.BooleanField(default=False)
    counts = models.BooleanField(default=False, help_text="Whether it is part of the borough's payments.")

    objects = PaymentPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["borough", "series", "month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "month"], name="a_file_is_for_a_month_once"),
            models.UniqueConstraint(
                fields=["borough", "series", "month"],
                condition=Q(counts=True, on_top=False),
                name="one_file_counts_for_a_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_period_begins_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}"


@pghistory.track(exclude=["number"])
class PaymentPayee(models.Model):
    """A payee as a borough's spend files write it, and the supplier that it is, if the hub knows one.

    Most payees are no technology suppliers, and they become none by being paid: they stay names of their
    borough until a supplier of that name is known or an officer starts a contract.
    """

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.PROTECT, related_name="payees")
    name = models.CharField(max_length=255, help_text="As first written.")
    normalised = models.CharField(max_length=255)
    number = models.CharField(max_length=60, blank=True, help_text="The borough's own number of it.")
    company_number = models.CharField(max_length=8, blank=True)
    supplier = models.ForeignKey(
        "suppliers.Supplier", on_delete=models.SET_NULL, null=True, blank=True, related_name="payees"
    )
    reason = models.CharField(max_length=255, blank=True, help_text="Why it was taken to be this supplier.")
    settled = models.BooleanField(
        default=False, help_text="A person has said whose it is; the machine leaves it alone."
    )

    objects = PaymentPayeeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["borough", "normalised"], name="a_payee_of_a_borough_once")
        ]

    def __str__(self) -> str:
        return self.name


class PaymentSum(models.Model):
    """What one file says a payee was paid in one month: GBP, credits taken off, perhaps below zero.

    Without a payee it is all private persons of the month together.
    """

    period = models.ForeignKey(PaymentPeriod, on_delete=models.CASCADE, related_name="sums")
    payee = models.ForeignKey(
        PaymentPayee, on_delete=models.CASCADE, null=True, blank=True, related_name="sums"
    )
    month = models.DateField(help_text="The first day of the month of payment.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    lines = models.PositiveIntegerField(help_text="Payments in it.")
    technology_lines = models.PositiveIntegerField(
        default=0, help_text="Of them, those described as being for technology."
    )

    objects = PaymentSumQuerySet.as_manager()

    class Meta:
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "payee", "month"], nulls_distinct=False, name="a_payee_has_one_sum_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_sum_is_of_a_month"),
            models.CheckConstraint(
                condition=Q(technology_lines__lte=F("lines")), name="technology_lines_are_lines"
            ),
        ]
        indexes = [
            models.Index(fields=["payee", "month"], name="payments_of_payee"),
            models.Index(fields=["month", "id"], name="payments_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}: £{self.amount:,.2f}"


class PaymentProblem(models.Model):
    """A row of a spend file that could not be read. Its payee is kept where it is surely an organisation."""

    file = models.ForeignKey(PaymentFile, on_delete=models.CASCADE, related_name="problems")
    place = models.CharField(max_length=120)
    reason = models.CharField(max_length=120)
    payee = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@pghistory.track()
class PrivatePayee(models.Model):
    """A payee that somebody found to be a private person: known by a keyed digest, without the name."""

    borough = models.ForeignKey("boroughs.Borough", on_delete=models.CASCADE, related_name="private_payees")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["borough", "digest"], name="a_person_is_found_once")]

    def __str__(self) -> str:
        return f"A private person among {self.borough}’s payees"
