"""Profiles and the peer directory: shown by consent only, found by what people know."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boroughs.models import Person, Profile
from suppliers.models import KnownProduct
from tests.factories import (
    BoroughFactory,
    OfficerFactory,
    PersonFactory,
    ProductFactory,
    ProfileFactory,
    ServiceAreaFactory,
)
from tests.pages import text_of

pytestmark = pytest.mark.django_db

FORM = {"name": "Ada Okafor", "job_role": "Category manager", "discipline": "procurement"}


@pytest.fixture
def officer() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(slug="hackney"), name="Ada Okafor")
    return person


@pytest.fixture
def signed_in(client: Client, officer: Person) -> Client:
    """A client signed in as the officer."""
    client.force_login(officer)
    return client


def found(client: Client, **query: str) -> str:
    """Return the words of the directory's results."""
    text = text_of(client.get(reverse("people"), query))
    return text[text.index(" Results ") :]


def test_a_profile_is_shown_to_nobody_until_its_owner_agrees(signed_in: Client, officer: Person) -> None:
    area = ServiceAreaFactory(name="Housing repairs system")
    signed_in.post(reverse("profile_edit"), {**FORM, "service_areas": [area.pk], "contact_about": "repairs"})
    profile = Profile.objects.get(person=officer)
    assert list(profile.service_areas.all()) == [area]
    assert not profile.in_directory
    assert "Ada Okafor" not in found(signed_in)
    signed_in.post(reverse("profile_edit"), {**FORM, "service_areas": [area.pk], "in_directory": "on"})
    assert "Ada Okafor Hackney, Category manager" in found(signed_in)
    assert "Housing repairs system" in text_of(signed_in.get(reverse("person", args=[officer.pk])))
    signed_in.post(reverse("profile_edit"), FORM)
    assert "Ada Okafor" not in found(signed_in)


def test_a_profile_needs_a_name_and_keeps_what_was_given(signed_in: Client, officer: Person) -> None:
    area = ServiceAreaFactory()
    answer = signed_in.post(
        reverse("profile_edit"), {**FORM, "name": " ", "job_role": "CIO", "service_areas": [area.pk]}
    )
    text = answer.content.decode()
    assert "Give your name: peers see it" in text
    assert 'value="CIO"' in text
    assert f'value="{area.pk}" checked' in text
    assert not Profile.objects.exists()


def test_a_service_area_that_there_is_not_is_refused(signed_in: Client) -> None:
    text = text_of(signed_in.post(reverse("profile_edit"), {**FORM, "service_areas": ["999999", "x"]}))
    assert "Choose service areas from the list." in text


def test_only_an_officer_can_be_named_on_a_boroughs_page(client: Client) -> None:
    facilitator = PersonFactory(is_facilitator=True)
    client.force_login(facilitator)
    assert "public page" not in text_of(client.get(reverse("profile_edit")))
    client.post(reverse("profile_edit"), {**FORM, "on_borough_page": "on"})
    assert not Profile.objects.get().on_borough_page


def test_products_are_searched_added_and_taken_off(signed_in: Client, officer: Person) -> None:
    tidewise, other = ProductFactory(name="Tidewise Homes"), ProductFactory(name="Quillmark")
    address = reverse("profile_products")
    assert "Quillmark" not in text_of(signed_in.get(address, {"q": "tidewise"}))
    signed_in.post(address, {"add": tidewise.slug})
    signed_in.post(address, {"add": tidewise.slug})
    assert [row.product for row in KnownProduct.objects.filter(person=officer)] == [tidewise]
    assert "Tidewise Homes" in text_of(signed_in.get(reverse("profile_edit")))
    signed_in.post(address, {"remove": tidewise.slug})
    assert not KnownProduct.objects.exists()
    assert signed_in.post(address, {"add": "there-is-no-such-product"}).status_code == 404
    assert other.known_by.count() == 0


def test_peers_are_found_by_what_they_say_and_know(signed_in: Client) -> None:
    area, product = ServiceAreaFactory(name="Housing repairs"), ProductFactory(name="Tidewise")
    camden = OfficerFactory(borough=BoroughFactory(slug="camden"), name="Bea Lindqvist")
    profile = ProfileFactory(person=camden, contact_about="exit terms", discipline="cio")
    profile.service_areas.add(area)
    KnownProduct.objects.create(person=camden, product=product)
    ProfileFactory(
        person=OfficerFactory(borough=BoroughFactory(slug="barnet"), name="Cem Aydin"),
        contact_about="archives",
        job_role="Archivist",
    )
    for query in (
        {"q": "lindq exit"},
        {"borough": "camden"},
        {"discipline": "cio"},
        {"area": area.code},
        {"area": "HSG"},
        {"product": product.slug},
    ):
        text = found(signed_in, **query)
        assert "1 person" in text, query
        assert "Bea Lindqvist" in text, query
        assert "Cem Aydin" not in text, query
        assert "Remove filter" in text, query
    assert "Nobody matches" in found(signed_in, q="nobody is called that")


