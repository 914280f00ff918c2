"""Loading who owned whom from the reference data, without touching what LOTI staff edited (R10)."""

import datetime as dt
from pathlib import Path

import pghistory.core
from django.core.exceptions import ValidationError
from django.db import transaction

from boroughs.parties import Party
from boroughs.reference import FOLDER, rows_of
from suppliers.actions.book import SupplierBook
from suppliers.models import Ownership, Supplier
from suppliers.referring import tell_merged

SOURCE = "Named in the reference data of who owned whom"


@transaction.atomic
def load_ownership(folder: Path = FOLDER) -> dict[str, int]:
    """Record the ownerships of a file that the hub does not have yet.

    A row counts as known when its supplier has, or ever had, an ownership with its source, whatever LOTI
    staff made of that. A row that contradicts what they recorded is left out. Suppliers that the hub does
    not know are made, so that a contract that names one later finds its group.

    Args:
        folder: where ``ownership.csv`` is, with ``supplier``, ``owner``, ``kind`` (as in
            :class:`Ownership`), ``valid_from``, ``valid_to`` (ISO dates, empty: not known), ``date_note``
            and ``source`` (an address).

    Returns:
        the number of rows in the file that are recorded, by what they are called.

    Raises:
        OSError: if the file is missing.
    """
    rows = rows_of(folder / "ownership.csv")
    book = SupplierBook.read()
    (events,) = pghistory.core.event_models(tracks_model=Ownership)
    once = set(events._default_manager.values_list("supplier", "source_url"))
    recorded, concerned = 0, []
    for row in rows:
        supplier, owner = (
            book.resolve(Party(row[name]), source=SOURCE).supplier for name in ("supplier", "owner")
        )
        known = (supplier.pk, row["source"]) in once
        new = not known and _record(supplier, owner, row)
        recorded += known or new
        concerned += [supplier.pk, owner.pk] if new else []
    book.close()
    if concerned:
        tell_merged(concerned)
    return {"owners of suppliers": recorded}


def _record(supplier: Supplier, owner: Supplier, row: dict[str, str]) -> bool:
    """Record a row; tell whether it contradicts nothing."""
    owned = Ownership(
        supplier=supplier,
        owner=owner,
        kind=row["kind"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        date_note=row["date_note"],
        source_url=row["source"],
    )
    try:
        owned.full_clean()
    except ValidationError:
        return False
    owned.save()
    return True


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
