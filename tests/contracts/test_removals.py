"""A wrong contract is taken off the register, is nowhere to be seen, and comes back as it was (R8)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boroughs.models import Borough, Person
from boroughs.refusals import Refused
from contracts.actions.joining import columns_of, join_contracts
from contracts.actions.links import link_document, say_replaced
from contracts.actions.reconcile import look_for_same
from contracts.actions.removals import keys_to, put_back, take_off
from contracts.models import (
    Contract,
    ContractKey,
    ContractPair,
    Import,
    Joining,
    JoiningMove,
    Removal,
    RemovalRow,
    SourceRecord,
)
from contracts.values import LISTS, held
from tests.contracts.uploading import HEAD, imported, uploaded
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    SuggestionFactory,
    SupplierFactory,
    make_timeline,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def camden() -> Borough:
    borough: Borough = BoroughFactory(slug="camden")
    return borough


@pytest.fixture
def officer(client: Client, camden: Borough) -> Person:
    person: Person = OfficerFactory(borough=camden, name="Ada Okafor")
    client.force_login(person)
    return person


@pytest.fixture
def contract(camden: Borough) -> Contract:
    made: Contract = ContractFactory(
        boroughs=[camden],
        suppliers=[SupplierFactory(name="Tideline Ltd")],
        title="Parking permits",
        reference="C1",
        options=[12, 24],
    )
    return made


def everything_of(pk: int) -> dict[str, Any]:
    """Return all that a contract and what hangs on it hold, as stored."""
    row = Contract.objects.get(pk=pk)
    hanging = {
        model._meta.label: sorted(
            str(columns_of(one)) for one in model._base_manager.filter(**{column: pk}).order_by("pk")
        )
        for model, column, _ in keys_to(Contract)
    }
    return {"row": columns_of(row), "lists": {name: held(row, name) for name in LISTS}, **hanging}


def test_it_is_gone_from_every_page_and_its_officers_are_told_why(
    client: Client, officer: Person, contract: Contract, camden: Borough
) -> None:
    page = client.get(reverse("contract", args=[contract.pk]))
    assert reverse("contract_take_off", args=[contract.pk]) in page.content.decode()
    answer = client.post(
        reverse("contract_take_off", args=[contract.pk]), {"why": "It was\nnever signed."}, follow=True
    )
    said = text_of(answer)
    assert "It was never signed." in said
    assert "Ada Okafor" in said
    assert "Tideline Ltd" in said
    for address in ("/register/", "/register/?borough=camden", "/register/contracts.csv?borough=camden"):
        body = b"".join(client.get(address))
        assert b"Parking permits" not in body, address
    assert client.get("/api/v1/contracts/").json()["items"] == []
    assert "Parking permits" in text_of(client.get(reverse("removals", args=["camden"])))
    assert client.get(reverse("contract", args=[contract.pk]), follow=True).context["removal"].title
    client.logout()
    assert client.get(reverse("contract", args=[contract.pk])).status_code == 404


def test_without_a_reason_nothing_is_taken_off(client: Client, officer: Person, contract: Contract) -> None:
    answer = client.post(reverse("contract_take_off", args=[contract.pk]), {"why": " \n "})
    assert "Say what is wrong with it" in text_of(answer)
    assert Contract.objects.filter(pk=contract.pk).exists()


def test_put_back_it_is_as_it_was_with_all_that_hung_on_it(
    client: Client, officer: Person, contract: Contract, camden: Borough
) -> None:
    other, gone = ContractFactory(boroughs=[camden]), ContractFactory(boroughs=[camden], title="Permits")
    link_document(
        contract=contract, kind="other", label="A", url="https://a.example/", is_public=True, by=officer
    )
    say_replaced(successor=contract, predecessor=other, by=officer)
    SuggestionFactory(contract=contract)
    join_contracts(kept=contract, gone=gone, by=officer, reason="The same.")
    timeline = make_timeline(borough=camden, contract=contract)
    run = Import.objects.create(kind="register", label="r.csv", borough=camden)
    record = SourceRecord.objects.create(run=run, place="1", key="k", digest="d", raw={}, outcome="created")
    record.contracts.add(contract)
    ContractKey.objects.create(contract=contract, scheme="register", value="E1|C1")
    moves = list(JoiningMove.objects.values_list("pk", "row"))
    before = everything_of(contract.pk)
    removal = take_off(contract=contract, why="Wrong.", by=officer)
    timeline.refresh_from_db()
    assert timeline.contract_id is None
    assert not Joining.objects.exists()
    answer = client.post(reverse("removal", args=[removal.pk]), follow=True)
    assert "is on the register again" in text_of(answer)
    assert everything_of(contract.pk) == before
    assert list(JoiningMove.objects.values_list("pk", "row")) == moves
    removal.refresh_from_db()
    assert removal.put_back_by == officer
    with pytest.raises(Refused, match="was put back"):
        put_back(removal=removal, by=officer)


def test_what_else_was_recorded_meanwhile_stays(officer: Person, contract: Contract, camden: Borough) -> None:
    timeline = make_timeline(borough=camden, contract=contract)
    ContractKey.objects.create(contract=contract, scheme="register", value="E1|C1")
    removal = take_off(contract=contract, why="Wrong.", by=officer)
    other = ContractFactory(boroughs=[camden], title="Another one")
    ContractKey.objects.create(contract=other, scheme="register", value="E1|C1")
    type(timeline).objects.filter(pk=timeline.pk).update(contract=other)
    put_back(removal=removal, by=officer)
    assert ContractKey.objects.get(value="E1|C1").contract == other
    timeline.refresh_from_db()
    assert timeline.contract == other


def test_questions_about_it_wait_until_it_is_back(
    officer: Person, contract: Contract, camden: Borough
) -> None:
    twin = ContractFactory(
        boroughs=[camden], title=contract.title, reference="C1-copy", suppliers=list(contract.suppliers.all())
    )
    assert look_for_same(borough=camden) == 1
    removal = take_off(contract=twin, why="A copy.", by=officer)
    assert not ContractPair.objects.undecided().exists()
    put_back(removal=removal, by=officer)
    assert ContractPair.objects.undecided().count() == 1


def test_only_the_lead_takes_a_joint_contract_off(client: Client, camden: Borough) -> None:
    hackney = BoroughFactory(slug="hackney")
    joint = ContractFactory(boroughs=[camden, hackney])
    client.force_login(OfficerFactory(borough=hackney))
    asked = client.get(reverse("contract_take_off", args=[joint.pk]))
    assert "another borough leads it" in text_of(asked)
    assert reverse("contract_leave", args=[joint.pk]) in asked.content.decode()
    assert 'name="why"' not in asked.content.decode()
    answer = client.post(reverse("contract_take_off", args=[joint.pk]), {"why": "Not ours."})
    assert "take your borough out of it instead" in text_of(answer)
    assert Contract.objects.filter(pk=joint.pk).exists()
    removal = take_off(contract=joint, why="Wrong.", by=PersonFactory(is_staff=True))
    assert removal.boroughs == [camden.pk, hackney.pk]
    assert "Wrong." in text_of(client.get(reverse("removals", args=["hackney"])))
    put_back(removal=removal, by=PersonFactory(is_staff=True))
    assert Contract.objects.get(pk=joint.pk).borough_ids == [camden.pk, hackney.pk]


ROW = "C1,Parking permits,Tideline Ltd,01/04/2022,31/03/2027,{},\n"


def test_an_import_leaves_it_off_and_says_so_until_it_is_back(reference: None) -> None:
    camden = Borough.objects.get(slug="camden")
    officer = OfficerFactory(borough=camden)
    imported(camden, HEAD + ROW.format(500000))
    removal = take_off(contract=Contract.objects.get(), why="Wrong.", by=officer)
    later = imported(camden, HEAD + ROW.format(600000) + "C2,Legal panel,One LLP,,,9000,\n")
    assert later.counts["contracts"]["skipped"] == 1
    assert later.counts["contracts"]["created"] == 1
    (reason,) = later.counts["reasons"]
    assert reason.startswith("An officer took it off the register on ")
    assert Contract.objects.get().title == "Legal panel"
    again = uploaded(camden, HEAD + ROW.format(600000))
    assert again.counts["skipped"] == 1

    put_back(removal=removal, by=officer)
    assert Contract.objects.get(reference="C1").value == 500000
    imported(camden, HEAD + ROW.format(600000))
    assert Contract.objects.get(reference="C1").value == 600000, "what was left off then counts now"


def test_a_list_of_many_takes_no_more_queries(
    client: Client, officer: Person, camden: Borough, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        made = ContractFactory(boroughs=[camden], title=f"Wrong {number}")
        take_off(contract=made, why="Wrong.", by=OfficerFactory(borough=camden))
    with django_assert_max_num_queries(12):
        said = text_of(client.get(reverse("removals", args=["camden"])))
    assert "30 contracts" in said
    assert "Page 1 of 2" in said
    assert "1 contract" in text_of(client.get(reverse("removals", args=["camden"]), {"q": "wrong 17"}))
    assert RemovalRow.objects.exists()
    assert Removal.objects.count() == 30
