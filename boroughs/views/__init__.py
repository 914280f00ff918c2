"""Pages of the foundation, one subject a file."""

from boroughs.views.borough_pages import borough, borough_list, live_contracts_map
from boroughs.views.following import follow, following, stop_following_all
from boroughs.views.history import borough_history
from boroughs.views.notifications import (
    notification,
    notification_settings,
    notifications,
    notifications_read,
    trial_mail,
    unsubscribe,
    unsubscribe_undo,
)

__all__ = [
    "borough",
    "borough_history",
    "borough_list",
    "follow",
    "following",
    "live_contracts_map",
    "notification",
    "notification_settings",
    "notifications",
    "notifications_read",
    "stop_following_all",
    "trial_mail",
    "unsubscribe",
    "unsubscribe_undo",
]
