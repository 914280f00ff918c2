"""The pure rules of payments: cells, columns, private persons, months, comparing (R11)."""

import csv
import datetime as dt
import io
import itertools
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from faker import Faker
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.payments import cells
from contracts.payments.addresses import addresses_of, file_name, is_allowed, month_of
from contracts.payments.charts import months_chart
from contracts.payments.columns import columns_of
from contracts.payments.comparing import Held, Verdict, compare
from contracts.payments.persons import is_a_person
from contracts.payments.reading import SpendRead, covered, period_of, read_spend
from contracts.payments.spend_file import rows_of
from tests.contracts.spending import JUNE

LATEST = dt.date(2026, 12, 31)
MONTHS = [dt.date(2026, month, 1) for month in range(1, 13)]
QUICK = settings(max_examples=60, deadline=None)


def read(content: str | bytes, name: str = "spend.csv", month: dt.date | None = None) -> SpendRead:
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return read_spend(rows_of(stream, name), month=month, latest=LATEST)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("4,552,045.39", "4552045.39"),
        ("£1,200", "1200.00"),
        ("(1,200.00)", "-1200.00"),
        ("£(3.00)", "-3.00"),
        ("(£3.00)", "-3.00"),
        ("95.10-", "-95.10"),
        ("−95.10", "-95.10"),
        ("12.50 CR", "-12.50"),
        ("12.50 DR", "12.50"),
        ("GBP 500", "500.00"),
        (" 1 234.5 ", "1234.50"),
        ("-", "0.00"),
        (" -   ", "0.00"),
        ("510", "510.00"),
        ("0.005", "0.01"),
        ("1.5E+3", "1500.00"),
    ],
)
def test_amounts_in_the_shapes_that_councils_use(written: str, amount: str) -> None:
    assert cells.amount(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written", ["", "lots", "1,23", "12-3", "1.2.3", "£", "()", "2026-01-01", "9" * 20, "٣"]
)
def test_what_is_no_amount(written: str) -> None:
    assert cells.amount(written) is None


@QUICK
@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_is_read_back_however_it_is_written(value: Decimal) -> None:
    assert cells.amount(f"£{value:,.2f}") == cells.amount(f"{value}") == value
    credited = {cells.amount(f"({value:,.2f})"), cells.amount(f"-{value}"), cells.amount(f"{value:,} CR")}
    assert credited == {-value}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("01/04/2026", "2026-04-01"),
        ("1/4/26", "2026-04-01"),
        ("01-Apr-26", "2026-04-01"),
        ("01 April 2026", "2026-04-01"),
        ("2026-04-01 00:00:00", "2026-04-01"),
        ("01/04/2026 12:30", "2026-04-01"),
        ("20260401", "2026-04-01"),
        ("01.04.2026", "2026-04-01"),
        ("46113", "2026-04-01"),
    ],
)
def test_days_in_the_shapes_that_councils_use(written: str, day: str) -> None:
    assert cells.day(written) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("written", ["", "soon", "01/29/2026", "31/02/2026", "12", "1/4"])
def test_what_is_no_day(written: str) -> None:
    assert cells.day(written) is None


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("LambethPaymentsOver500Apr2012.csv", (2012, 4)),
        ("Payments over £500 - March 2024.xlsx", (2024, 3)),
        ("Apr-12", (2012, 4)),
        ("spend_2024-03.csv", (2024, 3)),
        ("202403", (2024, 3)),
        ("03/2024", (2024, 3)),
        ("2024 March", (2024, 3)),
        ("April and May 2012", None),
        ("Spend Q1", None),
        ("Market stalls", None),
        ("GLA-2021-P11.csv", None),
    ],
)
def test_months_are_found_in_names(written: str, month: tuple[int, int] | None) -> None:
    assert cells.month(written) == (dt.date(*month, 1) if month else None)


@QUICK
@given(st.text(max_size=40))
def test_no_text_upsets_the_cells(text: str) -> None:
    cells.amount(text)
    cells.day(text)
    cells.month(text)
    is_a_person(text)


