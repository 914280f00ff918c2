"""A supplier's name finds its supplier by number, then by name; numbers never merge (R10)."""

import pytest
from django.core.management import call_command

from boroughs.parties import Party
from suppliers.actions import SupplierBook, is_a_name, normalise_names_anew
from suppliers.identifiers import company_number
from suppliers.models import IdentifierConflict, Supplier, SupplierIdentifier, SupplierName


def party(name: str, number: str = "") -> Party:
    """Return a party with a Companies House number, if one is given."""
    return Party(name, (("GB-COH", number),) if number else ())


@pytest.mark.django_db
def test_the_same_number_is_the_same_supplier_whatever_the_name() -> None:
    book = SupplierBook.read()
    first = book.resolve(party("Tideline Systems Ltd", "4161207"), source="a notice")
    again = book.resolve(party("Tideline (formerly Brook) UK", "gb/04161207"), source="a register")
    assert again.supplier == first.supplier
    assert again.reason == "It has the Companies House number 04161207."
    assert SupplierName.objects.count() == 2


@pytest.mark.django_db
def test_the_same_name_is_the_same_supplier_and_lends_its_number() -> None:
    book = SupplierBook.read()
    first = book.resolve(party("TIDELINE SYSTEMS LIMITED"), source="a notice")
    again = book.resolve(party("Tideline Systems Ltd.", "04161207"), source="a notice")
    assert first.is_new
    assert (again.supplier, again.reason) == (first.supplier, "It has the same name.")
    assert SupplierIdentifier.objects.get().supplier == first.supplier
    assert SupplierBook.read().resolve(party("Other", "04161207"), source="x").supplier == first.supplier


@pytest.mark.django_db
def test_different_numbers_are_never_merged_and_the_conflict_is_told() -> None:
    book = SupplierBook.read()
    first = book.resolve(party("Tideline Ltd", "04161207"), source="a notice")
    second = book.resolve(party("Tideline Ltd", "07416120"), source="a notice")
    assert first.supplier != second.supplier
    assert first.supplier.slug != second.supplier.slug
    assert "known with another number" in book.conflicts[0]
    nobody = book.resolve(party("Tideline Ltd"), source="a notice")
    assert nobody.supplier not in {first.supplier, second.supplier}
    assert "several suppliers" in book.conflicts[1]
    assert book.resolve(party("Tideline Ltd"), source="a notice").supplier == nobody.supplier
    assert Supplier.objects.count() == 3


@pytest.mark.django_db
def test_another_number_links_nobody_whose_company_number_is_different() -> None:
    ppon = ("GB-PPON", "ABCD-1234-EFGH")
    tideline = Party("Tideline Ltd", (("GB-COH", "04161207"), ppon))
    oakhaven = Party("Oakhaven Ltd", (("GB-COH", "07416120"), ppon))
    book = SupplierBook.read()
    first = book.resolve(tideline, source="a notice")
    second = book.resolve(oakhaven, source="a notice")
    book.close()
    assert second.supplier != first.supplier
    conflict = IdentifierConflict.objects.get()
    assert (conflict.supplier, conflict.other) == (second.supplier, first.supplier)
    again = SupplierBook.read()
    assert [again.resolve(party, source="a notice").supplier for party in (oakhaven, tideline)] == [
        second.supplier,
        first.supplier,
    ]
    again.close()
    assert IdentifierConflict.objects.count() == 1
    assert Supplier.objects.count() == 2


@pytest.mark.django_db
def test_junk_in_place_of_a_number_is_passed_over() -> None:
    book = SupplierBook.read()
    first = book.resolve(party("Tideline Ltd", "0"), source="a notice")
    second = book.resolve(party("Kestrel Ltd", "0"), source="a notice")
    assert first.supplier != second.supplier
    assert not SupplierIdentifier.objects.exists()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1234568", "01234568"),
        ("gb/02944618", "02944618"),
        ("SC 12345", "SC012345"),
        ("oc344553", "OC344553"),
        ("159031.0", "00159031"),
        ("bexley", None),
        ("0", None),
        ("12345678", None),
        ("00000000", None),
        ("11111111", None),
        ("123456789", None),
        ("", None),
    ],
)
def test_company_numbers_are_brought_to_their_form(written: str, number: str | None) -> None:
    assert company_number(written) == number


@pytest.mark.parametrize("written", ["TBC", "n/a", "Various", "", "-", "Not known"])
def test_what_is_no_name_makes_no_supplier(written: str) -> None:
    assert not is_a_name(written)


@pytest.mark.django_db
def test_stored_names_follow_the_rules_of_today(capsys: pytest.CaptureFixture[str]) -> None:
    book = SupplierBook.read()
    book.resolve(party("Tideline Systems Ltd"), source="a notice")
    book.resolve(party("Kestrel Ltd"), source="a notice")
    SupplierName.objects.filter(name="Kestrel Ltd").update(normalised="kestrel ltd")
    call_command("normalise_names")
    assert capsys.readouterr().out == "1 normalised name has changed.\n"
    assert set(SupplierName.objects.values_list("normalised", flat=True)) == {"tideline systems", "kestrel"}
    assert normalise_names_anew() == 0


@pytest.mark.django_db
def test_a_supplier_has_as_many_find_a_tender_numbers_as_notices_gave_it() -> None:
    def numbered(name: str, *numbers: str) -> Party:
        return Party(name, tuple(("GB-FTS", number) for number in numbers))

    book = SupplierBook.read()
    first = book.resolve(numbered("Tideline Systems Ltd", "2420"), source="a notice").supplier
    assert book.resolve(numbered("Tideline Systems Ltd", "182486"), source="a notice").supplier == first
    renamed = book.resolve(numbered("Wrenfield Group", "182486"), source="a notice")
    assert (renamed.supplier, renamed.reason) == (
        first,
        "It has the Find a Tender organisation number 182486.",
    )
    other = book.resolve(
        Party("Wrenfield Group", (("GB-COH", "07416120"), ("GB-COH", "7416120"))), source="a notice"
    )
    assert other.supplier == first, "it had no company number that would speak against it"
    apart = Party("Oakhaven Ltd", (("GB-COH", "04161207"), ("GB-FTS", "2420")))
    assert book.resolve(apart, source="a notice").supplier != first
    book.close()
    values = first.identifiers.filter(scheme="GB-FTS").values_list("value", flat=True)
    assert sorted(values) == ["182486", "2420"]
    assert not book.conflicts or all("different suppliers" in sentence for sentence in book.conflicts)
