"""From recorded routes and gates to the values that the backward schedule works on (R3)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from boroughs.models import Borough, Gate, Meeting, ProcurementRoute, RouteStage
from boroughs.schedule import START, GateRule, StageLength, Step, backward_schedule

#: The order in which stages happen where a route has them all.
STAGE_ORDER = list(RouteStage.Stage.values)


@dataclass(frozen=True)
class BuyingRules:
    """What a borough goes through to buy by one route; ``assumed`` where it has recorded no gates."""

    stages: tuple[StageLength, ...]
    gates: tuple[GateRule, ...]
    assumed: bool

    def schedule(self, start: dt.date, value: Decimal | None) -> list[Step]:
        """Return the backward schedule to a start date for a total value in GBP excluding VAT."""
        return backward_schedule(start, self.stages, self.gates, value)

    def decide_by(self, start: dt.date, value: Decimal | None) -> dt.date:
        """Return the last day on which to begin (R3); remembered, since many contracts ask the same.

        Raises:
            ValueError: where the route has no stages.
        """
        return _first_day(start, self.stages, tuple(gate for gate in self.gates if gate.applies_to(value)))


@lru_cache(maxsize=100_000)
def _first_day(start: dt.date, stages: tuple[StageLength, ...], gates: tuple[GateRule, ...]) -> dt.date:
    steps = backward_schedule(start, stages, gates)
    if not steps:
        raise ValueError("The procurement route has no stages: record some in the admin.")
    return steps[0].begins


@dataclass(frozen=True)
class RuleBook:
    """The rules of all boroughs by the default route, read once for many contracts."""

    default: BuyingRules
    recorded: dict[int, BuyingRules]

    def of(self, borough_id: int) -> BuyingRules:
        """Return a borough's rules: its own, or the default profile, which says that it is assumed."""
        return self.recorded.get(borough_id, self.default)


def rule_book(on: dt.date, route: ProcurementRoute | None = None, borough: Borough | None = None) -> RuleBook:
    """Return the rules that count on a day, by a route or by the default one.

    Args:
        on: the day on which the schedule is drawn up.
        route: how the boroughs would buy; without one, the route marked as default.
        borough: read only its rules and the default profile's; without one, those of all.

    Raises:
        ProcurementRoute.DoesNotExist: without a default route (``manage.py load_reference`` loads one).
    """
    valid = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    stages = tuple(
        StageLength(row.stage, row.get_stage_display(), row.days, row.working_days, row.source)
        for row in newest_of_each(_stages(route).filter(valid).order_by("valid_from"))
    )
    if not stages and route is None:
        ProcurementRoute.objects.get(is_default=True)
    gates = Gate.objects.filter(valid)
    if borough:
        gates = gates.filter(Q(borough=borough) | Q(borough=None))
    by_borough: dict[int | None, list[GateRule]] = defaultdict(list)
    for gate in in_sequence(gates.annotate(days=ArraySubquery(_meetings()))):
        by_borough[gate.borough_id].append(_gate_rule(gate, stages))
    defaults = BuyingRules(stages, tuple(by_borough.pop(None, [])), assumed=True)
    recorded = {
        number: replace(defaults, gates=tuple(gates), assumed=False)
        for number, gates in by_borough.items()
        if number is not None
    }
    return RuleBook(defaults, recorded)


def _stages(route: ProcurementRoute | None) -> QuerySet[RouteStage]:
    """Return the stages of a route, or of the default one: found in the same query."""
    return (
        RouteStage.objects.filter(route=route) if route else RouteStage.objects.filter(route__is_default=True)
    )


def in_sequence(gates: Iterable[Gate]) -> list[Gate]:
    """Return gates in the order in which they are passed: by stage, then by place, then by age."""
    return sorted(gates, key=lambda gate: (STAGE_ORDER.index(gate.before_stage), gate.position, gate.pk))


def newest_of_each(stages: Iterable[RouteStage]) -> list[RouteStage]:
    """Return of each stage the row that counts from the latest day, in the order in which they happen.

    Args:
        stages: in the order of the days from which they count.
    """
    newest = {row.stage: row for row in stages}
    return sorted(newest.values(), key=lambda row: row.position)


def _meetings() -> Any:
    """Return the query for the days on which a gate's body meets, in order."""
    of_the_body = Meeting.objects.annotate(name=Lower("body")).filter(
        borough=OuterRef("borough"), name=Lower(OuterRef("body"))
    )
    return of_the_body.order_by("on").values("on")


def _gate_rule(gate: Any, stages: tuple[StageLength, ...]) -> GateRule:
    """Turn a gate into a rule; where the route lacks its stage, it comes before the next one there is.

    Args:
        gate: a :class:`Gate` with ``days``, its body's meetings.
        stages: of the route.
    """
    present = {stage.stage for stage in stages}
    later = STAGE_ORDER[STAGE_ORDER.index(gate.before_stage) :]
    return GateRule(
        body=gate.body,
        before_stage=next((stage for stage in later if stage in present), START),
        lead_days=gate.lead_days,
        key_decision=gate.key_decision,
        value_from=gate.value_from,
        value_to=gate.value_to,
        meetings=tuple(gate.days),
        source=gate.source,
        assumed=gate.borough_id is None,
        forward_plan_days=gate.forward_plan_days,
    )
