"""LOTI staff see where two suppliers sit that may be one, as notices say it (R10)."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from suppliers.models import Supplier
from tests.contracts.releases import award, package, release
from tests.factories import BoroughFactory, PairFactory, PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db
MILL = {"streetAddress": "1 Mill Lane", "locality": "London", "postalCode": "E8 1EA"}


@pytest.fixture
def staff(client: Client) -> Client:
    person: Person = PersonFactory(is_staff=True)
    client.force_login(person)
    return client


def test_addresses_stand_side_by_side(
    staff: Client, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    BoroughFactory(name="Camden", official_name="London Borough of Camden")
    tideline = {"id": "S1", "name": "Tideline Systems Ltd", "roles": ["supplier"], "address": MILL}
    wrenfield = {"id": "S2", "name": "Wrenfield Ltd", "address": {"streetAddress": "9 Quay", "region": 7}}
    buyer = {"id": "B1", "name": "London Borough of Camden", "address": {"streetAddress": "Town Hall"}}
    path = package(
        tmp_path,
        "notices.json",
        release(award(), parties=[tideline, buyer, "nonsense"]),
        release(award(), id="release-2", ocid="ocds-b5fd17-0002", parties=[{**tideline, "address": {}}]),
        release(award(suppliers=[wrenfield]), id="release-3", ocid="ocds-b5fd17-0003", parties=None),
    )
    call_command("import_notices", str(path))
    left, right = Supplier.objects.order_by("name")
    pair = PairFactory(left=left, right=right)
    with django_assert_max_num_queries(12):
        shown = text_of(staff.get(reverse("review_pair", args=[pair.pk])))
    assert "Addresses in notices 1 Mill Lane, London, E8 1EA" in shown
    assert "Addresses in notices 9 Quay" in shown
    assert "Town Hall" not in shown
