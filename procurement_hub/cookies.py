"""The cookies that the hub sets: the page that lists them is made from this, and a test compares."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Cookie:
    """One cookie: its name in the browser, what it is for, how long it lasts."""

    name: str
    purpose: str
    lasts: str


def cookies() -> list[Cookie]:
    """Return every cookie that any page of the hub sets."""
    days = settings.SESSION_COOKIE_AGE // (24 * 60 * 60)
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "Keeps you signed in, and remembers where you are while you sign in or sign up",
            f"{days} days, until you sign out, or until you close the browser where you asked for that",
        ),
        Cookie(settings.CSRF_COOKIE_NAME, "Makes sure that a form you send came from this site", "A year"),
        Cookie(
            "messages",
            "Carries a notice such as “You are signed out” to the next page",
            "Until it is shown",
        ),
    ]