def test_the_surest_column_counts() -> None:
    found = columns_of(["Date", "Gross Amount", "Net Amount", "Supplier Name", "VAT Amount", "Expenses Type"])
    assert found is not None
    assert found.headings["amount"] == "Net Amount"
    assert (found.vat, found.at["date"], found.at["supplier"]) == ("excluding", 0, 3)
    bracketed = columns_of(["Payee", "Amount (incl. VAT) £"])
    assert bracketed is not None
    assert bracketed.vat == "including"
    assert columns_of(["Supplier", "Notes"]) is None


PERSONS = [
    *(
        "Mr A Example",
        "A EXAMPLE PERSON",
        "MRS EXAMPLE",
        "Example Mr J",
        "Mr & Mrs Example",
        "Estate of J Example",
    ),
    *(
        "J Example",
        "J. K. Example",
        "EXAMPLE, JANE",
        "Example J",
        "Jane Example",
        "Redacted",
        "REDACTED DATA",
    ),
    *(
        "Name withheld",
        "Foster Carer",
        "foster carers payments",
        "Individual",
        "Private Individual",
        "Tenant",
    ),
    *("Direct Payment", "Service User", "Childminder", "Personal Data", "Dr J Example", "Cllr Example", ""),
    *("Mr J Example t/a Example Decorators", "Jane Example T/A Example Services", "Jane Example Photography"),
    *("Oluwaseun Exampleson", "Jane Example-Specimen", "D'Example Jane", "Rhys Green", "J Ward"),
]
ORGANISATIONS = [
    *(
        "Tideline Systems Ltd",
        "TIDELINE LIMITED",
        "Kestrel plc",
        "Brightwater LLP",
        "Fenbrook C.I.C",
        "Oakmoor",
    ),
    *("Mr Example Windows Ltd", "London Borough of Somewhere", "St Example's School", "Example & Specimen"),
    *("Dr Example Medical Centre", "Lady Example School", "Individual Care Services", "Tenants Association"),
    *(
        "Kestrel & Co",
        "4Example",
        "Carers Network",
        "The Tideline",
        "Tideline's",
        "Larkfield Housing Association",
    ),
    *("BT", "Jane Example Ltd", "Kelly Services", "Green Homes", "Example Consultancy Services"),
]


@pytest.mark.parametrize("name", PERSONS)
def test_it_may_be_a_private_person(name: str) -> None:
    assert is_a_person(name)


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_it_is_an_organisation(name: str) -> None:
    assert not is_a_person(name)


def test_a_company_number_makes_a_company_of_a_name_but_not_of_a_redaction() -> None:
    assert not is_a_person("Jane Example", has_number=True)
    assert is_a_person("Redacted", has_number=True)


