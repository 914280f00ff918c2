"""The pure rules of one record per contract: are two the same, what an edit comes to, what replaced what."""

import csv
import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.edits import weigh_edit
from contracts.reconciliation import Sketch, Verdict, compare
from contracts.renewals import Stretch, succession
from suppliers.normalise import normalise_name

HERE, THERE = frozenset({1}), frozenset({2})
START, END = dt.date(2024, 4, 1), dt.date(2027, 3, 31)
UPLOAD = frozenset({("register", "E09000007|C1")})
NOTICE = frozenset({("ocds", "ocds-h6vhtk-1|1")})
TITLE = "Housing management system"


def sketch(**changes: Any) -> Sketch:
    """Return a record with everything known, some of it otherwise."""
    known: dict[str, Any] = {
        "title": TITLE,
        "boroughs": HERE,
        "suppliers": frozenset({7}),
        "start": START,
        "end": END,
        "value": Decimal(500_000),
    }
    return Sketch(**{**known, **changes})


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, Verdict.CERTAIN),
        ({"value": None}, Verdict.CERTAIN),
        ({"title": "HOUSING  Management-System"}, Verdict.CERTAIN),
        ({"boroughs": THERE}, Verdict.OTHER),
        ({"boroughs": HERE | THERE}, Verdict.CERTAIN),
        ({"suppliers": frozenset({8})}, Verdict.LIKELY),
        ({"suppliers": frozenset({8}), "title": "Grounds maintenance"}, Verdict.OTHER),
        ({"title": "Housing management system lot 2"}, Verdict.LIKELY),
        ({"value": Decimal(900_000)}, Verdict.LIKELY),
        ({"start": END + dt.timedelta(1), "end": dt.date(2030, 3, 31)}, Verdict.OTHER),
        ({"start": None, "end": None}, Verdict.LIKELY),
        ({"start": None, "end": None, "value": None, "suppliers": frozenset()}, Verdict.OTHER),
    ],
)
def test_two_records_are_one_where_enough_is_the_same(changes: dict[str, Any], verdict: Verdict) -> None:
    assert compare(sketch(keys=NOTICE), sketch(keys=UPLOAD, **changes)).verdict is verdict


def test_a_reference_or_a_notice_speaks_for_one_contract_and_the_reason_says_so() -> None:
    bare = {"start": None, "end": None, "value": None}
    by_reference = compare(
        sketch(**bare, references=frozenset({"HMS/2024/17"})),
        sketch(**bare, references=frozenset({"hms-2024-17"})),
    )
    assert by_reference.verdict is Verdict.CERTAIN
    assert by_reference.reason == "They have the same reference, title and supplier."
    short = sketch(**bare, references=frozenset({"12"}))
    assert "reference" not in compare(short, short).reason
    one = "https://www.find-tender.service.gov.uk/Notice/1"
    assert compare(sketch(**bare, notice=one), sketch(**bare, notice=one)).verdict is Verdict.CERTAIN
    ocid = compare(sketch(**bare, keys=NOTICE), sketch(**bare, references=frozenset({"ocds-h6vhtk-1"})))
    assert ocid.verdict is Verdict.CERTAIN


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("register", "register"),
        ("ocds-h6vhtk-1", "ocds-h6vhtk-2"),
        ("ocds-h6vhtk-1", "ocds-h6vhtk-1"),
    ],
)
def test_what_one_source_lists_side_by_side_is_never_joined_without_asking(left: str, right: str) -> None:
    def keys(source: str, number: int) -> frozenset[tuple[str, str]]:
        if source == "register":
            return frozenset({("register", f"E09000007|C{number}")})
        return frozenset({("ocds", f"{source}|{number}")})

    likeness = compare(sketch(keys=keys(left, 1)), sketch(keys=keys(right, 2)))
    assert likeness.verdict is not Verdict.CERTAIN
    different = compare(sketch(keys=keys(left, 1)), sketch(keys=keys(right, 2), value=Decimal(1)))
    assert different.verdict is Verdict.OTHER


SKETCHES = st.builds(
    Sketch,
    title=st.sampled_from([TITLE, "Housing management system lot 2", "Parking permits", "IT"]),
    boroughs=st.sampled_from([HERE, THERE, HERE | THERE]),
    suppliers=st.sets(st.integers(1, 3), max_size=2).map(frozenset),
    references=st.sets(st.sampled_from(["REF-001", "REF-002", "1"]), max_size=1).map(frozenset),
    notice=st.sampled_from(["", "https://example.org/1"]),
    start=st.sampled_from([None, START, START + dt.timedelta(3)]),
    end=st.sampled_from([None, END, END + dt.timedelta(40)]),
    value=st.sampled_from([None, Decimal(0), Decimal(5), Decimal(500_000)]),
    keys=st.sampled_from([frozenset(), UPLOAD, NOTICE]),
)


