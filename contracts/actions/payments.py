"""Spend files: read, looked at, taken, undone (R11). The same file twice changes nothing."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, BinaryIO

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.history import recorded_as
from boroughs.models import Borough, Person
from contracts.actions.payees import link_payees, private_digest
from contracts.models import (
    PaymentFile,
    PaymentPayee,
    PaymentPeriod,
    PaymentProblem,
    PaymentSource,
    PaymentSum,
    PrivatePayee,
)
from contracts.payments import cells
from contracts.payments.reading import Known, SpendRead, covered, never, period_of, read_spend
from contracts.payments.spend_file import SpendRow, UnreadableSpendFile, rows_of
from contracts.text import storable
from suppliers.actions import RESOLVING
from suppliers.models import SupplierName

TAKE_TASK = "contracts.take_payments"
TAKE_QUEUE = "imports"
#: Payments are published some days after they were made, never a month before.
AHEAD = dt.timedelta(days=31)
BATCH = 2_000
PIECE = 65_536


@dataclass(frozen=True)
class Published:
    """What is known of a spend file besides its content.

    Attributes:
        name: of the file; its ending says of what kind it is, and it may name the month.
        series: what it is one of (``contracts.models.payments.Series``).
        month: first day of the month of lines without a date; the file's name is asked where it is ``None``.
        address: where it is published.
        licence: as the borough states it.
        on_top: its payments come on top of others of its months, and replace none.
        source: the address from which the hub fetches it.
        is_demonstration: whether its payments are fictional.
    """

    name: str
    series: str = "spend"
    month: dt.date | None = None
    address: str = ""
    licence: str = ""
    on_top: bool = False
    source: PaymentSource | None = None
    is_demonstration: bool = False


def read_payments(
    *,
    stream: BinaryIO,
    published: Published,
    borough: Borough,
    by: Person | None = None,
    most_rows: int | None = None,
) -> tuple[PaymentFile, bool]:
    """Read a spend file and keep what it says, to be looked at before it counts.

    Args:
        stream: the file, at its beginning, which can be read again from there.
        published: what is known of it.
        borough: whose payments it lists.
        by: who gave it, if a person did.
        most_rows: where it would take too long to read more, as while a person waits.

    Returns:
        the file, and whether it is new: one that is taken, or waits to be, is not read a second time, one
        that was only read is where another month is given for it.

    Raises:
        UnreadableSpendFile: with what to do; nothing is stored then.
    """
    digest = _digest(stream)
    of_this_content = PaymentFile.objects.filter(borough=borough, series=published.series, digest=digest)
    before = of_this_content.filter(state__in=["taken", "waiting", "read"]).first()
    if before and not _is_put_right(before, published.month):
        return before, False
    read = read_spend(
        _bounded(rows_of(stream, published.name), most_rows),
        month=published.month or cells.month(published.name),
        latest=dt.date.max if published.is_demonstration else timezone.localdate() + AHEAD,
        known=_known_suppliers(),
        private=_found_private(borough),
    )
    if not read.paid:
        raise UnreadableSpendFile("There is no payment in the file.")
    with transaction.atomic():
        if before:
            discard_payments(file=before)
        file = PaymentFile.objects.create(
            borough=borough,
            source=published.source,
            series=published.series,
            label=storable(published.name)[:255],
            address=published.address[:500],
            licence=published.licence[:120],
            digest=digest,
            vat=read.vat,
            on_top=published.on_top,
            is_demonstration=published.is_demonstration,
            counts={**_counts(read), "month_given": _written(published.month)},
            draft=storable(_draft(read)),
            by=by,
        )
        PaymentProblem.objects.bulk_create(
            [
                PaymentProblem(
                    file=file, place=storable(one.place)[:120], reason=one.reason, payee=storable(one.payee)
                )
                for one in read.unread
            ],
            batch_size=BATCH,
        )
    return file, True


def _is_put_right(file: PaymentFile, month: dt.date | None) -> bool:
    """Tell whether a file that nobody has taken yet is given again with another month."""
    was = file.counts.get("month_given", "")
    return file.state == PaymentFile.State.READ and month is not None and _written(month) != was


def _written(month: dt.date | None) -> str:
    return month.isoformat() if month else ""


def _digest(stream: BinaryIO) -> str:
    """Return the SHA-256 of a file, which is at its beginning before and after."""
    digest = hashlib.sha256()
    while part := stream.read(PIECE):
        digest.update(part)
    stream.seek(0)
    return digest.hexdigest()


def _bounded(rows: Iterable[SpendRow], most: int | None) -> Iterator[SpendRow]:
    for number, row in enumerate(rows, start=1):
        if most is not None and number > most:
            raise UnreadableSpendFile(
                f"The file has more than {most:,} rows: give it in parts, such as one for each month."
            )
        yield row


def _counts(read: SpendRead) -> dict[str, Any]:
    private = [paid.amount for (key, _), paid in read.paid.items() if not key]
    names = ("paid", "private", "total", "blank", "other", "unreadable")
    return {
        "rows": read.rows,
        **{name: read.counts[name] for name in names},
        "payees": len(read.names),
        "amount": str(read.total),
        "private_amount": str(sum(private, Decimal(0))),
        "headings": read.headings,
        "sheets_passed_over": read.sheets_passed_over,
        "months": {month.isoformat(): lines for month, lines in read.months.items()},
        "periods": [month.isoformat() for month in covered(read.months)],
    }


def _draft(read: SpendRead) -> dict[str, Any]:
    """Return what is taken later, as JSON: payees and sums, private persons under an empty name."""
    return {
        "payees": [
            [key, name, read.numbers.get(key, ""), read.companies.get(key, "")]
            for key, name in read.names.items()
        ],
        "sums": [
            [key, month.isoformat(), str(paid.amount), paid.lines, paid.technology]
            for (key, month), paid in read.paid.items()
        ],
    }


def _known_suppliers() -> Known:
    """Return what knows suppliers with a company number or a contract; they are read when first asked for."""

    @lru_cache(maxsize=1)
    def names() -> frozenset[str]:
        of_suppliers = SupplierName.objects.filter(supplier__is_demonstration=False)
        numbered = of_suppliers.filter(supplier__identifiers__scheme="GB-COH")
        contracted = of_suppliers.filter(supplier__contract_links__isnull=False)
        return frozenset(numbered.union(contracted).values_list("normalised", flat=True))

    return lambda name: name in names()


def _found_private(borough: Borough) -> Known:
    """Return what knows the payees that somebody found to be private persons."""
    digests = frozenset(PrivatePayee.objects.filter(borough=borough).values_list("digest", flat=True))
    return (lambda name: private_digest(borough, name) in digests) if digests else never


def ask_to_take(*, file: PaymentFile, on_top: bool | None = None) -> bool:
    """Have a file that was read taken in the background.

    Args:
        file: that was read.
        on_top: whether its payments come on top of others of its months; as it was, where nothing is said.

    Returns:
        whether it waits now; not where it, or the same file, waits or is taken already.
    """
    try:
        with transaction.atomic():
            changes: dict[str, Any] = {} if on_top is None else {"on_top": on_top}
            asked = PaymentFile.objects.filter(pk=file.pk, state__in=["read", "failed"]).update(
                state="waiting", failure="", **changes
            )
    except IntegrityError:
        return False
    if asked:
        ask_for(TAKE_TASK, file.pk, queue=TAKE_QUEUE)
    return bool(asked)


def take_payments(*, file_id: int) -> None:
    """Make a file that waits count: link its payees, replace its months in older files (R10, R11).

    A second time, or with a file that was taken away meanwhile, it does nothing.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
        file = (
            PaymentFile.objects.select_for_update(of=("self",))
            .select_related("borough")
            .filter(pk=file_id, state="waiting")
            .first()
        )
        if file is None:
            return
        person = {"user": file.by_id} if file.by_id else {}
        with recorded_as(payment_file=file.pk, import_label=file.label, **person):
            _take(file)


