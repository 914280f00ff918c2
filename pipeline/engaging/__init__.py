"""Writes of market engagement: events and questions to the market, registrations, answers, outcomes."""

from pipeline.engaging.keeping import (
    EngagementFacts,
    call_off,
    change_engagement,
    create_engagement,
    facts_of,
    publish_engagement,
    record_outcome,
    share_answers,
)
from pipeline.engaging.registering import cancel_registration, confirm_registration, register_for
from pipeline.engaging.responding import answer_market

__all__ = [
    "EngagementFacts",
    "answer_market",
    "call_off",
    "cancel_registration",
    "change_engagement",
    "confirm_registration",
    "create_engagement",
    "facts_of",
    "publish_engagement",
    "record_outcome",
    "register_for",
    "share_answers",
]
