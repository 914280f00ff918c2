"""News of contracts: to those who follow, once for an import, for changes of substance only."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from boroughs.following import follow
from boroughs.models import Borough, Event, Notification, Person, ServiceArea
from boroughs.notifications import kind_of
from boroughs.notifications.telling import tell_events
from contracts.actions import announce_decisions, import_register, record_contract
from contracts.actions.record import Origin
from contracts.facts import ContractFacts, Key
from contracts.models import Contract
from suppliers.models import Supplier
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, PersonFactory, default_route

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 5, 3)


def register_file(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("Reference,Title,Supplier,Value,End date\n" + "\n".join(rows) + "\n")
    return path


def told(person: Person) -> list[str]:
    """Return what somebody was told, in words."""
    tell_events()
    lines = []
    for one in Notification.objects.filter(person=person).select_related("event").order_by("pk"):
        kind = kind_of(one.event.kind)
        assert kind is not None
        lines.append(kind.headline(one.event))
    return lines


@pytest.fixture
def reader() -> Person:
    return PersonFactory()


@pytest.fixture
def camden(reference: None) -> Borough:
    return Borough.objects.get(slug="camden")


def test_an_import_is_one_message_however_many_contracts_it_brings(
    camden: Borough, reader: Person, tmp_path: Path
) -> None:
    follow(person=reader, target=camden)
    rows = [f"R{number},Housing system {number},Brightwater Ltd,100000,2029-03-31" for number in range(12)]
    import_register(path=register_file(tmp_path, "one.csv", *rows), borough=camden)
    assert told(reader) == ["Camden: 12 contracts new on the register"]
    notification = Notification.objects.get()
    assert notification.because == "You follow Camden."
    kind = kind_of("contract_recorded")
    assert kind is not None
    assert len(kind.details(notification.event)) == 6
    assert kind.details(notification.event)[-1] == "and 7 more"
    assert kind.address(notification.event) == "/register/?borough=camden&sort=newest"


def test_the_same_import_again_is_no_news(camden: Borough, reader: Person, tmp_path: Path) -> None:
    follow(person=reader, target=camden)
    path = register_file(tmp_path, "one.csv", "R1,Housing system,Brightwater Ltd,100000,2029-03-31")
    import_register(path=path, borough=camden)
    import_register(path=path, borough=camden)
    assert told(reader) == ["Camden: a contract new on the register, Housing system"]


def test_what_changes_in_substance_is_said_and_other_wording_is_not(
    camden: Borough, reader: Person, tmp_path: Path
) -> None:
    first = register_file(tmp_path, "one.csv", "R1,Housing system,Brightwater Ltd,100000,2029-03-31")
    import_register(path=first, borough=camden)
    follow(person=reader, target=camden)
    renamed = register_file(tmp_path, "two.csv", "R1,Housing systems,Brightwater Ltd,100000,2029-03-31")
    import_register(path=renamed, borough=camden)
    assert told(reader) == []
    longer = register_file(tmp_path, "three.csv", "R1,Housing systems,Brightwater Ltd,120000,2030-03-31")
    import_register(path=longer, borough=camden)
    assert told(reader) == ["Camden: a contract changed, Housing systems"]
    event = Event.objects.get()
    assert event.data["contracts"][0]["what"] == "end date now 31 March 2030, total value now £120,000"


def test_suppliers_and_areas_are_followed_too_and_nothing_is_said_where_nobody_follows(
    camden: Borough, reader: Person, tmp_path: Path
) -> None:
    import_register(
        path=register_file(tmp_path, "one.csv", "R1,Gazebos,Brightwater Ltd,1,2029-03-31"), borough=camden
    )
    assert not Event.objects.exists()
    follow(person=reader, target=Supplier.objects.get(name="Brightwater Ltd"))
    import_register(
        path=register_file(tmp_path, "two.csv", "R2,Pergolas,Brightwater Ltd,1,2029-03-31"), borough=camden
    )
    assert told(reader) == ["Brightwater Ltd: a contract new on the register, Pergolas"]


def test_a_group_of_areas_brings_the_news_of_its_areas(reference: None, reader: Person) -> None:
    area = ServiceArea.objects.filter(parent__isnull=False).first()
    assert area is not None
    assert area.parent is not None
    follow(person=reader, target=area.parent)
    write(area=(area, "A test."))
    assert told(reader) == [f"{area.parent}: a contract new on the register, Gazebos"]


def test_nobody_is_told_of_what_they_wrote_themselves(camden: Borough) -> None:
    officer, other = OfficerFactory(borough=camden), OfficerFactory(borough=camden)
    for person in (officer, other):
        follow(person=person, target=camden)
    write(by=officer)
    assert told(officer) == []
    assert told(other) == ["Camden: a contract new on the register, Gazebos"]


def write(**fields: Any) -> Contract:
    """Record a contract of Camden as an officer does, by itself."""
    return record_contract(
        facts=ContractFacts(Key("register", "one"), "Gazebos", value=Decimal(5)),
        boroughs=[Borough.objects.get(slug="camden")],
        suppliers=[],
        origin=Origin(Contract.Source.OFFICER, TODAY),
        **fields,
    ).contract


class TestNearDecisions:
    """Officers hear six months and one month before a decision, once each."""

    @pytest.fixture
    def officer(self) -> Person:
        default_route(days=180)
        return OfficerFactory(borough=BoroughFactory(slug="hackney"))

    def contract(self, officer: Person, decide_by: dt.date) -> Contract:
        contract: Contract = ContractFactory(
            title="Housing", boroughs=[officer.borough], end_date=dt.date(2029, 3, 31)
        )
        Contract.objects.filter(pk=contract.pk).update(decide_by=decide_by)
        return contract

    def test_once_for_each_threshold_and_missed_days_lose_nothing(self, officer: Person) -> None:
        self.contract(officer, TODAY + dt.timedelta(days=170))
        days = [TODAY, TODAY, TODAY + dt.timedelta(days=100), TODAY + dt.timedelta(days=150)]
        assert [announce_decisions(on=day) for day in days] == [1, 0, 0, 1]
        assert told(officer) == ["Decide by 20 October 2027: Housing"] * 2

    def test_both_thresholds_passed_at_once_is_one_message(self, officer: Person) -> None:
        self.contract(officer, TODAY + dt.timedelta(days=10))
        assert announce_decisions(on=TODAY) == 1
        assert announce_decisions(on=TODAY + dt.timedelta(days=1)) == 0

    @pytest.mark.parametrize("days", [-1, 250])
    def test_what_is_past_or_far_is_not_announced(self, officer: Person, days: int) -> None:
        self.contract(officer, TODAY + dt.timedelta(days=days))
        assert announce_decisions(on=TODAY) == 0

    def test_a_prolonged_contract_is_announced_before_its_new_end(self, officer: Person) -> None:
        contract = self.contract(officer, TODAY + dt.timedelta(days=10))
        announce_decisions(on=TODAY)
        later = dt.date(2030, 3, 31)
        Contract.objects.filter(pk=contract.pk).update(
            end_date=later, maximum_end_date=later, decide_by=TODAY + dt.timedelta(days=20)
        )
        assert announce_decisions(on=TODAY) == 1

    def test_a_borough_without_officers_is_told_when_it_has_some(self) -> None:
        default_route(days=180)
        nobody = OfficerFactory(borough=BoroughFactory(slug="hackney"), is_active=False)
        self.contract(nobody, TODAY + dt.timedelta(days=10))
        assert announce_decisions(on=TODAY) == 0
        officer = OfficerFactory(borough=nobody.borough)
        assert announce_decisions(on=TODAY) == 1
        assert told(officer) == ["Decide by 13 May 2027: Housing"]