@given(SKETCHES, SKETCHES)
@settings(max_examples=150)
def test_the_likeness_is_the_same_from_both_sides_and_says_why(left: Sketch, right: Sketch) -> None:
    one, other = compare(left, right), compare(right, left)
    assert (one.score, one.verdict, one.reason) == (other.score, other.verdict, other.reason)
    assert 0 <= one.score <= 1
    if one.verdict is not Verdict.OTHER:
        assert one.same
        assert one.reason.endswith(".")
    if not left.boroughs & right.boroughs:
        assert one.verdict is Verdict.OTHER


def test_on_londons_registers_and_notices_nothing_is_joined_wrongly(shared_data: Path) -> None:
    """Ten boroughs’ registers against the notices of the same contracts, with and without references."""
    ids: dict[Any, int] = defaultdict(lambda: len(ids) + 1)
    gss = {row["file"]: row["gss"] for row in _rows(shared_data / "registers" / "london" / "manifest.csv")}
    notices: dict[Any, Any] = {}
    registers: dict[Any, Any] = {}
    for row in _rows(shared_data / "london_facts.csv"):
        if row["kind"] == "award":
            boroughs = frozenset(ids[code] for code in row["gss"].split(";"))
            _gather(notices, ids, row, row["ref"], boroughs, row["supplier"])
    for row in _rows(shared_data / "registers" / "london" / "expected.csv"):
        boroughs = frozenset({ids[gss[row["file"]]]})
        _gather(registers, ids, row, row["reference"], boroughs, *row["supplier"].split("|"))
    for with_references, all_certain in ((True, True), (False, False)):
        found: Counter[tuple[Verdict, bool]] = Counter()
        for theirs, told in registers.items():
            for ours, known in notices.items():
                same = theirs[0] == ours[0] and theirs[2:] == ours[2:]
                found[compare(told(with_references), known(with_references)).verdict, same] += 1
        assert found[Verdict.CERTAIN, False] == 0
        assert found[Verdict.OTHER, True] == 0
        assert (found[Verdict.LIKELY, True] == 0) is all_certain
        assert found[Verdict.CERTAIN, True] >= 40


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _gather(
    into: dict[Any, Any],
    ids: dict[Any, int],
    row: dict[str, str],
    reference: str,
    boroughs: frozenset[int],
    *suppliers: str,
) -> None:
    """Add a row to the record that it belongs to: rows of one reference, title and dates are one contract."""
    key = (reference, row["title"], row["start"], row["end"])
    if key not in into:
        held: set[int] = set()

        def make(with_references: bool, row: Any = row, held: set[int] = held) -> Sketch:
            return Sketch(
                title=row["title"],
                boroughs=boroughs,
                suppliers=frozenset(held),
                references=frozenset({reference} if with_references else ()),
                start=dt.date.fromisoformat(row["start"]) if row["start"] else None,
                end=dt.date.fromisoformat(row["end"]) if row["end"] else None,
                value=Decimal(row["value"]) if row["value"].replace(".", "").isdecimal() else None,
            )

        make.held = held  # type: ignore[attr-defined]
        into[key] = make
    into[key].held.update(ids[normalise_name(name)] for name in suppliers if name)


NAMES = ["title", "end_date", "value"]
VALUES = st.sampled_from([None, "a", "b", "c"])
RECORDS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))


@given(RECORDS, RECORDS, RECORDS, st.sets(st.sampled_from(NAMES)))
@settings(max_examples=200)
def test_an_edit_loses_nothing_of_anybodys(
    shown: dict[str, Any], given_: dict[str, Any], now: dict[str, Any], unknown: set[str]
) -> None:
    edit = weigh_edit(shown, given_, now, said_unknown=unknown)
    after = {**now, **edit.changes}
    for name in NAMES:
        mine, theirs = given_[name] != shown[name] or name in unknown, now[name] != shown[name]
        if not mine:
            assert after[name] == now[name]
            assert (name in edit.meanwhile) == theirs
        elif theirs and now[name] != given_[name]:
            assert name in edit.clashes
            assert after[name] == now[name]
        else:
            assert after[name] == given_[name]
    assert not set(edit.clashes) & edit.changes.keys()


OLD = Stretch(dt.date(2020, 4, 1), dt.date(2025, 3, 31), product=1, area=2, suppliers=frozenset({3}))


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (
            Stretch(dt.date(2025, 4, 1), None, product=1),
            "It has the same product, and one starts when the other ends.",
        ),
        (
            Stretch(dt.date(2025, 4, 9), None, area=2, suppliers=frozenset({3})),
            "It has the same service area and the same supplier, and one starts 9 days after the other ends.",
        ),
        (
            Stretch(dt.date(2025, 3, 1), None, area=2, suppliers=frozenset({9})),
            "It has the same service area, and one starts 30 days before the other ends.",
        ),
        (Stretch(dt.date(2025, 6, 1), None, area=2), None),
        (Stretch(dt.date(2025, 4, 1), None), None),
        (Stretch(dt.date(2027, 4, 1), None, product=1), None),
        (Stretch(dt.date(2020, 4, 1), None, product=1), None),
        (Stretch(None, None, product=1), None),
    ],
)
def test_what_may_have_replaced_what(later: Stretch, reason: str | None) -> None:
    found = succession(OLD, later)
    assert (found.reason if found else None) == reason
