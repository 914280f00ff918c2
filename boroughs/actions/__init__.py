"""Writes of the foundation. Views, the admin, sign-up, tasks and commands call these."""

from boroughs.actions.membership import join_borough, review_membership, sole_address_at_borough
from boroughs.actions.sessions import end_sessions

__all__ = [
    "end_sessions",
    "join_borough",
    "review_membership",
    "sole_address_at_borough",
]
