"""``make bench``: the benchmarks of benchmarks/, against the targets of docs/architecture.md."""

import os
import subprocess

from tools import assets, local
from tools.console import ROOT, Problem, say
from tools.embedded_postgres import throw_away
from tools.environment import ensure


def main(words: list[str]) -> int:
    """Run every benchmark on a throw-away server, or the one named first with the words after it.

    ``ARGS="flags 10000"`` runs ``python -m benchmarks.flags 10000``. Returns 1 if one of them failed.
    """
    known = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if "__main__" in path.read_text())
    if words and words[0] not in known:
        raise Problem(f"There is no benchmark “{words[0]}”: choose one of {', '.join(known)}.")
    python = ensure("bench")
    assets.build()
    failed = []
    with throw_away() as server:
        env = {**local.settings(), "DATABASE_URL": os.environ.get("DATABASE_URL") or server.url}
        for name in words[:1] or known:
            say(f"\nBenchmark: {name}")
            asked = [str(python), "-m", f"benchmarks.{name}", *words[1:]]
            if subprocess.run(asked, cwd=ROOT, env=env, check=False).returncode != 0:
                failed.append(name)
    if failed:
        say(f"\nFailed: {', '.join(failed)}.")
    return 1 if failed else 0
