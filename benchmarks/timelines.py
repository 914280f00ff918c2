"""The board of opportunities, its feeds and the chart of many under load, beside the register in one run.

``python -m benchmarks.timelines [PROCUREMENTS]``; DATABASE_URL names a server on which databases may be made.
As many contracts are on the register as procurements on the board. Rounds are interleaved, since a busy
machine is noisy: the ratios to the register's list mean something, the figures little.
"""

import gzip
import http.client
import statistics
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.database import run, use_own_database
from benchmarks.load import Measured, measure
from benchmarks.serving import gunicorn

PROCUREMENTS = 10_000
CONNECTIONS = 4
ROUNDS = 3
SECONDS = 2.0
DATABASE = "benchmark_timelines"
REGISTER = "register list"
#: A page is to be smaller than this, compressed, the first time.
MOST_BYTES = 100_000


@dataclass(frozen=True)
class Case:
    """A page, and the share of the rate of the register's list that it is to reach."""

    name: str
    address: str
    floor: float = 0
    signed_in: bool = False


CASES = [
    Case(REGISTER, "/register/?sort=end"),
    Case("board", "/opportunities/", 0.5),
    Case("board, filtered", "/opportunities/?borough=camden&sme=yes&state=coming", 0.5),
    Case("board, searched", "/opportunities/?q=housing+repairs", 0.4),
    Case("board, by value", "/opportunities/?sort=value&value=1m-10m", 0.4),
    Case("Atom feed (100 items)", "/opportunities/feed.atom", 0.4),
    Case("calendar (500 items)", "/opportunities/calendar.ics", 0.01),
    Case("timelines, signed in", "/pipeline/", 0.4, signed_in=True),
    Case("chart, 300 bars", "/pipeline/chart/", 0.15, signed_in=True),
    Case("chart of a borough, 5 years", "/pipeline/chart/?borough=camden&span=60", 0.15, signed_in=True),
]


def main(words: list[str]) -> int:
    """Make the rows, start the server, measure every case in rounds; 1 where one is below its floor."""
    size = int(words[0]) if words else PROCUREMENTS
    use_own_database(DATABASE)
    from benchmarks.register_data import make_register
    from benchmarks.timelines_data import make_procurements

    print(f"Making {size:,} contracts", flush=True)
    make_register(size)
    print(f"Made {make_procurements():,} published procurements", flush=True)
    cookie = _session()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        # Every page is made anew: what is kept for visitors would only measure the keeping.
        static = {"STATIC_ROOT": str(Path(folder) / "static"), "VISITORS_SECONDS": "0"}
        run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], static)
        port = servers.enter_context(gunicorn("procurement_hub.settings", static))
        slow = _compare(port, cookie)
        heavy = [case.name for case in CASES if not _is_light(port, case, cookie)]
    for name in [*slow, *heavy]:
        print(f"Below its floor: {name}")
    return 1 if slow or heavy else 0


def _compare(port: int, cookie: str) -> list[str]:
    """Measure every case in every round, print a line each; return the names of those below their floors."""
    found: dict[str, list[Measured]] = {case.name: [] for case in CASES}
    for seconds, keep in ((0.5, False), *((SECONDS, True),) * ROUNDS):
        for case in CASES:
            one = measure(
                port,
                [case.address],
                connections=CONNECTIONS,
                seconds=seconds,
                cookie=cookie if case.signed_in else "",
            )
            if keep:
                found[case.name].append(one)
    rates = {name: statistics.median(one.rate for one in rounds) for name, rounds in found.items()}
    for case in CASES:
        p50, p95 = (
            statistics.median(getattr(one, what) for one in found[case.name]) for what in ("p50", "p95")
        )
        ratio = rates[case.name] / rates[REGISTER]
        print(
            f"{case.name:28} {rates[case.name]:7.1f} requests/s   p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   "
            f"×{ratio:.2f} of the register’s list (floor: {case.floor:g})",
            flush=True,
        )
    return [case.name for case in CASES if rates[case.name] / rates[REGISTER] < case.floor]


def _is_light(port: int, case: Case, cookie: str) -> bool:
    """Print how many bytes a page has, as it is and compressed; tell whether that is few enough."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", case.address, headers={"Cookie": cookie} if case.signed_in else {})
        content = connection.getresponse().read()
    small = len(gzip.compress(content))
    print(f"{case.name:28} {len(content):9,} bytes, {small:7,} compressed")
    return small <= MOST_BYTES


def _session() -> str:
    """Return the cookie of an officer who is signed in."""
    from django.conf import settings
    from django.test import Client

    from boroughs.models import Borough, Person

    officer = Person.objects.create(
        email="officer@example.org", name="Officer", borough=Borough.objects.get(slug="camden")
    )
    browser = Client()
    browser.force_login(officer)
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
