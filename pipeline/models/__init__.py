"""Models of the pipeline, one noun a file."""

from pipeline.models.alert import SavedSearch, ToldOpportunity
from pipeline.models.flag import Flag, FlagBorough, FlagRun
from pipeline.models.flow import Flow, FlowStage
from pipeline.models.notice_period import NoticePeriod
from pipeline.models.opportunity import Opportunity
from pipeline.models.procurement import Procurement, PublishingRule
from pipeline.models.timeline import Milestone, ProcurementChange, ProcurementStage, Risk

__all__ = [
    "Flag",
    "FlagBorough",
    "FlagRun",
    "Flow",
    "FlowStage",
    "Milestone",
    "NoticePeriod",
    "Opportunity",
    "Procurement",
    "ProcurementChange",
    "ProcurementStage",
    "PublishingRule",
    "Risk",
    "SavedSearch",
    "ToldOpportunity",
]
