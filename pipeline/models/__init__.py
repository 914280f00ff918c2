"""Models of the pipeline, one noun a file."""

from pipeline.models.agreement import Agreement, Signatory
from pipeline.models.alert import SavedSearch, ToldOpportunity
from pipeline.models.answer import FlagAnswer, FlagMute, FlagTold
from pipeline.models.collaboration import Collaboration, Member, Outcome, Proposal, Rung, Vote
from pipeline.models.collaboration_work import (
    CollaborationDocument,
    DemandSum,
    Figure,
    Lot,
    Post,
    Requirement,
    RequirementMark,
    Task,
)
from pipeline.models.engagement import (
    Engagement,
    EngagementPartner,
    EventRegistration,
    MarketAnswer,
    MarketQuestion,
)
from pipeline.models.flag import Flag, FlagBorough, FlagRun
from pipeline.models.flow import Flow, FlowStage
from pipeline.models.interest import Interest, InterestShown
from pipeline.models.notice_period import NoticePeriod
from pipeline.models.opportunity import Opportunity
from pipeline.models.pitch import Pitch, PitchCase, PitchQuestion
from pipeline.models.procurement import Procurement, PublishingRule
from pipeline.models.reminder import ReminderChoice
from pipeline.models.timeline import Milestone, ProcurementChange, ProcurementStage, Risk

__all__ = [
    "Agreement",
    "Collaboration",
    "CollaborationDocument",
    "DemandSum",
    "Engagement",
    "EngagementPartner",
    "EventRegistration",
    "Figure",
    "Flag",
    "FlagAnswer",
    "FlagBorough",
    "FlagMute",
    "FlagRun",
    "FlagTold",
    "Flow",
    "FlowStage",
    "Interest",
    "InterestShown",
    "Lot",
    "MarketAnswer",
    "MarketQuestion",
    "Member",
    "Milestone",
    "NoticePeriod",
    "Opportunity",
    "Outcome",
    "Pitch",
    "PitchCase",
    "PitchQuestion",
    "Post",
    "Procurement",
    "ProcurementChange",
    "ProcurementStage",
    "Proposal",
    "PublishingRule",
    "ReminderChoice",
    "Requirement",
    "RequirementMark",
    "Risk",
    "Rung",
    "SavedSearch",
    "Signatory",
    "Task",
    "ToldOpportunity",
    "Vote",
]
