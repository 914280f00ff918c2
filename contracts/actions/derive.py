"""Keeps true what follows from a contract's other fields (R1, R2, R3)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import prefetch_related_objects
from django.utils import timezone

from boroughs.models import ProcurementRoute
from boroughs.planning import RuleBook, rule_book
from contracts import dates
from contracts.actions.flags import ask_for_flags
from contracts.models import Contract

FIELDS = ["annual_value", "maximum_end_date", "window", "decide_by", "decide_by_assumed", "supplier_text"]
AT_ONCE = 2000


@transaction.atomic
def derive(contracts: Iterable[Contract], *, on: dt.date | None = None) -> int:
    """Work out and save annual value, maximum end date, window, decide-by date and suppliers' text.

    Rows in which nothing changed are not written.

    Args:
        contracts: saved contracts; a queryset may have any size.
        on: the day whose stages and gates count; today without one.

    Returns:
        the number of contracts that changed.
    """
    book = _rules(on or timezone.localdate())
    changed = 0
    waiting: list[Contract] = []
    for contract in contracts:
        waiting.append(contract)
        if len(waiting) == AT_ONCE:
            changed += _derive_some(waiting, book)
            waiting = []
    return changed + _derive_some(waiting, book)


@transaction.atomic
def derive_again(*, borough_id: int | None = None) -> int:
    """Derive again what rests on gates, meetings and routes (R3), and have flags looked for if it changed.

    Args:
        borough_id: the lead borough whose contracts are meant; without one, all of them.

    Returns:
        the number of contracts that changed.
    """
    contracts = Contract.objects.order_by("pk")
    if borough_id is not None:
        contracts = contracts.filter(borough_links__borough=borough_id, borough_links__is_lead=True)
    changed = derive(contracts.iterator(chunk_size=AT_ONCE))
    if changed:
        ask_for_flags()
    return changed


def _rules(day: dt.date) -> RuleBook | None:
    """Return the rules of a day; a hub without a default route knows no decide-by dates."""
    try:
        return rule_book(day)
    except ProcurementRoute.DoesNotExist:
        return None


def _derive_some(contracts: list[Contract], book: RuleBook | None) -> int:
    for contract in contracts:
        contract._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    prefetch_related_objects(contracts, "options", "borough_links", "supplier_links")
    changed = []
    for contract in contracts:
        values = derived_values(contract, book)
        if any(getattr(contract, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(contract, field, value)
            changed.append(contract)
    Contract.objects.bulk_update(changed, FIELDS, batch_size=500)
    return len(changed)


def term_of(contract: Contract) -> dates.Term:
    """Return the contract's dates and options as the values that the rules work on."""
    return dates.Term(
        start=contract.start_date,
        end=contract.end_date,
        break_date=contract.break_date,
        options=tuple(
            dates.Option(option.months, option.notice_days, used=option.used_on is not None)
            for option in contract.options.all()
        ),
    )


def derived_values(contract: Contract, book: RuleBook | None) -> dict[str, object]:
    """Return the derived fields of a contract by name, not saved.

    Args:
        contract: with its options, boroughs and suppliers saved.
        book: the boroughs' rules; without them the decide-by date is not known.
    """
    term = term_of(contract)
    window = dates.replacement_window(
        term, early_start_days=settings.EARLY_START_DAYS, bridging_days=settings.BRIDGING_DAYS
    )
    rules = book.of(lead) if book and (lead := _lead(contract)) else None
    return {
        "annual_value": dates.annual_value(contract.value, term),
        "maximum_end_date": dates.maximum_end(term),
        # The form in which PostgreSQL gives it back, so that equal windows are equal.
        "window": DateRange(window.opens, window.closes + dt.timedelta(days=1), "[)") if window else None,
        "decide_by": rules.decide_by(term.end, contract.value) if rules and term.end else None,
        "decide_by_assumed": rules.assumed if rules else True,
        "supplier_text": ", ".join(link.name_as_written for link in contract.supplier_links.all()),
    }


def _lead(contract: Contract) -> int | None:
    return next((link.borough_id for link in contract.borough_links.all() if link.is_lead), None)
