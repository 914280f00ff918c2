"""The environment of a local installation: its mode, its secret, its database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.console import VAR, say
from tools.embedded_postgres import kept

DEFAULT_PORT = "8000"


def settings() -> dict[str, str]:
    """Return the environment for Django on this machine; what is set already is honoured."""
    port = os.environ.get("PORT") or DEFAULT_PORT
    return {
        "HUB_MODE": "local",
        "HUB_ORIGIN": f"http://127.0.0.1:{port}",
        "DEMONSTRATION": "1",
        **os.environ,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or _secret_key(VAR / "secret_key"),
    }


def _secret_key(file: Path) -> str:
    """Return the key kept in ``file``, made once, readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


@contextmanager
def database(env: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield ``env`` with a DATABASE_URL that answers: the given one, or the embedded one's."""
    if env.get("DATABASE_URL"):
        yield env
        return
    server = kept()
    say(f"Starting the embedded PostgreSQL (its data is in {server.data})")
    try:
        server.start()
        yield {**env, "DATABASE_URL": server.url}
    finally:
        server.stop()
