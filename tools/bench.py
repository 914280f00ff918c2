"""``make bench``: the benchmarks of benchmarks/, against what docs/architecture.md promises."""

import os
import subprocess

from tools import assets
from tools.console import ROOT
from tools.embedded_postgres import throw_away
from tools.environment import ensure


def main(words: list[str]) -> int:
    """Run ``python -m benchmarks`` with ``words`` on a throw-away server; return its exit status."""
    python = ensure("bench")
    assets.build()
    with throw_away() as server:
        env = {**os.environ, "DATABASE_URL": os.environ.get("DATABASE_URL") or server.url}
        return subprocess.run([python, "-m", "benchmarks", *words], cwd=ROOT, env=env, check=False).returncode
