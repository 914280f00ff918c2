"""The history of boroughs, suppliers and contracts: what members read, and who is named to whom."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boroughs.actions.people import set_role_mailbox
from boroughs.history import recorded_as
from boroughs.models import Borough, Gate, Meeting, Person
from contracts.models import Contract, ContractSupplier, ExtensionOption
from suppliers.models import Product, SupplierIdentifier
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    default_route,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def changed_by(person: Person, contract: Contract) -> None:
    """Let somebody change the end date of a contract by a form."""
    with recorded_as(user=person.pk, url=f"/register/{contract.pk}/change/"):
        Contract.objects.filter(pk=contract.pk).update(end_date=dt.date(2028, 3, 31), maximum_end_date=None)


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden")


def test_a_contracts_history_says_what_was_changed_with_its_parts(camden: Borough) -> None:
    supplier = SupplierFactory(name="Kestrel Systems Ltd")
    contract = ContractFactory(title="Parking permits", boroughs=[camden], suppliers=[supplier], options=[24])
    other = ContractFactory(title="Telephony", boroughs=[camden])
    officer = OfficerFactory(name="Ada Okafor", borough=camden)
    changed_by(officer, contract)
    permits = ServiceAreaFactory(name="Permits")
    with recorded_as(import_label="camden.csv", import_run=1):
        ExtensionOption.objects.filter(contract=contract).update(used_on=dt.date(2026, 5, 1))
        Contract.objects.filter(pk=contract.pk).update(value=None, service_area=permits)
        ContractSupplier.objects.filter(contract=contract).delete()
    page = text_of(signed_in(officer).get(f"/register/{contract.pk}/history/"))
    said = "Ada Okafor (Camden), by form Changed the end date from 31 March 2027 to 31 March 2028."
    assert said in page
    assert "By import of camden.csv" in page
    assert "Changed the total value from £700,000 to not known." in page
    assert "Changed the service area from not known to Housing › Permits." in page
    assert "Changed the day on which it was used of extension option 1 from not known to 1 May 2026." in page
    assert "Took away supplier Kestrel Systems Ltd" in page
    assert "Recorded the contract: title “Parking permits”" in page
    assert "Added extension option 1: length 24 months." in page
    assert "Added borough Camden" in page
    assert "Telephony" not in page
    assert other.title not in page


def test_a_boroughs_history_has_its_gates_and_meetings(camden: Borough) -> None:
    gate = Gate.objects.create(
        borough=camden,
        body="Cabinet",
        before_stage="publication",
        lead_days=30,
        value_from=Decimal(500_000),
        valid_from=dt.date(2026, 1, 1),
        source="Constitution",
    )
    Meeting.objects.create(borough=camden, body="Cabinet", on=dt.date(2027, 1, 12))
    Gate.objects.filter(pk=gate.pk).update(lead_days=45)
    Gate.objects.filter(pk=gate.pk).update(valid_to=dt.date(2027, 4, 1))
    page = text_of(signed_in(OfficerFactory()).get("/boroughs/camden/history/"))
    assert "Changed the lead time of gate “Cabinet” from 30 days to 45 days." in page
    assert "value from which it applies £500,000" in page
    assert "Changed the end of gate “Cabinet” from none to 1 April 2027." in page
    assert "Added meeting of “Cabinet”, 12 January 2027." in page


def test_a_suppliers_history_tells_on_both_when_a_product_moves(camden: Borough) -> None:
    before, after = SupplierFactory(name="Kestrel Ltd"), SupplierFactory(name="Merlin plc")
    product = ProductFactory(name="Tidewise", supplier=before)
    Product.objects.filter(pk=product.pk).update(supplier=after)
    Product.objects.filter(pk=product.pk).update(name="Tidewise Cloud")
    SupplierIdentifier.objects.create(supplier=before, scheme="GB-COH", value="01234567", source="test")
    client = signed_in(OfficerFactory(borough=camden))
    moved = "Changed the supplier of product “Tidewise” from Kestrel Ltd to Merlin plc."
    renamed = "Changed the name of product “Tidewise Cloud” from “Tidewise” to “Tidewise Cloud”."
    old, new = (text_of(client.get(f"/suppliers/{one.slug}/history/")) for one in (before, after))
    assert moved in old
    assert "Added number “GB-COH”, “01234567”: source “test”." in old
    assert renamed not in old
    assert moved in new
    assert renamed in new


def test_people_are_named_to_their_own_borough_and_to_loti_staff_only(camden: Borough) -> None:
    contract = ContractFactory(boroughs=[camden])
    officer = OfficerFactory(name="Ada Okafor", borough=camden)
    staff = PersonFactory(name="Sam Loti", is_staff=True)
    changed_by(officer, contract)
    with recorded_as(user=staff.pk, url="/admin/boroughs/"):
        Contract.objects.filter(pk=contract.pk).update(title="Renamed")
    address = f"/register/{contract.pk}/history/"
    pages = {
        "colleague": text_of(signed_in(OfficerFactory(borough=camden)).get(address)),
        "staff": text_of(signed_in(staff).get(address)),
        "peer": text_of(signed_in(OfficerFactory(borough=BoroughFactory(slug="hackney"))).get(address)),
    }
    assert "Ada Okafor (Camden)" in pages["colleague"]
    assert "Ada Okafor (Camden)" in pages["staff"]
    assert "Sam Loti (LOTI)" in pages["staff"]
    assert "Sam Loti" not in pages["colleague"]
    assert "LOTI staff, in the admin" in pages["colleague"]
    assert "Ada" not in pages["peer"]
    assert "An officer of Camden, by form" in pages["peer"]
    Person.objects.filter(pk=officer.pk).delete()
    assert "Somebody whose account is closed, by form" in text_of(signed_in(staff).get(address))


def test_it_is_for_members_only(camden: Borough) -> None:
    contract, supplier = ContractFactory(boroughs=[camden]), SupplierFactory()
    addresses = [
        "/boroughs/camden/history/",
        f"/suppliers/{supplier.slug}/history/",
        f"/register/{contract.pk}/history/",
    ]
    for address in addresses:
        assert Client().get(address).status_code == 302
        assert signed_in(PersonFactory()).get(address).status_code == 403
        assert signed_in(PersonFactory(is_suppliers_person=True)).get(address).status_code == 403
        assert signed_in(PersonFactory(is_facilitator=True)).get(address).status_code == 200
        assert signed_in(OfficerFactory()).get(address).status_code == 200
        above = address.removesuffix("history/")
        assert address not in Client().get(above).content.decode()
        assert f'href="{address}"' in signed_in(OfficerFactory()).get(above).content.decode()
    for address in ("/boroughs/x/history/", "/suppliers/x/history/", "/register/999999/history/"):
        assert signed_in(OfficerFactory()).get(address).status_code == 404


def test_a_long_history_is_paged_forth_and_back(
    camden: Borough, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    default_route()
    contract = ContractFactory(boroughs=[camden], service_area=ServiceAreaFactory(), options=[12, 12])
    officer = OfficerFactory(borough=camden)
    with connection.cursor() as cursor:
        for number in range(120):
            cursor.execute(
                "UPDATE contracts_contract SET title = %s WHERE id = %s", [f"Title {number}", contract.pk]
            )
    client, seen, query = signed_in(officer), [], ""
    for _ in range(3):
        with django_assert_max_num_queries(12):
            answer = client.get(f"/register/{contract.pk}/history/{query}")
        told = answer.context["chronicle"]
        seen.append([line for entry in told.entries for line in entry.lines])
        query = told.older_address
    assert query == ""
    assert any("to “Title 119”" in line for line in seen[0])
    assert len({line for page in seen for line in page}) == sum(len(page) for page in seen)
    back = client.get(f"/register/{contract.pk}/history/{told.newer_address}").context["chronicle"]
    assert [line for entry in back.entries for line in entry.lines] == seen[1]
    assert client.get(f"/register/{contract.pk}/history/?before=nonsense").status_code == 200
    assert client.get(f"/register/{contract.pk}/history/?after=2026-01-01~1~1").status_code == 200


def test_what_a_reader_would_not_notice_is_left_out(camden: Borough) -> None:
    contract = ContractFactory(boroughs=[camden])
    Contract.objects.filter(pk=contract.pk).update(provenance={"title": {"source": "notice"}})
    page = signed_in(OfficerFactory(borough=camden)).get(f"/register/{contract.pk}/history/")
    lines = [line for entry in page.context["chronicle"].entries for line in entry.lines]
    assert not any("provenance" in line for line in lines)
    assert all(entry.lines for entry in page.context["chronicle"].entries)


def test_other_boroughs_do_not_read_the_mailbox_in_the_history() -> None:
    hackney = BoroughFactory(slug="hackney", role_mailbox="contracts@hackney.example")
    address = "/boroughs/hackney/history/"
    assert "contracts@hackney.example" not in text_of(signed_in(OfficerFactory()).get(address))
    set_role_mailbox(borough=hackney, address="buying@hackney.example")
    page = text_of(signed_in(OfficerFactory()).get(address))
    assert "buying@hackney.example" not in page
