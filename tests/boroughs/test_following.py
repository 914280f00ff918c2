"""Following from a page, and ending it there and on the page of what one follows."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from boroughs.following import everything_followed_by, follow, post_to
from boroughs.models import Person
from suppliers.models import Supplier
from tests.factories import BoroughFactory, OfficerFactory, ServiceAreaFactory, SupplierFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Person:
    person: Person = OfficerFactory(borough=BoroughFactory(name="Hackney", slug="hackney"))
    return person


@pytest.fixture
def signed_in(officer: Person, client: Client) -> Client:
    client.force_login(officer)
    return client


def names_followed_by(person: Person) -> list[str]:
    return [str(row.thing) for kind in everything_followed_by(person) for row in kind.rows]


def form_to_stop(page: Any, thing: str) -> tuple[str, dict[str, str]]:
    """Return where the button that stops following a thing posts, and what."""
    forms = re.findall(r"<form method=\"post\".*?</form>", page.content.decode(), re.DOTALL)
    (form,) = [form for form in forms if f"following {thing}" in form]
    address = re.search(r'action="([^"]+)"', form)
    assert address
    names = re.findall(r'name="(next|stop)"(?:[^>]*?)value="([^"]*)"', form)
    return address[1], dict(names)


def test_a_thing_is_followed_and_let_go_on_its_own_page(signed_in: Client, officer: Person) -> None:
    supplier = SupplierFactory(name="Brightwater Ltd")
    page = supplier.get_absolute_url()
    answer = signed_in.post(post_to(supplier), {"next": page}, follow=True)
    assert answer.request["PATH_INFO"] == page
    assert "You follow Brightwater Ltd: the hub tells you what changes." in text_of(answer)
    assert names_followed_by(officer) == ["Brightwater Ltd"]

    signed_in.post(post_to(supplier), {"next": page})
    assert names_followed_by(officer) == ["Brightwater Ltd"], "A second press changes nothing."

    answer = signed_in.post(post_to(supplier), {"next": page, "stop": "1"}, follow=True)
    assert "You no longer follow Brightwater Ltd." in text_of(answer)
    assert names_followed_by(officer) == []


def test_one_follow_is_ended_on_the_page_of_all(signed_in: Client, officer: Person) -> None:
    parking = ServiceAreaFactory(name="Parking")
    targets: list[Any] = [officer.borough, SupplierFactory(name="Brightwater Ltd"), parking]
    for target in targets:
        follow(person=officer, target=target)
    other = OfficerFactory()
    follow(person=other, target=Supplier.objects.get())

    page = signed_in.get(reverse("following"))
    address, data = form_to_stop(page, "Brightwater Ltd")
    answer = signed_in.post(address, data, follow=True)
    assert answer.request["PATH_INFO"] == reverse("following"), "One stays where one is, to end the next."
    assert "You no longer follow Brightwater Ltd." in text_of(answer)
    assert sorted(names_followed_by(officer)) == sorted(["Hackney", str(parking)])
    assert names_followed_by(other) == ["Brightwater Ltd"]


def test_all_follows_are_ended_after_a_question(signed_in: Client, officer: Person) -> None:
    targets: list[Any] = [officer.borough, SupplierFactory()]
    for target in targets:
        follow(person=officer, target=target)
    question = text_of(signed_in.get(reverse("following"), {"stop": "all"}))
    assert "You would follow nothing any more." in question
    assert len(names_followed_by(officer)) == 2, "Asking ends nothing."
    answer = text_of(signed_in.post(reverse("stop_following_all"), follow=True))
    assert names_followed_by(officer) == []
    assert "You follow nothing any more." in answer
    assert "You follow nothing yet" in answer


def test_nobody_is_led_to_another_site(signed_in: Client) -> None:
    supplier = SupplierFactory()
    answer = signed_in.post(post_to(supplier), {"next": "https://evil.example/"})
    assert answer["Location"] == supplier.get_absolute_url()


@pytest.mark.parametrize(
    ("kind", "number"),
    [(("boroughs", "person"), 1), (("nowhere", "nothing"), 1), (("boroughs", "borough"), 0)],
)
def test_what_cannot_be_followed_is_unknown(
    signed_in: Client, officer: Person, kind: tuple[str, str], number: int
) -> None:
    assert signed_in.post(reverse("follow", args=[*kind, number])).status_code == 404
    assert names_followed_by(officer) == []
