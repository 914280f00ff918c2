"""Pages that belong to no app, as anybody sees them."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import OfficerFactory, SupplierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference() -> None:
    """The 33 boroughs and the rest of the reference data."""
    call_command("load_reference", verbosity=0)


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/", "London boroughs, buying technology together"),
        ("/accessibility/", "Accessibility statement"),
        ("/privacy/", "Privacy"),
        ("/cookies/", "Cookies"),
        ("/components/", "Components"),
        ("/boroughs/", "Boroughs"),
        ("/suppliers/", "Suppliers"),
    ],
)
def test_anybody_may_read_it(client: Client, address: str, heading: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert f">{heading}</h1>" in page.content.decode()


def test_the_gallery_shows_33_squares(client: Client, reference: None) -> None:
    assert client.get("/components/").content.decode().count('<li class="hub-tiles__place') == 33


def test_the_banner_about_demonstration_records_goes_with_the_last_of_them(
    client: Client, settings: Any
) -> None:
    settings.DEMONSTRATION = True
    fictional = SupplierFactory(is_demonstration=True)
    assert "Some records here are made up" in client.get("/").content.decode()
    fictional.delete()
    assert "Some records here are made up" not in client.get("/").content.decode()


def test_the_navigation_leads_to_each_place_once(client: Client) -> None:
    labels = [item.label for item in client.get("/").context["navigation"]]
    assert sorted(labels) == sorted(set(labels))


def below_the_menu(page: Any) -> list[str]:
    """Return the labels of the pages of the section that is shown, the current one in stars."""
    found = re.findall(
        r'hub-below__link" href="[^"]+"( aria-current="true")?>([^<]+)<', page.content.decode()
    )
    return [f"*{label}*" if current else label for current, label in found]


def test_pages_of_a_section_stand_below_the_menu(client: Client) -> None:
    assert below_the_menu(client.get("/products/")) == ["Suppliers", "*Products*"]
    assert below_the_menu(client.get("/register/")) == []


def test_the_menu_shows_what_the_reader_may_see(client: Client) -> None:
    assert below_the_menu(client.get("/boroughs/")) == []
    client.force_login(OfficerFactory())
    assert below_the_menu(client.get("/boroughs/")) == ["*Boroughs*", "People"]
    assert below_the_menu(client.get("/pipeline/")) == ["Opportunities", "*Timelines*"]