@QUICK
@given(st.sampled_from(PERSONS[:20]), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_capitals_make_no_difference(name: str, spelt: object) -> None:
    assert is_a_person(spelt(name))  # type: ignore[operator]


@QUICK
@given(st.sampled_from(PERSONS), st.sampled_from(["Ltd", "LIMITED", "plc", "LLP"]))
def test_a_legal_form_makes_a_company_of_any_name_that_is_not_redacted(name: str, form: str) -> None:
    is_redacted = any(word in name.casefold() for word in ("redacted", "withheld", "private", "personal"))
    if name:
        assert is_a_person(f"{name} {form}") is is_redacted


@pytest.mark.parametrize(("country", "most"), [("en_GB", 5), ("en_IN", 10), ("pl_PL", 5), ("en_NG", 5)])
def test_hardly_a_name_of_a_person_slips_through(country: str, most: int) -> None:
    fake = Faker(country)
    fake.seed_instance(2026)
    names = [f"{fake.first_name()} {fake.last_name()}" for _ in range(500)]
    assert sum(not is_a_person(name) for name in names) <= most


def test_few_companies_are_taken_for_people_in_the_published_files(shared_data: Path) -> None:
    names = set()
    for path in sorted((shared_data / "spend").glob("Lambeth*.csv")):
        with path.open(encoding="cp1252", newline="") as file:
            names |= {row[0].strip() for row in csv.reader(file) if len(row) > 1 and row[1].strip("£, ")}
    people = {name for name in names if is_a_person(name)}
    assert {"Mr A Example"} <= people
    assert len(people) <= 0.01 * len(names) + 1


def test_several_headings_months_and_sheets_in_one_workbook() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "April 2026"
    first.append(["Spending"])
    first.append(["Supplier", "Amount"])
    first.append(["Tideline Ltd", 100.5])
    second = book.create_sheet("May 2026")
    second.append(["Amount", "Beneficiary", "Date"])
    second.append([200, "Kestrel Ltd", dt.date(2026, 5, 3)])
    second.append(["Beneficiary", "Amount", "Date"])
    second.append(["Fenbrook Ltd", "(5.00)", "2026-05-04"])
    book.create_sheet("Notes").append(["Nothing here"])
    stream = io.BytesIO()
    book.save(stream)
    found = read(stream.getvalue(), "spend.xlsx")
    paid = {(found.names[key], month): paid.amount for (key, month), paid in found.paid.items()}
    assert paid == {
        ("Tideline Ltd", dt.date(2026, 4, 1)): Decimal("100.50"),
        ("Kestrel Ltd", dt.date(2026, 5, 1)): Decimal("200.00"),
        ("Fenbrook Ltd", dt.date(2026, 5, 1)): Decimal("-5.00"),
    }
    assert found.sheets_passed_over == ["Notes"]
    assert sum(found.counts.values()) == found.rows == 8


def test_titles_of_months_between_the_lines_date_them() -> None:
    found = read("Supplier,Total\nApril 2026,\nTideline Ltd,1\nMay 2026,\nTideline Ltd,2\nMay Total,2\n")
    assert [month.month for _, month in found.paid] == [4, 5]
    assert found.counts["total"] == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    rows = [["Supplier name", "Date", "Amount £"], ["Café Tideline Ltd", "01/06/2026", "£1.50"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert list(read(text.encode(encoding)).names.values()) == ["Café Tideline Ltd"]


def test_forty_columns_and_totals_in_their_many_shapes() -> None:
    head = [
        "Organisation Name",
        *(f"Column {n}" for n in range(36)),
        "Supplier Name",
        "Amount",
        "Payment Date",
    ]
    wide = ["Somewhere", *([""] * 36), "Tideline Ltd", "100", "01/06/2026"]
    totals = [
        "Grand Total,1",
        "Total:,1",
        "Sub-total,1",
        "TOTALS,1",
        "Environment Total,1",
        ",1",
        "Total paid,1",
    ]
    assert read("\n".join([",".join(head), ",".join(wide)])).counts["paid"] == 1
    found = read(
        "\n".join(["Supplier,Amount", "Tideline Ltd,1", "Total Gas Ltd,1", *totals]), month=MONTHS[0]
    )
    assert (found.counts["total"], found.counts["paid"]) == (7, 2)


@QUICK
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Tideline Ltd", "Kestrel plc", "Mr A Example", "Total", "", "J Example"]),
            st.sampled_from(["01/06/2026", "02/05/2026", "soon", ""]),
            st.sampled_from(["1.00", "(2.50)", "?", ""]),
        ),
        max_size=30,
    )
)
def test_every_row_is_accounted_for_and_nobody_is_named(lines: list[tuple[str, str, str]]) -> None:
    good = ["Oakmoor Ltd,01/06/2026,9"] * 31  # else a file of which most cannot be read is refused
    text = "\n".join(["Supplier,Date,Amount", *good, *map(",".join, lines)])
    found = read(text)
    assert sum(found.counts.values()) == found.rows == len(lines) + len(good) + 1
    assert "xample" not in f"{found.names}{found.unread}{found.paid}"
    assert found.counts["unreadable"] == len(found.unread)


@pytest.mark.parametrize(
    ("lines", "months"),
    [
        ({1: 900, 2: 200}, [1]),
        ({1: 30, 2: 900, 3: 4}, [2]),
        ({1: 900, 2: 800, 3: 1000}, [1, 2, 3]),
        ({1: 5, 2: 1, 3: 2, 4: 1, 5: 2, 6: 2}, [1, 2, 3, 4, 5, 6]),
        ({}, []),
    ],
)
def test_the_months_that_a_file_is_for(lines: dict[int, int], months: list[int]) -> None:
    assert [month.month for month in covered({MONTHS[n - 1]: lines[n] for n in lines})] == months


