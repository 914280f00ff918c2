"""A register as a borough might publish it, invented and seeded: the same rows every time, any number."""

import csv
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from benchmarks.register_data import TITLE_KINDS, TITLE_WORDS
from benchmarks.resolution_names import make_names

#: The columns that the Local Government Transparency Code asks for, as boroughs head them.
HEADINGS = [
    *("Contract Reference Number", "Title of Agreement", "Department", "Description of Goods and Services"),
    *("Supplier Name", "Supplier Registered Company Number", "Contract Start Date", "Contract End Date"),
    *("Review Date", "Contract Value", "Value of VAT That Cannot Be Recovered", "Procurement Process"),
    *("SME", "VCSE", "Extension Options"),
]
#: How many spellings of suppliers a file of some size has; a third of them are others' in another spelling.
ROWS_FOR_A_NAME = 12.5
DEPARTMENTS = ["Adults", "Children’s Services", "Housing", "Environment", "Resources", "Public Realm"]
ROUTES = ["Open", "Restricted", "Framework call-off", "Quotation", "Direct award"]


def rows(number: int, seed: int = 5) -> Iterator[list[str]]:
    """Yield a row of headings and so many rows of contracts, some of which speak of one contract twice."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret is drawn)
    names = [one.name for one in make_names(max(20, int(number / ROWS_FOR_A_NAME)), seed)]
    yield HEADINGS
    for at in range(number):
        yield _row(chance, at, names)


def write_csv(path: Path, number: int) -> None:
    """Write the rows as a CSV file, in the encoding that spreadsheets save in Britain."""
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        csv.writer(file).writerows(rows(number))


def write_xlsx(path: Path, number: int) -> None:
    """Write the same rows as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Contracts")
    for row in rows(number):
        sheet.append(row)
    book.save(path)


def _row(chance: random.Random, at: int, names: list[str]) -> list[str]:
    first, second = chance.sample(TITLE_WORDS, 2)
    kind = chance.choice(TITLE_KINDS)
    start = dt.date(2019, 1, 1) + dt.timedelta(days=chance.randrange(2800))
    end = start + dt.timedelta(days=365 * chance.randint(1, 6) - 1)
    value = round(5000 * 1.0005 ** chance.randrange(20000), 2) if chance.random() < 0.9 else 0
    return [
        f"LBX-{at if chance.random() < 0.97 else max(at - 1, 0):06}",
        f"{first} and {second} {kind} {chance.randrange(4000)}".capitalize(),
        chance.choice(DEPARTMENTS),
        f"Provision of {first} and {second} {kind} for residents and staff, with training and support.",
        chance.choice(names),
        f"{chance.randrange(10**7):08}" if chance.random() < 0.02 else "",
        start.strftime("%d/%m/%Y"),
        end.strftime("%d/%m/%Y") if chance.random() < 0.93 else "Ongoing",
        (end - dt.timedelta(days=180)).strftime("%d/%m/%Y"),
        f"£{value:,.2f}",
        "0",
        chance.choice(ROUTES),
        chance.choice(["Yes", "No", ""]),
        chance.choice(["No", ""]),
        chance.choice(["", "", "None", "1+1 years", "24 months"]),
    ]
