"""Fictional payments to the fictional suppliers of the demonstration set."""

import csv
import io
from collections import Counter
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction

from boroughs.models import Borough
from contracts.actions.payments import Published, ask_to_take, read_payments, take_payments
from contracts.demonstration_set import ANCHOR
from contracts.models import Contract, PaymentFile, PaymentPayee, PaymentPeriod
from contracts.models.payments import Series

#: The boroughs with most demonstration contracts get payments; the others show that payments are missing.
BOROUGHS = 6
MONTHS = 12
#: A borough's demonstration suppliers are paid this share of what their contracts say, one after the other.
SHARES = (Decimal("1.02"), Decimal("1.45"), Decimal("0.97"), Decimal("0.5"))


@transaction.atomic
def load_demonstration_payments() -> int:
    """Write a year of fictional payments for some boroughs; a second time changes nothing.

    They are a series of their own, so that no real file ever takes their place, nor they a real one's.

    Returns:
        the number of files that are new.
    """
    contracts = Contract.objects.filter(is_demonstration=True, annual_value__isnull=False)
    number = Counter(pk for row in contracts.values_list("borough_ids", flat=True) for pk in row)
    chosen = sorted(number, key=lambda pk: (-number[pk], pk))[:BOROUGHS]
    new = 0
    for borough in Borough.objects.filter(pk__in=chosen).order_by("pk"):
        content = _file_of(borough)
        published = Published(
            name="Demonstration payments.csv", series=Series.DEMONSTRATION, is_demonstration=True
        )
        file, _ = read_payments(stream=io.BytesIO(content.encode()), published=published, borough=borough)
        if ask_to_take(file=file):
            take_payments(file_id=file.pk)
            new += 1
    return new


def _file_of(borough: Borough) -> str:
    """Return a spend file that pays a borough's demonstration suppliers each month."""
    held = Contract.objects.of_borough(borough).filter(is_demonstration=True, annual_value__isnull=False)
    paid: Counter[str] = Counter()
    for name, value in held.order_by("pk").values_list("suppliers__name", "annual_value"):
        if name and value:
            paid[name] += int(value)
    buffer = io.StringIO()
    lines = csv.writer(buffer)
    lines.writerow(["Supplier", "Payment date", "Net amount", "Expense type"])
    for place, (name, yearly) in enumerate(sorted(paid.items())):
        monthly = (yearly * SHARES[place % len(SHARES)] / MONTHS).quantize(Decimal("0.01"))
        for back in range(MONTHS, 0, -1):
            lines.writerow([f"{name} Ltd", ANCHOR - relativedelta(months=back), monthly, "ICT software"])
    return buffer.getvalue()


@transaction.atomic
def remove_demonstration_payments() -> dict[str, int]:
    """Delete all fictional payments with their payees and their history.

    Returns:
        the number of rows deleted, by model.
    """
    files = PaymentFile.objects.filter(is_demonstration=True)
    payees = PaymentPayee.objects.filter(sums__period__file__in=files).distinct()
    payees = payees.exclude(sums__period__file__is_demonstration=False)
    keys = {
        PaymentPayee: list(payees.values_list("pk", flat=True)),
        PaymentFile: list(files.values_list("pk", flat=True)),
    }
    periods = list(files.values_list("periods", flat=True))
    removed: Counter[str] = Counter(files.delete()[1])
    removed.update(PaymentPayee.objects.filter(pk__in=keys[PaymentPayee]).delete()[1])
    for model, of_model in keys.items():
        model.pgh_event_model.objects.filter(pgh_obj_id__in=of_model).delete()  # type: ignore[attr-defined]
    PaymentPeriod.pgh_event_model.objects.filter(pgh_obj_id__in=periods).delete()  # type: ignore[attr-defined]
    return dict(removed)
