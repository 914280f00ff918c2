"""The form in which suppliers' names are compared (R10)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from suppliers.normalise import FORMER, TRADING, FurtherName, further_names, normalise_name

NAMES = st.text(min_size=1, max_size=60)
WORDS = st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=1, max_size=4).map(" ".join)
FORMS = ["Ltd", "Limited", "PLC", "LLP", "CIC", "Inc", "GmbH", "Public Limited Company", "A/S", "B.V."]
FORMS += ["Oy", "S.A.", "S.à r.l.", "AB", "Ltd.", "(UK) Limited", "L.L.P.", "SCIO", "DAC", "Cyf"]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Tideline UK Limited", "TIDELINE LTD."),
        ("The Tideline Group", "Tideline Group"),
        ("Marsh & Spinner plc", "Marsh and Spinner PLC"),
        ("Marsh + Spinner Limited", "Marsh & Spinner"),
        ("Marsh Spinner & Co. Ltd", "Marsh Spinner"),
        ("C G I", "CGI"),
        ("J. K. Tideline", "JK Tideline"),
        ("Brook’s", "Brooks"),
        ("Brookâ€™s", "Brook's"),
        ("Brook&#039;s &amp; Sons", "Brooks and Sons"),
        ("Brook &amp;amp; Sons", "Brook & Sons"),
        ("Société Énorme", "Societe Enorme"),
        ("SociÃ©tÃ© Ã‰norme", "Société Énorme"),
        ("Ærø Brønd A/S", "Aero Brond"),
        ("Straße GmbH & Co. KG", "STRASSE"),
        ("Eickbach GmbH\u202a", "Eickbach"),
        ("Kestrel\u00a0Data\u200b Ltd", "kestrel data"),
        ("Kestrel Data S.à r.l.", "Kestrel Data"),
        ("Kestrel Data Public Limited Company", "Kestrel Data plc"),
        ("Kestrel Data Ltd (01234568)", "Kestrel Data"),
        ("Kestrel Data Limited 01234568", "Kestrel Data"),
        ("Kestrel Data (In Administration) Ltd", "Kestrel Data"),
        ("Smith Ltd t/a Quick Fix", "Smith"),
        ("Smith Ltd TA Quick Fix", "Smith"),
        ("Smith T/as Quick Fix", "Smith"),
        ("Smith (formerly Jones) Ltd", "Smith"),
        ("Quick Fix, a trading name of Smith Ltd", "Smith"),
        ("Jones now known as Smith", "Smith"),
        ("t/a Quick Fix", "Quick Fix"),
        ("Tideline Software Solutions (UK) Limited", "Tideline Software Solutions UK"),
    ],
)
def test_spellings_of_one_name_are_equal(written: str, same: str) -> None:
    assert normalise_name(written) == normalise_name(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tideline Business Services", "Tideline"),
        ("Access", "Axis"),
        ("Ltd", "PLC"),
        ("Unlimited Colour", "Colour"),
        ("UK Waste", "Waste"),
        ("Rota", "Rot"),
        ("Ромашка", "Роза"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@pytest.mark.parametrize(
    ("written", "further"),
    [
        ("Smith Ltd t/a Quick Fix", (FurtherName("quick fix", TRADING),)),
        ("Smith (previously known as Jones & Co)", (FurtherName("jones", FORMER),)),
        ("Quick Fix (trading name of Smith Ltd)", (FurtherName("quick fix", TRADING),)),
        ("Jones now known as Smith", (FurtherName("jones", FORMER),)),
        (
            "Smith Ltd t/a Quick Fix t/a Fixers",
            (FurtherName("quick fix", TRADING), FurtherName("fixers", TRADING)),
        ),
        ("Smith Ltd t/a Smith", ()),
        ("Smith Ltd", ()),
        ("Smith t/a", ()),
    ],
)
def test_further_names_are_found_beside_the_own(written: str, further: tuple[FurtherName, ...]) -> None:
    assert further_names(written) == further


@given(NAMES)
@example("0:C:O")  # initials that make a legal form
@example("Smith fórmerly Jones")
@example(" t/a Foo!")
@example("The the Ltd")
@example("a trading name of a trading name of")
@example("İ ß ǅ ﬁ")
@example("&amp;amp;amp;amp;amp;")
@example("ÃƒÂ©")
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalise_name(name)
    assert normalise_name(once) == once


@given(NAMES)
def test_a_name_with_something_in_it_is_never_empty(name: str) -> None:
    assert bool(normalise_name(name)) == bool(name.strip())


@given(NAMES)
def test_further_names_are_normalised_too(name: str) -> None:
    assert all(normalise_name(other.normalised) == other.normalised for other in further_names(name))


@given(WORDS, st.sampled_from(FORMS))
def test_case_and_legal_form_make_no_difference(name: str, form: str) -> None:
    assert normalise_name(f"{name.upper()} {form}") == normalise_name(name)
