"""System checks: what is wrong with the settings, in plain words and with what to do.

Django runs them before every management command, the worker before it takes work, and ``deploy/start``
before the web server starts.
"""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from boroughs.words import listing

OLDEST_POSTGRESQL = 15
SHORTEST_SECRET_KEY = 50
SHORTEST_API_KEY = 20
RATE = re.compile(r"[1-9]\d{0,6}/(sec|min|hour|day)")
DATABASE_EXAMPLE = "Set it to postgresql://login:password@host/database"
Complaints = list[checks.CheckMessage]


def _error(number: int, wrong: str, remedy: str) -> checks.CheckMessage:
    return checks.Error(wrong, hint=remedy, id=f"hub.E{number:03}")


@checks.register(checks.Tags.security)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Complaints:
    """Check what a production installation must be told by its environment."""
    if settings.MODE not in {"production", "local", "test"}:
        return [_error(1, f"HUB_MODE is “{settings.MODE}”.", "Set it to production, or leave it out.")]
    if settings.LOCAL:
        return [*_openid(), *_api(), *_notices()]
    return [
        *_openid(),
        *_api(),
        *_notices(),
        *_secret_key(),
        *_addresses(),
        *_database(),
        *_services(),
        *_mail(),
    ]


@checks.register(checks.Tags.database)
def check_postgresql(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> Complaints:
    """Check that each database is PostgreSQL and new enough."""
    wrong: Complaints = []
    for connection in (connections[alias] for alias in databases or []):
        if connection.vendor != "postgresql":
            name = connection.display_name
            wrong.append(
                _error(6, f"The database is {name}, not PostgreSQL.", f"{DATABASE_EXAMPLE} in DATABASE_URL.")
            )
            continue
        connection.ensure_connection()
        version = connection.connection.server_version // 10000
        if version < OLDEST_POSTGRESQL:
            remedy = f"Upgrade it to PostgreSQL {OLDEST_POSTGRESQL} or newer."
            wrong.append(_error(7, f"The database is PostgreSQL {version}, which is too old.", remedy))
    return wrong


def _openid() -> Complaints:
    remedy = "The section “OpenID Connect” of docs/operations.md has an example."
    return [_error(15, wrong, remedy) for wrong in settings.OPENID_WRONG]


def _api() -> Complaints:
    wrong: Complaints = []
    for name in ("API_RATE", "API_KEY_RATE"):
        rate = getattr(settings, name)
        if not RATE.fullmatch(rate):
            remedy = "Write a number, a slash and sec, min, hour or day, such as 120/min."
            wrong.append(_error(16, f"{name} is “{rate}”, which says nothing about how often.", remedy))
    short = [name for name, key in settings.API_KEYS.items() if len(key) < SHORTEST_API_KEY]
    if short:
        make = "python3 -c 'import secrets; print(secrets.token_urlsafe(24))'"
        which = f"The API key of {listing(short)} has fewer than {SHORTEST_API_KEY} characters."
        wrong.append(_error(17, which, f"Give keys that nobody guesses; this makes one: {make}"))
    return wrong


def _notices() -> Complaints:
    schemes = {"http", "https"} if settings.LOCAL else {"https"}
    wrong: Complaints = []
    for source, address in settings.NOTICES_ADDRESSES.items():
        parts = urlsplit(address)
        if address and (parts.scheme not in schemes or not parts.hostname):
            remedy = "Leave it out for the service's own address, or set it to nothing to not read it."
            name = f"NOTICES_{source.upper()}"
            wrong.append(_error(18, f"{name} is “{address}”, not an https address.", remedy))
    if settings.NOTICES_SYNC_MINUTES < 1:
        remedy = "Set it to the minutes from one reading to the next, such as 60."
        wrong.append(_error(19, "NOTICES_SYNC_MINUTES is less than 1.", remedy))
    return wrong


def _secret_key() -> Complaints:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        key = ""
    if len(key) >= SHORTEST_SECRET_KEY:
        return []
    wrong = f"has {len(key)} characters, fewer than {SHORTEST_SECRET_KEY}" if key else "is not set"
    make = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [_error(2, f"SECRET_KEY {wrong}.", f"Set it to the output of: {make}")]


def _addresses() -> Complaints:
    wrong: Complaints = []
    origin = urlsplit(settings.HUB_ORIGIN)
    if not settings.ALLOWED_HOSTS:
        remedy = "Set it to the names under which the hub is reached, such as hub.example.org."
        wrong.append(_error(3, "ALLOWED_HOSTS is not set, so every request would be refused.", remedy))
    if origin.scheme != "https" or not origin.hostname:
        remedy = (
            "Set it to the public address, such as https://hub.example.org: links in e-mails begin with it."
        )
        wrong.append(_error(4, f"HUB_ORIGIN is “{settings.HUB_ORIGIN}”, not an https address.", remedy))
    elif settings.ALLOWED_HOSTS and not _allowed(origin.hostname):
        remedy = "Add that name to ALLOWED_HOSTS."
        wrong.append(_error(5, f"{origin.hostname}, from HUB_ORIGIN, is not in ALLOWED_HOSTS.", remedy))
    return wrong


def _allowed(host: str) -> bool:
    """Return whether ALLOWED_HOSTS takes ``host``: as itself, as ``.its.domain``, or as ``*``."""
    names = settings.ALLOWED_HOSTS
    return any(name in {"*", host} or (name.startswith(".") and f".{host}".endswith(name)) for name in names)


def _database() -> Complaints:
    if "DATABASE_URL" in settings.NOT_SET:
        return [_error(8, "DATABASE_URL is not set.", f"{DATABASE_EXAMPLE}.")]
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        return [_error(9, "DATABASE_URL does not name a PostgreSQL database.", f"{DATABASE_EXAMPLE}.")]
    return []


def _services() -> Complaints:
    wrong: Complaints = []
    if not settings.REDIS_URL:
        remedy = "Set it to redis://host:6379/0: without it, people would wait for work that takes minutes."
        wrong.append(_error(10, "REDIS_URL is not set.", remedy))
    if settings.DEBUG:
        remedy = "Leave DEBUG out: its error pages show settings and data to everybody."
        wrong.append(_error(11, "DEBUG is on in production.", remedy))
    return wrong


def _mail() -> Complaints:
    wrong: Complaints = []
    if "EMAIL_URL" in settings.NOT_SET:
        remedy = (
            "Set it to submission://login:password@host:587: nobody could confirm an address and sign in."
        )
        wrong.append(_error(12, "EMAIL_URL is not set, so no e-mail would be sent.", remedy))
    elif not settings.EMAIL_BACKEND:
        remedy = "Begin it with submission:// (STARTTLS), or smtp:// and end it with ?ssl=True (TLS)."
        wrong.append(_error(14, "EMAIL_URL begins with a word that names no kind of mail service.", remedy))
    if "DEFAULT_FROM_EMAIL" in settings.NOT_SET:
        remedy = (
            "Set it to a name and address that mail may come from: Procurement Hub <hub@hub.example.org>."
        )
        wrong.append(_error(13, "DEFAULT_FROM_EMAIL is not set, so mail would be refused.", remedy))
    return wrong
