"""The flag job at up to 1,000,000 contracts, against DuckDB and against what one would write first.

``python -m benchmarks.flags [CONTRACTS[/AUTHORITIES] …]`` with DATABASE_URL naming a server where it may make
databases. The contracts are invented: service areas evenly, terms of one to five years, options on half of
them, one in seven with no end date, one in fifty joint. The number of suppliers grows with the square root
of the contracts, and a few of them have many.

DuckDB's times are the limit (``flags_limit.py``); a loop in Django and a join of contracts with contracts
(``flags_first.py``) are what one would write first, and find pairs of boroughs only.
"""

import datetime as dt
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import django
import psycopg2

CASES = ["10000", "100000", "1000000", "1000000/400"]
LONDON = 33
#: Beyond so many contracts what grows with their square is not tried.
MOST_BY_PAIRS = 100_000
ON = dt.date(2027, 6, 1)
CHANGED = 100
DATABASE = "benchmark_flags"
SQL = Path(__file__).parent


def main(words: list[str]) -> int:
    """Measure each case and print times, ratios and growth; 1 if the results are not the same flags."""
    _use_own_database()
    rows = []
    for case in words or CASES:
        size, _, authorities = case.partition("/")
        rows.append(_measure(int(size), int(authorities or LONDON)))
        _print(rows[-1])
    for before, after in pairwise([row for row in rows if row["authorities"] == LONDON]):
        full, limit = (after[what] / before[what] for what in ("full", "flags"))
        print(f"{before['size']:,} to {after['size']:,} contracts: full run ×{full:.1f}, DuckDB ×{limit:.1f}")
    return 0 if all(row["same"] for row in rows) else 1


def _print(row: dict[str, Any]) -> None:
    print(
        f"{row['size']:,} contracts of {row['authorities']} authorities: {row['found']:,} flags of"
        f" {row['parts']:,} authorities' parts; {row['read']:,} rows read, {row['memory']:,} MB at the most"
    )
    full = row["full"]
    print(
        f"  full run, everything new   {full:8.2f} s   ×{full / row['flags']:.1f} of DuckDB's same flags"
        f" (target: 10), ×{full / row['sets']:.1f} of its sets alone"
    )
    print(f"  full run, nothing new      {row['again']:8.2f} s   ×{row['again'] / row['flags']:.1f}")
    print(
        f"  DuckDB, the same flags     {row['flags']:8.2f} s   of which the sets {row['sets']:.2f} s;"
        f" {row['brought']:.2f} s more to bring the rows there"
    )
    for name in ("loop", "join"):
        if name in row:
            took = row[name]
            print(f"  {name:<6} for pairs alone      {took:8.2f} s   ×{took / full:.1f} of the full run")
    print(
        f"  {CHANGED} contracts changed      {row['part']:8.2f} s   1/{full / row['part']:.0f}"
        f" of the full run (target: 1/20)"
    )
    print(f"  same flags as DuckDB, and the same after the changes as a full run: {row['same']}", flush=True)


def _use_own_database() -> None:
    """Make a database of our own on the server, and Django use it."""
    url = os.environ["DATABASE_URL"]
    with closing(psycopg2.connect(url)) as administration:
        administration.autocommit = True
        with administration.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    os.environ["DATABASE_URL"] = url.rsplit("/", 1)[0] + f"/{DATABASE}"
    os.environ.setdefault("HUB_MODE", "local")
    os.environ.setdefault("SECRET_KEY", "only for measuring")
    os.environ["DJANGO_SETTINGS_MODULE"] = "procurement_hub.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _invent(size: int, authorities: int) -> None:
    """Fill the register anew."""
    from django.db import connection

    words = (SQL / "flags_generate.sql").read_text()
    with connection.cursor() as cursor:
        cursor.execute(words.replace(":size", str(size)).replace(":authorities", str(authorities)), None)
        cursor.execute("VACUUM ANALYZE")


def _measure(size: int, authorities: int) -> dict[str, Any]:
    from benchmarks import flags_first, flags_limit
    from pipeline.actions import flag_boroughs
    from pipeline.evidence import subjects_of_contracts
    from pipeline.models import Flag, FlagBorough

    _invent(size, authorities)
    before = _rows_read()
    full, _ = _seconds(lambda: flag_boroughs(on=ON))
    row: dict[str, Any] = {"size": size, "authorities": authorities, "full": full}
    row["read"] = _rows_read() - before
    row["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    flags = Flag.objects.filter(expired=None)
    row["found"], row["parts"] = flags.count(), FlagBorough.objects.filter(flag__expired=None).count()
    began = time.perf_counter()
    with flags_limit.stakes(ON, authorities) as limit:
        row["brought"] = time.perf_counter() - began
        row["sets"] = min(_seconds(limit.sets)[0] for _ in range(3))
        row["flags"] = row["sets"] + min(_seconds(limit.parts)[0] for _ in range(3))
        same = limit.same_as_stored()
    if size <= MOST_BY_PAIRS:
        row["loop"], by_loop = _seconds(lambda: flags_first.loop(ON))
        row["join"], by_join = _seconds(lambda: flags_first.join(ON))
        same = same and by_loop == by_join == flags_first.pairs_of_flags()
    row["again"], second = _seconds(lambda: flag_boroughs(on=ON))
    changed = _change(size)
    row["part"], third = _seconds(lambda: flag_boroughs(on=ON, subjects=subjects_of_contracts(changed, ON)))
    check = flag_boroughs(on=ON)
    same = same and not any(_written(run) for run in (second, check)) and _written(third) > 0
    return {**row, "same": same and not check.failures}


def _rows_read() -> int:
    """Return how many rows PostgreSQL has read from tables and by indexes since it counts."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush(), pg_stat_clear_snapshot()")
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables")
        (count,) = cursor.fetchone()
    return int(count)


def _change(size: int) -> list[int]:
    """Change some contracts, evenly spread, and return their ids."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute((SQL / "flags_change.sql").read_text(), {"every": size // CHANGED})
        return [pk for (pk,) in cursor.fetchall()]


def _written(run: Any) -> int:
    return sum(
        counts.get(what, 0)
        for counts in run.counts.values()
        for what in ("new", "changed", "expired", "rescored")
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
