"""Models of the pipeline, one noun a file."""

from pipeline.models.alert import SavedSearch, ToldOpportunity
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
    "Engagement",
    "EngagementPartner",
    "EventRegistration",
    "Flag",
    "FlagBorough",
    "FlagRun",
    "Flow",
    "FlowStage",
    "Interest",
    "InterestShown",
    "MarketAnswer",
    "MarketQuestion",
    "Milestone",
    "NoticePeriod",
    "Opportunity",
    "Pitch",
    "PitchCase",
    "PitchQuestion",
    "Procurement",
    "ProcurementChange",
    "ProcurementStage",
    "PublishingRule",
    "ReminderChoice",
    "Risk",
    "SavedSearch",
    "ToldOpportunity",
]
