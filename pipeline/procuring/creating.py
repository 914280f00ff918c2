"""Making a timeline: everything is proposed, an officer only confirms (R3)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from boroughs.models import Borough, Person, ProcurementRoute
from boroughs.planning import BuyingRules, rule_book
from boroughs.schedule import StageLength
from boroughs.schedule_answer import Answer, Asked, answer
from contracts.models import Contract
from pipeline.models import Flow, FlowStage, Milestone, Procurement, ProcurementStage
from pipeline.procuring.facts import ProcurementFacts
from pipeline.procuring.log import keep_bids_due, log
from pipeline.timelines import Plan, plan_of

#: Letters of the end of an address: nobody guesses it, so that an address tells nothing of other timelines.
UNGUESSABLE = 8
#: For how long a second click on the button that makes a timeline is taken for the first.
JUST_MADE = dt.timedelta(minutes=10)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Proposal:
    """What a timeline would begin with: the facts, and the schedule, ``None`` without a start or stages."""

    facts: ProcurementFacts
    schedule: Answer | None


def propose(
    *, borough: Borough, facts: ProcurementFacts, today: dt.date, contract: Contract | None = None
) -> Proposal:
    """Work out when what begins, for an officer to look at before anything is written.

    Args:
        borough: whose timeline it would be.
        facts: what is known; its highest value decides which gates apply.
        today: the day of planning.
        contract: what is replaced, if it is anything.
    """
    rules = rule_book(today, facts.route, borough).of(borough.pk)
    asked = Asked(borough, highest_value(facts), facts.route, facts.start_on)
    return Proposal(facts, answer(asked, rules, today))


def highest_value(facts: ProcurementFacts) -> Decimal | None:
    """Return the value by which gates apply: the highest of the band; unknown where no bound is known."""
    return facts.value_to if facts.value_to is not None else facts.value_from


@transaction.atomic
def create_procurement(
    *,
    borough: Borough,
    facts: ProcurementFacts,
    on: dt.date,
    by: Person | None,
    contract: Contract | None = None,
    is_demonstration: bool = False,
) -> Procurement:
    """Make a timeline with the dates of the backward schedule.

    A second click on the same button finds the open timeline that the first one made for the contract or,
    where nothing is replaced, the same one that the officer has just made.

    Args:
        borough: whose it is.
        facts: what the officer has confirmed.
        on: the day on which the schedule is drawn up.
        by: the officer; ``None`` for the demonstration set.
        contract: what is replaced, one of the borough's; ``None`` where there is none.
        is_demonstration: made up, to show the hub, as it is where the contract is fictional.

    Raises:
        ValueError: where nobody has recorded how long the stages of the route take.
    """
    # An import that writes the borough's contracts for minutes is not waited for.
    Borough.objects.select_for_update(no_key=True).get(pk=borough.pk)
    if found := open_timeline_of(contract, borough) if contract else _just_made(borough, facts, by):
        return found
    flow = flow_for(facts.route, on)
    plan = plan_of(rules_of(flow, borough, on).schedule(facts.start_on, highest_value(facts)))
    procurement = Procurement.objects.create(
        borough=borough,
        slug=_address(facts.title),
        contract=contract,
        flow=flow,
        assumed=plan.assumed,
        created_by=by,
        is_demonstration=is_demonstration or bool(contract and contract.is_demonstration),
        **facts.columns(),
    )
    write_plan(procurement, plan)
    keep_bids_due(procurement)
    log(procurement, ["The timeline was made."])
    return procurement


def open_timeline_of(contract: Contract, borough: Borough) -> Procurement | None:
    """Return the borough's timeline for the replacement of a contract that has not ended, if there is one."""
    return Procurement.objects.of_borough(borough).open().filter(contract=contract).first()


def _just_made(borough: Borough, facts: ProcurementFacts, by: Person | None) -> Procurement | None:
    """Return the same timeline if somebody has made it within ``JUST_MADE``."""
    same = Procurement.objects.of_borough(borough).open().filter(contract=None, created_by=by)
    same = same.filter(title=facts.title, route=facts.route, start_on=facts.start_on)
    return same.filter(created__gte=timezone.now() - JUST_MADE).first() if by else None


def flow_for(route: ProcurementRoute, on: dt.date) -> Flow:
    """Return the present flow of a route; where its stages have changed, a new one, the old one archived.

    Raises:
        ValueError: where the route has no stages.
    """
    ProcurementRoute.objects.select_for_update(no_key=True).get(pk=route.pk)  # one new flow at a time
    wanted = [
        (stage.stage, stage.days, stage.working_days, stage.source)
        for stage in rule_book(on, route).default.stages
    ]
    if not wanted:
        raise ValueError(f"Nobody has recorded how long the stages of “{route}” take: choose another route.")
    present = Flow.objects.filter(route=route, archived_on__isnull=True).first()
    if present:
        rows = present.stages.values_list("stage", "days", "working_days", "source")
        if list(rows) == wanted:
            return present
        present.archived_on = max(on, present.begun_on)
        present.save(update_fields=["archived_on"])
    flow = Flow.objects.create(route=route, begun_on=on)
    FlowStage.objects.bulk_create(
        FlowStage(flow=flow, position=place, stage=stage, days=days, working_days=working_days, source=source)
        for place, (stage, days, working_days, source) in enumerate(wanted, start=1)
    )
    return flow


def rules_of(flow: Flow, borough: Borough, on: dt.date) -> BuyingRules:
    """Return what a borough goes through by a flow: the flow's lengths, the borough's gates of a day."""
    rules = rule_book(on, flow.route, borough).of(borough.pk)
    stages = tuple(
        StageLength(row.stage, row.get_stage_display(), row.days, row.working_days, row.source)
        for row in flow.stages.order_by("position")
    )
    return BuyingRules(stages, rules.gates, rules.assumed)


def write_plan(procurement: Procurement, plan: Plan) -> None:
    """Write the stages and gates of a timeline that has none yet."""
    ProcurementStage.objects.bulk_create(
        ProcurementStage(
            procurement=procurement,
            stage=stage.stage,
            position=place,
            first_start=stage.begins,
            first_end=stage.ends,
            planned_start=stage.begins,
            planned_end=stage.ends,
        )
        for place, stage in enumerate(plan.stages, start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(
            procurement=procurement,
            kind=Milestone.Kind.GATE,
            name=gate.name,
            first_on=gate.on,
            planned_on=gate.on,
            papers_on=gate.papers_on,
            forward_plan_on=gate.forward_plan_on,
            assumed=gate.assumed,
        )
        for gate in plan.gates
    )


def _address(title: str) -> str:
    """Return an address that says what it is about and cannot be guessed, whatever else there is."""
    words = slugify(title)[:70].strip("-") or "timeline"
    return f"{words}-{get_random_string(UNGUESSABLE, ALPHABET)}"
