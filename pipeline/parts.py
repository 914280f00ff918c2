"""A flag borough by borough: its contracts, its dates, and what it must do."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.urls import reverse

from boroughs.words import counted
from contracts.dates import Option, Term, Window
from contracts.models import Contract
from pipeline.charts import BoroughDates
from pipeline.models import Flag, FlagBorough
from pipeline.moves import Move, move

#: How many of a borough's contracts are looked at for its dates, and how many are shown.
MOST_READ = 50
MOST_SHOWN = 8


@dataclass(frozen=True)
class BoroughPart:
    """One borough in a flag, as its page shows it.

    ``main`` is the contract whose dates are drawn: of those that count, the one that is decided first.
    ``more`` is the number of contracts that are not shown, ``register`` the address where all of them are.
    """

    link: FlagBorough
    main: Contract | None
    contracts: tuple[Contract, ...]
    listed: tuple[Contract, ...]
    more: int
    register: str
    move: Move | None
    passed: bool

    @property
    def window(self) -> Window | None:
        """The borough's window in this flag, else that of the contract drawn; both days included."""
        held = self.link.window or (self.main.window if self.main else None)
        return Window(held.lower, held.upper - dt.timedelta(days=1)) if held else None

    @property
    def others(self) -> str:
        """How many contracts stand behind the one that is drawn."""
        count = len(self.link.contract_ids) + len(self.link.listed_contract_ids) - 1
        return f"and {counted(count, 'more contract')}" if count > 0 else ""

    @property
    def dates(self) -> BoroughDates:
        """What the chart draws."""
        name = self.link.borough.name
        if self.main is None:
            return BoroughDates(name, None, None, (), self.window, self.link.decide_by)
        note = "" if self.main.end_date else "end date not known"
        return BoroughDates(
            name=name,
            start=self.main.start_date,
            end=self.main.end_date,
            options=tuple(_option_spans(self.main)),
            window=self.window,
            decide_by=self.link.decide_by,
            note=note,
        )


def parts_of(flag: Flag, today: dt.date) -> list[BoroughPart]:
    """Return a flag's boroughs, the one that must decide first at the head, in a handful of queries.

    Args:
        flag: whose boroughs.
        today: the day on which a decide-by date counts as passed.
    """
    links = list(flag.borough_links.select_related("borough"))
    links.sort(key=lambda link: (link.decide_by or dt.date.max, link.borough.name))
    wanted = {
        pk
        for link in links
        for pk in [*link.contract_ids[:MOST_READ], *link.listed_contract_ids[:MOST_SHOWN]]
    }
    contracts = (
        Contract.objects.select_related("service_area__parent", "product")
        .prefetch_related("options", "suppliers")
        .defer("search", "description", "provenance")
        .in_bulk(wanted)
    )
    return [_part(flag, link, contracts, today) for link in links]


def _part(flag: Flag, link: FlagBorough, contracts: dict[int, Contract], today: dt.date) -> BoroughPart:
    counting = _known(link.contract_ids, contracts)
    listed = _known(link.listed_contract_ids, contracts)[:MOST_SHOWN]
    main = min(counting, key=_decided_first, default=None)
    shown = sorted(counting, key=_decided_first)[:MOST_SHOWN]
    total = len(link.contract_ids) + len(link.listed_contract_ids)
    return BoroughPart(
        link=link,
        main=main,
        contracts=tuple(shown),
        listed=tuple(listed),
        more=max(0, total - len(shown) - len(listed)),
        register=_register(flag, link),
        move=move(term_of(main), flag.start_on, main.notice_days) if main and flag.start_on else None,
        passed=link.decide_by is not None and link.decide_by < today,
    )


def _known(ids: Sequence[int], contracts: dict[int, Contract]) -> list[Contract]:
    """Return the contracts that still exist; an id whose contract is gone is passed over."""
    return [contracts[pk] for pk in ids if pk in contracts]


def _decided_first(contract: Contract) -> tuple[dt.date, dt.date, int]:
    return (contract.decide_by or dt.date.max, contract.end_date or dt.date.max, contract.pk)


def term_of(contract: Contract) -> Term:
    """Return a contract's dates and options as the rules read them."""
    options = tuple(
        Option(option.months, option.notice_days, option.used_on is not None)
        for option in contract.options.all()
    )
    return Term(contract.start_date, contract.end_date, contract.break_date, options)


def _option_spans(contract: Contract) -> Iterable[tuple[dt.date, dt.date]]:
    """Yield the first and last day of each unused option."""
    if contract.end_date is None:
        return
    months = 0
    for option in contract.options.all():
        if option.used_on is None:
            begins = contract.end_date + relativedelta(months=months)
            months += option.months
            yield begins, contract.end_date + relativedelta(months=months)


def _register(flag: Flag, link: FlagBorough) -> str:
    """Return the address of the borough's part of the register that the flag is about."""
    query = {"borough": link.borough.slug}
    if flag.service_area:
        query["area"] = flag.service_area.code
    elif flag.supplier:
        query["supplier"] = flag.supplier.name
    return f"{reverse('register')}?{urlencode(query)}"
