"""Writes of the community."""

from community.actions.files import MOST_FILES, FilesNotTaken, give_file, take_file_away
from community.actions.groups import (
    add_member,
    change_group,
    end_group,
    found_group,
    join_group,
    leave_group,
    start_user_group,
)
from community.actions.moderating import decide_report, hide_post, report_post, show_post
from community.actions.talking import (
    begin_discussion,
    close_discussion,
    edit_post,
    open_again,
    take_answer,
    write_post,
)

__all__ = [
    "MOST_FILES",
    "FilesNotTaken",
    "add_member",
    "begin_discussion",
    "change_group",
    "close_discussion",
    "decide_report",
    "edit_post",
    "end_group",
    "found_group",
    "give_file",
    "hide_post",
    "join_group",
    "leave_group",
    "open_again",
    "report_post",
    "show_post",
    "start_user_group",
    "take_answer",
    "take_file_away",
    "write_post",
]
