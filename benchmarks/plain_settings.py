"""The hub's rows behind a plain Django admin, to compare with: nothing of the hub's own middleware."""

from procurement_hub.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.plain_admin"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its application insists
]
