"""An officer's home page shows who else could join, highest rank first."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import BoroughFactory, FlagFactory, OfficerFactory

pytestmark = pytest.mark.django_db


def test_the_boroughs_flags_are_on_its_home_page(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    camden, hackney = BoroughFactory(slug="camden"), BoroughFactory(slug="hackney")
    for rank in range(7):
        FlagFactory(boroughs=[camden, hackney], score=rank, sentence=f"Sentence of rank {rank}.")
    FlagFactory(boroughs=[hackney], score=99, sentence="Of others.")
    client.force_login(OfficerFactory(borough=camden))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("home")).content.decode()
    assert "Others who could join" in page
    assert page.index("Sentence of rank 6.") < page.index("Sentence of rank 2.")
    assert "Sentence of rank 1." not in page
    assert "Of others." not in page


def test_without_flags_it_says_when_there_will_be_some(client: Client) -> None:
    client.force_login(OfficerFactory(borough=BoroughFactory(slug="camden")))
    assert "Flags appear once your register" in client.get(reverse("home")).content.decode()
