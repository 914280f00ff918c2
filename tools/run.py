"""``make run``: from a fresh checkout to a served hub with data in it."""

import datetime
import os
import socket
import subprocess
from pathlib import Path
from typing import NoReturn

from tools import assets, digest, local
from tools.console import ROOT, Problem, Stopped, command, say
from tools.environment import ensure
from tools.supervisor import Supervisor

TRUE = {"1", "true", "yes", "on"}


def main(words: list[str]) -> int:
    """Set up what is missing, serve until stopped, leave nothing running."""
    env = local.settings()
    port = _free(env.get("PORT") or local.DEFAULT_PORT)
    python = ensure("local")
    assets.build()
    with local.database(env) as env:
        _manage(python, env, "migrate", "--verbosity", "0", saying="Bringing the tables up to date")
        _load(python, env)
        _collect_static(python, env)
        try:
            _serve(python, env, port)
        except (KeyboardInterrupt, Stopped):
            return 0


def _free(port: str) -> str:
    """Return ``port`` if a server can be opened on it; raise :class:`Problem` if not."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Problem(
            f"PORT is “{port}”, which is no port: choose a number up to 65535, as in `make run PORT=8001`."
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            raise Problem(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0).lower()}): "
                f"choose another, as in `make run PORT={int(port) % 65000 + 1}`."
            ) from None
    return port


def _manage(python: Path, env: dict[str, str], *words: str, saying: str) -> None:
    say(saying)
    command(
        [python, "manage.py", *words],
        env=env,
        failing=f"That did not work (manage.py {words[0]}); the lines above say why.",
    )


def _load(python: Path, env: dict[str, str]) -> None:
    """Load reference, sample and demonstration data, and look for flags, if anything of it is new.

    Flags depend on the date too: they are looked for once a day.
    """
    demonstration = env["DEMONSTRATION"].lower() in TRUE
    loaders = [path for path in ROOT.glob("*/management/commands") if path.is_dir()]
    data = digest.of_files([ROOT / "data", *loaders, *ROOT.glob("*/migrations")], also=str(demonstration))
    today = f"{data} {datetime.datetime.now(tz=datetime.UTC).date()}"
    note = _note(python, env, "read")
    if note == today:
        return
    if note.split(" ")[0] != data:
        _manage(
            python, env, "load_reference", saying="Loading boroughs, service areas and procurement routes"
        )
        _manage(python, env, "load_sample", saying="Loading the sample of public notices and registers")
        if demonstration:
            _manage(
                python,
                env,
                "load_demonstration",
                saying="Loading the demonstration (fictional suppliers, marked)",
            )
    _manage(python, env, "flag_boroughs", saying="Looking for boroughs that could work together")
    _manage(python, env, "refresh_landscape", saying="Working out the landscape")
    _note(python, env, "write", today)


def _note(python: Path, env: dict[str, str], *words: str) -> str:
    asked = subprocess.run(
        [python, "-m", "tools.loaded", *words],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return asked.stdout.strip() if asked.returncode == 0 else ""


def _collect_static(python: Path, env: dict[str, str]) -> None:
    stamp = ROOT / "build" / "static" / ".collected"
    made_from = digest.of_files([ROOT / "static", ROOT / "requirements"])
    if "STATIC_ROOT" not in env and digest.unchanged(stamp, made_from):
        return
    _manage(
        python, env, "collectstatic", "--no-input", "--verbosity", "0", saying="Collecting the static files"
    )
    digest.remember(stamp, made_from)


def _serve(python: Path, env: dict[str, str], port: str) -> NoReturn:
    origin = f"http://127.0.0.1:{port}"
    gunicorn = [str(python), "-m", "gunicorn", "--config", "deploy/gunicorn_config.py"]
    gunicorn += ["--bind", f"127.0.0.1:{port}", "procurement_hub.wsgi"]
    celery = [str(python), "-m", "celery", "--app", "procurement_hub"]
    with Supervisor(env) as processes:
        processes.start("the web server", gunicorn)
        if env.get("REDIS_URL"):
            processes.start("the worker", [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"])
            processes.start("the scheduler", [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""])
        processes.wait_for_page(f"{origin}/health/live/")
        say(
            f"\nProcurement Hub is running.\n\n"
            f"  Open     {origin}/\n"
            f"  Sign up  {origin}/account/signup/ with an address at a borough's domain, such as\n"
            f"           you@hackney.gov.uk: nothing is sent, the message with the link is printed here\n"
            f"  Admin    {origin}/admin/ after `make manage ARGS=createsuperuser` in another terminal\n"
            f"  Stop     Ctrl-C\n"
        )
        processes.watch()
