"""Keeping nothing of payments longer than it is needed."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import connection, transaction

from contracts.models import PaymentFile, PaymentPayee, PaymentPeriod
from contracts.payments.spend_file import remove_copies
from suppliers.actions import RESOLVING

#: Files that were read and that nobody took.
DRAFT_DAYS = 7
#: No file is read for so long: a copy that is older was left behind.
COPY_LEFT = dt.timedelta(days=1)
BATCH = 2_000


def tidy_payments(*, now: dt.datetime) -> dict[str, int]:
    """Delete files that nobody took, payments that are too old, and payees in no payment, copies left behind.

    Returns:
        how many of each were deleted.
    """
    old = now - dt.timedelta(days=DRAFT_DAYS)
    drafts = PaymentFile.objects.filter(state__in=["read", "failed"], made_at__lt=old)
    first = now.date().replace(day=1) - relativedelta(years=settings.PAYMENTS_YEARS)
    return {
        "files": drafts.delete()[1].get(PaymentFile._meta.label, 0),
        "months": PaymentPeriod.objects.filter(month__lt=first).delete()[1].get(PaymentPeriod._meta.label, 0),
        "payees": _forget_payees(),
        "copies": remove_copies(older_than=now - COPY_LEFT),
    }


def _forget_payees() -> int:
    """Delete payees without a payment, with their history, which would keep the names."""
    unpaid = PaymentPayee.objects.filter(sums__isnull=True, settled=False).order_by("pk")
    history, number = PaymentPayee.pgh_event_model, 0  # type: ignore[attr-defined]
    while keys := list(unpaid.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            with connection.cursor() as cursor:  # a file that is being taken may pay one of them again
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
            keys = list(unpaid.filter(pk__in=keys).values_list("pk", flat=True))
            PaymentPayee.objects.filter(pk__in=keys).delete()
            history.objects.filter(pgh_obj_id__in=keys).delete()
        number += len(keys)
    return number
