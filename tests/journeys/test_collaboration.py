"""Three boroughs go from a flag to the same date in each of their pipelines."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boroughs.models import Borough, ServiceArea
from boroughs.reference import load_reference
from pipeline.actions import flag_boroughs
from pipeline.models import Collaboration, Flag, Procurement
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import ContractFactory, OfficerFactory, SupplierFactory

pytestmark = pytest.mark.django_db(transaction=True)

SLUGS = ("camden", "hackney", "islington")
USERS = {"camden": "1,120", "hackney": "940", "islington": "1,310"}


@pytest.fixture
def flag(transactional_db: None) -> Flag:
    """The flag of three boroughs whose contracts of one service area end about the same time."""
    load_reference()
    today = timezone.localdate()
    area = ServiceArea.objects.filter(flagged=True, parent__isnull=False).order_by("code")[0]
    for place, slug in enumerate(SLUGS):
        ContractFactory(
            title=f"Case management of {slug}",
            boroughs=[Borough.objects.get(slug=slug)],
            suppliers=[SupplierFactory()],
            service_area=area,
            start_date=today - dt.timedelta(days=900),
            end_date=today + dt.timedelta(days=800 + 10 * place),
            options=[12],
        )
    flag_boroughs(on=today)
    return Flag.objects.live().get(kind=Flag.Kind.RENEWAL_WINDOW)


def test_from_a_flag_to_the_date_in_three_pipelines(
    flag: Flag,
    opened_as: Callable[..., Page],  # noqa: F811
) -> None:
    boroughs = {slug: Borough.objects.get(slug=slug) for slug in SLUGS}
    pages = {slug: opened_as(OfficerFactory(borough=boroughs[slug])) for slug in SLUGS}
    camden, hackney, islington = pages.values()
    outsider = opened_as(OfficerFactory(borough=Borough.objects.get(slug="sutton")), width=375)

    for slug in ("camden", "hackney"):
        pages[slug].goto(flag.get_absolute_url())
        pages[slug].get_by_role("button", name=f"{boroughs[slug]} is interested").click()
        expect(pages[slug].get_by_role("status").first).to_contain_text("Saved")
    assert problems_of(hackney, flag.get_absolute_url()) == []
    camden.goto(flag.get_absolute_url())
    camden.get_by_role("button", name="Open a collaboration").click()
    camden.get_by_label("What it is called").fill("Case management together")
    assert problems_of(camden, camden.url) == []
    camden.get_by_label("What it is called").fill("Case management together")
    camden.get_by_role("button", name="Open it").click()
    expect(camden.get_by_role("heading", level=1)).to_have_text("Case management together")
    place = Collaboration.objects.get().get_absolute_url()

    islington.goto(flag.get_absolute_url())
    islington.get_by_role("link", name="Ask to join it").click()
    islington.get_by_label("Contribute").check()
    islington.get_by_role("button", name="Ask to join").click()
    camden.goto(place)
    camden.get_by_role("button", name="Let Islington in", exact=True).click()
    expect(camden.get_by_role("status").first).to_contain_text("the plan counts it")

    for slug, page in pages.items():
        page.goto(f"{place}demand/")
        page.get_by_label("Users", exact=True).fill(USERS[slug])
        page.get_by_role("button", name="Save our figures").click()
        expect(page.get_by_role("status").first).to_contain_text("Saved")
    row = islington.get_by_role("row", name="Users")
    expect(row).to_contain_text("3,370")
    expect(islington.get_by_role("main")).not_to_contain_text(USERS["hackney"])
    assert problems_of(islington, f"{place}demand/") == []

    camden.goto(f"{place}plan/")
    camden.get_by_role("button", name="Propose it").click()
    for page in (hackney, islington):
        page.goto(place)
        page.get_by_role("button", name="We agree").click()
        expect(page.get_by_role("status").first).to_contain_text("You agree")
    agreed = Collaboration.objects.get().agreed_start
    assert agreed
    for page in pages.values():
        page.goto(f"{place}plan/")
        page.get_by_role("button", name="Put it into our pipeline").click()
        expect(page.get_by_role("status").first).to_contain_text("in your pipeline")
        assert problems_of(page, f"{place}plan/") == []
    made = Procurement.objects.values_list("borough__slug", "start_on").order_by("borough__slug")
    assert list(made) == [(slug, agreed) for slug in SLUGS]
    islington.goto("/pipeline/")
    expect(islington.get_by_role("link", name="Case management together")).to_be_visible()

    for below in ("", "demand/", "plan/", "members/", "discussion/", "outcome/"):
        assert problems_of(outsider, f"{place}{below}", status=404) == []
