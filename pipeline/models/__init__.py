"""Models of the pipeline, one noun a file."""

from pipeline.models.answer import FlagAnswer, FlagMute, FlagTold
from pipeline.models.collaboration import Collaboration, Member, Outcome, Proposal, Rung, Vote
from pipeline.models.collaboration_work import (
    DemandSum,
    Figure,
    Lot,
    Post,
    Requirement,
    RequirementMark,
    Task,
)
from pipeline.models.flag import Flag, FlagBorough, FlagRun
from pipeline.models.flow import Flow, FlowStage
from pipeline.models.procurement import Procurement, PublishingRule
from pipeline.models.timeline import Milestone, ProcurementChange, ProcurementStage, Risk

__all__ = [
    "Collaboration",
    "DemandSum",
    "Figure",
    "Flag",
    "FlagAnswer",
    "FlagBorough",
    "FlagMute",
    "FlagRun",
    "FlagTold",
    "Flow",
    "FlowStage",
    "Lot",
    "Member",
    "Milestone",
    "Outcome",
    "Post",
    "Procurement",
    "ProcurementChange",
    "ProcurementStage",
    "Proposal",
    "PublishingRule",
    "Requirement",
    "RequirementMark",
    "Risk",
    "Rung",
    "Task",
    "Vote",
]
