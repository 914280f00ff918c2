"""A buyer in a notice is taken for the boroughs that it is, and for no other."""

import pytest

from boroughs.buyers import buyer_book
from boroughs.models import BuyerName
from boroughs.parties import Party
from tests.factories import BoroughFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "Camden",
        "London Borough of Camden",
        "LB Camden",
        "CAMDEN COUNCIL",
        "The London Borough of Camden Council",
    ],
)
def test_the_usual_names_are_known(name: str) -> None:
    camden = BoroughFactory(slug="camden")
    assert buyer_book().boroughs_of([Party(name)]) == [camden]


def test_identifiers_and_judged_spellings_count() -> None:
    hackney, lambeth = BoroughFactory(slug="hackney"), BoroughFactory(slug="lambeth")
    BuyerName.objects.create(
        name="Two Boroughs", normalised="two boroughs", kind="joint", borough_codes=[lambeth.gss, hackney.gss]
    )
    book = buyer_book()
    assert book.boroughs_of([Party("The council", (("GB-LAE", "HCK"),))]) == [hackney]
    assert book.boroughs_of([Party("TWO BOROUGHS")]) == [lambeth, hackney]
    assert book.boroughs_of([Party("Hackney"), Party("Two Boroughs")]) == [hackney, lambeth]


def test_who_only_sounds_like_a_borough_is_none() -> None:
    BoroughFactory(slug="kingston-upon-thames")
    BuyerName.objects.create(name="Kingston", normalised="kingston upon thames college", kind="related_body")
    book = buyer_book()
    for name in ("Kingston upon Hull City Council", "Kingston upon Thames College", "Camden Society", ""):
        assert book.boroughs_of([Party(name)]) == []
