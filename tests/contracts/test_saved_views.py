"""Saved views: kept, found again whatever became of slugs, shared within a borough, and nobody else's."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person
from boroughs.places import read_places
from contracts.actions.saved_views import MOST_VIEWS
from contracts.models import SavedView
from contracts.saved_views import restore
from suppliers.actions import merge_suppliers
from tests.factories import (
    BoroughFactory,
    ContractFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    SupplierFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


@pytest.fixture
def ada() -> Person:
    """An officer of Camden."""
    return OfficerFactory(borough=BoroughFactory(slug="camden"), name="Ada Okafor")


@pytest.fixture
def browser() -> Browser:
    """Makes a browser of somebody who is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


def _save(client: Client, query: str, name: str = "Mine", **given: str) -> SavedView:
    response = client.post(f"/register/views/save/?{query}", {"name": name, **given}, follow=True)
    assert f"Saved as “{name}”" in text_of(response)
    return SavedView.objects.get(name=name)


def _leads_to(client: Client, view: SavedView) -> str:
    response = client.get(view.get_absolute_url())
    assert response.status_code == 302
    return str(response.headers["Location"])


def test_what_is_asked_is_saved_and_found_above_the_register(ada: Person, browser: Browser) -> None:
    client = browser(ada)
    ContractFactory(boroughs=[ada.borough])
    query = "borough=camden&ends_from=1/1/2026&sort=value&after=0~1~1"
    shown = client.get(f"/register/?{query}")
    assert 'href="/register/views/save/?borough=camden&amp;ends_from=2026-01-01' in shown.content.decode()
    asked = client.get(f"/register/views/save/?{query}")
    assert "Ends from 1 January 2026" in text_of(asked)
    view = _save(client, query, "Camden from 2026")
    address = _leads_to(client, view)
    assert address == "/register/?borough=camden&ends_from=2026-01-01&sort=value"
    page = client.get(address).content.decode()
    assert f'href="/register/views/{view.pk}/" aria-current="page">Camden from 2026</a>' in page
    assert (
        "aria-current"
        not in client.get("/register/").content.decode().split('class="hub-views"')[1].split("</nav>")[0]
    )
    assert "Camden from 2026" in text_of(client.get("/account/views/"))
    assert "Saved views" in text_of(client.get("/account/"))


def test_a_stranger_is_offered_nothing_to_save(client: Client) -> None:
    ContractFactory(boroughs=[BoroughFactory(slug="camden")])
    assert "Save this view" not in text_of(client.get("/register/?borough=camden"))
    assert client.get("/register/views/save/?borough=camden").status_code == 302


def test_nothing_asked_and_what_cannot_be_read_is_not_saved(ada: Person, browser: Browser) -> None:
    client = browser(ada)
    for query in ("", "borough=atlantis"):
        response = client.post(f"/register/views/save/?{query}", {"name": "X"}, follow=True)
        assert "that can be read, then save the view" in text_of(response)
    assert not SavedView.objects.exists()


def test_the_name_that_is_proposed_has_no_quotation_marks(ada: Person, browser: Browser) -> None:
    response = browser(ada).get("/register/views/save/?q=housing")
    assert 'value="housing"' in response.content.decode()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Give the view a name."),
        ("   ", "Give the view a name."),
        ("x" * 81, "Shorten the name to 80 characters."),
        ("mine", "You have a view called “mine” already."),
    ],
)
def test_a_name_that_will_not_do_is_said_at_its_field_and_kept(
    ada: Person, browser: Browser, name: str, message: str
) -> None:
    client = browser(ada)
    _save(client, "q=housing", "Mine")
    response = client.post("/register/views/save/?q=lifts", {"name": name, "is_shared": "on"})
    assert text_of(response).count(message) == 2
    assert f'value="{name}"' in response.content.decode() or not name.strip()
    assert "checked" in response.content.decode()
    assert SavedView.objects.count() == 1


def test_the_database_itself_keeps_names_apart(ada: Person) -> None:
    SavedView.objects.create(person=ada, name="Mine")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(person=ada, name="MINE")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(person=ada, name="")


def test_no_more_are_kept_than_can_be_looked_through(ada: Person, browser: Browser) -> None:
    SavedView.objects.bulk_create([SavedView(person=ada, name=f"View {n}") for n in range(MOST_VIEWS)])
    response = browser(ada).post("/register/views/save/?q=lifts", {"name": "One more"})
    assert "Delete one that you do not need" in text_of(response)
    assert SavedView.objects.count() == MOST_VIEWS


