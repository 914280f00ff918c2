"""Writes flags in bulk: only what changed, through staging tables, in the caller's transaction."""

import csv
import datetime as dt
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any

from django.db import connection

from contracts.dates import Window
from pipeline.evidence import Subject
from pipeline.flags import Finding, Kind, Part, Purchase, Stake

#: The column of a flag that holds the subject of its kind.
SUBJECT_COLUMN = {
    Kind.SHARED_SUPPLIER: "supplier_id",
    Kind.SHARED_PRODUCT: "product_id",
    Kind.RENEWAL_WINDOW: "service_area_id",
    Kind.PIPELINE: "service_area_id",
}
_SUBJECT_COLUMNS = list(dict.fromkeys(SUBJECT_COLUMN.values()))


@dataclass(frozen=True)
class Statement:
    """A finding put into words and ranked, ready to be stored; ``fingerprint`` covers all but the score."""

    subject: Subject
    finding: Finding
    sentence: str
    reasons: tuple[str, ...]
    score: float

    @cached_property
    def part_rows(self) -> list[str]:
        """What is stored of each borough: its id and the columns of ``_PART``, with NUL between them."""
        return [_part_row(part) for part in self.finding.parts]

    @cached_property
    def fingerprint(self) -> str:
        """A digest of everything that a reader would notice: it tells whether a run found something else."""
        said: list[object] = [self.subject.kind, self.subject.id, self.subject.is_demonstration]
        said += [self.sentence, *self.reasons, _range(self.finding.common), self.finding.value]
        words = [*map(str, said), *self.part_rows]
        return blake2b("\0".join(words).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Stored:
    """A live flag as the last run left it."""

    id: int
    subject: Subject
    fingerprint: str
    score: float


def live_flags(kind: Kind, subjects: Collection[int] | None = None) -> dict[Subject, list[Stored]]:
    """Return the live flags of a kind by subject, of some subjects or of all, in order of id."""
    column = SUBJECT_COLUMN[kind]
    narrowed = "" if subjects is None else f"AND {column} = ANY(%(subjects)s::bigint[])"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {column}, is_demonstration, fingerprint, score FROM pipeline_flag"  # noqa: S608
            f" WHERE kind = %(kind)s AND expired IS NULL {narrowed} ORDER BY id",
            {"kind": kind.value, "subjects": sorted(subjects or ())},
        )
        result: dict[Subject, list[Stored]] = {}
        for pk, subject_id, demonstration, fingerprint, score in cursor.fetchall():
            subject = Subject(kind, subject_id, demonstration)
            result.setdefault(subject, []).append(Stored(pk, subject, fingerprint, score))
    return result


def members(flags: Collection[int]) -> dict[int, list[int]]:
    """Return what flags are known again by, by their ids: see ``Finding.members``."""
    result: dict[int, list[int]] = {flag: [] for flag in flags}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT flag_id, contract_ids, procurement_ids FROM pipeline_flagborough WHERE flag_id = ANY(%s)",
            [list(flags)],
        )
        for flag, contracts, procurements in cursor.fetchall():
            result[flag] += [*contracts, *(-pk for pk in procurements)]
    return result


def new_ids(count: int) -> list[int]:
    """Return ids for so many new flags."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('pipeline_flag', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def add(statements: Mapping[int, Statement], now: dt.datetime) -> None:
    """Store flags that are new, with the boroughs in them.

    Args:
        statements: what each flag says, by an id from :func:`new_ids`.
        now: the moment that ``changed`` and ``first_seen`` are set to.
    """
    with connection.cursor() as cursor:
        cursor.execute(_AT_ONCE)
        _copy(cursor, "pipeline_flag", "pipeline_flagborough", statements, now)
        cursor.execute(_AT_THE_END)


def change(statements: Mapping[int, Statement], now: dt.datetime) -> None:
    """Store what flags say that are there already, with the boroughs in them.

    Args:
        statements: what each flag says now, by its id.
        now: the moment that ``changed`` is set to.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        _copy(cursor, "staged_flag", "staged_part", statements, now)
        cursor.execute(_AT_ONCE)
        cursor.execute(_MERGE)
        cursor.execute(_AT_THE_END)


def rescore(scores: Mapping[int, float]) -> None:
    """Store new ranks of flags that say the same as before; ``changed`` stays."""
    if scores:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE pipeline_flag flag SET score = new.score"
                " FROM unnest(%s::bigint[], %s::float8[]) AS new(id, score) WHERE flag.id = new.id",
                [list(scores), list(scores.values())],
            )


def expire(flags: Collection[int], now: dt.datetime) -> None:
    """End flags whose boroughs share nothing any more; they are kept, with what they said."""
    if flags:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE pipeline_flag SET expired = %s WHERE id = ANY(%s)", [now, list(flags)])


