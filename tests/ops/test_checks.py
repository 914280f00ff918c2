"""A production installation with wrong settings does not start, and says what to do."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from procurement_hub import checks
from tests.services import ROOT
from tools.check import LIKE_PRODUCTION

POSTGRESQL = {"default": {"ENGINE": "django.db.backends.postgresql"}}
RIGHT = {
    "MODE": "production",
    "LOCAL": False,
    "DEBUG": False,
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": ["hub.example.org"],
    "HUB_ORIGIN": "https://hub.example.org",
    "REDIS_URL": "redis://redis:6379/0",
    "DATABASES": POSTGRESQL,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "NOT_SET": [],
    "NOTICES_ADDRESSES": {"contracts_finder": "https://notices.example.org/search", "find_a_tender": ""},
    "NOTICES_SYNC_MINUTES": 60,
}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"MODE": "prod"}, "HUB_MODE is “prod”."),
    ({"SECRET_KEY": ""}, "SECRET_KEY is not set."),
    ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters, fewer than 50."),
    ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is not set, so every request would be refused."),
    (
        {"HUB_ORIGIN": "http://hub.example.org"},
        "HUB_ORIGIN is “http://hub.example.org”, not an https address.",
    ),
    ({"ALLOWED_HOSTS": ["other.org"]}, "hub.example.org, from HUB_ORIGIN, is not in ALLOWED_HOSTS."),
    ({"NOT_SET": ["DATABASE_URL"]}, "DATABASE_URL is not set."),
    (
        {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}},
        "DATABASE_URL does not name a PostgreSQL database.",
    ),
    ({"REDIS_URL": ""}, "REDIS_URL is not set."),
    ({"DEBUG": True}, "DEBUG is on in production."),
    ({"NOT_SET": ["EMAIL_URL"]}, "EMAIL_URL is not set, so no e-mail would be sent."),
    ({"EMAIL_BACKEND": ""}, "EMAIL_URL begins with a word that names no kind of mail service."),
    ({"API_RATE": "often"}, "API_RATE is “often”, which says nothing about how often."),
    ({"API_KEY_RATE": "0/min"}, "API_KEY_RATE is “0/min”, which says nothing about how often."),
    (
        {"API_KEYS": {"paper": "guessed"}},
        "The API key of paper has fewer than 20 characters.",
    ),
    ({"NOT_SET": ["DEFAULT_FROM_EMAIL"]}, "DEFAULT_FROM_EMAIL is not set, so mail would be refused."),
    (
        {"NOTICES_ADDRESSES": {"find_a_tender": "http://notices.example.org"}},
        "NOTICES_FIND_A_TENDER is “http://notices.example.org”, not an https address.",
    ),
    (
        {"NOTICES_ADDRESSES": {"contracts_finder": "https:///search"}},
        "NOTICES_CONTRACTS_FINDER is “https:///search”, not an https address.",
    ),
    ({"NOTICES_SYNC_MINUTES": 0}, "NOTICES_SYNC_MINUTES is less than 1."),
]


@pytest.fixture
def production() -> Any:
    """Settings that are as they should be; a test changes some by calling this with them."""
    with pytest.MonkeyPatch.context() as patch:

        def change(**changes: Any) -> list[str]:
            for name, value in {**RIGHT, **changes}.items():
                patch.setattr(django_settings, name, value)
            return [str(message.msg) for message in checks.check_settings(None)]

        yield change


def test_right_settings_pass(production: Any) -> None:
    assert production() == []
    assert production(ALLOWED_HOSTS=[".example.org"]) == []


@pytest.mark.parametrize(("changes", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_wrong_setting_is_named(production: Any, changes: dict[str, Any], message: str) -> None:
    assert production(**changes) == [message]
    (complaint,) = checks.check_settings(None)
    assert complaint.hint
    assert complaint.is_serious()


def test_local_mode_needs_nothing(settings: Settings) -> None:
    assert settings.LOCAL
    assert checks.check_settings(None) == []


def test_this_database_is_new_enough(db: None) -> None:
    assert checks.check_postgresql(None, databases=["default"]) == []


def test_an_old_postgresql_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 99)
    (complaint,) = checks.check_postgresql(None, databases=["default"])
    assert "which is too old" in complaint.msg
    assert complaint.hint == "Upgrade it to PostgreSQL 99 or newer."


def deploy_check(**env: str) -> tuple[int, str]:
    """Run the check that ``deploy/start`` runs, with nothing but ``env`` and the path in its environment."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_an_empty_environment_gets_the_whole_list_and_no_traceback() -> None:
    status, said = deploy_check()
    assert status == 1
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "HUB_ORIGIN", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        assert name in said
    assert "Traceback" not in said


def test_a_right_environment_passes() -> None:
    key = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    status, said = deploy_check(
        **LIKE_PRODUCTION, SECRET_KEY=key, DATABASE_URL="postgresql://hub:secret@database/hub"
    )
    assert status == 0, said


def test_behind_a_proxy_attempts_are_counted_by_the_readers_address_not_the_proxys() -> None:
    script = (
        "from django.test import RequestFactory; import django;"
        "django.setup(); from allauth.account.adapter import get_adapter;"
        "request = RequestFactory().get('/', headers={'X-Forwarded-For': '203.0.113.9, 198.51.100.7'});"
        "print(get_adapter().get_client_ip(request))"
    )
    seen = {
        proxy: subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "procurement_hub.settings",
                "HUB_MODE": "local",
                "SECRET_KEY": "x" * 50,
                "BEHIND_PROXY": proxy,
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for proxy in ("1", "0")
    }
    assert seen == {"1": "198.51.100.7", "0": "127.0.0.1"}
