"""The admin works under the hub's security policy: a browser refuses nothing on any of its pages."""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page

from boroughs.models import Borough, Person, ServiceArea
from contracts.models import Contract
from tests.factories import BoroughFactory, ContractFactory, ServiceAreaFactory, give_second_factor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def refusals(page: Page, live_server: object, client: Client) -> list[str]:
    """What the browser refused, while a superuser is signed in to it."""
    client.force_login(give_second_factor(Person.objects.create_superuser("root@loti.example")))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": str(live_server)}])
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(f"{page.url}: {message.text}")

    page.on("console", note)
    return found


def test_no_page_of_the_admin_breaks_the_policy(page: Page, refusals: list[str]) -> None:
    area = ServiceAreaFactory()
    contract = ContractFactory(boroughs=[BoroughFactory()], service_area=area)
    pages = [
        reverse("admin:index"),
        reverse("admin:boroughs_borough_change", args=[Borough.objects.get().pk]),
    ]
    pages.append(reverse("admin:contracts_contract_change", args=[contract.pk]))
    pages.append(reverse("admin:boroughs_servicearea_change", args=[area.pk]))
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages.append(reverse(f"{name}_changelist"))
        if "ReadOnlyAdmin" not in {base.__name__ for base in type(model_admin).__mro__}:
            pages.append(reverse(f"{name}_add"))
    for address in pages:
        page.goto(address)
    assert refusals == []


def test_staff_switch_an_area_on_in_the_list(page: Page, refusals: list[str]) -> None:
    area = ServiceAreaFactory(flagged=False)
    page.goto(reverse("admin:boroughs_servicearea_changelist"))
    page.locator("tr", has_text=area.code).get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name=re.compile("^Save")).click()
    page.get_by_text("was changed successfully").wait_for()
    assert ServiceArea.objects.get(pk=area.pk).flagged
    assert refusals == []


def test_a_contract_is_found_and_read(page: Page, refusals: list[str]) -> None:
    contract = ContractFactory(title="Gazebo rentals")
    page.goto(reverse("admin:contracts_contract_changelist"))
    page.get_by_role("searchbox").or_(page.locator("#searchbar")).first.fill("gazebo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Gazebo rentals").click()
    page.get_by_text("changed by imports and by officers").wait_for()
    assert Contract.objects.get().pk == contract.pk
    assert refusals == []