def _take(file: PaymentFile) -> None:
    draft, private = file.draft or {}, _found_private(file.borough)
    wanted = [row for row in draft["payees"] if not private(row[0])]
    payees = _payees_of(file, wanted)
    link_payees(payees=list(payees.values()), is_demonstration=file.is_demonstration)
    own = [dt.date.fromisoformat(month) for month in file.counts["periods"]]
    rows: dict[tuple[dt.date, int | None, dt.date], PaymentSum] = {}
    for key, written, amount, lines, technology in draft["sums"]:
        month = dt.date.fromisoformat(written)
        payee = payees.get(key)
        at = (period_of(month, own), payee.pk if payee else None, month)
        row = rows.setdefault(
            at, PaymentSum(payee=payee, month=month, amount=Decimal(0), lines=0, technology_lines=0)
        )
        row.amount += Decimal(amount)
        row.lines += lines
        row.technology_lines += technology if payee else 0
    periods = _begin_to_count(file, {period for period, _, _ in rows})
    for (period, _, _), row in rows.items():
        row.period = periods[period]
    PaymentSum.objects.bulk_create(rows.values(), batch_size=BATCH)
    file.state, file.draft, file.taken_at = PaymentFile.State.TAKEN, None, timezone.now()
    file.save(update_fields=["state", "draft", "taken_at"])


