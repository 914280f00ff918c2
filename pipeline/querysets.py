"""Reads of flags, named in business words."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, OuterRef, Prefetch, Q, Subquery, Value, When
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

    def answered_by(self, borough: int, on: dt.date, answer: str = "") -> "FlagQuerySet":
        """Return the flags to which a borough's answer holds on a day, whichever it is or the one given.

        Args:
            borough: the borough's id.
            on: the day; a *not now* that has come back by then does not hold (R4).
            answer: of ``FlagAnswer.Answer``; empty for any.
        """
        standing = _answers(borough).standing(on)
        return self.filter(Exists(standing.filter(answer=answer) if answer else standing))

    def unanswered_by(self, borough: int, on: dt.date) -> "FlagQuerySet":
        """Return the flags to which no answer of a borough holds on a day; one put off may be back (R4)."""
        return self.exclude(Exists(_answers(borough).standing(on)))

    def muted_by(self, borough: int) -> "FlagQuerySet":
        """Return the flags about what a borough does not want to hear of."""
        return self.filter(Exists(_mutes(borough)))

    def not_muted_by(self, borough: int) -> "FlagQuerySet":
        """Return the flags about what a borough has not muted."""
        return self.exclude(Exists(_mutes(borough)))

    def with_mute_of(self, borough: int | None) -> "FlagQuerySet":
        """Note on each flag, as ``is_muted``, whether a borough muted what it is about."""
        return self.annotate(is_muted=Exists(_mutes(borough or 0)))

    def with_joint_of(self, borough: int | None) -> "FlagQuerySet":
        """Note on each flag, as ``joint_slug`` and ``joint_state``, the collaboration that was opened from it
        and how a borough stands to that; both are ``None`` where there is none.
        """
        opened = _rows("Collaboration").filter(flag=OuterRef("pk"), ended_on__isnull=True)
        own = _rows("Member").filter(
            collaboration__flag=OuterRef("pk"), collaboration__ended_on__isnull=True, borough=borough or 0
        )
        return self.annotate(
            joint_slug=Subquery(opened.values("slug")[:1]), joint_state=Subquery(own.values("state")[:1])
        )

    def visible_to(
        self, person: Person | AnonymousUser, *, groups: Mapping[int, int] | None = None
    ) -> "FlagQuerySet":
        """Return the flags that somebody may see (R9): LOTI staff all, officers what concerns their borough.

        An officer sees the flags their borough is in, and those that it may join: it may join where its
        register has a contract, running or ended, in the flag's service area, with the flag's supplier or
        one of its group, or for the flag's product. Such a borough buys the same thing and could come in at
        its next renewal; a borough with nothing of the kind could not say what it would replace.
        Demonstration contracts open demonstration flags only. Expired flags follow the same rule. Everybody
        else sees none.

        Args:
            person: who reads.
            groups: the supplier groups of today, where they have been read already.
        """
        if not has_permission(person, Permission.SEE_FLAGS) or not isinstance(person, Person):
            return self.none()
        if roles_of(person) & {Role.LOTI_STAFF, Role.LOTI_FACILITATOR}:
            return self
        may_join, groups = Q(), groups_on_day(timezone.localdate()) if groups is None else groups
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
        links = _rows("FlagBorough").select_related("borough")
        links = links.defer("contract_ids", "listed_contract_ids", "procurement_ids")
        answers = _rows("FlagAnswer").select_related("borough", "answered_by__profile")
        return self.select_related("service_area__parent", "supplier", "product").prefetch_related(
            Prefetch("borough_links", links), Prefetch("answers", answers)
        )


def _rows(name: str) -> Any:
    """Return the rows of a model of this app, which cannot be imported here: it needs this module first."""
    model: Any = apps.get_model("pipeline", name)
    return model.objects.all()


def _answers(borough: int) -> Any:
    """Return a borough's answer to the flag of the outer query."""
    return _rows("FlagAnswer").filter(flag=OuterRef("pk"), borough=borough)


def _mutes(borough: int) -> Any:
    """Return a borough's mute of what the flag of the outer query is about."""
    same = (
        Q(supplier=OuterRef("supplier"))
        | Q(product=OuterRef("product"))
        | Q(service_area=OuterRef("service_area"))
    )
    return _rows("FlagMute").filter(same, borough=borough)
