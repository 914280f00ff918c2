"""Writes of procurements: making a timeline, changing and moving it, saying who may see it."""

from pipeline.procuring.changing import (
    change_dates,
    change_procurement,
    end_procurement,
    plan_again,
    reopen_procurement,
)
from pipeline.procuring.creating import Proposal, create_procurement, propose
from pipeline.procuring.facts import ProcurementFacts
from pipeline.procuring.moving import enter_stage, leave_stage, take_back_move
from pipeline.procuring.parts import (
    MilestoneFacts,
    RiskFacts,
    change_milestone,
    change_risk,
    record_milestone,
    record_risk,
    remove_milestone,
    remove_risk,
)
from pipeline.procuring.publishing import (
    ask_for_publication,
    may_publish,
    publish,
    say_who_publishes,
    share,
)

__all__ = [
    "MilestoneFacts",
    "ProcurementFacts",
    "Proposal",
    "RiskFacts",
    "ask_for_publication",
    "change_dates",
    "change_milestone",
    "change_procurement",
    "change_risk",
    "create_procurement",
    "end_procurement",
    "enter_stage",
    "leave_stage",
    "may_publish",
    "plan_again",
    "propose",
    "publish",
    "record_milestone",
    "record_risk",
    "remove_milestone",
    "remove_risk",
    "reopen_procurement",
    "say_who_publishes",
    "share",
    "take_back_move",
]
