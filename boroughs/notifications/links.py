"""Signed links: they say who they were made for and what they are good for, and they expire."""

import datetime as dt
from typing import Any

from django.core import signing


class StaleLink(Exception):
    """A link that was changed, was made for something else, or has expired."""


def sign(purpose: str, value: Any) -> str:
    """Return a token for an address.

    Args:
        purpose: what the link is good for; a token for one purpose opens nothing else.
        value: what the link carries, in JSON. It can be read by everybody who has the link.
    """
    return signing.dumps(value, salt=f"boroughs.links.{purpose}", compress=True)


def unsign(purpose: str, token: str, *, max_age: dt.timedelta) -> Any:
    """Return what a token carries.

    Args:
        purpose: what it must have been made for.
        token: from :func:`sign`.
        max_age: how long ago it may have been made.

    Raises:
        StaleLink: if it is not to be believed, or not any more.
    """
    try:
        return signing.loads(token, salt=f"boroughs.links.{purpose}", max_age=max_age)
    except signing.BadSignature as error:  # SignatureExpired is one
        raise StaleLink("This link no longer works.") from error
