"""The flag job at 10,000, 100,000 and 1,000,000 contracts, against the same sets computed by DuckDB.

``python -m benchmarks.flags [SIZE …]`` with DATABASE_URL naming a server on which databases may be made. The
contracts are invented, of 33 boroughs: service areas evenly, terms of one to five years, options on half of
them, one in seven with no end date, one in fifty joint. The number of suppliers grows with the square root
of the contracts, and a few of them have many. DuckDB's time is the limit: it has the columns that matter in
its own tables, and computes the sets of boroughs and nothing else.
"""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
import psycopg2

SIZES = [10_000, 100_000, 1_000_000]
ON = dt.date(2027, 6, 1)
CHANGED = 100
DATABASE = "benchmark_flags"
SQL = Path(__file__).parent


def main(words: list[str]) -> int:
    """Measure each size and print times, ratios and growth; 1 if the results are not the same sets."""
    _use_own_database()
    sizes = [int(word) for word in words] or SIZES
    rows = []
    for size in sizes:
        rows.append(_measure(size))
        _print(rows[-1])
    for before, after in pairwise(rows):
        full, limit = (after[what] / before[what] for what in ("full", "duckdb"))
        print(f"{before['size']:,} to {after['size']:,} contracts: full run ×{full:.1f}, DuckDB ×{limit:.1f}")
    return 0 if all(row["same"] for row in rows) else 1


def _print(row: dict[str, Any]) -> None:
    print(f"{row['size']:,} contracts: {row['found']:,} flags of {row['parts']:,} boroughs' parts")
    full = row["full"]
    print(f"  full run, everything new   {full:8.2f} s   ×{full / row['duckdb']:.1f} of DuckDB (target: 10)")
    print(f"  full run, nothing new      {row['again']:8.2f} s   ×{row['again'] / row['duckdb']:.1f}")
    print(f"  DuckDB, the sets alone     {row['duckdb']:8.2f} s")
    print(
        f"  {CHANGED} contracts changed      {row['part']:8.2f} s   1/{full / row['part']:.0f}"
        f" of the full run (target: 1/20)"
    )
    print(f"  same sets as DuckDB, and the same after the changes as a full run: {row['same']}", flush=True)


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


def _measure(size: int) -> dict[str, Any]:
    from django.db import connection

    from pipeline.actions import flag_boroughs
    from pipeline.evidence import subjects_of_contracts
    from pipeline.models import Flag, FlagBorough

    with connection.cursor() as cursor:
        cursor.execute((SQL / "flags_generate.sql").read_text().replace(":size", str(size)), None)
        cursor.execute("VACUUM ANALYZE")
    full, run = _seconds(lambda: flag_boroughs(on=ON))
    flags = Flag.objects.filter(expired=None)
    found, parts = flags.count(), FlagBorough.objects.filter(flag__expired=None).count()
    windows = set(flags.filter(kind="renewal_window").values_list("service_area_id", "common_dates"))
    duckdb, (their_windows, their_suppliers) = _duckdb()
    same = {(area, dates.upper) for area, dates in windows if dates} <= {
        (area, day) for area, day, _ in their_windows
    }
    same = same and len(windows) == len({(area, boroughs) for area, _, boroughs in their_windows})
    same = same and flags.filter(kind="shared_supplier").count() == their_suppliers
    again, second = _seconds(lambda: flag_boroughs(on=ON))
    with connection.cursor() as cursor:
        cursor.execute((SQL / "flags_change.sql").read_text(), {"every": size // CHANGED})
        changed = [pk for (pk,) in cursor.fetchall()]
    part, third = _seconds(lambda: flag_boroughs(on=ON, subjects=subjects_of_contracts(changed, ON)))
    check = flag_boroughs(on=ON)
    same = same and not any(_written(run) for run in (second, check)) and _written(third) > 0
    return {
        "size": size,
        "found": found,
        "parts": parts,
        "full": full,
        "again": again,
        "duckdb": duckdb,
        "part": part,
        "same": same and not run.failures,
    }


def _written(run: Any) -> int:
    return sum(
        counts.get(what, 0)
        for counts in run.counts.values()
        for what in ("new", "changed", "expired", "rescored")
    )


def _duckdb() -> tuple[float, tuple[list[tuple[int, dt.date, int]], int]]:
    """Compute the same sets in DuckDB; the time is for the sets alone, not for bringing the rows there."""
    import duckdb
    from django.conf import settings
    from django.db import connection

    with TemporaryDirectory() as folder, duckdb.connect() as duck:
        file = Path(folder) / "stakes.csv"
        with connection.cursor() as cursor, file.open("w") as target:
            cursor.copy_expert(f"COPY ({_ROWS}) TO STDOUT WITH (FORMAT csv, HEADER)", target)
        duck.execute(f"CREATE TABLE stakes AS SELECT * FROM read_csv('{file}')")  # noqa: S608
        values = {"on": ON, "horizon": _months_later(ON, settings.FLAG_HORIZON_MONTHS)}

        def sets() -> tuple[list[tuple[int, dt.date, int]], int]:
            windows = duck.execute((SQL / "flags_windows_duckdb.sql").read_text(), values).fetchall()
            undated = _months_later(ON, -12 * settings.FLAG_UNDATED_YEARS)
            (suppliers,) = duck.execute(_SUPPLIERS, {"on": ON, "started_after": undated}).fetchall()[0]
            return windows, suppliers

        return _seconds(sets)


def _months_later(day: dt.date, months: int) -> dt.date:
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=months)


_ROWS = """
    SELECT c.id AS contract, c.service_area_id AS area, area.flagged, area.technology <> 'no' AS technology,
           part.borough_id AS borough, link.supplier_id AS supplier, c.start_date AS starts,
           lower(c."window") AS opens, upper(c."window") - 1 AS closes, c.decide_by, c.annual_value
      FROM contracts_contract c
      JOIN boroughs_servicearea area ON area.id = c.service_area_id
      JOIN contracts_contractborough part ON part.contract_id = c.id
      JOIN contracts_contractsupplier link ON link.contract_id = c.id
"""

_SUPPLIERS = """
    SELECT count(*) FROM (
        SELECT supplier, list(DISTINCT borough) AS boroughs, list(DISTINCT contract) AS contracts,
               sum(annual_value) AS annual_value
          FROM stakes
         WHERE technology AND (closes >= $on OR (opens IS NULL AND starts > $started_after))
         GROUP BY supplier)
     WHERE len(boroughs) > 1 AND len(contracts) > 1
"""

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
