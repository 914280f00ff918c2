"""Reads of payments, named in business words (R11)."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Count, F, Max, Sum

if TYPE_CHECKING:
    from boroughs.models import Borough
    from contracts.models import PaymentFile, PaymentPayee, PaymentPeriod, PaymentSum  # noqa: F401
    from suppliers.models import Supplier

#: How far back a payment tells that a borough buys from a supplier.
RELATIONSHIP_MONTHS = 12


class PaymentFileQuerySet(models.QuerySet["PaymentFile"]):
    """Spend files."""

    def of_borough(self, borough: "Borough") -> "PaymentFileQuerySet":
        """Return a borough's files, the last first."""
        return self.filter(borough=borough).order_by("-made_at", "-pk")

    def in_use(self) -> "PaymentFileQuerySet":
        """Return the files whose payments were taken and not undone."""
        return self.filter(state="taken")


class PaymentPeriodQuerySet(models.QuerySet["PaymentPeriod"]):
    """What files say of the months that they are for."""

    def counting(self) -> "PaymentPeriodQuerySet":
        """Return those that count: no other file has taken their place, and nobody has undone them."""
        return self.filter(counts=True)


class PaymentSumQuerySet(models.QuerySet["PaymentSum"]):
    """What was paid to a payee in a month, by file."""

    def counting(self) -> "PaymentSumQuerySet":
        """Return the sums that count: those of files that were taken, replaced by none and not undone."""
        return self.filter(period__counts=True)

    def of_borough(self, borough: "Borough") -> "PaymentSumQuerySet":
        """Return what one borough paid."""
        return self.filter(period__borough=borough)

    def to_suppliers(self) -> "PaymentSumQuerySet":
        """Return what was paid to payees that are known as suppliers."""
        return self.filter(payee__supplier__isnull=False)

    def to_supplier(self, supplier: "Supplier") -> "PaymentSumQuerySet":
        """Return what was paid to one supplier, under all names that it was paid under."""
        return self.filter(payee__supplier=supplier)

    def between(self, first: dt.date, last: dt.date) -> "PaymentSumQuerySet":
        """Return what was paid in the months from one to another, both included."""
        return self.filter(month__gte=first, month__lte=last)

    def by_month(self) -> "models.QuerySet[PaymentSum, Any]":
        """Return ``month``, ``total`` (GBP) and ``number`` of lines of each month that has payments."""
        return (
            self.order_by()
            .values("month")
            .annotate(total=Sum("amount"), number=Sum("lines"))
            .order_by("month")
        )

    def relationships_on(
        self, day: dt.date, suppliers: Iterable[int] | None = None
    ) -> "models.QuerySet[PaymentSum, Any]":
        """Return which borough paid which supplier in the twelve months up to a day: *from payments* (R11).

        A supplier that was paid nothing in the end, credits taken off, is no relationship.

        Args:
            day: the last day that counts.
            suppliers: ids of those asked about; all without.

        Returns:
            rows with ``supplier`` and ``borough`` (ids), ``borough_name``, ``total`` (GBP), ``months`` with a
            payment, ``last`` (first day of the last of them) and ``demonstration``.
        """
        rows = self.counting().to_suppliers()
        if suppliers is not None:
            rows = rows.filter(payee__supplier__in=list(suppliers))
        since = day.replace(day=1) - relativedelta(months=RELATIONSHIP_MONTHS - 1)
        return (
            rows.between(since, day)
            .order_by()
            .values(
                supplier=F("payee__supplier_id"),
                borough=F("period__borough_id"),
                borough_name=F("period__borough__name"),
                demonstration=F("period__file__is_demonstration"),
            )
            .annotate(total=Sum("amount"), months=Count("month", distinct=True), last=Max("month"))
            .filter(total__gt=0)
            .order_by("supplier", "borough")
        )


class PaymentPayeeQuerySet(models.QuerySet["PaymentPayee"]):
    """Payees as boroughs write them."""

    def unknown(self) -> "PaymentPayeeQuerySet":
        """Return those that are no supplier's, and of whom nobody has said whose they are."""
        return self.filter(supplier__isnull=True, settled=False)
