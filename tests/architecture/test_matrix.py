"""Every address, asked by everybody, about their own borough's records and another's, answers as R9 says."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.architecture.matrix import MATRIX, Answer, Persona, Row
from tests.architecture.routes import all_routes, is_of_the_admin
from tests.architecture.world import World, populate

#: By name, or by address where there is no name. The admin's are asked all at once, below.
NAMES = {route.name or route.address for route in all_routes() if not is_of_the_admin(route)}
ENTRANCES = {"/account/login/", "/admin/login/", "/admin/"}
ADMIN = [route for route in all_routes() if is_of_the_admin(route)]
#: Who asks for every address of the admin.
ASK_ALL = {Persona.ANYONE, Persona.LOTI_FACILITATOR, Persona.BOROUGH_ADMINISTRATOR}
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Two boroughs with everything, and everybody signed in: made once, and taken away at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield populate()
        transaction.set_rollback(True)


def test_every_address_has_a_row() -> None:
    missing = sorted(NAMES - MATRIX.keys())
    assert not missing, f"Say in tests/architecture/matrix.py who may open {missing}."


def test_every_row_has_an_address() -> None:
    assert sorted(MATRIX.keys() - NAMES) == []


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_everybody_gets_what_the_matrix_says(name: str, world: World) -> None:
    row, wrong = MATRIX[name], []
    for persona in Persona:
        for whose, things in (("own", world.own), ("another borough's", world.other)):
            address = _address(name, dict(row.arguments(things)))
            expected = row.access(persona, whose == "own")
            problems = [
                *_asked(row, world.client(persona), address, expected),
                *_posted(row, world.client(persona), address, expected),
            ]
            wrong += [f"{persona.value}, {whose}, {address}: {problem}" for problem in problems]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("persona", [persona for persona in Persona if persona is not Persona.LOTI_STAFF])
def test_the_admin_lets_nobody_in_who_is_not_loti_staff(persona: Persona, world: World) -> None:
    """Whoever else asks is led to the admin's sign-in, which leads on or refuses whoever is signed in.

    Strangers and those nearest to staff ask for every address; each of the others for a few, another
    few each.
    """
    client, open_doors = world.client(persona), []
    number = list(Persona).index(persona)
    for place, route in enumerate(ADMIN):
        if persona not in ASK_ALL and place % len(Persona) != number:
            continue
        answer = client.get(route.address)
        led_to = answer.headers.get("Location", "").partition("?")[0]
        if led_to not in ENTRANCES and answer.status_code != 403:
            open_doors.append(f"{route.address}: {answer.status_code}")
    assert ADMIN
    assert open_doors == []


def test_the_admin_lets_loti_staff_in(world: World) -> None:
    assert world.client(Persona.LOTI_STAFF).get("/admin/").status_code == 200


def _address(name: str, arguments: dict[str, Any]) -> str:
    """Return the address of a row, which is keyed by a URL's name or, if it has none, by the address."""
    return name if name.startswith("/") else reverse(name, kwargs=arguments)


def _asked(row: Row, client: Client, address: str, expected: Answer) -> list[str]:
    """Get the page; where only posts are taken, a refusal may come before or after the word that they are."""
    page = client.get(address, row.query)
    if page.streaming:
        b"".join(page.streaming_content)  # type: ignore[attr-defined] # to its end: a file is closed by that
    got = answer_of(page)
    fine = {expected}
    if row.post is not None:
        fine = {Answer.WRONG_METHOD} if expected is Answer.OK else {expected, Answer.WRONG_METHOD}
    return [] if got in fine else [f"a get is {got.value}, not {expected.value}"]


def _posted(row: Row, client: Client, address: str, expected: Answer) -> list[str]:
    """Post: a post-only address lets in whom the matrix names, and nobody kept out gets past by a post."""
    if expected is Answer.OK and row.post is None:
        return []
    with transaction.atomic():
        got = answer_of(client.post(address, row.post or {}))
        transaction.set_rollback(True)
    fine = {expected}
    if expected is Answer.OK:
        fine = {Answer.OK, Answer.ELSEWHERE}
    elif row.post is None:
        fine = {expected, Answer.WRONG_METHOD}
    return [] if got in fine else [f"a post is {got.value}, not {expected.value}"]


def answer_of(response: Any) -> Answer | SimpleNamespace:
    """Return what a response is; an unforeseen status comes with its number as the value."""
    status = response.status_code
    if status in (301, 302):
        to_sign_in = response["Location"].startswith("/account/login/")
        return Answer.SIGN_IN if to_sign_in else Answer.ELSEWHERE
    known = [answer for answer in Answer if answer.value == str(status)]
    return known[0] if known else SimpleNamespace(value=str(status))
