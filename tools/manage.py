"""``make manage ARGS="createsuperuser"``: manage.py on the local installation, running or not."""

import subprocess

from tools import local
from tools.console import ROOT
from tools.embedded_postgres import kept
from tools.environment import ensure


def main(words: list[str]) -> int:
    """Run ``manage.py`` with ``words``; return its exit status."""
    python = ensure("local")
    env = local.settings()
    if not env.get("DATABASE_URL") and (server := kept()).running():
        env = {**env, "DATABASE_URL": server.url}
    with local.database(env) as env:
        return subprocess.run([python, "manage.py", *words], cwd=ROOT, env=env, check=False).returncode
