"""``make lock``: the lock files, made from pyproject.toml and package.json.

Each is a part of the largest one (bench), so that the same versions are used everywhere. No lock names the
place that packages come from: that is the installing machine's affair.
"""

import json
import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from tools.console import ROOT, Problem, command, say
from tools.environment import LOCKS, ensure, ensure_node, executable

FOLDER = ROOT / "requirements"
EXTRAS = {
    "bench": ["embedded", "test", "quality", "bench"],
    "development": ["embedded", "test", "quality"],
    "local": ["embedded"],
    "production": [],
}
COMPILE = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-annotate", "--no-header"]
COMPILE += ["--python-version", "3.11"]


def main(words: list[str]) -> int:
    """Write every lock anew; ``--upgrade`` takes the newest versions that are allowed."""
    ensure("development")
    say("Locking the Python packages")
    compile_into(FOLDER, words)
    if (ROOT / "package.json").exists():
        say("Locking the front end's packages")
        npm = [
            "npm",
            "update" if "--upgrade" in words else "install",
            "--package-lock-only",
            "--no-audit",
            "--no-fund",
        ]
        command(
            [*npm, "--omit-lockfile-registry-resolved"],
            failing="The front end's packages could not be locked; the lines above say why.",
            env=ensure_node(),
        )
    return 0


def compile_into(folder: Path, words: list[str]) -> None:
    """Compile the locks into ``folder``, preferring the versions that its files already have."""
    for name in reversed(LOCKS):
        extras = [word for extra in EXTRAS[name] for word in ("--extra", extra)]
        limits = [] if name == "bench" else ["--constraint", str(folder / "bench.txt")]
        _uv(
            [
                *COMPILE,
                "pyproject.toml",
                *extras,
                *limits,
                *words,
                "--output-file",
                str(folder / f"{name}.txt"),
            ]
        )
    node = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["node"]
    _uv([*COMPILE, "-", *words, "--output-file", str(folder / "node.txt")], stdin="\n".join(node))


def _uv(words: list[str], stdin: str = "") -> None:
    done = subprocess.run(
        [executable("uv"), *words], cwd=ROOT, input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return
    if re.search(r"fetch|connect|resolve host|dns error|timed out", done.stderr, re.IGNORECASE):
        raise Problem(
            f"{done.stderr}\nThe package index cannot be reached, and the locks cannot be made without it."
        )
    raise Problem(f"{done.stderr}\nNo versions fit what pyproject.toml asks for; the lines above say which.")


def stale() -> list[str]:
    """Return sentences on what is wrong with the locks: out of date, or with addresses in them.

    Raises :class:`Problem` when the package index cannot be reached.
    """
    with tempfile.TemporaryDirectory() as temporary:
        fresh = Path(temporary) / "requirements"
        shutil.copytree(FOLDER, fresh)
        compile_into(fresh, [])
        names = [f"{name}.txt" for name in [*LOCKS, "node"]]
        wrong = [
            f"requirements/{name} does not fit pyproject.toml: run `make lock`."
            for name in names
            if not (FOLDER / name).exists() or (FOLDER / name).read_text() != (fresh / name).read_text()
        ]
    wrong += [
        f"requirements/{path.name} names an address: run `make lock`."
        for path in FOLDER.glob("*.txt")
        if re.search(r"://|--(extra-)?index-url|--find-links", path.read_text())
    ]
    return wrong + _front_end_stale()


def _front_end_stale() -> list[str]:
    package, lock = ROOT / "package.json", ROOT / "package-lock.json"
    if not package.exists():
        return []
    if not lock.exists():
        return ["package-lock.json is missing: run `make lock`."]
    wanted, locked = json.loads(package.read_text()), json.loads(lock.read_text())["packages"]
    wrong = [
        "package-lock.json does not fit package.json: run `make lock`."
        for kind in ("dependencies", "devDependencies")
        if wanted.get(kind, {}) != locked[""].get(kind, {})
    ]
    if any("resolved" in entry for entry in locked.values()):
        wrong.append("package-lock.json names download addresses: run `make lock`.")
    return wrong