@QUICK
@given(st.dictionaries(st.sampled_from(MONTHS), st.integers(1, 1000), min_size=1))
def test_the_fullest_month_is_a_files_own_and_every_month_belongs_to_one(lines: dict[dt.date, int]) -> None:
    own = covered(lines)
    assert max(lines, key=lambda month: lines[month]) in own
    assert all(period_of(month, own) in own for month in lines)
    assert all(period_of(month, own) == month for month in own)


def test_comparing_is_kind_and_exact() -> None:
    held = [Held(dt.date(2026, 1, 1), dt.date(2026, 6, 30), Decimal(12_000))]
    assert compare(Decimal(6000), held, MONTHS).value == Decimal("6000.00")
    assert compare(Decimal(6000), held, MONTHS).verdict is Verdict.ABOUT
    assert compare(Decimal(1), [], MONTHS).verdict is Verdict.NO_CONTRACT
    assert compare(Decimal(1), [], MONTHS, in_group=True).verdict is Verdict.GROUP
    assert compare(Decimal(1), held, MONTHS[6:]).verdict is Verdict.NO_CONTRACT
    unknown = [*held, Held(None, None, None)]
    assert compare(Decimal(9000), unknown, MONTHS).verdict is Verdict.UNKNOWN
    assert compare(Decimal(1000), unknown, MONTHS).verdict is Verdict.LESS
    assert (
        compare(Decimal(1000), [Held(None, None, Decimal(1), joint=True)], MONTHS).verdict is Verdict.SHARED
    )


def test_addresses_by_month_and_hosts() -> None:
    template = "https://www.somewhere.gov.uk/spend/{YYYY}/{MM}-{Month}.csv"
    today = dt.date(2026, 2, 10)
    found = addresses_of(template, today)
    assert [address.rpartition("/")[2] for address in found] == [
        "11-November.csv",
        "12-December.csv",
        "01-January.csv",
    ]
    assert month_of(template, found[1], today) == dt.date(2025, 12, 1)
    assert addresses_of("https://a.example/b.csv", today) == ["https://a.example/b.csv"]
    assert month_of("https://a.example/b.csv", "https://a.example/b.csv", today) is None
    assert file_name("https://a.example/some%20folder/June%202026.csv?x=1") == "June 2026.csv"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://www.somewhere.gov.uk/spend.csv", True),
        ("http://www.somewhere.gov.uk/spend.csv", False),
        ("https://www.somewhere.gov.uk:8443/spend.csv", False),
        ("https://www.somewhere.gov.uk.evil.example/spend.csv", False),
        ("https://www.somewhere.gov.uk@evil.example/", False),
        ("http://127.0.0.1:8001/spend.csv", True),
        ("http://127.0.0.1:5432/", False),
        ("file:///etc/passwd", False),
        ("https://www.somewhere.gov.uk:port/", False),
    ],
)
def test_only_hosts_of_the_settings_are_asked(address: str, allowed: bool) -> None:
    assert is_allowed(address, ["www.somewhere.gov.uk", "http://127.0.0.1:8001"]) is allowed


def test_the_chart_draws_credits_downwards_and_unknown_months_as_a_question() -> None:
    rows = [(MONTHS[0], Decimal(100)), (MONTHS[1], None), (MONTHS[2], Decimal(-50))]
    drawing = months_chart(rows, width=340, label="Paid & credited")
    assert drawing.count("<rect") == 2
    assert ">?<" in drawing
    assert 'aria-label="Paid &amp; credited"' in drawing
    assert "style=" not in drawing
    assert "<svg" in months_chart([(MONTHS[0], Decimal(0))], width=340, label="Nothing")


def test_the_chart_of_a_year_leaves_room_between_the_names_of_months() -> None:
    year = [(dt.date(2026, month, 1), Decimal(100)) for month in range(1, 13)]
    drawing = months_chart(year, width=740, label="A year")
    places = [float(place) for place in re.findall(r'<text x="([\d.]+)" y="174"', drawing)]
    assert "Dec 2026" in drawing
    assert min(after - before for before, after in itertools.pairwise(places)) >= 68


def test_the_example_file_is_read() -> None:
    assert read(JUNE.encode("cp1252")).counts["paid"] == 5
