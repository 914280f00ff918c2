"""Writes of collaborations: opening, who belongs, what is agreed, what members work on, how it ends."""

from pipeline.collaborating.agreeing import propose_rung, propose_start, vote, withdraw
from pipeline.collaborating.agreements import (
    answer_check,
    back_to_draft,
    change_agreement,
    clear_check,
    draft_agreement,
    end_agreement,
    open_for_signature,
    sign_agreement,
)
from pipeline.collaborating.dates import take_date
from pipeline.collaborating.demand import add_lot, give_figures
from pipeline.collaborating.ending import end_collaboration, record_outcome, reopen_collaboration
from pipeline.collaborating.membership import (
    answer_invitation,
    answer_request,
    ask_for_voice,
    ask_to_join,
    give_voice,
    invite,
    leave,
    pass_lead,
    take_back_invitation,
)
from pipeline.collaborating.opening import change_collaboration, open_collaboration
from pipeline.collaborating.papers import give_document
from pipeline.collaborating.working import (
    add_requirement,
    mark_requirements,
    record_task,
    remove_requirement,
    write_post,
)

__all__ = [
    "add_lot",
    "add_requirement",
    "answer_check",
    "answer_invitation",
    "answer_request",
    "ask_for_voice",
    "ask_to_join",
    "back_to_draft",
    "change_agreement",
    "change_collaboration",
    "clear_check",
    "draft_agreement",
    "end_agreement",
    "end_collaboration",
    "give_document",
    "give_figures",
    "give_voice",
    "invite",
    "leave",
    "mark_requirements",
    "open_collaboration",
    "open_for_signature",
    "pass_lead",
    "propose_rung",
    "propose_start",
    "record_outcome",
    "record_task",
    "remove_requirement",
    "reopen_collaboration",
    "sign_agreement",
    "take_back_invitation",
    "take_date",
    "vote",
    "withdraw",
    "write_post",
]
