"""Reads of the register, named in business words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast

from contracts.freshness import Freshness, fresh_after, stale_until

if TYPE_CHECKING:
    from boroughs.models import Borough, Person
    from contracts.models import Contract
    from suppliers.models import Supplier


#: Contracts whose closeness to words is computed at most; a page that orders by it says so.
RANKED = 10_000

#: The condition of a contract's link to a supplier that is (not) small or medium-sized.
_SAID_TO_BE = {said: Q(is_sme=said) | Q(is_sme__isnull=True, supplier__is_sme=said) for said in (True, False)}


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config="english", search_type="websearch")


def is_stale(day: dt.date) -> Q:
    """Return the condition of a contract that nobody has confirmed for a year, or ever (R7)."""
    return Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=stale_until(day))


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts. The register is public (R9), so there is no ``visible_to``."""

    def of_borough(self, borough: "Borough") -> "ContractQuerySet":
        """Return a borough's register: the contracts it leads or shares in."""
        return self.of_borough_numbered(borough.pk)

    def with_supplier(self, supplier: "Supplier") -> "ContractQuerySet":
        """Return the contracts in which a supplier has a part."""
        return self.filter(supplier_links__supplier=supplier)

    def live_on(self, day: dt.date) -> "ContractQuerySet":
        """Return the contracts that have not ended by a day, options counted; with no end date, none."""
        return self.filter(maximum_end_date__gte=day).filter(
            Q(start_date__isnull=True) | Q(start_date__lte=day)
        )

    def stale_on(self, day: dt.date) -> "ContractQuerySet":
        """Return the contracts that nobody has confirmed for a year, or ever (R7)."""
        return self.filter(is_stale(day))

    def of_freshness(self, wanted: Freshness, day: dt.date) -> "ContractQuerySet":
        """Return the contracts that are fresh, ageing or stale on a day (R7)."""
        if wanted is Freshness.STALE:
            return self.stale_on(day)
        if wanted is Freshness.FRESH:
            return self.filter(confirmed_on__gt=fresh_after(day))
        return self.filter(confirmed_on__gt=stale_until(day), confirmed_on__lte=fresh_after(day))

    def freshness_on(self, day: dt.date) -> list[tuple[str, int, int]]:
        """Return for each grade of freshness (R7) its name, how many contracts have it, per cent of all."""
        counts = self.order_by().aggregate(
            contracts=Count("pk"),
            fresh=Count("pk", filter=Q(confirmed_on__gt=fresh_after(day))),
            stale=Count("pk", filter=is_stale(day)),
        )
        fresh, stale, every = counts["fresh"], counts["stale"], counts["contracts"]
        numbers = {Freshness.FRESH: fresh, Freshness.AGEING: every - fresh - stale, Freshness.STALE: stale}
        return [
            (grade.value.capitalize(), number, round(100 * number / every) if every else 0)
            for grade, number in numbers.items()
        ]

    def editable_by(self, person: "Person") -> "ContractQuerySet":
        """Return the contracts that a person may change (R9): their borough's, or all for LOTI staff."""
        if person.is_staff:
            return self
        return self.filter(borough_links__borough=person.borough_id) if person.borough_id else self.none()

    def mentioning(self, words: str) -> "ContractQuerySet":
        """Return the contracts whose title, suppliers, reference or description mention all the words.

        Args:
            words: as people type them: ``"exact words"``, ``one or another``, ``-without``.
        """
        return self.filter(search=_query(words))

    def of_borough_numbered(self, borough_id: int) -> "ContractQuerySet":
        """Return the register of the borough with a primary key."""
        return self.filter(borough_ids__contains=[borough_id])

    def of_any_borough(self, borough_ids: Sequence[int]) -> "ContractQuerySet":
        """Return the registers of some boroughs, given by primary key."""
        if len(borough_ids) == 1:
            return self.of_borough_numbered(borough_ids[0])
        return self.filter(borough_ids__overlap=list(borough_ids))

    def in_areas(self, service_area_ids: Iterable[int]) -> "ContractQuerySet":
        """Return the contracts in any of some service areas, given by primary key."""
        return self.filter(service_area_id__in=list(service_area_ids))

    def of_technology(self) -> "ContractQuerySet":
        """Return the contracts whose service area is known to be technology, whole or in part."""
        return self.filter(service_area__technology__in=("yes", "part"))

    def with_supplier_named_like(self, words: str) -> "ContractQuerySet":
        """Return the contracts with a supplier whose name contains the words, whatever the case."""
        links = apps.get_model("contracts", "ContractSupplier").objects.filter(
            supplier__name__icontains=words
        )
        return self.filter(pk__in=links.values("contract_id"))

    def with_supplier_among(self, supplier_ids: Iterable[int]) -> "ContractQuerySet":
        """Return the contracts in which any of some suppliers, given by primary key, has a part."""
        return self.filter(Exists(self._links().filter(supplier__in=list(supplier_ids))))

    def with_sme(self) -> "ContractQuerySet":
        """Return the contracts with a small or medium-sized supplier.

        What the contract's own source says of the supplier counts; where it does not say, what is known of
        the supplier does.
        """
        return self.filter(Exists(self._links().filter(_SAID_TO_BE[True])))

    def with_no_sme(self) -> "ContractQuerySet":
        """Return the contracts whose suppliers are all known not to be small or medium-sized."""
        others = self._links().exclude(_SAID_TO_BE[False])
        return self.filter(Exists(self._links())).exclude(Exists(others))

    def of_no_known_size(self) -> "ContractQuerySet":
        """Return the contracts of whose suppliers no size is known."""
        return self.exclude(Exists(self._links().filter(_SAID_TO_BE[True] | _SAID_TO_BE[False])))

    def closest_to(self, words: str) -> "ContractQuerySet":
        """Add ``closeness``, a whole number that is greater the better the words match, for an order.

        Of more than ``RANKED`` contracts only so many, as the index finds them, are weighed and returned:
        the closeness of each must be computed before the first page can be shown.

        Args:
            words: for which ``mentioning`` has looked.
        """
        rank = SearchRank(F("search"), _query(words), normalization=Value(1)) * Value(1_000_000)
        among = self.model._default_manager.filter(pk__in=self.order_by().values("pk")[:RANKED])
        weighed: ContractQuerySet = among.annotate(closeness=Cast(rank, models.IntegerField()))
        return weighed

    def worth(self, low: Decimal | None, high: Decimal | None) -> "ContractQuerySet":
        """Return the contracts with a total value from ``low`` (inclusive) to ``high`` (exclusive), GBP."""
        band = Q(value__isnull=False)
        if low is not None:
            band &= Q(value__gte=low)
        if high is not None:
            band &= Q(value__lt=high)
        return self.filter(band)

    def with_names(self) -> "ContractQuerySet":
        """Return the contracts with what their page names: service area, product, route."""
        return self.select_related(
            "service_area__parent", "product", "route", "looked_after_by__profile"
        ).defer("search")

    def elsewhere(self, contract: "Contract", day: dt.date) -> "ContractQuerySet":
        """Return the contracts of other boroughs that have not ended by a day, as things stand."""
        return self.filter(end_date__gte=day).exclude(borough_ids__overlap=contract.borough_ids)

    def sharing_window(self, contract: "Contract") -> "ContractQuerySet":
        """Return the contracts in the same service area whose windows share a day with this one's (R2)."""
        if contract.service_area_id is None or contract.window is None:
            return self.none()
        return self.filter(service_area_id=contract.service_area_id, window__overlap=contract.window)

    def with_options_left(self) -> "ContractQuerySet":
        """Return the contracts that still have an unused option."""
        return self.filter(Exists(self._unused_options()))

    def with_no_options_left(self) -> "ContractQuerySet":
        """Return the contracts whose options are known, and none is left."""
        return self.filter(options_known=True).exclude(Exists(self._unused_options()))

    @staticmethod
    def _links() -> "models.QuerySet[Any]":
        return (
            apps.get_model("contracts", "ContractSupplier").objects.filter(contract=OuterRef("pk")).order_by()
        )

    @staticmethod
    def _unused_options() -> "models.QuerySet[models.Model]":
        options = apps.get_model("contracts", "ExtensionOption").objects
        return options.filter(contract=OuterRef("pk"), used_on__isnull=True)
