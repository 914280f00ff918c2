"""What a source says about one contract, before it is written. Pure: no database here."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from boroughs.parties import Party
from contracts.dates import Option


@dataclass(frozen=True)
class Key:
    """The name under which a source knows a contract: scheme ``ocds`` or ``register``, and value."""

    scheme: str
    value: str


@dataclass(frozen=True)
class ContractFacts:
    """What a source says about a contract. Whatever it does not say is empty or ``None``: not known.

    ``value`` is the total in GBP excluding VAT. ``options`` is ``None`` where the source does not say
    whether there are any, and empty where it says that there are none. ``remarks`` are sentences about
    what could not be taken over.
    """

    key: Key
    title: str
    buyers: tuple[Party, ...] = ()
    suppliers: tuple[Party, ...] = ()
    description: str = ""
    reference: str = ""
    notice_url: str = ""
    cpv_codes: tuple[str, ...] = ()
    area_code: str = ""
    product_text: str = ""
    is_framework: bool = False
    value: Decimal | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    break_date: dt.date | None = None
    notice_days: int | None = None
    options: tuple[Option, ...] | None = None
    remarks: tuple[str, ...] = field(default=())
