"""The same rows as an indexed SQLite file with full-text search, as Datasette likes them."""

import sqlite3
from pathlib import Path

from boroughs.places import read_places
from contracts.models import Contract

COLUMNS = (
    *("pk", "title", "reference", "description", "supplier_text", "borough_ids", "service_area_id"),
    *("value", "annual_value", "start_date", "end_date", "maximum_end_date", "decide_by", "source"),
)
MADE = """
CREATE TABLE contracts (
    id INTEGER PRIMARY KEY, title TEXT, reference TEXT, description TEXT, supplier TEXT, borough TEXT,
    area TEXT, value REAL, annual_value REAL, start_date TEXT, end_date TEXT, maximum_end_date TEXT,
    decide_by TEXT, source TEXT)
"""
INDEXED = """
CREATE INDEX by_end ON contracts (end_date, id);
CREATE INDEX by_borough ON contracts (borough, end_date);
CREATE INDEX by_area ON contracts (area, end_date);
CREATE INDEX by_value ON contracts (value);
CREATE VIRTUAL TABLE contracts_fts USING fts5
    (title, supplier, reference, description, content='contracts', content_rowid='id', tokenize='porter');
INSERT INTO contracts_fts (contracts_fts) VALUES ('rebuild');
ANALYZE;
"""


def copy_register(file: Path) -> None:
    """Write all contracts into a new SQLite file; a joint contract goes to its lead borough."""
    places = read_places()
    database = sqlite3.connect(file)
    database.execute(MADE)
    database.executemany(
        f"INSERT INTO contracts VALUES ({', '.join('?' * len(COLUMNS))})",  # noqa: S608 (a fixed number)
        (
            (
                *row[:5],
                places.borough_by_pk[row[5][0]].name,
                places.full_area_name(row[6]),
                *(float(amount) if amount is not None else None for amount in row[7:9]),
                *(day and day.isoformat() for day in row[9:13]),
                row[13],
            )
            for row in Contract.objects.order_by("pk").values_list(*COLUMNS).iterator(chunk_size=5000)
        ),
    )
    database.executescript(INDEXED)
    database.close()
