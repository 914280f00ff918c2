"""Reads of suppliers, named in business words."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower

from suppliers.groups import MAKING_GROUPS, Link, groups_on

if TYPE_CHECKING:
    from suppliers.models import IdentifierConflict, Merge, Ownership, Supplier, SupplierPair  # noqa: F401


def live(path: str, day: dt.date) -> Q:
    """Return the condition of a contract that is live on a day, at the end of a path of relations."""
    begun = Q(**{f"{path}start_date__isnull": True}) | Q(**{f"{path}start_date__lte": day})
    return Q(**{f"{path}maximum_end_date__gte": day}) & begun


class SupplierQuerySet(models.QuerySet["Supplier"]):
    """Suppliers."""

    def standing(self) -> "SupplierQuerySet":
        """Return the suppliers that stand for themselves: not those that were found to be another one."""
        return self.filter(merged_into__isnull=True)

    def fictional(self) -> "SupplierQuerySet":
        """Return the suppliers that were made up for the demonstration set."""
        return self.filter(is_demonstration=True)

    def named_like(self, words: str) -> "SupplierQuerySet":
        """Return the suppliers one of whose names contains the words, whatever the case."""
        known_as = self.model._default_manager.filter(names__name__icontains=words)
        return self.filter(Q(name__icontains=words) | Q(pk__in=known_as.values("pk")))

    def by_name(self) -> "SupplierQuerySet":
        """Return the suppliers in the order of names; capitals make no difference."""
        return self.order_by(Lower("name"), "pk")

    def selling(
        self,
        *,
        borough: int | None = None,
        areas: Iterable[int] | None = None,
        live_on: dt.date | None = None,
    ) -> "SupplierQuerySet":
        """Return the suppliers with a contract that fits all that is given.

        Args:
            borough: primary key of a borough that has the contract.
            areas: primary keys of service areas, of which the contract is in one.
            live_on: the day on which the contract is live.
        """
        links = self._links()
        if borough is not None:
            links = links.filter(contract__borough_ids__contains=[borough])
        if areas is not None:
            links = links.filter(contract__service_area__in=list(areas))
        if live_on is not None:
            links = links.filter(live("contract__", live_on))
        return self.filter(pk__in=links.values("supplier"))

    def selling_nothing_on(self, day: dt.date) -> "SupplierQuerySet":
        """Return the suppliers without a live contract on a day."""
        links = self._links().filter(live("contract__", day), supplier=OuterRef("pk"))
        return self.filter(~Exists(links))

    def with_number_of_live_contracts(self, day: dt.date) -> "SupplierQuerySet":
        """Add ``live_contracts`` to each supplier, in a form by which suppliers can be ordered."""
        links = self._links().filter(live("contract__", day), supplier=OuterRef("pk"))
        number = links.order_by().values("supplier").annotate(number=Count("pk")).values("number")
        return self.annotate(live_contracts=Coalesce(Subquery(number), 0))

    def _links(self) -> "models.QuerySet[Any]":
        related: Any = self.model._meta.get_field("contract_links")
        links: models.QuerySet[Any] = related.related_model._default_manager.all()
        return links

    def with_live_contracts(self, day: dt.date) -> "SupplierQuerySet":
        """Add ``live_contracts`` and ``live_boroughs``: how many, and of how many boroughs, on a day."""
        on_that_day = live("contract_links__contract__", day)
        return self.annotate(
            live_contracts=Count("contract_links__contract", filter=on_that_day, distinct=True),
            live_boroughs=Count(
                "contract_links__contract__borough_links__borough", filter=on_that_day, distinct=True
            ),
        )

    def of_several_boroughs(self, day: dt.date) -> "SupplierQuerySet":
        """Return the suppliers with live contracts of two boroughs or more, those of most boroughs first."""
        counted: models.QuerySet[Any] = self.with_live_contracts(day)
        several = counted.filter(live_boroughs__gt=1)
        return cast("SupplierQuerySet", several.order_by("-live_boroughs", "-live_contracts", "name"))

    def with_group_on(self, day: dt.date) -> "SupplierQuerySet":
        """Add ``group_id``: the ultimate owner's id on a day, the supplier's own where nobody owns it (R10).

        Asks at once who owned whom, a few hundred rows; the suppliers are asked for as ever.
        """
        links = apps.get_model("suppliers", "Ownership").objects.making_groups().as_links()
        members: dict[int, list[int]] = {}
        for supplier, group in groups_on(links, day).items():
            members.setdefault(group, []).append(supplier)
        cases = [When(pk__in=suppliers, then=Value(group)) for group, suppliers in sorted(members.items())]
        top = Case(*cases, default=F("pk"), output_field=models.BigIntegerField())
        return self.annotate(group_id=top)


class OwnershipQuerySet(models.QuerySet["Ownership"]):
    """Who owned whom."""

    def making_groups(self) -> "OwnershipQuerySet":
        """Return those that make a supplier part of a group: no offers, no products sold, nobody merged."""
        return self.filter(kind__in=MAKING_GROUPS, supplier__merged_into__isnull=True)

    def as_links(self) -> list[Link]:
        """Return them as the plain values that the rules of ``suppliers.groups`` work on."""
        rows = self.order_by("pk").values_list("supplier", "owner", "valid_from", "valid_to")
        return [Link(*row) for row in rows]


class SupplierPairQuerySet(models.QuerySet["SupplierPair"]):
    """Pairs of suppliers that may be one."""

    def waiting(self) -> "SupplierPairQuerySet":
        """Return the pairs to decide, the likeliest first; those with a merged supplier wait for nobody."""
        both = Q(left__merged_into__isnull=True, right__merged_into__isnull=True)
        return self.filter(both, decision="undecided").order_by("-score", "id")

    def after(self, pair: "SupplierPair") -> "SupplierPairQuerySet":
        """Return the pairs that come after one, in the order of the queue."""
        return self.filter(Q(score__lt=pair.score) | Q(score=pair.score, pk__gt=pair.pk))

    def decided(self) -> "SupplierPairQuerySet":
        """Return the pairs that somebody decided, the last first."""
        return self.exclude(decision="undecided").order_by("-decided_at", "-id")


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges of suppliers."""

    def standing(self) -> "MergeQuerySet":
        """Return the merges that were not undone."""
        return self.filter(undone_at__isnull=True)

    def on_top_of(self, merge: "Merge") -> "MergeQuerySet":
        """Return the later merges that must be undone before one can be, the last first."""
        concerned = Q(kept=merge.kept_id) | Q(gone=merge.kept_id)
        return self.standing().filter(concerned, pk__gt=merge.pk).order_by("-pk")


class IdentifierConflictQuerySet(models.QuerySet["IdentifierConflict"]):
    """Contradictions between names and numbers."""

    def open(self) -> "IdentifierConflictQuerySet":
        """Return those that nobody has settled, the last found first."""
        return self.filter(settled_at__isnull=True).order_by("-found_at", "-id")

    def settled(self) -> "IdentifierConflictQuerySet":
        """Return those that were settled, the last first."""
        return self.filter(settled_at__isnull=False).order_by("-settled_at", "-id")
