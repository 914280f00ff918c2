"""What is asked, and what boroughs say together: by table, without a database."""

import datetime as dt
from decimal import Decimal

import pytest

from data_access.ageing import aged, is_old
from data_access.questions import BY_CODE, QUESTIONS, THEMES, Said, answered, prices, tally, unfit


def test_every_question_has_a_theme_and_codes_of_its_own() -> None:
    assert {one.theme for one in QUESTIONS} == {code for code, _ in THEMES}
    assert len({one.code for one in QUESTIONS}) == len(QUESTIONS)
    for one in QUESTIONS:
        codes = [answer.code for answer in one.answers]
        assert len(set(codes)) == len(codes)
        assert one.priced.issubset(codes)
        assert one.alone.issubset(codes)


@pytest.mark.parametrize(
    ("said", "sentence", "differ"),
    [
        ([], "", False),
        (
            [("public",), ("public",), ("none",)],
            "2 boroughs say documented for anyone, 1 says not documented",
            True,
        ),
        ([("none",)], "1 borough says not documented", False),
        ([("customers",), ("customers",)], "2 boroughs say documented for customers", False),
    ],
)
def test_boroughs_together(said: list[tuple[str, ...]], sentence: str, differ: bool) -> None:
    rows = [Said(f"Borough {number}", codes, False) for number, codes in enumerate(said)]
    found = tally(BY_CODE["api_docs"], rows)
    assert (found.sentence, found.differ) == (sentence, differ)


def test_what_is_old_is_counted_and_said_to_be_old() -> None:
    rows = [Said("A", ("none",), True), Said("B", ("none",), False)]
    assert tally(BY_CODE["api"], rows).sentence == "2 boroughs say there is none (1 over two years old)"
    assert tally(BY_CODE["api"], rows[:1]).sentence == "1 borough says there is none (all over two years old)"


def test_several_answers_are_counted_one_by_one() -> None:
    rows = [Said("A", ("csv", "pdf"), False), Said("B", ("csv",), False)]
    found = tally(BY_CODE["export_formats"], rows)
    assert found.sentence == "Of 2 boroughs, 2 say CSV or other text tables, 1 says PDF only"
    assert found.differ
    alone = tally(BY_CODE["export_formats"], rows[:1])
    assert alone.sentence == "1 borough says CSV or other text tables and PDF only"
    assert not alone.differ


def test_a_price_that_is_not_known_is_not_nothing() -> None:
    cost = BY_CODE["export_cost"]
    assert answered(cost, ["free"], None) == "free"
    assert answered(cost, ["paid"], None) == "to be paid for; the price is not known"
    assert answered(cost, ["paid"], Decimal(2500)) == "to be paid for: £2,500 excluding VAT for each export"


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([], ""),
        ([None], ""),
        ([Decimal(900), None], "£900 excluding VAT a year"),
        ([Decimal(2500), Decimal(900)], "£900 to £2,500 excluding VAT a year"),
    ],
)
def test_prices_from_the_lowest_to_the_highest(amounts: list[Decimal | None], words: str) -> None:
    assert prices(BY_CODE["api_price"], amounts) == words


@pytest.mark.parametrize(
    ("question", "codes", "fits"),
    [
        ("api", ["read"], True),
        ("api", ["read", "none"], False),
        ("api", ["perhaps"], False),
        ("api", [], False),
        ("api_standard", ["soap", "odata"], True),
        ("api_standard", ["soap", "none"], False),
    ],
)
def test_which_answers_fit(question: str, codes: list[str], fits: bool) -> None:
    assert (unfit(BY_CODE[question], codes) == "") is fits


def test_age_in_the_words_of_r7_and_old_from_two_years() -> None:
    today = dt.date(2027, 3, 31)
    assert aged(dt.date(2027, 1, 1), today)[0] == "fresh"
    assert aged(dt.date(2026, 6, 1), today)[0] == "ageing"
    assert aged(dt.date(2025, 6, 1), today)[0] == "stale"
    assert aged(dt.date(2025, 3, 31), today)[0] == "over 2 years old"
    assert not is_old(dt.date(2025, 4, 1), today)