def _flag_row(pk: int, said: Statement, now: dt.datetime) -> Sequence[Any]:
    finding = said.finding
    return (
        pk,
        finding.kind.value,
        *(said.subject.id if SUBJECT_COLUMN[finding.kind] == name else None for name in _SUBJECT_COLUMNS),
        said.sentence,
        json.dumps(said.reasons),
        _range(finding.common),
        finding.start_on,
        finding.decide_by,
        finding.value,
        finding.unknown_values,
        len(finding.parts),
        said.score,
        said.fingerprint,
        said.subject.is_demonstration,
        now.isoformat(),
        now.isoformat(),
    )


def _part_row(part: Part) -> str:
    return (
        f"{part.borough}\0{_ids(part.counted)}\0{_ids(part.listed)}\0{_procurements(part.purchases)}"
        f"\0{_range(part.window)}\0{part.decide_by}\0{part.assumed}\0{part.value}"
    )


def _ids(stakes: Sequence[Stake]) -> str:
    return "{" + ",".join([str(stake.contract) for stake in stakes]) + "}"


def _procurements(purchases: Sequence[Purchase]) -> str:
    return "{" + ",".join([str(purchase.procurement) for purchase in purchases]) + "}"


def _range(window: Window | None) -> str | None:
    return f"[{window.opens},{window.closes}]" if window else None


def _copy(cursor: Any, flags: str, parts: str, statements: Mapping[int, Statement], now: dt.datetime) -> None:
    """Write flags into one table and their boroughs into another, which have the same columns."""
    text = io.StringIO()
    csv.writer(text).writerows(_flag_row(pk, said, now) for pk, said in statements.items())
    text.seek(0)
    # Only numbers, dates, truths and None: nothing in it needs quoting.
    rows = "".join(f"{pk}\0{row}\n" for pk, said in statements.items() for row in said.part_rows)
    with connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {flags} ({_FLAG_COLUMNS}) FROM STDIN WITH (FORMAT csv)", text)
        cursor.copy_expert(
            f"COPY {parts} ({_PART_COLUMNS}) FROM STDIN WITH (NULL 'None')",
            io.StringIO(rows.replace("\0", "\t")),
        )


_FLAG = [
    "kind",
    *_SUBJECT_COLUMNS,
    "sentence",
    "reasons",
    "common_dates",
    "start_on",
    "decide_by",
    "value",
    "unknown_values",
    "borough_count",
    "score",
    "fingerprint",
    "is_demonstration",
    "changed",
]
_PART = ["contract_ids", "listed_contract_ids", "procurement_ids", '"window"', "decide_by"]
_PART += ["decide_by_assumed", "value"]


def _new_values(columns: Iterable[str]) -> str:
    return ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)


_FLAG_COLUMNS = ", ".join(["id", *_FLAG, "first_seen"])
_PART_COLUMNS = ", ".join(["flag_id", "borough_id", *_PART])

#: What refers to a row that is gone is found at once and not at the end: the history's trigger, which raises
#: and catches an error for each row, would go through all the checks that wait, each time.
_AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"
_AT_THE_END = "SET CONSTRAINTS ALL DEFERRED"

_STAGE = f"""
    DROP TABLE IF EXISTS staged_flag, staged_part;
    CREATE TEMPORARY TABLE staged_flag ON COMMIT DROP AS
        SELECT {_FLAG_COLUMNS} FROM pipeline_flag WITH NO DATA;
    CREATE TEMPORARY TABLE staged_part ON COMMIT DROP AS
        SELECT {_PART_COLUMNS} FROM pipeline_flagborough WITH NO DATA;
"""  # noqa: S608 (the columns are those above)

_MERGE = f"""
    ANALYZE staged_flag, staged_part;
    DELETE FROM pipeline_flagborough
     WHERE id IN (
           SELECT part.id
             FROM staged_flag flag
             JOIN pipeline_flagborough part ON part.flag_id = flag.id
             LEFT JOIN staged_part staged
               ON staged.flag_id = part.flag_id AND staged.borough_id = part.borough_id
            WHERE staged.flag_id IS NULL);
    UPDATE pipeline_flag flag SET {", ".join(f"{column} = staged.{column}" for column in _FLAG)}
      FROM staged_flag staged WHERE staged.id = flag.id;
    INSERT INTO pipeline_flagborough AS part ({_PART_COLUMNS})
    SELECT {_PART_COLUMNS} FROM staged_part
        ON CONFLICT (flag_id, borough_id) DO UPDATE SET {_new_values(_PART)}
     WHERE ({", ".join("part." + column for column in _PART)})
        IS DISTINCT FROM ({", ".join("EXCLUDED." + column for column in _PART)});
    DROP TABLE staged_flag, staged_part;
"""  # noqa: S608