def test_a_wrong_choice_in_the_address_narrows_nothing_and_says_so(signed_in: Client) -> None:
    ProfileFactory()
    text = text_of(signed_in.get(reverse("people"), {"borough": "atlantis", "page": "x"}))
    assert "Nobody in the directory has said so yet" in text
    assert "1 person" in text


@pytest.mark.parametrize(
    "changed",
    [{"is_active": False}, {"borough": None}],
    ids=["may not sign in", "is no officer any more"],
)
def test_who_is_no_member_any_more_is_not_found(changed: dict[str, Any], signed_in: Client) -> None:
    profile = ProfileFactory(person=OfficerFactory(name="Bea Lindqvist"))
    Person.objects.filter(pk=profile.person_id).update(**changed)
    assert "Nobody is in the directory yet" in found(signed_in)
    assert signed_in.get(reverse("person", args=[profile.person_id])).status_code == 404


def test_who_is_not_in_the_directory_has_no_page(signed_in: Client, officer: Person) -> None:
    hidden = ProfileFactory(in_directory=False, contactable=True, shows_address=True)
    assert signed_in.get(reverse("person", args=[hidden.person_id])).status_code == 404
    assert signed_in.get(reverse("person", args=[officer.pk])).status_code == 302
    assert signed_in.get(reverse("person", args=[987654])).status_code == 404


def test_an_address_is_shown_by_consent_only(signed_in: Client) -> None:
    profile = ProfileFactory(person=OfficerFactory(name=""))
    address = reverse("person", args=[profile.person_id])
    assert profile.person.email not in signed_in.get(address).content.decode()
    assert profile.person.email not in signed_in.get(reverse("people")).content.decode()
    Profile.objects.update(shows_address=True)
    assert profile.person.email in signed_in.get(address).content.decode()


@pytest.mark.parametrize("name", ["profile_edit", "profile_products", "people"])
def test_members_only(name: str, client: Client) -> None:
    assert client.get(reverse(name)).status_code == 302
    for stranger in (PersonFactory(), PersonFactory(is_suppliers_person=True)):
        client.force_login(stranger)
        assert client.get(reverse(name)).status_code == 403


def count_anew(*tables: type[Model]) -> None:
    """Let the database count rows, as it does by itself where people come one after the other.

    Rows that tests took back leave tables that look empty to it, and joins that it then plans for no rows
    take minutes for some thousands.
    """
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def test_pages_at_five_hundred_people_take_a_bounded_number_of_queries(
    signed_in: Client, officer: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    areas, products = [ServiceAreaFactory() for _ in range(8)], [ProductFactory() for _ in range(8)]
    people = Person.objects.bulk_create(
        Person(email=f"peer{n}@example.org", name=f"Peer {n:03}", borough=officer.borough) for n in range(500)
    )
    profiles = Profile.objects.bulk_create(Profile(person=one, in_directory=True) for one in people)
    knows = Profile.service_areas.through
    knows.objects.bulk_create(
        knows(profile=profile, servicearea=area) for profile in profiles for area in areas
    )
    KnownProduct.objects.bulk_create(
        KnownProduct(person=one, product=product) for one in people for product in products
    )
    count_anew(Person, Profile, knows, KnownProduct)
    with django_assert_max_num_queries(12):
        text = text_of(signed_in.get(reverse("people"), {"page": "20"}))
    assert "500 people, page 20 of 20" in text
    assert "Peer 499" in text
    with django_assert_max_num_queries(12):
        signed_in.get(reverse("people"), {"q": "peer", "area": "HSG", "product": products[0].slug})
    with django_assert_max_num_queries(12):
        signed_in.get(reverse("person", args=[people[0].pk]))
    for product in products:
        KnownProduct.objects.create(person=officer, product=product)
    for name in ("profile_edit", "profile_products"):
        with django_assert_max_num_queries(12):
            signed_in.get(reverse(name))
