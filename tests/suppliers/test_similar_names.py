"""A name that is only like a known one: linked by the machine if it is sure, asked about if not (R10)."""

import pytest

from boroughs.parties import Party
from suppliers.actions import SupplierBook, merge_suppliers, owner_named, undo_decision
from suppliers.models import Merge, Supplier, SupplierIdentifier, SupplierName, SupplierPair
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
Decision = SupplierPair.Decision

#: Names enough for the book to know which words are frequent.
KNOWN = [
    *("Tidewater Harbour Analytics Ltd", "Kestrel Housing Software Ltd", "Brook Parking Solutions Ltd"),
    *("Merlin Social Care Systems Ltd", "Northgate Planning Solutions Ltd", "Larkfield Housing Ltd"),
    *("Ashdown Library Systems Ltd", "Fernhill Revenues Software Ltd", "Oakmere Payroll Solutions Ltd"),
]


def take_in(*names: str, number: str = "") -> list[Supplier]:
    """Resolve names as an import does; return their suppliers."""
    book = SupplierBook.read()
    numbers = (("GB-COH", number),) if number else ()
    suppliers = [book.resolve(Party(name, numbers), source="a notice").supplier for name in names]
    book.close()
    return suppliers


@pytest.fixture
def known() -> dict[str, Supplier]:
    return dict(zip(KNOWN, take_in(*KNOWN), strict=True))


def test_a_misspelt_name_is_linked_and_the_link_says_why(known: dict[str, Supplier]) -> None:
    (found,) = take_in("Tidewater Harbor Analytics Limited")
    assert found == known[KNOWN[0]]
    pair = SupplierPair.objects.get()
    assert (pair.decision, pair.decided_by) == (Decision.SAME, None)
    assert pair.merge
    assert "tidewater" in pair.reason.lower()
    assert sorted(found.names.values_list("name", flat=True)) == [
        "Tidewater Harbor Analytics Limited",
        KNOWN[0],
    ]


def test_staff_take_a_link_back_and_it_stays_so(known: dict[str, Supplier]) -> None:
    take_in("Tidewater Harbor Analytics Limited")
    staff = PersonFactory(is_staff=True)
    undo_decision(pair=SupplierPair.objects.get(), by=staff)
    (again,) = take_in("Tidewater Harbor Analytics Limited")
    assert again != known[KNOWN[0]]
    assert again.merged_into is None
    assert SupplierPair.objects.get().decision == Decision.UNDECIDED
    assert SupplierName.objects.filter(supplier=known[KNOWN[0]]).count() == 1


def test_the_same_names_again_change_nothing(known: dict[str, Supplier]) -> None:
    names = ["Tidewater Harbor Analytics Limited", "Kestrel Housing Sofware Ltd", "Wrenbury Telephony Ltd"]
    first = take_in(*names)
    counts = [model.objects.count() for model in (Supplier, SupplierName, SupplierPair, Merge)]
    assert take_in(*names) == first
    assert take_in(*reversed(names)) == first[::-1]
    assert [model.objects.count() for model in (Supplier, SupplierName, SupplierPair, Merge)] == counts


def test_a_name_that_stands_beside_a_known_one_is_that_supplier(known: dict[str, Supplier]) -> None:
    (found,) = take_in("Harbourlight Group Ltd formerly Tidewater Harbour Analytics Ltd")
    assert found == known[KNOWN[0]]
    assert SupplierPair.objects.get().decision == Decision.SAME


def test_where_it_is_not_sure_it_is_new_and_somebody_is_asked(known: dict[str, Supplier]) -> None:
    (found,) = take_in("Tidewater Analytics")
    asked = SupplierPair.objects.get()
    assert asked.decision == Decision.UNDECIDED
    assert {asked.left, asked.right} == {found, known[KNOWN[0]]}
    assert 0 < asked.score < 1


def test_a_different_number_is_never_linked_by_likeness(known: dict[str, Supplier]) -> None:
    take_in(KNOWN[0], number="04161207")
    (other,) = take_in("Tidewater Harbor Analytics Limited", number="07416120")
    assert other != known[KNOWN[0]]
    assert not Merge.objects.exists()
    assert SupplierIdentifier.objects.count() == 2


def test_a_number_of_another_kind_that_came_meanwhile_speaks_against_likeness() -> None:
    book = SupplierBook.read()
    first, *_ = [book.resolve(Party(name), source="a notice").supplier for name in KNOWN]
    book.resolve(Party(KNOWN[0], (("GB-PPON", "ABCD-1234-EFGH"),)), source="a notice")
    like = Party("Tidewater Harbor Analytics Limited", (("GB-PPON", "WXYZ-5678-QRST"),))
    other = book.resolve(like, source="a notice").supplier
    book.close()
    assert other != first
    assert not Merge.objects.exists()


def test_of_two_that_are_as_like_numbers_that_came_meanwhile_make_it_a_question() -> None:
    book = SupplierBook.read()
    for name in KNOWN:
        book.resolve(Party(name), source="a notice")
    book.resolve(Party(KNOWN[0], (("GB-COH", "04161207"),)), source="a notice")
    twin = book.resolve(Party(KNOWN[0], (("GB-COH", "07416120"),)), source="a notice").supplier
    other = book.resolve(Party("Tidewater Harbor Analytics Limited"), source="a notice").supplier
    book.close()
    assert [name.name for name in other.names.all()] == ["Tidewater Harbor Analytics Limited"]
    assert other != twin
    assert not Merge.objects.exists()


def test_a_number_of_a_supplier_merged_into_the_like_one_speaks_against_it(
    known: dict[str, Supplier],
) -> None:
    (numbered,) = take_in("Wrenbury Telephony Ltd")
    SupplierIdentifier.objects.create(
        supplier=numbered, scheme="GB-PPON", value="ABCD-1234-EFGH", source="a notice"
    )
    staff = PersonFactory(is_staff=True)
    merge_suppliers(kept=known[KNOWN[0]], gone=numbered, by=staff, reason="The same address.")
    book = SupplierBook.read()
    like = Party("Tidewater Harbor Analytics Limited", (("GB-PPON", "WXYZ-5678-QRST"),))
    other = book.resolve(like, source="a notice").supplier
    book.close()
    assert other != known[KNOWN[0]]
    assert Merge.objects.count() == 1


def test_a_branch_elsewhere_is_another_supplier() -> None:
    north, south = take_in("Brookside Homecare (North) Ltd", "Brookside Homecare (South) Ltd")
    assert north != south
    assert not Merge.objects.exists()


def test_an_owner_whom_a_person_names_is_nobody_else(known: dict[str, Supplier]) -> None:
    owner = owner_named("Tidewater Harbor Analytics Limited")
    assert owner != known[KNOWN[0]]
    assert owner.merged_into is None
    assert owner_named("Tidewater Harbor Analytics Limited") == owner
    assert owner_named("TIDEWATER HARBOUR ANALYTICS") == known[KNOWN[0]]
