"""``make check``: everything that can be said about the code without running it."""

import os
import secrets
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tools import assets, lock
from tools.console import ROOT, Problem, say
from tools.embedded_postgres import throw_away
from tools.environment import ensure, executable

LIKE_PRODUCTION = {
    "HUB_MODE": "production",
    "HUB_ORIGIN": "https://hub.example.org",
    "ALLOWED_HOSTS": "hub.example.org",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "submission://hub:secret@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "Procurement Hub <hub@hub.example.org>",
    "BEHIND_PROXY": "1",
}


def main(words: list[str]) -> int:
    """Run every check, the later ones also after a failure; return 1 if one failed."""
    python = ensure("development")
    assets.build()
    secret = {"SECRET_KEY": secrets.token_urlsafe(50)}
    with throw_away() as server:
        local = {**os.environ, **secret, "HUB_MODE": "local", "DATABASE_URL": server.url, "REDIS_URL": ""}
        production = {**local, **LIKE_PRODUCTION, "STATIC_ROOT": str(ROOT / "build" / "static")}
        checks: list[tuple[str, Callable[[], str]]] = [
            ("style", _program(local, executable("ruff"), "check", ".")),
            ("format", _program(local, executable("ruff"), "format", "--check", ".")),
            ("types", _program(local, python, "-m", "mypy")),
            ("layers", _program(local, executable("lint-imports"))),
            ("templates", _program(local, executable("djlint"), "templates", "--lint", "--quiet")),
            ("migrations", _program(local, python, "manage.py", "makemigrations", "--check", "--dry-run")),
            ("deployment settings", _program(production, *_deploy_check(python))),
            ("locks", _locks),
        ]
        failed = [name for name, check in checks if not _passes(name, check)]
    say(f"\nNot right: {', '.join(failed)}." if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _deploy_check(python: Path) -> list[str | Path]:
    return [python, "manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"]


def _program(env: dict[str, str], *words: str | Path) -> Callable[[], str]:
    """Return a check that runs a program: what it says when its status is not 0, else nothing."""

    def check() -> str:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return "" if done.returncode == 0 else done.stdout or f"exit status {done.returncode}"

    return check


def _locks() -> str:
    try:
        return "\n".join(lock.stale())
    except Problem as problem:
        return str(problem)


def _passes(name: str, check: Callable[[], str]) -> bool:
    started = time.monotonic()
    complaint = check()
    say(f"{name}: {'not right' if complaint else 'ok'} ({time.monotonic() - started:.1f} s)")
    if complaint:
        say(complaint)
    return not complaint
