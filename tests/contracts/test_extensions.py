"""Extension options are taken from words only where the words leave no doubt."""

import pytest

from contracts.extensions import parse_options


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1+1 years", [12, 12]),
        ("2 x 12 months", [12, 12]),
        ("24 months", [24]),
        ("2 years", [24]),
        ("up to 24 months, year by year", [12, 12]),
        ("none", []),
    ],
)
def test_clear_words_become_options(text: str, months: list[int]) -> None:
    options = parse_options(text)
    assert options is not None
    assert [option.months for option in options] == months


@pytest.mark.parametrize(
    "text",
    ["2+1+1 years", "up to 3 years", "12 or 24 months", "3 years, included in the end date", "yes", ""],
)
def test_words_that_leave_doubt_do_not(text: str) -> None:
    assert parse_options(text) is None