def _payees_of(file: PaymentFile, wanted: list[list[str]]) -> dict[str, PaymentPayee]:
    """Return the borough's payees by normalised name, new ones made; numbers not known before are kept."""
    keys = [row[0] for row in wanted]
    known = {one.normalised: one for one in file.borough.payees.filter(normalised__in=keys)}
    new = [
        PaymentPayee(borough=file.borough, normalised=key, name=name, number=number, company_number=company)
        for key, name, number, company in wanted
        if key not in known
    ]
    PaymentPayee.objects.bulk_create(new, batch_size=BATCH)
    changed = []
    for key, _, number, company in wanted:
        if (payee := known.get(key)) and (
            (number and not payee.number) or (company and not payee.company_number)
        ):
            payee.number, payee.company_number = payee.number or number, payee.company_number or company
            changed.append(payee)
    PaymentPayee.objects.bulk_update(changed, ["number", "company_number"], batch_size=BATCH)
    return known | {one.normalised: one for one in new}


def _begin_to_count(file: PaymentFile, months: Iterable[dt.date]) -> dict[dt.date, PaymentPeriod]:
    """Make the file's months; what counted for them before counts no more, unless it comes on top."""
    if not file.on_top:
        PaymentPeriod.objects.filter(
            borough=file.borough, series=file.series, month__in=list(months), on_top=False, counts=True
        ).update(counts=False)
    return {
        month: PaymentPeriod.objects.create(
            file=file,
            borough=file.borough,
            series=file.series,
            month=month,
            on_top=file.on_top,
            counts=True,
        )
        for month in sorted(months)
    }


def fail_payments(*, file_id: int, why: str) -> None:
    """Say that a file that waits could not be taken, so that its page tells what to do."""
    PaymentFile.objects.filter(pk=file_id, state="waiting").update(state="failed", failure=why[:500])


def discard_payments(*, file: PaymentFile) -> bool:
    """Throw a file away that was read and not taken; tell whether it was there to be thrown away."""
    with transaction.atomic():
        rows = PaymentFile.objects.select_for_update().filter(pk=file.pk, state__in=["read", "failed"])
        return bool(rows.delete()[0])


def undo_payments(*, file: PaymentFile, by: Person | None = None) -> bool:
    """Have a file count no more; the files whose months it took count again.

    Returns:
        whether it counted as taken until now.
    """
    person = {"user": by.pk} if by else {}
    with transaction.atomic(), recorded_as(payment_file=file.pk, import_label=file.label, **person):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RESOLVING])
        found = PaymentFile.objects.select_for_update().filter(pk=file.pk, state="taken").first()
        if found is None:
            return False
        found.state, found.undone_at = PaymentFile.State.UNDONE, timezone.now()
        found.save(update_fields=["state", "undone_at"])
        vacant = list(found.periods.filter(counts=True, on_top=False).values_list("month", flat=True))
        found.periods.update(counts=False)
        for period in _next_in_line(found, vacant):
            period.counts = True
            period.save(update_fields=["counts"])
        return True


def _next_in_line(file: PaymentFile, months: list[dt.date]) -> list[PaymentPeriod]:
    """Return, for each month, the period of the file that was taken last among those that still stand."""
    candidates: dict[dt.date, list[PaymentPeriod]] = defaultdict(list)
    standing = PaymentPeriod.objects.filter(
        borough=file.borough_id, series=file.series, month__in=months, on_top=False, file__state="taken"
    )
    for period in standing.order_by("-file__taken_at", "-pk"):
        candidates[period.month].append(period)
    return [periods[0] for periods in candidates.values()]


def resume_payments() -> None:
    """Ask again for the files that wait: what was lost with a worker or a broker is found again by this."""
    for pk in PaymentFile.objects.filter(state="waiting").values_list("pk", flat=True):
        ask_for(TAKE_TASK, pk, queue=TAKE_QUEUE)
