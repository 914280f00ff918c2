"""``make manage ARGS="createsuperuser"``: manage.py on the local installation, running or not."""

import subprocess
from contextlib import ExitStack

from tools import local
from tools.console import ROOT, Problem
from tools.embedded_postgres import kept
from tools.environment import ensure


def main(words: list[str]) -> int:
    """Run ``manage.py`` with ``words``; return its exit status."""
    python = ensure("local")
    with ExitStack() as stack:
        env = local.settings()
        try:
            env = stack.enter_context(local.database(env))
        except Problem:
            server = kept()
            if not server.running():
                raise
            env = {**env, "DATABASE_URL": server.url}
        return subprocess.run([python, "manage.py", *words], cwd=ROOT, env=env, check=False).returncode
