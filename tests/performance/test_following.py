"""What followers hear of performance: an issue that is shared with members, and no word of it."""

import pytest

from boroughs.following import follow
from boroughs.models import Event, Person
from boroughs.notifications import kind_of
from performance.actions import change_record
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    SupplierFactory,
)
from tests.factories.performance import make_issue, make_kpi, make_reading

pytestmark = pytest.mark.django_db


def told(event: Event) -> list[tuple[Person, str]]:
    kind = kind_of(event.kind)
    assert kind
    named = [(Person.objects.get(pk=pk), why) for pk, why in kind.audience(event)]
    return [(person, why) for person, why in named if kind.may_be_told(person, event)]


def test_followers_hear_once_that_an_issue_is_shared_and_never_its_words() -> None:
    ada = OfficerFactory(borough=BoroughFactory(slug="camden"))
    supplier, product = SupplierFactory(), ProductFactory()
    contract = ContractFactory(boroughs=[ada.borough], suppliers=[supplier], product=product)
    peer, theirs = OfficerFactory(), PersonFactory(is_suppliers_person=True)
    for person in (peer, theirs):
        follow(person=person, target=supplier)
        follow(person=person, target=product)
    make_reading(make_kpi(contract, ada), ada)
    issue = make_issue(contract, ada)
    assert not Event.objects.filter(kind="performance_issue_shared").exists()
    change_record(record=issue, said={"is_shared": True}, by=ada)
    event = Event.objects.get(kind="performance_issue_shared")
    assert "two months late" not in str(event.data)
    assert told(event) == [(peer, "You follow this supplier.")]
    change_record(record=issue, said={"is_shared": False}, by=ada)
    assert told(event) == []
    change_record(record=issue, said={"is_shared": True}, by=ada)
    assert Event.objects.filter(kind="performance_issue_shared").count() == 1


def test_an_issue_that_is_shared_from_the_beginning_is_told_too() -> None:
    ada = OfficerFactory()
    product = ProductFactory()
    peer = OfficerFactory()
    follow(person=peer, target=product)
    make_issue(ContractFactory(boroughs=[ada.borough], product=product), ada, is_shared=True)
    assert told(Event.objects.get()) == [(peer, "You follow this product.")]
