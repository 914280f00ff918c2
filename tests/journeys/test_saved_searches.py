"""A supplier without an account has opportunities sent, with the keyboard alone: one e-mail, and it stops."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boroughs.models import Mail
from pipeline.alerts.telling import send_alerts
from pipeline.models import SavedSearch
from tests.browser.check import problems_of
from tests.browser.conftest import opened_as  # noqa: F401  (a fixture)
from tests.factories import BoroughFactory, TenderNoticeFactory, make_timeline
from tests.journeys.test_timelines import press

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def path_in(mail: Mail, part: str) -> str:
    """Return the path of the first link in an e-mail that has a part in it."""
    found = re.search(rf"https?://\S*{part}\S*", mail.text)
    assert found, mail.text
    return urlsplit(found[0]).path


def test_from_the_board_to_one_e_mail_and_back_to_none(
    opened_as: Callable[..., Page],  # noqa: F811
) -> None:
    camden = BoroughFactory(slug="camden", name="Camden")
    TenderNoticeFactory(title="There already", borough_ids=[camden.pk])
    page = opened_as(None, width=375)
    page.goto("/opportunities/?borough=camden")
    press(page, page.get_by_role("link", name="Get these by e-mail"))
    expect(page.get_by_role("heading", name="Get opportunities by e-mail")).to_be_visible()
    assert problems_of(page, page.url) == []
    page.get_by_label("Your e-mail address").focus()
    page.keyboard.type("bidder@supplier.example")
    press(page, page.get_by_label("Once a day"), "ArrowUp")
    expect(page.get_by_label("At once")).to_be_checked()
    press(page, page.get_by_role("button", name="Save this search"))
    expect(page.get_by_role("heading", name="Look into your inbox")).to_be_visible()

    page.goto(path_in(Mail.objects.get(), "/confirm/"))
    assert problems_of(page, page.url) == []
    press(page, page.get_by_role("button", name="Yes, write to me"))
    expect(page.get_by_role("heading", name="Your search is saved")).to_be_visible()

    make_timeline(borough=camden, title="Kiosks", visibility="public")
    assert [send_alerts(now=timezone.now()) for _ in range(2)] == [1, 0]
    mail = Mail.objects.get(kind="alert_found")
    assert "Camden: Kiosks" in mail.text
    assert "There already" not in mail.text
    assert "to hear at once about: Camden." in mail.text

    page.goto(path_in(mail, "/alerts/stop/"))
    press(page, page.get_by_role("button", name="Stop them"))
    expect(page.get_by_role("heading", name="These e-mails are stopped")).to_be_visible()
    assert problems_of(page, "/opportunities/") == []
    assert not SavedSearch.objects.exists()
