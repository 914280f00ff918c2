"""The register's pages under load, against Datasette and a plain Django admin on the same rows in one run.

``python -m benchmarks.register [CONTRACTS]``; DATABASE_URL names a server on which databases may be made.
Rounds are interleaved, since a busy machine is noisy: the ratios mean something, the figures little.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.database import run, use_own_database
from benchmarks.load import Measured, measure
from benchmarks.serving import free_port, gunicorn, serve

CONTRACTS = 100_000
CONNECTIONS = 8
ROUNDS = 3
SECONDS = 3.0
DATABASE = "benchmark_register"
#: The hub as it is set up, and making every page anew (``VISITORS_SECONDS=0``).
HUB, ANEW, DATASETTE, ADMIN = "hub", "hub, anew", "Datasette", "plain admin"
LIST = "/register/?sort=end"
TABLE = "/register/contracts"
CHANGE_LIST = "/admin/contracts/contract/"


@dataclass(frozen=True)
class Case:
    """One kind of page: what each server is asked, and how many times faster than Datasette it is to be."""

    name: str
    target: float
    addresses: Mapping[str, list[str]]


def main(words: list[str]) -> int:
    """Make the rows, start the servers, measure every case in rounds, print rates and ratios."""
    size = int(words[0]) if words else CONTRACTS
    use_own_database(DATABASE)
    from benchmarks.datasette_copy import copy_register
    from benchmarks.register_data import make_register

    print(f"Making {size:,} contracts", flush=True)
    make_register(size)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        file = Path(folder) / "register.db"
        copy_register(file)
        static = {"STATIC_ROOT": str(Path(folder) / "static")}
        run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], static)
        ports = {
            HUB: servers.enter_context(gunicorn("procurement_hub.settings", static)),
            ANEW: servers.enter_context(
                gunicorn("procurement_hub.settings", {**static, "VISITORS_SECONDS": "0"})
            ),
            ADMIN: servers.enter_context(gunicorn("benchmarks.plain_settings", static)),
            DATASETTE: servers.enter_context(_datasette(file)),
        }
        for case in _cases():
            _compare(case, ports)
        _deep_page(ports[HUB])
    return 0


def _cases() -> list[Case]:
    from contracts.models import Contract

    pks = list(Contract.objects.order_by("?").values_list("pk", flat=True)[:400])
    camden = "boroughs__id__exact=" + str(_borough_pk("camden"))
    worth = "value__gte=1000000&value__lt=10000000"
    facets = "_facet=borough&_facet=area"
    return [
        Case("list", 8, _three(LIST, f"{TABLE}?_sort=end_date&_size=50", CHANGE_LIST)),
        Case(
            "filter",
            8,
            _three(
                "/register/?borough=camden&value=1m-10m",
                f"{TABLE}?borough=Camden&{worth}&_sort=end_date&_size=50",
                f"{CHANGE_LIST}?{camden}",
            ),
        ),
        Case("facets of all", 6, _three("/register/", f"{TABLE}?{facets}&_size=50", CHANGE_LIST)),
        Case(
            "facets",
            6,
            _three(
                "/register/?borough=camden",
                f"{TABLE}?borough=Camden&{facets}&_sort=end_date&_size=50",
                f"{CHANGE_LIST}?{camden}",
            ),
        ),
        Case(
            "search",
            6,
            _three(
                "/register/?q=housing+repairs",
                f"{TABLE}?_search=housing+repairs&_sort=end_date&_size=50",
                f"{CHANGE_LIST}?q=housing+repairs",
            ),
        ),
        Case(
            "search by closeness",
            6,
            _three(
                "/register/?q=housing+repairs&sort=closest",
                f"{TABLE}?_search=housing+repairs&_size=50",
                f"{CHANGE_LIST}?q=housing+repairs",
            ),
        ),
        Case(
            "detail",
            3,
            {
                HUB: [f"/register/{pk}/" for pk in pks],
                ANEW: [f"/register/{pk}/" for pk in pks],
                DATASETTE: [f"{TABLE}/{pk}" for pk in pks],
                ADMIN: [f"{CHANGE_LIST}{pk}/change/" for pk in pks],
            },
        ),
        Case(
            "CSV",
            5,
            {
                HUB: ["/register/contracts.csv?borough=camden"],
                DATASETTE: [f"{TABLE}.csv?borough=Camden&_stream=on&_size=max"],
            },
        ),
    ]


def _three(hub: str, datasette: str, admin: str) -> dict[str, list[str]]:
    return {HUB: [hub], ANEW: [hub], DATASETTE: [datasette], ADMIN: [admin]}


def _borough_pk(slug: str) -> int:
    from boroughs.models import Borough

    return Borough.objects.get(slug=slug).pk


def _compare(case: Case, ports: Mapping[str, int]) -> None:
    """Measure a case in rounds, each server in each round, and print a line for each server."""
    found: dict[str, list[Measured]] = {name: [] for name in case.addresses}
    for name, addresses in case.addresses.items():
        measure(ports[name], addresses[:1], connections=2, seconds=0.5)
    for _ in range(ROUNDS):
        for name, addresses in case.addresses.items():
            found[name].append(measure(ports[name], addresses, connections=CONNECTIONS, seconds=SECONDS))
    rates = {name: statistics.median(one.rate for one in rounds) for name, rounds in found.items()}
    ratio = rates[HUB] / rates[DATASETTE]
    anew = f", ×{rates[ANEW] / rates[DATASETTE]:.1f} anew" if ANEW in rates else ""
    print(f"{case.name}: ×{ratio:.1f} of Datasette{anew} (target: {case.target:g})")
    for name, rounds in found.items():
        p50, p95 = (statistics.median(getattr(one, what) for one in rounds) for what in ("p50", "p95"))
        print(
            f"  {name:12} {rates[name]:7.1f} requests/s   p50 {p50:7.1f} ms   p95 {p95:7.1f} ms", flush=True
        )


def _deep_page(port: int) -> None:
    """Compare page 200 with page 1, by turns."""
    import datetime as dt

    from boroughs.keyset import page, read_cursor
    from contracts.models import Contract
    from contracts.orders import stretches

    order = stretches("end", dt.date.today())  # noqa: DTZ011 (the machine's day is as good as any)
    shown = page(Contract.objects.all(), order, ["pk"])
    for _ in range(198):
        shown = page(Contract.objects.all(), order, ["pk"], after=read_cursor(shown.next, order))
    addresses = {"page 1": LIST, "page 200": f"{LIST}&after={shown.next}"}
    found: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(ROUNDS):
        for name, address in addresses.items():
            found[name].append(measure(port, [address], connections=CONNECTIONS, seconds=SECONDS).p50)
    first, deep = (statistics.median(times) for times in found.values())
    print(f"page 200: ×{deep / first:.2f} of page 1's time (target: at most 1.2)")


@contextmanager
def _datasette(file: Path) -> Iterator[int]:
    """Run Datasette on a file that it may take for unchanging; yields its port."""
    port = free_port()
    words = [sys.executable, "-m", "datasette", "serve", "-i", str(file), "-p", str(port)]
    with serve([*words, "--setting", "max_csv_mb", "0"], {}, port):
        yield port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
