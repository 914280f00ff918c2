"""What titles are for, by their words, CPV codes, products and what was labelled by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.area_hints import Words, classifier, cross_validated, hints, read_areas_file
from contracts.area_rules import CONFIDENT, Area, Classifier, Guess, Label
from contracts.area_words import stems, tokens

AREAS = read_areas_file()
RULES = classifier(AREAS)
PARENTS = {area.code: area.parent.code if area.parent else "" for area in AREAS}
#: A hub with three areas, two of them under one roof.
SMALL = [Area("A-SYS", "A", 1), Area("A-WRK", "A", -1), Area("B-OTH", "B", -1)]
WORDS: dict[tuple[str, ...], dict[str, float]] = {
    ("repair",): {"A-WRK": 2.0},
    ("repair", "system"): {"A-SYS": 3.5},
    ("bench",): {"B-OTH": 2.0},
}


def code_of(guess: Guess | None) -> str:
    """Return the code of an answer, or nothing."""
    return guess.code if guess else ""


@pytest.mark.parametrize(
    ("title", "cpv", "code"),
    [
        ("Housing management system", "", "HSG-HMS"),
        ("Housing responsive repairs and voids", "45000000", "CON-REP"),
        ("Library management system and self service kiosks", "48160000", "LIB-LMS"),
        ("Recycling and refuse collection", "90511000", "WST-COL"),
        ("Multifunctional devices", "30121000", "EUD-PRN"),
        ("Penetration testing", "72800000", "CYB-TST"),
        ("Council tax and business rates system", "48000000", "RBN-SYS"),
        ("Enforcement agents for unpaid council tax", "79940000", "RBN-ENF"),
        ("School meals", "55523100", "FAC-CAT"),
        ("Sign language interpreting", "", "PRO-TRA"),
        ("Ref 17", "", ""),
        ("Miscellaneous", "", ""),
        ("", "", ""),
    ],
)
def test_a_title_says_what_it_is_for(title: str, cpv: str, code: str) -> None:
    guess = RULES.guess(title, (cpv,) if cpv else ())
    assert code_of(guess) == code
    assert guess is None or (guess.reason.endswith(".") and CONFIDENT <= guess.confidence < 1)


def test_a_phrase_says_more_than_the_words_in_it() -> None:
    rules = Classifier(SMALL, WORDS, {})
    assert code_of(rules.guess("Repairs system", confident=0.5)) == "A-SYS"
    assert code_of(rules.guess("Repairs", confident=0.2)) == "A-WRK"


def test_where_the_parts_are_close_the_area_above_is_the_answer() -> None:
    words: Words = {("shed",): {"A-SYS": 3.0, "A-WRK": 3.5}}
    guess = Classifier(SMALL, words, {}).guess("Sheds", confident=0.9, confident_above=0.5)
    assert guess is not None
    assert guess.code == "A"
    assert "Which part of the area it is, is not clear." in guess.reason


def test_a_product_decides_what_words_leave_open() -> None:
    assert code_of(RULES.guess("Annual renewal", product_area="ASC-CMS")) == "ASC-CMS"
    guess = RULES.guess("Annual renewal", product_area="ASC-CMS")
    assert guess is not None
    assert "its product is one for this" in guess.reason


def test_a_label_teaches_its_own_words_and_no_others() -> None:
    labels = [Label("Zephyrion for all", "B-OTH")] * 30
    taught, untaught = Classifier(SMALL, WORDS, {}, labels), Classifier(SMALL, WORDS, {})
    assert taught.shares("Zephyrion")["B-OTH"] > 0
    assert untaught.shares("Zephyrion") == {}
    assert taught.shares("Sundry") == {}


def test_the_first_cpv_code_counts_most() -> None:
    rules = Classifier(SMALL, {}, {"45": {"A-WRK": 1.0}, "37": {"B-OTH": 1.0}})
    shares = rules.shares("Anything", ("45100000", "37100000"))
    assert shares["A-WRK"] > shares["B-OTH"] > 0


@given(st.text(max_size=80), st.lists(st.from_regex(r"[0-9]{8}", fullmatch=True), max_size=6))
def test_shares_never_reach_certainty(title: str, codes: list[str]) -> None:
    shares = RULES.shares(title, codes)
    assert all(share >= 0 for share in shares.values())
    assert sum(shares.values()) <= 1
    assert RULES.guess(title, codes) == RULES.guess(title, codes)


@given(st.text(max_size=60))
def test_words_are_read_from_any_text(text: str) -> None:
    assert all(token.stem and token.written for token in tokens(text))
    assert stems(text) == tuple(token.stem for token in tokens(text))


def test_every_hint_belongs_to_an_area_of_the_file() -> None:
    words, prefixes, labels = hints()
    second = {code for code, parent in PARENTS.items() if parent}
    assert {code for row in words.values() for code in row} == second
    assert {code for row in prefixes.values() for code in row} <= second
    assert {title.label.code for title in labels} <= second


def test_far_more_titles_are_sorted_right_than_wrong_by_rules_that_did_not_see_them() -> None:
    answered = [(title.label, guess) for title, guess in cross_validated(AREAS) if guess]
    right = sum(guess.code in (label.code, label.also) for label, guess in answered)
    assert right >= 240
    assert right / len(answered) >= 0.87
