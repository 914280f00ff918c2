"""Takes the README's picture of a flag page: ``.venv/bin/python -m tools.picture`` after a ``make test``.

A hub is set up on a throw-away database with the sample and the demonstration, served, and photographed
by Chromium as an officer sees it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django

from tools import assets, local
from tools.console import ROOT, Problem, guarded, say
from tools.embedded_postgres import throw_away
from tools.supervisor import Supervisor
from tools.throw_away_services import free_port

PICTURE = ROOT / "docs" / "pictures" / "flag.png"
WIDTH, HEIGHT = 1280, 1310  # pixels; down to the end of the chart
LARGEST = 250_000  # bytes
LOADERS = ["migrate", "load_reference", "load_sample", "load_demonstration", "flag_boroughs"]


def main() -> int:
    """Set up, serve, photograph; raise :class:`Problem` where something for it is missing."""
    assets.build()
    port = free_port()
    with throw_away() as server:
        os.environ.update(local.settings())
        os.environ.update(DATABASE_URL=server.url, HUB_ORIGIN=f"http://127.0.0.1:{port}", REDIS_URL="")
        os.environ["DJANGO_SETTINGS_MODULE"] = "procurement_hub.settings"
        django.setup()
        address, session = _prepare()
        with _served(port) as origin:
            _photograph(f"{origin}{address}", origin, session)
    say(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB")
    if PICTURE.stat().st_size > LARGEST:
        raise Problem(f"The picture is larger than {LARGEST // 1000} kB: lower HEIGHT in tools/picture.py.")
    return 0


def _prepare() -> tuple[str, str]:
    """Load everything; return the address of the flag page and the session key of an officer who sees it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from boroughs.models import Person
    from pipeline.models import Flag

    for name in LOADERS:
        say(f"manage.py {name}")
        call_command(name, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    windows = Flag.objects.live().ranked().filter(kind=Flag.Kind.RENEWAL_WINDOW)
    flag = windows.filter(borough_count__range=(3, 6)).first() or windows.first()
    if flag is None:
        raise Problem("The sample has no live flag of a renewal window to photograph: add newer contracts.")
    part = flag.borough_links.order_by("decide_by").select_related("borough").last()
    officer = Person.objects.create_user("officer@example.org", borough=part.borough if part else None)
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = "boroughs.backends.PasswordBackend"
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.create()
    return flag.get_absolute_url(), str(session.session_key)


@contextmanager
def _served(port: int) -> Iterator[str]:
    """Run gunicorn on a port; yield the origin."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn_config.py"]
    with Supervisor(os.environ) as processes:
        processes.start("the web server", [*gunicorn, "--bind", f"127.0.0.1:{port}", "procurement_hub.wsgi"])
        processes.wait_for_page(f"http://127.0.0.1:{port}/health/live/")
        yield f"http://127.0.0.1:{port}"


def _photograph(address: str, origin: str, session: str) -> None:
    from playwright.sync_api import sync_playwright

    from tests.services import chromium

    program = chromium()
    if program is None:
        raise Problem("Chromium is needed to take the picture: on Debian, apt-get install chromium.")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--disable-dev-shm-usage", *sandbox]
        )
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
        page = context.new_page()
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            raise Problem(f"{address} could not be opened; the lines above may say why.")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    sys.exit(guarded(main))