def test_a_view_is_renamed_and_deleted_after_asking(ada: Person, browser: Browser) -> None:
    client = browser(ada)
    view = _save(client, "q=housing", "Old name")
    changed = client.post(f"/account/views/{view.pk}/", {"name": "New name"}, follow=True)
    assert "New name" in text_of(changed)
    assert "Delete the view “New name”?" in text_of(client.get(f"/account/views/{view.pk}/delete/"))
    assert SavedView.objects.exists()
    gone = client.post(f"/account/views/{view.pk}/delete/", follow=True)
    assert "You have saved no view yet" in text_of(gone)


def test_a_merged_supplier_and_a_renamed_product_are_found_again(ada: Person, browser: Browser) -> None:
    client = browser(ada)
    gone, kept = SupplierFactory(name="Gone Ltd"), SupplierFactory(name="Kept Ltd")
    product = ProductFactory(name="Oakdesk", slug="oakdesk")
    view = _save(client, "supplier=gone-ltd&product=oakdesk&group=gone-ltd")
    merge_suppliers(kept=kept, gone=gone, by=PersonFactory(is_staff=True), reason="The same.")
    product.slug = "oakdesk-cloud"
    product.save()
    assert _leads_to(client, view) == "/register/?supplier=kept-ltd&group=kept-ltd&product=oakdesk-cloud"


def test_what_is_no_longer_there_is_named_and_the_rest_is_shown(ada: Person, browser: Browser) -> None:
    client = browser(ada)
    product = ProductFactory(name="Oakdesk", slug="oakdesk")
    view = _save(client, "product=oakdesk&borough=camden")
    product.delete()
    response = client.get(view.get_absolute_url(), follow=True)
    assert "No longer there, and left out: product “oakdesk”." in text_of(response)
    assert response.redirect_chain[-1][0] == "/register/?borough=camden"


def test_a_task_can_ask_what_a_view_asks(ada: Person, browser: Browser) -> None:
    view = _save(browser(ada), "q=library&ends_from=2026-01-01")
    found = ContractFactory(title="Library", end_date=dt.date(2027, 1, 1))
    ContractFactory(title="Library", end_date=dt.date(2025, 1, 1))
    places = read_places()
    assert list(restore(SavedView.objects.get(pk=view.pk), places).asked.contracts(places)) == [found]


def test_what_was_never_written_by_the_hub_breaks_nothing(ada: Person, browser: Browser) -> None:
    for number, question in enumerate([[], "x", {"ends_from": {"a": 1}}, {"nothing": 3}, {"supplier": None}]):
        view = SavedView.objects.create(person=ada, name=f"{number}", question=question)
        assert _leads_to(browser(ada), view).startswith("/register/")


def test_a_view_is_its_owners_alone(ada: Person, browser: Browser) -> None:
    view = _save(browser(ada), "q=housing")
    colleague = browser(OfficerFactory(borough=ada.borough))
    for address in (
        view.get_absolute_url(),
        f"/account/views/{view.pk}/",
        f"/account/views/{view.pk}/delete/",
    ):
        assert colleague.get(address).status_code == 404
    assert colleague.post(f"/account/views/{view.pk}/delete/").status_code == 404
    assert "Mine" not in text_of(colleague.get("/register/"))


def test_a_shared_view_is_seen_by_the_borough_while_its_owner_is_there(ada: Person, browser: Browser) -> None:
    view = _save(browser(ada), "q=housing", "Ours", is_shared="on")
    colleague = browser(OfficerFactory(borough=ada.borough))
    stranger = browser(OfficerFactory(borough=BoroughFactory(slug="hackney")))
    assert "Ours , by Ada Okafor" in text_of(colleague.get("/account/views/")).replace("Ours,", "Ours ,")
    assert "Ours" in text_of(colleague.get("/register/"))
    assert _leads_to(colleague, view) == "/register/?q=housing"
    assert colleague.get(f"/account/views/{view.pk}/").status_code == 404
    assert stranger.get(view.get_absolute_url()).status_code == 404
    Person.objects.filter(pk=ada.pk).update(borough=None)
    assert colleague.get(view.get_absolute_url()).status_code == 404


def test_who_is_of_no_borough_has_nobody_to_share_with(browser: Browser) -> None:
    person = PersonFactory()
    client = browser(person)
    assert "see it too" not in text_of(client.get("/register/views/save/?q=x"))
    assert not _save(client, "q=x", is_shared="on").is_shared


def test_many_views_cost_as_many_queries_as_few(
    ada: Person, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    SavedView.objects.bulk_create(
        [SavedView(person=ada, name=f"View {n}", is_shared=True) for n in range(MOST_VIEWS)]
    )
    client = browser(OfficerFactory(borough=ada.borough))
    for _ in range(20):
        ContractFactory(boroughs=[ada.borough], options=[12])
    for address in ("/register/?borough=camden&q=housing", "/account/views/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
