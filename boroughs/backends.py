"""How the person behind a session is read: with what every page shows of them, in the same query."""

from typing import Any

from allauth.account import auth_backends
from django.contrib.auth import backends
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from boroughs.models import Notification, Person
from boroughs.notifications.reading import MOST_COUNTED


class _WithUnread:
    """Reads the person together with ``unread``: ids of notifications, one more than are counted."""

    def get_user(self, user_id: Any) -> Person | None:
        """Return the person of a session who may still sign in, or ``None``.

        Args:
            user_id: the primary key that the session holds.
        """
        unread = Notification.objects.filter(person=OuterRef("pk"), read_at=None).order_by()
        found = Person.objects.filter(pk=user_id, is_active=True)
        return found.annotate(unread=ArraySubquery(unread.values("pk")[: MOST_COUNTED + 1])).first()


class PasswordBackend(_WithUnread, backends.ModelBackend):
    """Django's own sign-in by address and password, which the admin's form uses."""


class AccountBackend(_WithUnread, auth_backends.AuthenticationBackend):
    """Sign-in on the account's pages: by address and password, a mailed code, a passkey or OpenID."""
