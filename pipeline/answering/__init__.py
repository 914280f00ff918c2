"""What boroughs say to flags: answering, taking an answer back, muting a subject, coming back (R4)."""

from pipeline.answering.answers import answer_flag, return_answers, take_answer_back
from pipeline.answering.mutes import mute_subject, unmute

__all__ = ["answer_flag", "mute_subject", "return_answers", "take_answer_back", "unmute"]
