"""Fetches spend files from the addresses that are set for boroughs, and has them taken (R11)."""

import datetime as dt
import tempfile

from django.db.models import Sum
from django.utils import timezone

from boroughs.background import ask_for
from boroughs.words import plain_date
from contracts.actions.payments import Published, ask_to_take, read_payments
from contracts.models import PaymentFile, PaymentPeriod, PaymentSource
from contracts.payments.addresses import addresses_of, month_of
from contracts.payments.fetching import NotFetchedError, fetch
from contracts.payments.spend_file import UnreadableSpendFile

FETCH_TASK = "contracts.fetch_payments"
FETCH_QUEUE = "imports"
#: A file with fewer lines than this share of those it would replace is looked at by a person first.
LEAST_SHARE = 0.5


def fetch_all_sources() -> None:
    """Have every address that is active asked, each by a task of its own."""
    for pk in PaymentSource.objects.filter(active=True).values_list("pk", flat=True):
        ask_for(FETCH_TASK, pk, queue=FETCH_QUEUE)


def fetch_source(*, source_id: int) -> list[PaymentFile]:
    """Fetch what is new at one address and have it taken; what went wrong stays with the address.

    A file that is much shorter than what it would replace is not taken: it waits for a person to look at it.

    Returns:
        the files that were new, or still to be taken.
    """
    source = PaymentSource.objects.select_related("borough").filter(pk=source_id, active=True).first()
    if source is None:
        return []
    today, new, troubles, missing = timezone.localdate(), [], [], 0
    addresses = addresses_of(source.address, today)
    for address in addresses:
        try:
            file = _fetch_one(source, address, month_of(source.address, address, today))
        except NotFetchedError as trouble:
            missing += trouble.missing
            if not trouble.missing or missing == len(addresses):
                troubles.append(f"{address}: {trouble}")
            continue
        except UnreadableSpendFile as trouble:
            troubles.append(f"{address}: {trouble}")
            continue
        if file is not None:
            new.append(file)
            if why := _looks_cut_short(file):
                troubles.append(f"{address}: {why}")
                # Nobody may look before it is thrown away: then it is read, and said, once more.
                source.etag.pop(address, None)
                source.last_modified.pop(address, None)
            else:
                ask_to_take(file=file)
    source.asked_at = timezone.now()
    if troubles:
        source.failure, source.failed_at = " ".join(troubles)[:500], source.asked_at
    else:
        source.failure, source.read_at = "", source.asked_at
    source.save(update_fields=["asked_at", "failure", "failed_at", "read_at", "etag", "last_modified"])
    return new


def _fetch_one(source: PaymentSource, address: str, month: dt.date | None) -> PaymentFile | None:
    """Fetch and read one file; ``None`` where it has not changed and nothing is to be done with it."""
    with tempfile.TemporaryFile() as content:
        fetched = fetch(
            address,
            content,
            etag=source.etag.get(address, ""),
            last_modified=source.last_modified.get(address, ""),
        )
        if fetched is None:
            return None
        content.seek(0)
        published = Published(
            name=fetched.name,
            series=source.series,
            month=month,
            address=address,
            licence=source.licence,
            source=source,
        )
        file, is_new = read_payments(stream=content, published=published, borough=source.borough)
    # Only what was read is not asked for again.
    source.etag[address], source.last_modified[address] = fetched.etag, fetched.last_modified
    # One that was fetched before and still waits was too short, or the worker died before it was taken.
    waits = file.state == PaymentFile.State.READ and file.source_id == source.pk
    return file if is_new or waits else None


def _looks_cut_short(file: PaymentFile) -> str:
    """Return why a file should be looked at before it replaces others; empty where it need not be."""
    own = [dt.date.fromisoformat(month) for month in file.counts["periods"]]
    replaced = PaymentPeriod.objects.counting().filter(
        borough=file.borough, series=file.series, month__in=own, on_top=False
    )
    before = replaced.aggregate(lines=Sum("sums__lines"))["lines"] or 0
    lines = file.counts["paid"] + file.counts["private"]
    if lines >= LEAST_SHARE * before:
        return ""
    months = " and ".join(plain_date(month).split(" ", 1)[1] for month in own[:2])
    known = f"what is known of {months} has {before:,}"
    return f"It has {lines:,} payments, but {known}: look at it and take it by hand."
