"""Payees of spend files: whose they are, and which of them are private persons (R10, R11)."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from boroughs.models import Borough, Person
from boroughs.parties import Party
from contracts.models import PaymentFile, PaymentPayee, PaymentProblem, PaymentSum, PrivatePayee
from contracts.payments.reading import payee_key
from suppliers.actions import RESOLVING, SupplierBook
from suppliers.identifiers import COMPANIES_HOUSE
from suppliers.models import Supplier

BATCH = 2_000
REASON_LENGTH = 255


def private_digest(borough: Borough, normalised: str) -> str:
    """Return by what a private person is known again without their name.

    The key is the installation's secret: without it nobody can try names against the digest.
    """
    value = f"{borough.gss}|{normalised}"
    return salted_hmac("contracts.private-payee", value, algorithm="sha256").hexdigest()


def link_payees(
    *,
    payees: Sequence[PaymentPayee],
    is_demonstration: bool = False,
    by_likeness: bool = True,
    book: SupplierBook | None = None,
) -> int:
    """Find out of payees which supplier each one is, if the hub knows it; whoever calls holds the lock (R10).

    Nobody becomes a supplier by being paid, and nothing is learnt from a payee's name.

    Args:
        payees: those that have a supplier are passed over, and those of whom a person said whose they are.
        is_demonstration: whether they are fictional.
        by_likeness: whether a name that is only like a supplier's counts.
        book: the suppliers, where they have been read already.

    Returns:
        how many were found.
    """
    wanted = [one for one in payees if one.supplier_id is None and not one.settled]
    if not wanted:
        return 0
    book = book or SupplierBook.read(demonstration=is_demonstration)
    found = []
    for payee in wanted:
        numbers = ((COMPANIES_HOUSE, payee.company_number),) if payee.company_number else ()
        resolved = book.known(Party(payee.name, numbers), by_likeness=by_likeness)
        if resolved:
            payee.supplier, payee.reason = resolved.supplier, resolved.reason[:REASON_LENGTH]
            found.append(payee)
    PaymentPayee.objects.bulk_update(found, ["supplier", "reason"], batch_size=BATCH)
    return len(found)


def match_payees(*, by_likeness: bool = False) -> int:
    """Look again for the suppliers of payees that were nobody's, as after suppliers were added.

    Args:
        by_likeness: whether names that are only like a supplier's count: that takes some minutes for tens of
            thousands of payees.

    Returns:
        how many were found.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
        book, number = SupplierBook.read(), 0
        unknown = PaymentPayee.objects.unknown().exclude(sums__period__file__is_demonstration=True)
        batch: list[PaymentPayee] = []
        for payee in unknown.order_by("pk").iterator(chunk_size=BATCH):
            batch.append(payee)
            if len(batch) == BATCH:
                number += link_payees(payees=batch, by_likeness=by_likeness, book=book)
                batch = []
        return number + link_payees(payees=batch, by_likeness=by_likeness, book=book)


def settle_payee(*, payee: PaymentPayee, supplier: Supplier | None) -> None:
    """Say, as a person, which supplier a payee is, or that it is none the hub should know."""
    payee.supplier, payee.settled = supplier, True
    payee.reason = "A person said so." if supplier else ""
    payee.save(update_fields=["supplier", "settled", "reason"])


@transaction.atomic
def call_private(*, payee: PaymentPayee, by: Person | None = None) -> None:
    """Say that a payee is a private person: what was paid stays in the sums, the name goes, its history too.

    When the name comes again, it is known by a digest and not stored.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
    PrivatePayee.objects.get_or_create(
        borough=payee.borough, digest=private_digest(payee.borough, payee.normalised), defaults={"by": by}
    )
    PaymentSum.objects.filter(payee=payee).update(technology_lines=0)
    for row in PaymentSum.objects.filter(payee=payee):
        others = PaymentSum.objects.filter(period=row.period_id, month=row.month, payee__isnull=True)
        if others.update(amount=F("amount") + row.amount, lines=F("lines") + row.lines):
            row.delete()
        else:
            row.payee = None
            row.save(update_fields=["payee"])
    _take_out_of_drafts(payee)
    _take_out_of_problems(payee)
    key = payee.pk
    payee.delete()
    PaymentPayee.pgh_event_model.objects.filter(pgh_obj_id=key).delete()  # type: ignore[attr-defined]


def _take_out_of_problems(payee: PaymentPayee) -> None:
    """Take a name, however it is spelt, out of the rows that could not be read."""
    rows = PaymentProblem.objects.filter(file__borough=payee.borough).exclude(payee="")
    names = rows.order_by().values_list("payee", flat=True).distinct()
    spelt = [name for name in names if payee_key(name) == payee.normalised]
    rows.filter(payee__in=spelt).update(payee="")


def _take_out_of_drafts(payee: PaymentPayee) -> None:
    """Take a name out of the files that were read and not taken yet: its sums become private persons'."""
    for file in PaymentFile.objects.filter(borough=payee.borough, draft__isnull=False):
        draft = file.draft or {}
        draft["payees"] = [row for row in draft["payees"] if row[0] != payee.normalised]
        draft["sums"] = [["", *row[1:]] if row[0] == payee.normalised else row for row in draft["sums"]]
        file.save(update_fields=["draft"])
