"""What a flag says: sentences that name boroughs, contracts and dates (R4)."""

import datetime as dt

import pytest

from pipeline.flags import Finding, renewal_windows, shared_supplier
from pipeline.reasons import Names, reasons, sentence
from tests.pipeline.stakes import CAMDEN, HACKNEY, ISLINGTON, NAMES, TODAY, half_a_year_before, stake

HOUSING = Names("Housing management system", NAMES)
MANY = {number: f"Borough {number:03}" for number in range(1, 401)}


def three_boroughs() -> Finding:
    (found,) = renewal_windows(
        [
            stake(CAMDEN, "2027-04-01", "2028-03-31"),
            stake(HACKNEY, "2027-10-01", "2028-06-30", annual_value=None),
            stake(
                ISLINGTON,
                "2027-01-01",
                "2028-12-31",
                end=dt.date(2027, 9, 30),
                has_option=True,
                notice_days=90,
            ),
        ],
        TODAY,
        half_a_year_before,
    )
    return found


def test_the_sentence_says_who_what_when_and_who_must_decide_first() -> None:
    assert sentence(three_boroughs(), HOUSING, TODAY) == (
        "Camden, Hackney and Islington could replace their housing management systems together on"
        " 31 March 2028. Islington must decide by 2 July 2027 (assumed)."
    )


def test_the_reasons_name_days_values_contracts_and_dates() -> None:
    assert reasons(three_boroughs(), HOUSING, TODAY) == [
        "Their replacement windows share the days from 1 October 2027 to 31 March 2028.",
        "3 contracts, worth £120,000 a year together, 1 contract of unknown value left out.",
        (
            "Islington: “Housing management system” with Brightwater Systems Ltd, ends on 30 September 2027,"
            " its next option to be used by 2 July 2027; decide by 2 July 2027 (assumed)."
        ),
        (
            "Camden: “Housing management system” with Brightwater Systems Ltd, ends on 31 March 2028;"
            " decide by 1 October 2027."
        ),
        (
            "Hackney: “Housing management system” with Brightwater Systems Ltd, ends on 30 June 2028;"
            " decide by 1 October 2027 (assumed)."
        ),
    ]


def test_it_says_for_whom_it_is_too_late() -> None:
    assert sentence(three_boroughs(), HOUSING, dt.date(2027, 8, 1)).endswith(
        "Camden and Hackney must decide by 1 October 2027 (assumed). It is too late for Islington, who would"
        " have had to decide by 2 July 2027 (assumed)."
    )


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("HR and payroll system", "their HR and payroll systems together"),
        ("Cloud hosting and platforms", "their contracts for cloud hosting and platforms together"),
        ("Contact centre platform", "their contact centre platforms together"),
    ],
)
def test_what_is_replaced_is_named_in_plain_words(area: str, words: str) -> None:
    assert words in sentence(three_boroughs(), Names(area, NAMES), TODAY)


def test_a_shared_supplier_is_named_and_an_unknown_end_said() -> None:
    (found,) = shared_supplier([stake(CAMDEN), stake(HACKNEY)], TODAY)
    names = Names("Brightwater Systems Ltd.", NAMES)

    assert sentence(found, names, TODAY) == "Camden and Hackney both buy from Brightwater Systems Ltd."
    assert "Camden: “Housing management system”, end date not known." in reasons(found, names, TODAY)


def test_who_holds_a_contract_is_said_where_it_is_another_supplier_of_the_group() -> None:
    (found,) = shared_supplier([stake(CAMDEN), stake(HACKNEY)], TODAY)
    said = " ".join(reasons(found, Names("Tideline Group plc", NAMES), TODAY))
    assert "Camden: “Housing management system” with Brightwater Systems Ltd, end date not known." in said


def test_an_end_that_is_past_is_said_to_be_past() -> None:
    stakes = [stake(CAMDEN, closes="2025-07-31"), stake(HACKNEY, closes="2027-07-31")]
    (found,) = shared_supplier(stakes, TODAY)
    said = " ".join(reasons(found, Names("Brightwater Systems Ltd", NAMES), TODAY))
    assert "Camden: “Housing management system”, ended on 31 July 2025 unless an option was used" in said
    assert "Hackney: “Housing management system”, ends on 31 July 2027" in said


def test_a_contract_without_an_option_would_have_to_be_bridged() -> None:
    (found,) = renewal_windows(
        [
            stake(CAMDEN, "2027-04-01", "2028-03-31", end=dt.date(2027, 9, 30)),
            stake(HACKNEY, "2027-04-01", "2028-03-31", end=dt.date(2027, 9, 30), has_option=True),
        ],
        TODAY,
        half_a_year_before,
    )
    said = " ".join(reasons(found, HOUSING, TODAY))

    assert "to be bridged until then" in said
    assert "its next option to be used (notice not known)" in said


def test_the_length_is_bounded_at_400_boroughs_and_thousands_of_contracts() -> None:
    long_title = "System " * 60
    (found,) = renewal_windows(
        [stake(number, "2027-04-01", "2028-03-31", title=long_title) for number in MANY for _ in range(10)],
        TODAY,
        half_a_year_before,
    )
    names = Names("Housing management system", MANY)

    said = reasons(found, names, TODAY)
    assert len(said) == 15
    assert max(len(line) for line in said) < 500
    assert said[1].startswith("4,000 contracts")
    assert said[-1] == "And 388 more boroughs."
    assert "8 more contracts" in said[2]
    assert len(sentence(found, names, TODAY)) < 600
    assert "and 394 more boroughs could replace" in sentence(found, names, TODAY)
