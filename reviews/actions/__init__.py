"""Writes of vendor reviews."""

from reviews.actions.answering import complain, decide_complaint, extend_reply, reply
from reviews.actions.asking import ask_author
from reviews.actions.moderating import publish, send_back
from reviews.actions.writing import (
    ReviewFacts,
    begin_version,
    give_up_version,
    keep_advice,
    keep_evidence,
    keep_score,
    start_review,
    submit,
    withdraw,
    write_anew,
)

__all__ = [
    "ReviewFacts",
    "ask_author",
    "begin_version",
    "complain",
    "decide_complaint",
    "extend_reply",
    "give_up_version",
    "keep_advice",
    "keep_evidence",
    "keep_score",
    "publish",
    "reply",
    "send_back",
    "start_review",
    "submit",
    "withdraw",
    "write_anew",
]
