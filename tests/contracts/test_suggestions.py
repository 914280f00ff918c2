"""What an import says otherwise than an officer becomes a suggestion; officers answer it (R8)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from boroughs import background
from boroughs.models import Borough, Event, Person
from contracts.actions import Origin, record_contract
from contracts.actions.edit import edit_contract
from contracts.actions.suggestions import accept_suggestions
from contracts.facts import ContractFacts, Key
from contracts.models import Contract, Suggestion
from contracts.news_suggestions import SUGGESTIONS
from tests.factories import BoroughFactory, ContractFactory, OfficerFactory, SuggestionFactory
from tests.pages import text_of
from tests.waiting import eventually

pytestmark = pytest.mark.django_db

KEY = Key("ocds", "ocds-h6vhtk-1|1")


@pytest.fixture
def camden() -> Borough:
    borough: Borough = BoroughFactory(slug="camden")
    return borough


@pytest.fixture
def officer(camden: Borough) -> Person:
    person: Person = OfficerFactory(borough=camden, name="Ada Okafor")
    return person


def notice_says(borough: Borough, **changes: Any) -> Contract:
    """Import what a notice says of one contract."""
    facts = {"key": KEY, "title": "Parking permits", "end_date": dt.date(2027, 3, 31)}
    return record_contract(
        facts=ContractFacts(**{**facts, **changes}),
        boroughs=[borough],
        suppliers=[],
        origin=Origin(Contract.Source.NOTICE, dt.date(2026, 5, 1)),
    ).contract


def test_a_differing_import_makes_one_suggestion_and_the_officers_word_stands(
    camden: Borough, officer: Person
) -> None:
    contract = notice_says(camden)
    edit_contract(contract=contract, changes={"end_date": "2028-03-31", "value": None}, by=officer)
    for _ in range(2):
        notice_says(camden, value=Decimal(9000))
    contract.refresh_from_db()
    assert (contract.end_date, contract.value) == (dt.date(2028, 3, 31), None)
    told = {one.field: (one.held, one.offered) for one in Suggestion.objects.open()}
    assert told == {"end_date": ("2028-03-31", "2027-03-31"), "value": (None, "9000.00")}
    notice_says(camden, end_date=dt.date(2029, 3, 31), value=Decimal(9000))
    states = Suggestion.objects.filter(field="end_date").order_by("pk").values_list("offered", "state")
    assert list(states) == [("2027-03-31", "superseded"), ("2029-03-31", "open")]
    notice_says(camden, end_date=dt.date(2028, 3, 31), value=Decimal(9000))
    assert [one.field for one in Suggestion.objects.open()] == ["value"]


def test_what_was_declined_is_not_offered_again_but_another_value_is(
    client: Client, camden: Borough, officer: Person
) -> None:
    contract = notice_says(camden)
    edit_contract(contract=contract, changes={"end_date": "2028-03-31"}, by=officer)
    notice_says(camden)
    client.force_login(officer)
    answer = "/boroughs/camden/suggestions/answer/"
    page = client.get("/boroughs/camden/suggestions/")
    assert "1 time a notice or a register says something else" in text_of(page)
    assert "31 March 2028 31 March 2027 a public notice, 1 May 2026" in text_of(page)
    pk = Suggestion.objects.get().pk
    page = client.post(answer, {"answer": f"decline:{pk}"}, follow=True)
    assert "You declined 1 suggestion." in text_of(page)
    notice_says(camden)
    assert not Suggestion.objects.open().exists()
    notice_says(camden, end_date=dt.date(2030, 3, 31))
    assert Suggestion.objects.open().get().offered == "2030-03-31"
    page = client.post(answer, {"answer": "again", "suggestion": pk}, follow=True)
    assert "None of these can wait again" in text_of(page)
    Suggestion.objects.open().get().delete()
    page = client.post(answer, {"answer": "again", "suggestion": pk}, follow=True)
    assert "1 suggestion waits again." in text_of(page)
    assert Suggestion.objects.open().get().pk == pk


def test_many_are_accepted_together_and_rest_on_the_officer(
    client: Client, camden: Borough, officer: Person
) -> None:
    contract = ContractFactory(boroughs=[camden])
    ended = SuggestionFactory(contract=contract)
    worth = SuggestionFactory(contract=contract, field="value", held="1.00", offered="88000.00")
    client.force_login(officer)
    page = client.post(
        "/boroughs/camden/suggestions/answer/",
        {"answer": "accept", "suggestion": [ended.pk, worth.pk], "page": contract.pk},
        follow=True,
    )
    assert "You accepted 2 suggestions." in text_of(page)
    contract.refresh_from_db()
    assert (contract.end_date, contract.value) == (dt.date(2029, 3, 31), Decimal(88000))
    assert contract.maximum_end_date == dt.date(2029, 3, 31)
    assert contract.provenance["value"]["person"] == officer.pk
    assert "#suggestions" in page.redirect_chain[0][0]


def test_one_that_contradicts_the_start_is_refused_whole_and_says_what_to_do(
    client: Client, camden: Borough, officer: Person
) -> None:
    contract = ContractFactory(boroughs=[camden], title="Parking permits")
    wrong = SuggestionFactory(contract=contract, offered="2019-03-31")
    other = SuggestionFactory(contract=contract, field="value", held="1.00", offered="88000.00")
    client.force_login(officer)
    page = client.post(
        "/boroughs/camden/suggestions/answer/",
        {"answer": "accept", "suggestion": [wrong.pk, other.pk]},
        follow=True,
    )
    assert "“Parking permits” would end before it starts." in text_of(page)
    assert Suggestion.objects.open().count() == 2
    contract.refresh_from_db()
    assert contract.value == Decimal(700_000)


@pytest.mark.parametrize(
    "given", [{"answer": "accept"}, {"answer": "accept:x"}, {"answer": "decline:" + "9" * 30}]
)
def test_nothing_ticked_or_nonsense_changes_nothing(
    client: Client, camden: Borough, officer: Person, given: dict[str, str]
) -> None:
    SuggestionFactory(contract=ContractFactory(boroughs=[camden]))
    client.force_login(officer)
    answer = client.post("/boroughs/camden/suggestions/answer/", given)
    assert answer.status_code in (302, 404)
    assert Suggestion.objects.open().count() == 1


def test_another_boroughs_suggestions_are_out_of_reach(client: Client, camden: Borough) -> None:
    stranger = OfficerFactory(borough=BoroughFactory(slug="hackney"))
    theirs = SuggestionFactory(contract=ContractFactory(boroughs=[camden]))
    client.force_login(stranger)
    client.post("/boroughs/hackney/suggestions/answer/", {"answer": f"accept:{theirs.pk}"})
    assert Suggestion.objects.open().count() == 1
    page = text_of(client.get(f"/register/{theirs.contract_id}/"))
    assert "A source says something else" not in page


def test_whoever_looks_after_the_contract_is_told_once(camden: Borough, officer: Person) -> None:
    contract = notice_says(camden)
    edit_contract(contract=contract, changes={"end_date": "2028-03-31"}, by=officer)
    Contract.objects.filter(pk=contract.pk).update(looked_after_by=officer)
    for _ in range(2):
        notice_says(camden)
    event = Event.objects.get(kind=SUGGESTIONS.code)
    assert SUGGESTIONS.headline(event) == "1 suggestion for Parking permits"
    assert SUGGESTIONS.may_be_told(officer, event)
    assert not SUGGESTIONS.may_be_told(OfficerFactory(borough=BoroughFactory(slug="hackney")), event)
    assert [pk for pk, _ in SUGGESTIONS.audience(event)] == [officer.pk]


def test_my_borough_counts_what_waits(client: Client, camden: Borough, officer: Person) -> None:
    SuggestionFactory(contract=ContractFactory(boroughs=[camden]))
    client.force_login(officer)
    assert "1 suggestion : a source says something else" in text_of(client.get("/my-borough/")).replace(
        "suggestion:", "suggestion :"
    )


def test_the_list_asks_a_fixed_number_of_queries(
    client: Client, camden: Borough, officer: Person, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        SuggestionFactory(contract=ContractFactory(boroughs=[camden]))
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        assert client.get("/boroughs/camden/suggestions/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_import_and_an_officer_who_accepts_do_not_wait_for_each_other(
    camden: Borough, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_send", lambda *_: None)  # what follows is another test's
    contract = notice_says(camden)
    edit_contract(contract=contract, changes={"value": None}, by=officer)
    notice_says(camden, value=Decimal(9000))
    suggestion = Suggestion.objects.get()

    def accept() -> int:
        try:
            return len(accept_suggestions(ids=[suggestion.pk], borough=camden, by=officer))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic():
            Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
            accepted = beside.submit(accept)
            eventually(_somebody_waits)
            notice_says(camden, value=Decimal(8000))
        assert accepted.result(60) == 0
    assert Suggestion.objects.open().get().offered == "8000.00"


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")
        return bool(cursor.fetchone()[0])
