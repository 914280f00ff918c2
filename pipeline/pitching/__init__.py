"""Writes of pitches: sending, withdrawing, and what boroughs answer."""

from pipeline.pitching.answering import answer_question, ask, decline, pass_on, take_up
from pipeline.pitching.sending import (
    AlreadyPitched,
    PitchFacts,
    earlier_cases,
    send_pitch,
    withdraw_pitch,
)

__all__ = [
    "AlreadyPitched",
    "PitchFacts",
    "answer_question",
    "ask",
    "decline",
    "earlier_cases",
    "pass_on",
    "send_pitch",
    "take_up",
    "withdraw_pitch",
]
