"""Officers record contracts and change them: fields, suppliers, boroughs, options, documents, the chain."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from boroughs.models import Borough, Person
from contracts.actions import Origin, record_contract
from contracts.actions.links import say_replaced
from contracts.facts import ContractFacts, Key
from contracts.models import Contract, ContractLink, ContractPair, Import, Replacement, SourceRecord
from suppliers.models import Supplier
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
from tests.pages import know_kinds, text_of

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
    made: Contract = ContractFactory(boroughs=[camden], title="Parking permits", reference="")
    return made


def fields_of(client: Client, address: str) -> dict[str, Any]:
    """Open a form and return what a browser would send back unchanged."""
    context = client.get(address).context
    form = context["form"]
    values = {
        name: form[name].value() or ""
        for name in form.fields
        if form[name].value() not in (False, None) and name not in ("not_known", "confirm")
    }
    return {**values, "shown": context["shown"]}


def test_a_contract_is_added_by_hand_and_every_value_rests_on_the_officer(
    client: Client, officer: Person
) -> None:
    default_route()
    area, product = ServiceAreaFactory(), ProductFactory(name="Brightwater Permits")
    page = client.post(
        "/boroughs/camden/contracts/add/",
        {
            "title": "Parking permits",
            "service_area": area.pk,
            "product": product.pk,
            "start_date": "1 April 2024",
            "end_date": "31/03/2027",
            "options": "12+12 months",
            "notice_days": "0",
            "value": "£1.2m",
            "framework_used": "RM6259",
            "suppliers": "Unheard Of Ltd\nUnheard Of Ltd",
        },
        follow=True,
    )
    said = text_of(page)
    assert "“Parking permits” is on the register. New to the hub: Unheard Of Ltd." in said
    contract = Contract.objects.get()
    assert (contract.value, contract.notice_days, contract.product) == (Decimal(1_200_000), 0, product)
    assert contract.maximum_end_date == dt.date(2029, 3, 31)
    assert contract.decide_by
    assert contract.source == "officer"
    assert contract.service_area == area
    assert {said["person"] for said in contract.provenance.values()} == {officer.pk}
    assert "break_date" not in contract.provenance
    assert contract.supplier_text == "Unheard Of Ltd"


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client: Client, officer: Person) -> None:
    page = client.post(
        "/boroughs/camden/contracts/add/",
        {
            "title": "",
            "start_date": "soon",
            "value": "much",
            "notice_days": "-1",
            "notice_url": "javascript:alert(1)",
            "cpv_codes": "72200000 and more",
            "options": "as agreed",
            "suppliers": "various",
            "description": "Keep this.",
        },
    )
    assert not Contract.objects.exists()
    said = text_of(page)
    for words in (
        "Give the contract a title.",
        "Give a day with its year",
        "Give the value as a number of pounds",
        "Give the notice in days as a whole number",
        "Give a web address that begins with https:// or http://",
        "Give CPV codes of eight digits",
        "Write the options like 12+12 months",
        "“various” is not a supplier’s name.",
        "Keep this.",
    ):
        assert words in said
    late = client.post(
        "/boroughs/camden/contracts/add/",
        {"title": "A", "start_date": "1 May 2026", "end_date": "1 April 2026"},
    )
    assert "Give a day after the start, 1 May 2026." in text_of(late)
    early = client.post(
        "/boroughs/camden/contracts/add/",
        {"title": "A", "start_date": "1 June 2026", "break_date": "1 April 2026"},
    )
    assert "Give a day after the start, 1 June 2026." in text_of(early)


def test_products_of_one_name_are_told_apart(client: Client, officer: Person) -> None:
    for name, whose in (("Housing", "Civica"), ("Housing", "Aareon"), ("Parking", "Civica")):
        supplier = SupplierFactory(name=f"{whose} {name} Ltd")
        ProductFactory(name=name, slug=f"{whose}-{name}".casefold(), supplier=supplier)
    field = client.get("/boroughs/camden/contracts/add/").context["form"].fields["product"]
    labels = [label for _, label in field.choices][1:]
    assert labels == ["Housing (Aareon Housing Ltd)", "Housing (Civica Housing Ltd)", "Parking"]


def test_a_name_like_known_ones_is_asked_about(client: Client, officer: Person) -> None:
    known = SupplierFactory(name="Brightwater Software Ltd")
    data = {"title": "Parking permits", "suppliers": "Brightwater Softwares"}
    page = client.post("/boroughs/camden/contracts/add/", data)
    assert "Choose which supplier “Brightwater Softwares” is." in text_of(page)
    field = next(name for name in page.context["suppliers"].fields if name.startswith("which_"))
    client.post("/boroughs/camden/contracts/add/", {**data, field: known.pk})
    assert Contract.objects.get().suppliers.get() == known
    assert Supplier.objects.count() == 1


def test_one_that_looks_like_another_is_asked_about_first(
    client: Client, officer: Person, camden: Borough
) -> None:
    supplier = SupplierFactory(name="Brightwater Software Ltd")
    there = ContractFactory(boroughs=[camden], title="Parking permits", suppliers=[supplier])
    data = {
        "title": "Parking permits",
        "start_date": "1 April 2022",
        "end_date": "31 March 2027",
        "suppliers": "Brightwater Software Ltd",
    }
    page = client.post("/boroughs/camden/contracts/add/", data)
    assert "Is it one of these?" in text_of(page)
    assert Contract.objects.get() == there
    client.post("/boroughs/camden/contracts/add/", {**data, "is_another": "on"})
    assert Contract.objects.count() == 2
    assert ContractPair.objects.get().decision == "different"


def test_saving_a_form_as_it_was_changes_nothing(client: Client, officer: Person, camden: Borough) -> None:
    old = ContractFactory(
        boroughs=[camden],
        description="One\nTwo",
        start_date=dt.date(1995, 4, 1),
        value=Decimal("0.00"),
        notice_url="http://example.org/notice",
        cpv_codes=["72200000", "72000000"],
        is_framework=True,
    )
    address = f"/register/{old.pk}/change/"
    data = fields_of(client, address)
    data["description"] = data["description"].replace("\n", "\r\n")
    page = client.post(address, data, follow=True)
    assert "Nothing was changed." in text_of(page)
    old.refresh_from_db()
    assert old.provenance == {}
    assert old.start_date == dt.date(1995, 4, 1)


def test_changes_rest_on_the_officer_and_the_history_tells_them(
    client: Client, officer: Person, contract: Contract
) -> None:
    address = f"/register/{contract.pk}/change/"
    data = fields_of(client, address)
    page = client.post(
        address,
        {**data, "end_date": "30 June 2028", "break_date": "1 July 2025", "confirm": "on"},
        follow=True,
    )
    said = text_of(page)
    assert "Saved: end date and break date." in said
    assert "It can be ended early from 1 July 2025." in said
    contract.refresh_from_db()
    assert contract.provenance["end_date"]["person"] == officer.pk
    assert "value" not in contract.provenance
    assert contract.confirmed_on
    history = text_of(client.get(f"/register/{contract.pk}/history/"))
    assert "30 June 2028" in history
    assert "Ada Okafor" in history
    assert "Now from Ada Okafor, " in text_of(client.get(address))


def test_not_known_is_said_on_purpose_and_an_import_asks_then(
    client: Client, officer: Person, contract: Contract, camden: Borough
) -> None:
    address = f"/register/{contract.pk}/change/"
    data = fields_of(client, address)
    wrong = client.post(address, {**data, "break_date": "1 July 2025", "not_known": "break_date"})
    assert "Either give it, or say that it is not known." in text_of(wrong)
    client.post(address, {**data, "not_known": ["break_date", "value"]})
    contract.refresh_from_db()
    assert (contract.break_date, contract.value, contract.annual_value) == (None, None, None)
    assert contract.provenance["break_date"]["source"] == "officer"
    assert "Break date not known, as an officer says" in text_of(client.get(f"/register/{contract.pk}/"))
    assert contract.end_date == dt.date(2027, 3, 31)


def test_what_somebody_else_changed_meanwhile_is_kept_or_asked_about(
    client: Client, officer: Person, contract: Contract
) -> None:
    address = f"/register/{contract.pk}/change/"
    data = fields_of(client, address)
    meanwhile = dt.date(2028, 1, 31)
    Contract.objects.filter(pk=contract.pk).update(
        value=Decimal(5000), end_date=meanwhile, maximum_end_date=meanwhile
    )
    page = client.post(address, {**data, "end_date": "30 June 2029", "reference": "P-17"})
    assert "changed it to 31 January 2028. Save again to put yours in its place" in text_of(page)
    assert 'value="30 June 2029"' in page.content.decode()
    contract.refresh_from_db()
    assert contract.reference == ""
    again = {**data, "end_date": "30 June 2029", "reference": "P-17", "shown": page.context["shown"]}
    done = text_of(client.post(address, again, follow=True))
    assert "Somebody else has changed this meanwhile, and it is kept: total value." in done
    contract.refresh_from_db()
    assert (contract.end_date, contract.value) == (dt.date(2029, 6, 30), Decimal(5000))
    assert contract.reference == "P-17"


def test_suppliers_and_boroughs_are_changed_and_a_clash_is_said(
    client: Client, officer: Person, contract: Contract, camden: Borough
) -> None:
    hackney = BoroughFactory(slug="hackney")
    SupplierFactory(name="Brightwater Software Ltd")
    address = f"/register/{contract.pk}/suppliers/"
    shown = client.get(address).context["shown"]
    client.post(address, {"suppliers": "Brightwater Software Ltd", "shown": shown})
    contract.refresh_from_db()
    assert contract.supplier_text == "Brightwater Software Ltd"
    stale = client.post(address, {"suppliers": "", "shown": shown})
    assert "somebody changed it to: Brightwater Software Ltd" in text_of(stale)
    address = f"/register/{contract.pk}/boroughs/"
    assert "A contract has at least one borough." in text_of(client.post(address, {}))
    lost = client.post(address, {"boroughs": [hackney.pk]})
    assert "Leave your own borough in" in text_of(lost)
    client.post(address, {"boroughs": [hackney.pk, camden.pk]})
    contract.refresh_from_db()
    assert contract.borough_ids == [camden.pk, hackney.pk]
    colleague = OfficerFactory(borough=hackney)
    client.force_login(colleague)
    assert client.get(f"/register/{contract.pk}/change/").status_code == 200


def test_options_are_added_used_and_taken_back(client: Client, officer: Person, camden: Borough) -> None:
    ContractFactory(boroughs=[camden], end_date=dt.date(2027, 1, 31))
    contract = Contract.objects.get()
    address = f"/register/{contract.pk}/options/"
    assert "Give the length in months." in text_of(client.post(address, {"do": "add"}))
    for months in (1, 24):
        client.post(address, {"do": "add", "months": months, "notice_days": "90"})
    first, second = contract.options.all()
    early = client.post(address, {"do": "use", "option": second.pk, "used_on": "1 May 2026"}, follow=True)
    assert "option 1 comes first" in text_of(early)
    assert "Change option 2" in text_of(client.get(f"{address}?change=2"))
    client.post(f"{address}?change=2", {"do": "change", "option": second.pk, "months": 24})
    second.refresh_from_db()
    assert (second.months, second.notice_days) == (24, None)
    unknown = client.post(address, {"do": "use", "option": first.pk, "used_on": "then"})
    assert "Give a day with its year" in text_of(unknown)
    page = client.post(address, {"do": "use", "option": first.pk, "used_on": "1 May 2026"}, follow=True)
    assert "Option 1 is used. The contract now ends on 28 February 2027." in text_of(page)
    contract.refresh_from_db()
    assert contract.maximum_end_date == dt.date(2029, 2, 28)
    kept = client.post(address, {"do": "remove", "option": first.pk}, follow=True)
    assert "This option was used." in text_of(kept)
    page = client.post(address, {"do": "take_back", "option": first.pk}, follow=True)
    assert "The contract ends on 31 January 2027 again." in text_of(page)
    client.post(address, {"do": "remove", "option": first.pk})
    assert list(contract.options.values_list("number", "months")) == [(1, 24)]
    contract.refresh_from_db()
    assert contract.provenance["options"]["source"] == "officer"


def test_none_is_known_on_purpose_and_an_import_does_not_undo_it(
    client: Client, officer: Person, contract: Contract
) -> None:
    address = f"/register/{contract.pk}/options/"
    client.post(address, {"do": "none"})
    contract.refresh_from_db()
    assert contract.options_known
    assert "It is known that there are none." in text_of(client.get(address))
    client.post(address, {"do": "unknown"})
    contract.refresh_from_db()
    assert not contract.options_known


def test_documents_are_linked_for_those_who_may_see_them(
    client: Client, officer: Person, contract: Contract
) -> None:
    address = f"/register/{contract.pk}/documents/"
    report = {"kind": "decision", "label": "Cabinet report", "url": "https://camden.example/report"}
    bad = client.post(address, {**report, "url": "javascript:alert(1)"})
    assert "Give a web address that begins with https:// or http://." in text_of(bad)
    client.post(address, {**report, "is_public": "on"})
    client.post(address, {**report, "kind": "prices", "label": "Prices", "url": "https://camden.example/2"})
    assert "This address is linked already." in text_of(client.post(address, report))
    page = f"/register/{contract.pk}/"
    mine, public = text_of(client.get(page)), text_of(Client().get(page))
    assert "Cabinet report (decision report)" in mine
    assert "Prices (pricing schedule)" in mine
    assert "Cabinet report" in public
    assert "Prices" not in public
    told = Client().get(f"/api/v1/contracts/{contract.pk}/").json()
    assert [one["label"] for one in told["documents"]] == ["Cabinet report"]
    client.post(address, {"remove": ContractLink.objects.get(label="Prices").pk})
    assert ContractLink.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractLink.objects.create(contract=contract, kind="other", label="x", url="ftp://x.example/")


def test_the_chain_shows_on_both_pages_and_never_makes_a_circle(
    client: Client, officer: Person, camden: Borough
) -> None:
    area = ServiceAreaFactory()
    old, middle, new = (
        ContractFactory(
            boroughs=[camden],
            title=title,
            service_area=area,
            start_date=dt.date(year, 4, 1),
            end_date=dt.date(year + 4, 3, 31),
        )
        for title, year in (("First", 2016), ("Second", 2020), ("Third", 2024))
    )
    address = f"/register/{middle.pk}/chain/"
    assert "It has the same service area, and one starts when the other ends." in text_of(client.get(address))
    client.post(address, {"contract": old.pk})
    client.post(f"/register/{new.pk}/chain/", {"contract": f"http://testserver/register/{middle.pk}/"})
    for contract, other in ((old, "Third"), (new, "First"), (middle, "First")):
        page = text_of(client.get(f"/register/{contract.pk}/"))
        assert "What it replaced and what replaced it" in page
        assert other in page
    circle = client.post(f"/register/{old.pk}/chain/", {"contract": new.pk})
    assert "“Third” came after this one already" in text_of(circle)
    assert "does not replace itself" in text_of(client.post(address, {"contract": middle.pk}))
    assert "There is no contract of this number." in text_of(client.post(address, {"contract": "999999"}))
    with pytest.raises(IntegrityError), transaction.atomic():
        Replacement.objects.create(successor=old, predecessor=new)
    told = client.get(f"/api/v1/contracts/{middle.pk}/").json()
    assert (told["replaces"], told["replaced_by"]) == ([old.pk], [new.pk])
    client.post(address, {"remove": Replacement.objects.get(successor=middle).pk})
    assert Replacement.objects.count() == 1


def test_everything_that_arrived_is_shown_as_it_came_to_the_boroughs_officers(
    client: Client, officer: Person, camden: Borough
) -> None:
    recorded = record_contract(
        facts=ContractFacts(key=Key("ocds", "o-1|1"), title="Parking permits"),
        boroughs=[camden],
        suppliers=[],
        origin=Origin(Contract.Source.NOTICE, dt.date(2026, 5, 1)),
    )
    run_fields = {"key": "o-1|r1", "digest": "1", "outcome": "created"}
    record = SourceRecord(raw={"contact": "<b>A. Person</b>"}, run=_run(), **run_fields)
    record.save()
    record.contracts.add(recorded.contract)
    address = f"/register/{recorded.contract.pk}/sources/"
    page = client.get(address)
    assert "&lt;b&gt;A. Person&lt;/b&gt;" in page.content.decode()
    client.force_login(OfficerFactory(borough=BoroughFactory(slug="hackney")))
    assert client.get(address).status_code == 404


def _run() -> Any:
    return Import.objects.create(kind="notices", label="A test")


def test_staff_change_any_boroughs_and_fictional_contracts_take_no_new_supplier(
    client: Client, camden: Borough
) -> None:
    client.force_login(PersonFactory(is_staff=True))
    fictional = ContractFactory(boroughs=[camden], is_demonstration=True)
    page = client.post(f"/register/{fictional.pk}/suppliers/", {"suppliers": "Zyxwv Ltd"})
    assert "There is no fictional supplier like “Zyxwv Ltd”." in text_of(page)


def test_the_contracts_page_asks_a_fixed_number_of_queries(
    client: Client, camden: Borough, officer: Person, django_assert_max_num_queries: Any
) -> None:
    default_route()
    area, product, supplier = ServiceAreaFactory(), ProductFactory(), SupplierFactory()
    every = [
        ContractFactory(
            boroughs=[BoroughFactory() if number else camden],
            service_area=area,
            product=product,
            suppliers=[supplier],
            options=[12, 12],
            end_date=dt.date(2040, 3, 31),
        )
        for number in range(6)
    ]
    mine = every[0]
    for number in range(4):
        earlier = ContractFactory(boroughs=[camden])
        say_replaced(successor=mine, predecessor=earlier, by=officer)
        ContractLink.objects.create(
            contract=mine, kind="other", label=str(number), url=f"https://a.example/{number}"
        )
    know_kinds()
    with django_assert_max_num_queries(13):
        page = Client().get(f"/register/{mine.pk}/")
    said = text_of(page)
    for heading in (
        f"Other boroughs with the same product, {product.name}",
        "Other boroughs with the same supplier or its group",
        "Other boroughs that buy the same and could start on the same day",
    ):
        assert heading in said
    with django_assert_max_num_queries(13):
        client.get(f"/register/{mine.pk}/")
