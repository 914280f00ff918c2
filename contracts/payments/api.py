"""The API's payments: what boroughs paid suppliers, by month."""

import datetime as dt
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from ninja import Query, Router, Schema

from boroughs.api import BoroughName
from boroughs.api_parts import (
    REFUSALS,
    PageQuestion,
    check_form,
    check_names,
    next_address,
    parameter,
    wrong_place,
)
from boroughs.keyset import Stretch, page, read_cursor
from boroughs.places import Places, read_boroughs
from contracts.models import PaymentPayee, PaymentSum
from contracts.payments import cells
from suppliers.api import SupplierLink, link
from suppliers.models import Supplier

router = Router(tags=["Payments"])
ORDER = [Stretch(Q(), "month", descending=True, read_key=dt.date.fromisoformat)]
MONTH = "2026-04"


class PaymentRow(Schema):
    """What a borough paid a supplier in a month, under one name that its files use and by one file.

    ``month`` is its first day. ``amount`` is GBP with credits taken off, below zero where they outweigh;
    ``vat`` says whether it includes VAT, as far as the file does: “excluding”, “including” or empty.
    """

    id: int
    borough: BoroughName
    supplier: SupplierLink
    paid_as: str
    month: dt.date
    amount: Decimal
    payments: int
    vat: str
    file: str
    licence: str
    is_demonstration: bool


class Payments(Schema):
    """A page of monthly sums; ``next`` is null on the last one."""

    items: list[PaymentRow]
    next: str | None


class PaymentQuery(PageQuestion):
    """What may be asked of payments."""

    borough: str = parameter("Paid by this borough: its slug.", longest=60)
    supplier: str = parameter("Paid to this supplier: its slug.", longest=120)
    month_from: str = parameter("In this month or later.", longest=20, example=MONTH)
    month_to: str = parameter("In this month or earlier.", longest=20, example=MONTH)


class PaymentForm(forms.Form):
    """Checks the question; the messages are the API's."""

    borough = forms.CharField(required=False, max_length=60)
    supplier = forms.CharField(required=False, max_length=120)
    month_from = forms.CharField(required=False, max_length=20)
    month_to = forms.CharField(required=False, max_length=20)

    def __init__(self, data: QueryDict, places: Places) -> None:
        super().__init__(data)
        self.places = places

    def clean_borough(self) -> str:
        """Refuse a borough that there is not."""
        slug: str = self.cleaned_data["borough"]
        if slug and slug not in self.places.boroughs:
            raise forms.ValidationError("There is no borough of that name in London.")
        return slug

    def clean_month_from(self) -> dt.date | None:
        """Return the first day of a month."""
        return self._month("month_from")

    def clean_month_to(self) -> dt.date | None:
        """Return the first day of a month."""
        return self._month("month_to")

    def _month(self, name: str) -> dt.date | None:
        written = self.cleaned_data[name]
        found = cells.month(written)
        if written and found is None:
            raise forms.ValidationError(f"Write a month such as {MONTH}.")
        return found


@router.get("/payments/", response={200: Payments, **REFUSALS}, url_name="api_payments")
def payments(request: HttpRequest, query: Query[PaymentQuery]) -> Any:
    """List what boroughs paid suppliers that the hub knows, by month, the last month first."""
    check_names(request, PaymentQuery)
    places = read_boroughs()
    form = PaymentForm(request.GET, places)
    check_form(form)
    try:
        after = read_cursor(query.after, ORDER) if query.after else None
    except ValueError as error:
        raise wrong_place() from error
    shown = page(_asked(form.cleaned_data, places), ORDER, ["pk"], after=after, size=query.size)
    keys = [row[0] for row in shown.rows]
    rows = PaymentSum.objects.select_related("payee__supplier", "period__file").in_bulk(keys)
    return {
        "items": [_row(request, rows[key], places) for key in keys if key in rows],
        "next": next_address(request, shown.next),
    }


def _asked(told: dict[str, Any], places: Places) -> Any:
    rows = PaymentSum.objects.counting().to_suppliers()
    if told["borough"]:
        rows = rows.filter(period__borough=places.boroughs[told["borough"]].pk)
    if told["supplier"]:
        rows = rows.filter(payee__supplier__slug=told["supplier"])
    if told["month_from"]:
        rows = rows.filter(month__gte=told["month_from"])
    return rows.filter(month__lte=told["month_to"]) if told["month_to"] else rows


def _row(request: HttpRequest, row: PaymentSum, places: Places) -> dict[str, Any]:
    file = row.period.file
    payee = cast(PaymentPayee, row.payee)
    borough = places.borough_by_pk[row.period.borough_id]
    return {
        "id": row.pk,
        "borough": {"slug": borough.slug, "name": borough.name},
        "supplier": link(cast(Supplier, payee.supplier)),
        "paid_as": payee.name,
        "month": row.month,
        "amount": row.amount,
        "payments": row.lines,
        "vat": file.vat,
        "file": file.label,
        "licence": file.licence,
        "is_demonstration": file.is_demonstration,
    }
