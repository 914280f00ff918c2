"""How alike two names are, and the sentence that says why (R10). The suppliers are invented."""

import pytest

from suppliers.resolution import SAME, SimilarPair, WrittenName, similar_pairs

#: Other names of a register, so that common words are common.
REGISTER = [
    *(
        "Ardent Tide Care Ltd",
        "Quillmark Services",
        "Bellweather Care",
        "Thornbury Systems",
        "Marisol Housing",
    ),
    *("Penhaligon Roofing", "Oakmoor Care Services", "Kestrelway Solutions", "Dunmarsh Care North"),
]


def pairs_of(*names: str) -> list[SimilarPair]:
    """Return the similar pairs among some names in a small register."""
    written = [WrittenName(f"register {at}", name) for at, name in enumerate(REGISTER)]
    written += [WrittenName(f"asked {at}", name) for at, name in enumerate(names)]
    return [pair for pair in similar_pairs(written) if "asked" in f"{pair.left.key}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Tavistone Hosuing Repairs", "Tavistone Housing Repairs Ltd", id="swapped letters"),
        pytest.param("Tavistonne Housing", "Tavistone Housing Ltd", id="doubled letter"),
        pytest.param("Tavistone Property Mgmt", "Tavistone Property Management Ltd", id="short form"),
        pytest.param("Tavistone Childrens Home", "Tavistone Children's Homes", id="singular"),
        pytest.param("Tavistone Housing Repa", "Tavistone Housing Repairs Limited", id="cut off"),
        pytest.param("Liquid Marsh", "Liquidmarsh Ltd", id="written as one word"),
        pytest.param("Tavistone & Wren Housing", "Wren and Tavistone Housing Ltd", id="another order"),
        pytest.param("Tavistone Wren", "Tavistone Wren Group", id="filling"),
        pytest.param("Tavistone Wren Limmited", "Tavistone Wren", id="misspelt legal form"),
        pytest.param("STC", "Specialist Tide Centres (STC) Plc", id="its own initials"),
    ],
)
def test_one_supplier_written_in_two_ways(one: str, other: str) -> None:
    [pair] = pairs_of(one, other)
    assert pair.same, pair


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Marlpit Care (North", "Marlpit Care (North West) Ltd", id="cut off before the direction"
        ),
        pytest.param("Marlpit Care (Nor", "Marlpit Care (North West) Ltd", id="cut off in the direction"),
        pytest.param("Marlpit Care South", "Marlpit Care Southern", id="south and southern"),
        pytest.param("Marlpit Care (Leeds)", "Marlpit Care (Bristol)", id="places"),
        pytest.param("Marlpit Care", "Marlpit Care (Leeds)", id="a place on one side"),
        pytest.param("Marlpit Care 1", "Marlpit Care 2", id="numbers"),
        pytest.param("Marlpit Care 2", "Marlpit Care", id="a number on one side"),
        pytest.param("Marlpit Care Two", "Marlpit Care Three", id="numbers as words"),
        pytest.param("A Marlpit Care", "J Marlpit Care", id="initials of persons"),
        pytest.param("Marlpit Care", "Marlpit Roofing", id="another business of the same name"),
        pytest.param("Marlpit Serivces", "Tideford Serivces", id="only a frequent misspelling in common"),
        pytest.param("Care Services", "Care Solutions", id="only common words"),
        pytest.param("LBHF", "London Borough of Hammersmith & Fulham", id="initials"),
    ],
)
def test_names_that_are_alike_are_not_linked_by_themselves(one: str, other: str) -> None:
    assert not any(pair.same for pair in pairs_of(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LBHF", "London Borough of Hammersmith & Fulham"),
        ("Marlpit Care (North", "Marlpit Care (North West) Ltd"),
        ("Marlpit", "Marlpit Roofing Consultancy"),
        ("LB of Hammersmith and Fulham", "London Borough of Hammersmith and Fulham"),
    ],
)
def test_between_the_same_and_new_a_person_is_asked(one: str, other: str) -> None:
    [pair] = pairs_of(one, other)
    assert (pair.same, 0 < pair.score < SAME) == (False, True)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            "Tavistone Services",
            "Tavistone Serivces Ltd",
            (
                "It shares the word “tavistone”, which 2 of 11 names have; "
                "the rest differs by the legal form, order or small words."
            ),
        ),
        (
            "Tavistone Wren",
            "Tavistone Wren Group",
            (
                "It shares the words “tavistone” and “wren”, the rarest of which 2 of 11 names have; "
                "one also has words that say little."
            ),
        ),
        (
            "Tavistonne Housing",
            "Tavistone Housing",
            (
                "It shares the word “tavistonne”, which 1 of 11 names has; "
                "“tavistone” is taken for “tavistonne”."
            ),
        ),
        ("LBHF", "London Borough of Hammersmith & Fulham", "“lbhf” are the initials of the other name."),
    ],
)
def test_a_sentence_says_why(one: str, other: str, reason: str) -> None:
    [pair] = pairs_of(one, other)
    assert pair.reason == reason


def test_a_word_that_a_letter_turns_into_a_frequent_one_is_no_evidence() -> None:
    """A frequent misspelling is not rare because it is wrong."""
    frequent = [WrittenName(at, f"Harbourside {word}") for at, word in enumerate(_words(200))]
    misspelt = [WrittenName("a", "Harborside Qualm"), WrittenName("b", "Harborside Zephyr")]
    assert not [
        pair
        for pair in similar_pairs([*frequent, *misspelt])
        if {pair.left.key, pair.right.key} == {"a", "b"}
    ]


def test_names_of_suppliers_with_different_numbers_are_no_pair() -> None:
    names = [
        WrittenName(1, "Tavistone Housing Repairs", (("GB-COH", "04161207"),)),
        WrittenName(2, "Tavistone Hosuing Repairs", (("GB-COH", "07416120"),)),
    ]
    assert similar_pairs(names) == []


def test_equal_names_are_shown_once() -> None:
    names = [
        WrittenName(3, "Tavistone Wren"),
        WrittenName(1, "TAVISTONE WREN LTD"),
        WrittenName(2, "Tavistone Wrenn"),
    ]
    [pair] = similar_pairs(names)
    assert {pair.left.key, pair.right.key} == {1, 2}


def _words(number: int) -> list[str]:
    """Return different invented words, no two of them a letter apart."""
    syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "no", "pu", "ri", "so", "ta", "ve", "wi", "zo"]
    return [one + other * 2 for one in syllables for other in syllables][:number]
