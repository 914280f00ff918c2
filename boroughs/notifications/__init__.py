"""Telling people: events are announced, each person is told once, in the way they chose.

:func:`announce` says that something happened; :func:`register` says what a kind of event is, whom it
concerns and in which words; :func:`send_to` writes to an address without a person.
"""

from boroughs.notifications.announcing import Announcement, announce, announce_all, send_to
from boroughs.notifications.kinds import Kind, all_kinds, kind_of, register

__all__ = ["Announcement", "Kind", "all_kinds", "announce", "announce_all", "kind_of", "register", "send_to"]
