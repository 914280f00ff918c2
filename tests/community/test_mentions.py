"""Whom a text mentions (pure)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.mentions import MOST, mentioned, names_in

PEOPLE = [
    (1, "Ada Okafor"),
    (2, "Bea Lindqvist"),
    (3, "Bea"),
    (4, "Sam Roe"),
    (5, "Sam Roe"),
    (6, "Zoë O’Neil-May"),
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@Ada Okafor, how did you do it?", [1]),
        ("Ask @ada okafor and @Bea Lindqvist.", [1, 2]),
        ("@Bea says so", [3]),
        ("@Bea Lindqvist", [2]),
        ("@Sam Roe: two are called so", []),
        ("write to ada@Bea.example", []),
        ("`@Ada Okafor` and\n```\n@Bea\n```", []),
        ("@Zoë O’Neil-May knows", [6]),
        ("@Ada Okafor @Ada Okafor", [1]),
        ("@ Ada Okafor", []),
        ("Ada Okafor", []),
        ("(@Ada Okafor)", [1]),
    ],
)
def test_whom_a_text_mentions(text: str, ids: list[int]) -> None:
    assert mentioned(text, PEOPLE) == ids


@given(st.text(alphabet="@AaBb e`\n.é’-", max_size=200))
def test_only_names_that_are_looked_up_are_found_and_never_many(text: str) -> None:
    people = [(1, "Aa Bb"), (2, "Bb"), (3, "A")]
    found = mentioned(text, people)
    assert len(found) == len(set(found)) <= MOST
    names = {pk: name.casefold() for pk, name in people}
    assert all(names[pk] in names_in(text) for pk in found)
