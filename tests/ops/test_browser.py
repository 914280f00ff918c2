"""The browser of the tests is the distribution's Chromium, and it reaches this machine only."""

import pytest
from playwright.sync_api import Error, Page, expect


def test_a_page_opens_in_chromium(page: Page) -> None:
    page.goto("/accessibility/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_browser_reaches_nothing_else(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
