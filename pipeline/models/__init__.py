"""Models of the pipeline, one noun a file."""

from pipeline.models.flag import Flag, FlagBorough, FlagRun
from pipeline.models.flow import Flow, FlowStage
from pipeline.models.procurement import Procurement, PublishingRule
from pipeline.models.reminder import ReminderChoice
from pipeline.models.timeline import Milestone, ProcurementChange, ProcurementStage, Risk

__all__ = [
    "Flag",
    "FlagBorough",
    "FlagRun",
    "Flow",
    "FlowStage",
    "Milestone",
    "Procurement",
    "ProcurementChange",
    "ProcurementStage",
    "PublishingRule",
    "ReminderChoice",
    "Risk",
]
