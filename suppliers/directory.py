"""The directory of suppliers: which page of it is asked for, and where the pages around it are."""

import datetime as dt
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from suppliers.models import Supplier
from suppliers.querysets import SupplierQuerySet

PAGE = 50
LONGEST_SEARCH = 200
#: The search counts so far; more are "more than 1,000".
COUNTED = 1_000


class Directory:
    """A page of suppliers in the order of names, never by offset: ``after`` or ``before`` a supplier.

    Args:
        query: ``q`` is what a name contains; ``after`` and ``before`` are slugs of suppliers. A slug that
            there is not (any more) leads to the first page, so that an old link is not an error.
        today: the day on which contracts are to be live.
    """

    def __init__(self, query: QueryDict, today: dt.date) -> None:
        self.words = query.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        self._after = self._supplier(query.get("after", ""))
        self._before = None if self._after else self._supplier(query.get("before", ""))
        self._today = today

    @staticmethod
    def _supplier(slug: str) -> Supplier | None:
        return Supplier.objects.filter(slug=slug.replace("\x00", "")).first() if slug else None

    @cached_property
    def _found(self) -> SupplierQuerySet:
        everybody: SupplierQuerySet = Supplier.objects.standing()
        return everybody.named_like(self.words) if self.words else everybody

    @cached_property
    def _page(self) -> tuple[list[Supplier], bool]:
        """The suppliers of the page in order, and whether there are more in the direction of travel."""
        if self._after:
            rows = list(self._found.after(self._after)[: PAGE + 1])
        elif self._before:
            rows = list(self._found.before(self._before)[: PAGE + 1])
        else:
            rows = list(self._found.by_name()[: PAGE + 1])
        more, rows = len(rows) > PAGE, rows[:PAGE]
        return (rows[::-1] if self._before else rows), more

    @cached_property
    def suppliers(self) -> list[Any]:
        """The page's suppliers, each with ``live_contracts`` and ``live_boroughs``."""
        keys = [supplier.pk for supplier in self._page[0]]
        counts: SupplierQuerySet = Supplier.objects.filter(pk__in=keys)
        return list(counts.with_live_contracts(self._today).by_name())

    @property
    def next(self) -> str:
        """The address of the next page; empty on the last one."""
        rows, more = self._page
        return self._address(after=rows[-1].slug) if rows and (more or self._before) else ""

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first one."""
        rows, more = self._page
        there_is = self._after or (self._before and more)
        return self._address(before=rows[0].slug) if rows and there_is else ""

    @cached_property
    def count(self) -> str:
        """How many there are, counted no further than ``COUNTED``: *more than 1,000 suppliers*."""
        number = self._found.order_by()[: COUNTED + 1].count()
        if number > COUNTED:
            return f"More than {COUNTED:,} suppliers"
        return f"{number:,} supplier{'' if number == 1 else 's'}"

    def _address(self, **place: str) -> str:
        return f"{reverse('suppliers')}?{urlencode({'q': self.words, **place} if self.words else place)}"
