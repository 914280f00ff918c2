"""What must hold of resolution whatever the names are (R10). The suppliers are invented."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.resolution_names import make_names
from suppliers.resolution import NameIndex, WrittenName, resolve_all, settled, similar_pairs

BRANDS = ["Tideline", "Tidelime", "Marlpit", "Wren", "Quill Mark", "Quillmark", "Holloway & Wren", "STC"]
TRADES = ["Care", "Systems", "Sytems", "Services", "Serivces", "Housing Repairs", "Housing Rep", ""]
TAILS = [
    "Ltd",
    "Limited",
    "Group",
    "(North)",
    "(North",
    "North West",
    "Leeds",
    "2",
    "t/a Marlpit",
    "Holdings",
    "",
]
NUMBERS = ["04161207", "07416120", "09990123"]

names = st.builds(
    lambda brand, trade, tail: " ".join(filter(None, (brand, trade, tail))),
    st.sampled_from(BRANDS),
    st.sampled_from(TRADES),
    st.sampled_from(TAILS),
)
identifiers = st.one_of(st.just(()), st.sampled_from(NUMBERS).map(lambda number: (("GB-COH", number),)))
books = st.lists(st.tuples(names, identifiers), max_size=9).map(
    lambda rows: [WrittenName(at, name, numbers) for at, (name, numbers) in enumerate(rows)]
)


def by_key(written: list[WrittenName]) -> dict[object, object]:
    """Return the decision about each key."""
    return {name.key: decision for name, decision in zip(written, resolve_all(written), strict=True)}


@settings(max_examples=150, deadline=None)
@given(books, st.randoms(use_true_random=False))
def test_the_order_of_the_names_makes_no_difference(book: list[WrittenName], chance: random.Random) -> None:
    shuffled = list(book)
    chance.shuffle(shuffled)
    assert by_key(shuffled) == by_key(book)


@settings(max_examples=150, deadline=None)
@given(books)
def test_two_numbers_are_never_one_supplier(book: list[WrittenName]) -> None:
    numbers: dict[object, set[str]] = {}
    for name, decision in zip(book, resolve_all(book), strict=True):
        numbers.setdefault(decision.entity, set()).update(value for _, value in name.identifiers)
    assert all(len(values) <= 1 for values in numbers.values())


@settings(max_examples=150, deadline=None)
@given(books)
def test_resolving_what_was_resolved_changes_nothing(book: list[WrittenName]) -> None:
    first = [decision.entity for decision in resolve_all(book)]
    again = [
        WrittenName(entity, name.name, name.identifiers)
        for name, entity in zip(book, first, strict=True)
        if entity is not None
    ]
    assert [decision.entity for decision in resolve_all(again)] == first


@settings(max_examples=150, deadline=None)
@given(books)
def test_a_name_of_the_book_that_arrives_again_is_its_supplier(book: list[WrittenName]) -> None:
    """One by one gives what all at once gave, numbers and rivals or not."""
    index, decisions = settled(book)
    again = [index.resolve(name.name, name.identifiers).entity for name in book]
    assert again == [decision.entity for decision in decisions]


@settings(max_examples=150, deadline=None)
@given(books)
def test_a_pair_is_alike_whichever_is_named_first(book: list[WrittenName]) -> None:
    forwards = {frozenset((pair.left.name, pair.right.name)): pair.score for pair in similar_pairs(book)}
    backwards = {
        frozenset((pair.left.name, pair.right.name)): pair.score for pair in similar_pairs(book[::-1])
    }
    assert forwards == backwards


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_resolved(one: str, other: str) -> None:
    decisions = resolve_all([WrittenName(1, one), WrittenName(2, other)])
    assert all(decision.reason and 0 <= decision.score <= 1 for decision in decisions)
    assert NameIndex([WrittenName(1, one)]).resolve(other).reason


def test_a_name_that_arrives_is_resolved_as_among_all() -> None:
    """A name that was not in the book gets the kind, score and reason that it gets among all names."""
    made = [WrittenName(at, one.name) for at, one in enumerate(make_names(400, seed=3))]
    among_all = resolve_all(made)
    for place in range(0, len(made), 16):
        index, _ = settled([*made[:place], *made[place + 1 :]])
        alone, together = index.resolve(made[place].name), among_all[place]
        assert (alone.kind, alone.score, alone.reason) == (together.kind, together.score, together.reason)
        if alone.entity is not None:
            assert among_all[int(alone.entity)].entity == together.entity
