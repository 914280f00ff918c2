"""What must hold of resolution whatever the names are (R10). The suppliers are invented."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.resolution_names import make_names
from suppliers.resolution import Kind, NameIndex, WrittenName, resolve_all, settled, similar_pairs

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


@settings(max_examples=200, deadline=None)
@given(books, names, identifiers)
def test_one_name_that_arrives_is_resolved_as_among_all(
    book: list[WrittenName], name: str, numbers: tuple[tuple[str, str], ...]
) -> None:
    """A name alone among all is linked with nobody; one that is linked is so for the same reason."""
    index, _ = settled(book)
    alone = index.resolve(name, numbers)
    everybody = [*book, WrittenName(len(book), name, numbers)]
    among_all = resolve_all(everybody)
    last = among_all[-1]
    if alone.entity is not None and last.kind not in (Kind.ASK, Kind.NEW):
        assert (alone.kind, alone.score, alone.reason) == (last.kind, last.score, last.reason)
        assert among_all[int(alone.entity)].entity == last.entity
    elif alone.entity is None and last.kind in (Kind.ASK, Kind.NEW):
        assert (alone.kind, alone.score) == (last.kind, last.score)
    else:
        raise AssertionError((alone, last))


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


def test_a_register_is_found_again_name_by_name() -> None:
    """Each of a thousand names, taken out and asked about again, is given to the supplier it was of."""
    made = make_names(1_000, seed=3)
    index, decisions = settled(WrittenName(at, one.name) for at, one in enumerate(made))
    again = [index.resolve(one.name).entity for one in made]
    assert again == [decision.entity for decision in decisions]
