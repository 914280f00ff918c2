"""The same flags in DuckDB, in memory and with the columns that matter in a table of its own: the limit."""

import datetime as dt
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import connection

SQL = Path(__file__).parent
#: Authorities in one number of 128 bits.
IN_A_MASK = 100


@contextmanager
def stakes(on: dt.date, authorities: int) -> Iterator["Limit"]:
    """Bring what flags are made of to DuckDB, which is not measured."""
    with TemporaryDirectory() as folder, duckdb.connect() as duck:
        file = Path(folder) / "stakes.csv"
        with connection.cursor() as cursor, file.open("w") as target:
            cursor.copy_expert(f"COPY ({_ROWS}) TO STDOUT WITH (FORMAT csv, HEADER)", target)
        duck.execute(
            f"CREATE TABLE stakes AS SELECT * FROM read_csv('{file}',"  # noqa: S608
            " types = {'annual_value': 'DECIMAL(14, 2)', 'product': 'BIGINT'})"
        )
        yield Limit(duck, on, authorities)


class Limit:
    """DuckDB's flags of a day: of renewal windows and of shared suppliers, all that the data has."""

    def __init__(self, duck: Any, on: dt.date, authorities: int) -> None:
        self.duck = duck
        self.on = on
        self.horizon = on + relativedelta(months=settings.FLAG_HORIZON_MONTHS)
        self.started_after = on - relativedelta(years=settings.FLAG_UNDATED_YEARS)
        places = range(math.ceil(authorities / IN_A_MASK))
        self.words = {
            "masks": ", ".join(f"m{place}" for place in places),
            "bits": ", ".join(
                f"bit_or(CASE WHEN place // {IN_A_MASK} = {place}"
                f" THEN 1::HUGEINT << (place % {IN_A_MASK})::INT ELSE 0 END) AS m{place}"
                for place in places
            ),
            "differs": " OR ".join(f"other.m{place} <> one.m{place}" for place in places),
            "inside": " AND ".join(f"other.m{place} & one.m{place} = one.m{place}" for place in places),
        }

    def _run(self, name: str, **values: dt.date) -> list[tuple[Any, ...]]:
        text = (SQL / name).read_text().format(**self.words)
        return list(self.duck.execute(text, {"on": self.on, **values}).fetchall())

    def sets(self) -> None:
        """Compute the sets of boroughs alone."""
        self._run("flags_windows_duckdb.sql", horizon=self.horizon)
        self._run("flags_suppliers_duckdb.sql", started_after=self.started_after)

    def parts(self) -> None:
        """Compute what each borough has in the sets: contracts, value and, of suppliers, its date."""
        self._run("flags_window_parts_duckdb.sql", horizon=self.horizon)
        self._run("flags_supplier_parts_duckdb.sql", started_after=self.started_after)

    def same_as_stored(self) -> bool:
        """Tell whether the hub's live flags have the same boroughs, contracts, values and dates."""
        return self._suppliers() == _stored_suppliers() and self._same_windows()

    def _suppliers(self) -> list[tuple[Any, ...]]:
        return list(self.duck.execute("SELECT * FROM supplier_parts ORDER BY supplier, borough").fetchall())

    def _same_windows(self) -> bool:
        """Compare sets with sets; where one shares several stretches of days, the hub has chosen one."""
        ours = _stored_windows()
        theirs: dict[tuple[Any, ...], dict[int, tuple[Any, ...]]] = {}
        for area, opens, closes, mask, *part in self.duck.execute(
            f"SELECT area, opens, day, ({self.words['masks']}), borough, counted, coalesce(listed, []), value"  # noqa: S608
            " FROM window_parts"
        ).fetchall():
            theirs.setdefault((area, opens, closes, mask), {})[part[0]] = tuple(part[1:])
        found = {(area, frozenset(parts)) for (area, *_), parts in theirs.items()}
        by_days = {(*key[:3], frozenset(parts)): parts for key, parts in theirs.items()}
        return len(ours) == len(found) and all(by_days.get(key) == parts for key, parts in ours.items())


def _stored_suppliers() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT supplier_id, borough_id, contract_ids, part.value, part.decide_by"
            "  FROM pipeline_flag flag JOIN pipeline_flagborough part ON part.flag_id = flag.id"
            " WHERE kind = 'shared_supplier' AND expired IS NULL ORDER BY 1, 2"
        )
        return list(cursor.fetchall())


def _stored_windows() -> dict[tuple[Any, ...], dict[int, tuple[Any, ...]]]:
    result: dict[int, tuple[tuple[Any, ...], dict[int, tuple[Any, ...]]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT flag.id, service_area_id, lower(common_dates), upper(common_dates) - 1,"
            "       borough_id, contract_ids, listed_contract_ids, part.value"
            "  FROM pipeline_flag flag JOIN pipeline_flagborough part ON part.flag_id = flag.id"
            " WHERE kind = 'renewal_window' AND expired IS NULL"
        )
        for flag, *key, borough, counted, listed, value in cursor.fetchall():
            result.setdefault(flag, (tuple(key), {}))[1][borough] = (counted, listed, value)
    return {(*key, frozenset(parts)): parts for key, parts in result.values()}


_ROWS = """
    SELECT c.id AS contract, c.service_area_id AS area, area.flagged, area.technology <> 'no' AS technology,
           part.borough_id AS borough, place.place, link.supplier_id AS supplier, c.product_id AS product,
           c.start_date AS starts, lower(c."window") AS opens, upper(c."window") - 1 AS closes, c.decide_by,
           c.annual_value
      FROM contracts_contract c
      JOIN boroughs_servicearea area ON area.id = c.service_area_id
      JOIN contracts_contractborough part ON part.contract_id = c.id
      JOIN contracts_contractsupplier link ON link.contract_id = c.id
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM boroughs_borough) place
        ON place.id = part.borough_id
"""
