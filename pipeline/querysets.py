"""Reads of flags, named in business words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from boroughs.models import Borough, Person
from boroughs.rights import Permission, Role, has_permission, roles_of
from contracts.models import Contract
from contracts.querysets import ContractQuerySet
from pipeline.groups import groups_on_day

if TYPE_CHECKING:
    from pipeline.models import Flag  # noqa: F401


def _groups_in(register: ContractQuerySet, groups: Mapping[int, int]) -> models.QuerySet[Any, Any]:
    """Return the ids of the supplier groups that contracts are with, from each member's group (R10)."""
    members: dict[int, list[int]] = {}
    for member, top in groups.items():
        members.setdefault(top, []).append(member)
    cases = [When(supplier_links__supplier__in=every, then=Value(top)) for top, every in members.items()]
    bought = register.filter(supplier_links__supplier__in=list(groups))
    return bought.values_list(Case(*cases, output_field=models.BigIntegerField()))


class FlagQuerySet(models.QuerySet["Flag"]):
    """Flags."""

    def live(self) -> "FlagQuerySet":
        """Return the flags that have not expired."""
        return self.filter(expired__isnull=True)

    def ranked(self) -> "FlagQuerySet":
        """Return them in order of rank, the highest first (R4)."""
        return self.order_by("-score", "id")

    def of_borough(self, borough: Borough | int) -> "FlagQuerySet":
        """Return the flags that a borough is in."""
        return self.filter(borough_links__borough=borough)

    def visible_to(self, person: Person | AnonymousUser) -> "FlagQuerySet":
        """Return the flags that somebody may see (R9): LOTI staff all, officers what concerns their borough.

        An officer sees the flags their borough is in, and those that it may join: it may join where its
        register has a contract, running or ended, in the flag's service area, with the flag's supplier or
        one of its group, or for the flag's product. Such a borough buys the same thing and could come in at
        its next renewal; a borough with nothing of the kind could not say what it would replace.
        Demonstration contracts open demonstration flags only. Expired flags follow the same rule. Everybody
        else sees none.
        """
        if not has_permission(person, Permission.SEE_FLAGS) or not isinstance(person, Person):
            return self.none()
        if roles_of(person) & {Role.LOTI_STAFF, Role.LOTI_FACILITATOR}:
            return self
        may_join, groups = Q(), groups_on_day(timezone.localdate())
        for is_demonstration in (False, True):
            register = Contract.objects.filter(
                borough_links__borough=person.borough_id, is_demonstration=is_demonstration
            )
            may_join |= Q(is_demonstration=is_demonstration) & (
                Q(service_area__in=register.values("service_area"))
                | Q(supplier__in=register.values("supplier_links__supplier"))
                | Q(supplier__in=_groups_in(register, groups))
                | Q(product__in=register.values("product"))
            )
        theirs = self.model._default_manager.filter(borough_links__borough=person.borough_id)
        return self.filter(Q(pk__in=theirs.values("pk")) | may_join)

    def with_names(self) -> "FlagQuerySet":
        """Fetch what a list shows of each flag: its subject, its boroughs and their dates."""
        return self.select_related("service_area__parent", "supplier", "product").prefetch_related(
            "borough_links__borough"
        )
