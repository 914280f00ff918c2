"""Every name gets a decision of a kind, in the order of R10, one by one and all at once."""

import pytest

from suppliers.resolution import SAME, Kind, NameIndex, WrittenName, resolve_all, settled


def written(key: int, name: str, number: str = "", **more: bool) -> WrittenName:
    """Return a name with a Companies House number, if one is given."""
    return WrittenName(key, name, (("GB-COH", number),) if number else (), **more)


BOOK = [
    written(1, "Tideline Systems Ltd", "04161207"),
    written(2, "Quillmark Repairs Ltd t/a Wrenfield Homes"),
    written(3, "Oldbrook Housing", former=True),
    written(3, "Newbrook Living"),
    written(4, "Marlpit Care (North West) Ltd"),
    WrittenName(5, "Penhaligon Trust", (("GB-PPON", "ABCD-1234-EFGH"),)),
    WrittenName(6, "Copperdale Lifts Ltd", (("GB-FTS", "2420"),)),
]


@pytest.mark.parametrize(
    ("name", "identifiers", "kind", "entity"),
    [
        ("Something Else", [("GB-COH", "4161207")], Kind.IDENTIFIER, 1),
        ("Something Else", [("GB-PPON", "abcd-1234-efgh")], Kind.IDENTIFIER, 5),
        ("Something Else", [("GB-FTS", "2420")], Kind.IDENTIFIER, 6),
        ("Copperdale Lifts", [("GB-FTS", "182486")], Kind.EXACT, 6),
        ("TIDELINE SYSTEMS LIMITED", [], Kind.EXACT, 1),
        ("Tideline Systems", [("GB-COH", "0")], Kind.EXACT, 1),
        ("Newbrook Living Ltd", [], Kind.EXACT, 3),
        ("Oldbrook Housing Ltd", [], Kind.FORMER, 3),
        ("Wrenfield Homes", [], Kind.FORMER, 2),
        ("Grange Estates t/a Newbrook Living", [], Kind.FORMER, 3),
        ("Tideline Sytems Limited", [], Kind.SIMILAR, 1),
        ("Marlpit Care (North", [], Kind.ASK, None),
        ("Halloway Scaffolding", [], Kind.NEW, None),
        ("Tideline Systems", [("GB-COH", "07416120")], Kind.NEW, None),
        ("Tideline Sytems", [("GB-COH", "07416120")], Kind.NEW, None),
    ],
)
def test_a_name_that_arrives(
    name: str, identifiers: list[tuple[str, str]], kind: Kind, entity: int | None
) -> None:
    decision = NameIndex(BOOK).resolve(name, identifiers)
    assert (decision.kind, decision.entity) == (kind, entity)
    assert decision.reason.endswith(".")
    assert 0 <= decision.score <= 1


def test_a_name_to_ask_about_comes_with_its_candidates() -> None:
    decision = NameIndex(BOOK).resolve("Marlpit Care (North")
    assert [(one.entity, one.name) for one in decision.candidates] == [(4, "Marlpit Care (North West) Ltd")]
    assert 0 < decision.score < SAME


def test_a_name_with_another_number_says_so() -> None:
    decision = NameIndex(BOOK).resolve("Tideline Systems", [("GB-COH", "07416120")])
    assert decision.reason == "“Tideline Systems Ltd” is like it and has another number."


def test_resolving_changes_nothing_and_adding_does() -> None:
    index = NameIndex(BOOK)
    assert index.resolve("Halloway Scaffolding").kind is Kind.NEW
    assert index.resolve("Halloway Scaffolding").kind is Kind.NEW
    index.add(written(9, "Halloway Scaffolding Ltd"))
    assert index.resolve("Halloway Scaffolding").entity == 9


def test_an_empty_book_knows_nobody() -> None:
    assert NameIndex().resolve("Tideline Systems").kind is Kind.NEW
    assert resolve_all([]) == []


@pytest.mark.parametrize("name", ["", "-", "Ltd", "the", "123", "𝔘𝔫𝔦", "()", "a"])
def test_odd_names_are_resolved_too(name: str) -> None:
    assert NameIndex(BOOK).resolve(name).kind is Kind.NEW
    assert resolve_all([written(1, name), written(2, name)])[1].entity == 1


def test_a_name_of_two_numbers_without_one_is_asked_about() -> None:
    names = [written(1, "Tideline Ltd", "04161207"), written(2, "Tideline", "07416120")]
    decision = NameIndex(names).resolve("TIDELINE")
    assert (decision.kind, decision.entity) == (Kind.ASK, None)
    assert {one.entity for one in decision.candidates} == {1, 2}


def test_a_name_as_like_one_number_as_another_is_asked_about() -> None:
    names = [
        written(1, "Tideline Holloway Systems", "04161207"),
        written(2, "Tideline Holloway Systems Group", "07416120"),
    ]
    assert NameIndex(names).resolve("Tidelin Holloway Systems").kind is Kind.ASK
    assert resolve_all([*names, written(3, "Tidelin Holloway Systems")])[2].kind is Kind.ASK


def test_all_at_once_the_smallest_key_stands_for_a_supplier() -> None:
    names = ["Tideline Sytems", "Wrenfield Homes", "TIDELINE SYSTEMS LTD", "Tideline Systems"]
    decisions = resolve_all([written(at, name) for at, name in enumerate(names, start=1)])
    assert [(one.entity, one.kind) for one in decisions] == [
        (1, Kind.SIMILAR),
        (2, Kind.NEW),
        (1, Kind.EXACT),
        (1, Kind.EXACT),
    ]


def test_a_third_name_never_joins_two_numbers() -> None:
    """Neither an equal name nor one between them makes one supplier of two."""
    names = [
        written(1, "Tideline Holloway Sytems", "04161207"),
        written(2, "Tideline Holloway Systems"),
        written(3, "Tideline Holloway Systms", "07416120"),
    ]
    decisions = resolve_all(names)
    assert decisions[0].entity != decisions[2].entity


def test_a_third_name_never_joins_two_branches() -> None:
    names = [written(1, "Marlpit Care Leeds"), written(2, "Marlpit Care"), written(3, "Marlpit Care Bristol")]
    assert len({one.entity for one in resolve_all(names)}) == 3


def test_later_names_are_resolved_against_what_was_found_all_at_once() -> None:
    index, decisions = settled([written(7, "Tideline Sytems"), written(4, "Tideline Systems")])
    assert {one.entity for one in decisions} == {4}
    assert index.resolve("Tideline Sytems Ltd").entity == 4
