"""The form in which suppliers' names are compared (R10)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from suppliers.normalise import normalise_name

NAMES = st.text(min_size=1, max_size=60)
WORDS = st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Civica UK Limited", "CIVICA UK LTD."),
        ("The Access Group", "Access Group"),
        ("Marks & Spencer plc", "Marks and Spencer PLC"),
        ("C G I", "CGI"),
        ("Sainsbury’s", "Sainsburys"),
        ("Société Générale", "Societe Generale"),
        ("Smith Ltd t/a Quick Fix", "Smith"),
        ("NEC Software Solutions (UK) Limited", "NEC Software Solutions UK"),
    ],
)
def test_spellings_of_one_name_are_equal(written: str, same: str) -> None:
    assert normalise_name(written) == normalise_name(same)


@pytest.mark.parametrize(
    ("one", "other"), [("Capita Business Services", "Capita"), ("Access", "Axis"), ("Ltd", "PLC")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@given(NAMES)
@example("0:C:O")  # initials that make a legal form
@example("Smith fórmerly Jones")
@example(" t/a Foo!")
@example("The the Ltd")
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalise_name(name)
    assert normalise_name(once) == once


@given(NAMES)
def test_a_name_with_something_in_it_is_never_empty(name: str) -> None:
    assert bool(normalise_name(name)) == bool(name.strip())


@given(WORDS, st.sampled_from(["Ltd", "Limited", "PLC", "LLP", "CIC", "Inc", "GmbH"]))
def test_case_and_legal_form_make_no_difference(name: str, form: str) -> None:
    assert normalise_name(f"{name.upper()} {form}") == normalise_name(name)
