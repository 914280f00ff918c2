"""Boroughs say how products give access to their data: kept, replaced, compared, answered, hidden."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from boroughs.actions.privacy import delete_person
from boroughs.models import Event, Follow, Person
from boroughs.refusals import Refused
from data_access.actions import Ground, Statement, hide, reply, say, take_back
from data_access.models import DataFact, FactReply
from data_access.news import KINDS
from suppliers.actions import merge_suppliers, undo_merge
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ServiceAreaFactory,
    SupplierFactory,
    make_document,
    make_fact,
    speaker,
)
from tests.factories.data_access import hold
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def days_ago(number: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=number)


@pytest.fixture
def camden() -> Any:
    return BoroughFactory(slug="camden", name="Camden")


@pytest.fixture
def product() -> Any:
    seller = SupplierFactory(name="Oakhaven Ltd", slug="oakhaven")
    return ProductFactory(
        name="Oakdesk", slug="oakdesk", supplier=seller, service_area=ServiceAreaFactory(code="HSG-OAK")
    )


@pytest.fixture
def officer(camden: Any, product: Any) -> Person:
    hold(product, camden)
    made: Person = OfficerFactory(borough=camden, name="Ada Okafor")
    return made


def test_only_who_holds_or_held_it_speaks(product: Any) -> None:
    stranger = OfficerFactory()
    with pytest.raises(Refused, match="holds or held"):
        say(
            product=product,
            borough=stranger.borough,
            statements=[Statement("api", ("read",))],
            ground=Ground(timezone.localdate(), "tried"),
            by=stranger,
        )
    assert signed_in(stranger).get("/products/oakdesk/data-access/say/").status_code == 403
    ContractFactory(
        boroughs=[stranger.borough],
        product=product,
        start_date=dt.date(2015, 1, 1),
        end_date=dt.date(2019, 1, 1),
    )
    assert signed_in(stranger).get("/products/oakdesk/data-access/say/").status_code == 200


def test_a_newer_word_takes_the_place_of_the_older_which_is_kept(product: Any, officer: Person) -> None:
    first = make_fact("api", "none", product=product, by=officer, true_on=days_ago(90))
    second = make_fact("api", "read", product=product, by=officer, true_on=days_ago(1))
    first.refresh_from_db()
    assert first.replaced_at
    assert second.number == 2
    assert list(DataFact.objects.current()) == [second]
    with pytest.raises(Refused, match="Give that day or a later one"):
        make_fact("api", "write", product=product, by=officer, true_on=days_ago(30))
    earlier = "/products/oakdesk/data-access/earlier/"
    assert "there is none" in text_of(signed_in(officer).get(earlier))
    staff = signed_in(PersonFactory(is_staff=True))
    assert f"/data-access/facts/{first.pk}/hide/" in staff.get(earlier).content.decode()
    staff.post(f"/data-access/facts/{first.pk}/hide/", {"why": "It names a person."})
    assert "there is none" not in text_of(signed_in(OfficerFactory()).get(earlier))


def test_the_same_said_twice_is_one(product: Any, camden: Any, officer: Person) -> None:
    make_fact("api", "read", product=product, by=officer)
    again = say(
        product=product,
        borough=camden,
        statements=[Statement("api", ("read",))],
        ground=Ground(timezone.localdate(), "tried"),
        by=officer,
    )
    assert again == []
    assert DataFact.objects.count() == 1


def test_a_system_is_one_however_it_is_written_and_known_where_the_hub_has_it(
    product: Any, officer: Person
) -> None:
    other = ProductFactory(name="Ledger Plus", slug="ledger-plus")
    make_fact(
        "integration", "failed", product=product, by=officer, system="ledger  plus", true_on=days_ago(9)
    )
    make_fact("integration", "working", product=product, by=officer, system="Ledger Plus")
    (present,) = DataFact.objects.current()
    assert (present.other, present.number, present.in_words()) == (other, 2, "working")


@pytest.mark.parametrize("basis", ["document", "contract", "link"])
def test_evidence_is_one_s_own(product: Any, officer: Person, basis: str) -> None:
    other = BoroughFactory()
    theirs = {"document": make_document(borough=other), "contract": ContractFactory(boroughs=[other])}
    ground = {"basis": basis, **{name: row for name, row in theirs.items() if name == basis}}
    with pytest.raises(Refused):
        make_fact(product=product, by=officer, ground=ground)


def form_of(**said: str | list[str]) -> dict[str, Any]:
    return {"true_on": "1 April 2026", "basis": "tried", **said}


def test_an_officer_says_several_things_in_one_page(product: Any, officer: Person) -> None:
    client, address = signed_in(officer), "/products/oakdesk/data-access/say/"
    sent = form_of(
        api="read",
        api_price="each",
        api_price_amount="£2.5k",
        export_formats=["csv", "pdf"],
        integration_system_1="Ledger",
        integration_1="failed",
        integration_1_note="It lost the dates.",
    )
    answer = client.post(address, sent, follow=True)
    page = text_of(answer)
    assert "Kept: 4 answers of Camden." in page
    assert "a price for each interface: £2,500 excluding VAT a year" in page
    assert "CSV or other text tables and PDF only" in page
    assert "It lost the dates." in page
    assert "Ada Okafor" not in page
    fact = DataFact.objects.get(question="api_price")
    assert (fact.amount, fact.true_on, fact.said_by) == (Decimal(2500), dt.date(2026, 4, 1), officer)
    assert "Camden says now: there is one, to read only (1 April 2026)." in text_of(client.get(address))


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Answer one question at least."),
        ({"api_note": "Ask Bob."}, "Choose an answer to go with your words"),
        ({"api_price": "included", "api_price_amount": "12"}, "Choose the answer that your price goes with"),
        ({"api_standard": ["none", "soap"]}, "stands alone"),
        ({"integration_system_1": "Ledger"}, "Say how it stands with this system."),
        ({"integration_2": "working"}, "Name the system."),
        ({"integration_system_1": "++", "integration_1": "failed"}, "has a letter or a figure"),
        ({"api": "perhaps"}, "Choose one of the list."),
        ({"api": "read", "basis": "link"}, "Give the address of the page."),
        ({"api": "read", "basis": "link", "link": "ftp://a.example/x"}, "Give an address on the web"),
        ({"api": "read", "basis": "document"}, "Choose the document."),
        ({"api": "read", "true_on": "1 April 2099"}, "This day lies ahead"),
        ({"api": "read", "true_on": "soon"}, "There is a problem"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field(
    product: Any, officer: Person, sent: dict[str, Any], message: str
) -> None:
    answer = signed_in(officer).post("/products/oakdesk/data-access/say/", form_of(**sent))
    assert message in text_of(answer)
    assert not DataFact.objects.exists()


def test_loti_staff_say_first_for_which_borough(product: Any, officer: Person) -> None:
    client = signed_in(PersonFactory(is_staff=True))
    page = client.get("/products/oakdesk/data-access/say/").content.decode()
    assert "?borough=camden" in page
    client.post("/products/oakdesk/data-access/say/?borough=camden", form_of(api="read"))
    assert DataFact.objects.get().borough == officer.borough


def test_disagreement_is_shown_and_not_resolved(product: Any, officer: Person) -> None:
    make_fact("api_docs", "public", product=product, by=officer)
    make_fact("api_docs", "public", product=product)
    make_fact("api_docs", "none", product=product, true_on=days_ago(1000))
    page = text_of(signed_in(officer).get("/products/oakdesk/data-access/"))
    assert "2 boroughs say documented for anyone, 1 says not documented (1 over two years old)." in page
    assert "boroughs differ" in page
    assert "over 2 years old" in page


def test_neither_the_public_nor_suppliers_read_the_profile(product: Any, client: Client) -> None:
    make_fact(product=product)
    assert client.get("/products/oakdesk/data-access/").status_code == 302
    person = speaker(product.supplier)
    assert signed_in(person).get("/products/oakdesk/data-access/").status_code == 403
    assert "Data access" not in text_of(client.get("/products/oakdesk/"))


def test_a_document_that_one_may_not_see_is_not_named(product: Any, officer: Person) -> None:
    paper = make_document(borough=officer.borough, title="Secret schedule", visibility="borough")
    make_fact(product=product, by=officer, ground={"basis": "document", "document": paper})
    address = "/products/oakdesk/data-access/"
    assert "Secret schedule" in text_of(signed_in(officer).get(address))
    peer = text_of(signed_in(OfficerFactory()).get(address))
    assert "Secret schedule" not in peer
    assert "a document that you cannot see" in peer
    make_fact(product=product, by=officer)
    earlier = text_of(signed_in(OfficerFactory()).get(f"{address}earlier/"))
    assert "a document that you cannot see" in earlier
    assert "Secret schedule" not in earlier


def test_what_is_hidden_is_seen_by_its_borough_and_loti_alone(product: Any, officer: Person) -> None:
    fact = make_fact("api", "read", product=product, by=officer, note="Ask Bob Smith")
    staff = PersonFactory(is_staff=True)
    signed_in(staff).post(f"/data-access/facts/{fact.pk}/hide/", {"why": "It names a person."})
    address = "/products/oakdesk/data-access/"
    assert "Bob Smith" not in text_of(signed_in(OfficerFactory()).get(address))
    assert "It names a person." in text_of(signed_in(officer).get(address))
    assert "Bob Smith" not in signed_in(officer).get("/data-access/HSG-OAK/facts.csv").content.decode()
    mine = f"/my-suppliers/oakhaven/data-access/{fact.pk}/"
    assert signed_in(speaker(product.supplier)).get(mine).status_code == 404
    signed_in(staff).post(f"/data-access/facts/{fact.pk}/hide/")
    assert "Bob Smith" in text_of(signed_in(OfficerFactory()).get(address))


def test_a_borough_takes_its_word_back(product: Any, officer: Person) -> None:
    fact = make_fact(product=product, by=officer)
    signed_in(officer).post(f"/data-access/facts/{fact.pk}/take-back/")
    assert not DataFact.objects.current().exists()
    with pytest.raises(Refused, match="present word"):
        take_back(fact=fact)
    assert make_fact(product=product, by=officer).number == 2


class TestSupplier:
    """What a supplier's people see, and how they answer."""

    def test_it_answers_once_a_version_and_never_learns_who_said_it(
        self, product: Any, officer: Person
    ) -> None:
        paper = make_document(borough=officer.borough, title="Secret schedule")
        make_fact(
            "api_docs",
            "none",
            product=product,
            by=officer,
            note="We asked twice.",
            ground={"basis": "document", "document": paper},
            true_on=days_ago(40),
        )
        person = speaker(product.supplier, name="Sal Vendor")
        client, fact = signed_in(person), DataFact.objects.get()
        address = f"/my-suppliers/oakhaven/data-access/{fact.pk}/"
        seen = (
            client.get(address).content.decode()
            + client.get("/my-suppliers/oakhaven/data-access/").content.decode()
        )
        assert "Camden" in seen
        assert "We asked twice." in seen
        for secret in ("Ada", "Okafor", officer.email, "Secret schedule", f"/documents/{paper.pk}"):
            assert secret not in seen
        client.post(address, {"text": "It is in the portal."})
        client.post(address, {"text": "Again."})
        assert FactReply.objects.get().text == "It is in the portal."
        page = text_of(signed_in(officer).get("/products/oakdesk/data-access/"))
        assert "Oakhaven Ltd answers" in page
        assert "It is in the portal." in page
        assert "Sal Vendor" not in page
        newer = make_fact("api_docs", "customers", product=product, by=officer)
        assert client.get(address).status_code == 404
        reply(fact=newer, supplier=product.supplier, text="Good.", by=person)
        assert FactReply.objects.count() == 2

    def test_another_supplier_s_products_are_unknown_to_it(self, product: Any) -> None:
        fact = make_fact(product=product)
        other = SupplierFactory(slug="other")
        client = signed_in(speaker(other))
        assert client.get(f"/my-suppliers/other/data-access/{fact.pk}/").status_code == 404
        assert client.get("/my-suppliers/oakhaven/data-access/").status_code == 404
        with pytest.raises(Refused, match="product of yours"):
            reply(fact=fact, supplier=other, text="No.", by=PersonFactory())

    def test_the_news_names_no_officer(self, product: Any, officer: Person) -> None:
        make_fact(product=product, by=officer)
        person = speaker(product.supplier)
        follower = OfficerFactory()
        Follow.objects.create(person=follower, target=product)
        told = {kind.code: kind for kind in KINDS}
        events = {one.kind: one for one in Event.objects.filter(kind__startswith="data_access")}
        heard = {code: [pk for pk, _ in told[code].audience(event)] for code, event in events.items()}
        assert heard == {"data_access_about_supplier": [person.pk], "data_access_said": [follower.pk]}
        for code, event in events.items():
            words = [told[code].headline(event), *told[code].details(event), str(event.data)]
            assert "Okafor" not in " ".join(words)
            assert officer.email not in " ".join(words)
        assert told["data_access_said"].headline(events["data_access_said"]) == (
            "Camden said how Oakdesk gives access to its data"
        )
        hide(fact=DataFact.objects.get(), why="No.", by=PersonFactory(is_staff=True))
        assert list(told["data_access_said"].audience(events["data_access_said"])) == []

    def test_a_merge_keeps_facts_and_answers_and_its_undo_too(self, product: Any, officer: Person) -> None:
        fact = make_fact(product=product, by=officer)
        gone = product.supplier
        reply(fact=fact, supplier=gone, text="It is so.", by=speaker(gone))
        kept = SupplierFactory(slug="kept")
        merge = merge_suppliers(kept=kept, gone=gone, by=None, reason="A test.")
        assert FactReply.objects.get().supplier == kept
        assert list(DataFact.objects.of_suppliers([kept.pk])) == [fact]
        undo_merge(merge=merge, by=None)
        assert FactReply.objects.get().supplier == gone

    def test_facts_outlive_who_said_them(self, product: Any, officer: Person) -> None:
        fact = make_fact(product=product, by=officer)
        delete_person(person=officer, why="They asked for it.")
        fact.refresh_from_db()
        assert fact.said_by is None


