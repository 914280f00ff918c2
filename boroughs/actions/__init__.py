"""Writes of the foundation. Views, the admin, sign-up, tasks and commands call these."""

from boroughs.actions.membership import join_borough

__all__ = ["join_borough"]