class TestComparison:
    """Products of a service area side by side."""

    def test_the_theme_of_what_somebody_came_for_or_typed_is_open(
        self, product: Any, officer: Person
    ) -> None:
        client = signed_in(officer)
        page = f"/products/{product.slug}/data-access/say/"

        def opened(answer: Any) -> list[str]:
            return [theme.code for theme in answer.context["form"].themes() if theme.is_open]

        make_fact("export_cost", "free", product=product, by=officer)
        answer = client.get(page)
        assert opened(answer) == []
        assert "1 of " in text_of(answer)
        assert opened(client.get(page, {"about": "sign_on"})) == ["sign_on"]
        assert opened(client.get(page, {"about": "nothing"})) == []
        wrong = client.post(page, {"integration_system_1": "Ledger", "true_on": "1 April 2026"})
        assert opened(wrong) == ["integration"]

    def test_they_stand_side_by_side_with_what_is_not_known(self, product: Any, officer: Person) -> None:
        other = ProductFactory(name="Elmdesk", slug="elmdesk", service_area=product.service_area)
        make_fact("export_cost", "free", product=product, by=officer)
        make_fact("export_cost", "untold", product=other)
        make_fact("integration", "working", product=other, system="Ledger")
        answer = signed_in(officer).get("/data-access/hsg-oak/")
        page = text_of(answer)
        assert "1 borough says free" in page
        assert "Ledger : 1 borough says working" in page
        source = answer.content.decode()
        assert "/products/oakdesk/data-access/say/?about=api_docs#api_docs" in source
        assert "/products/elmdesk/data-access/say/" not in source
        one = text_of(signed_in(officer).get("/data-access/HSG-OAK/?product=elmdesk&product=nowhere"))
        assert "1 borough says free" not in one
        listed = text_of(signed_in(officer).get("/data-access/"))
        assert str(product.service_area) in listed

    def test_made_up_products_stand_apart(self, product: Any, officer: Person) -> None:
        made_up = ProductFactory(
            name="Wimple", slug="wimple", service_area=product.service_area, is_demonstration=True
        )
        make_fact("api", "none", product=made_up)
        client = signed_in(officer)
        page = text_of(client.get("/data-access/HSG-OAK/"))
        assert "Wimple" not in page
        assert "See how it looks with made-up products" in page
        assert "made up" in text_of(client.get("/data-access/HSG-OAK/?demonstration=only"))

    def test_the_download_runs_no_formula_and_names_no_officer(self, product: Any, officer: Person) -> None:
        make_fact("integration", "failed", product=product, by=officer, system="=cmd()", note="+1 of it")
        answer = signed_in(officer).get("/data-access/HSG-OAK/facts.csv")
        assert 'filename="data-access-hsg-oak.csv"' in answer["Content-Disposition"]
        text = answer.content.decode().removeprefix("\ufeff")
        head, row = csv.reader(io.StringIO(text))
        said = dict(zip(head, row, strict=True))
        assert (said["System"], said["Note"], said["Answer"]) == ("'=cmd()", "'+1 of it", "tried and failed")
        assert said["Price (GBP, excluding VAT)"] == ""
        assert "Okafor" not in text

    def test_an_area_that_there_is_not(self, officer: Person) -> None:
        assert signed_in(officer).get("/data-access/nowhere/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/products/oakdesk/data-access/",
        "/products/oakdesk/data-access/say/",
        "/products/oakdesk/data-access/earlier/",
        "/data-access/",
        "/data-access/HSG-OAK/",
        "/data-access/HSG-OAK/facts.csv",
        "/products/oakdesk/",
    ],
)
def test_pages_take_few_queries(
    product: Any, officer: Person, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        one = product if number < 3 else ProductFactory(service_area=product.service_area)
        borough = BoroughFactory()
        paper = make_document(borough=borough)
        for question in ("api", "api_docs", "sign_on"):
            ground = {"basis": "document", "document": paper}
            make_fact(question, product=one, borough=borough, ground=ground, true_on=days_ago(9))
            fact = make_fact(question, product=one, borough=borough)
            reply(fact=fact, supplier=one.supplier, text="Yes.", by=officer)
    client = signed_in(officer)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
