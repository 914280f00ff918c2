"""Every page at two widths: axe finds nothing, the HTML is valid, nothing is refused, nothing sticks out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, Route

from tests.browser.check import WIDTHS, invalid_html, problems_of
from tests.browser.pages import ANYONE, OFFICER, PAGES, STAFF, SUPPLIER


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", [ANYONE, OFFICER, STAFF, SUPPLIER])
def test_pages_stand_in_the_browser(
    who: str, width: str, hub: dict[str, Any], opened_as: Callable[..., Page], settings: Any
) -> None:
    settings.DEMONSTRATION = True
    page = opened_as(hub.get(who), width=WIDTHS[width])
    problems = []
    for person, address, status in PAGES:
        if person == who:
            problems += problems_of(page, address.format(**hub), status=status)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("who", [ANYONE, OFFICER, STAFF, SUPPLIER])
def test_the_html_is_valid(who: str, hub: dict[str, Any], client: Client, tmp_path: Path) -> None:
    if who != ANYONE:
        client.force_login(hub[who])
    sources = {}
    for person, address, status in PAGES:
        if person == who:
            answer = client.get(address.format(**hub))
            assert answer.status_code == status, address
            sources[address] = answer.content.decode()
    problems = invalid_html(sources, tmp_path)
    assert not problems, "\n".join(problems)


def test_the_check_itself_finds_what_is_wrong(
    opened_as: Callable[..., Page], hub: dict[str, Any], tmp_path: Path
) -> None:
    page = opened_as(None)
    assert "status 404" in problems_of(page, "/there-is-no-such-page/")[0]
    page.route("**/privacy/", answer_badly)
    found = " ".join(problems_of(page, "/privacy/"))
    for finding in ("image-alt", "Content Security Policy", "pixels wider"):
        assert finding in found
    assert "no-inline-style" in " ".join(invalid_html({"/": BROKEN}, tmp_path))


def answer_badly(route: Route) -> None:
    """Answer with a page on which everything is wrong."""
    route.fulfill(body=BROKEN, content_type="text/html", headers=POLICY)


POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
BROKEN = """<!DOCTYPE html><html lang="en-GB"><head><title>Broken</title></head>
<body><main><h1 style="width: 3000px">Broken</h1><img src="/no.png"><script>1</script></main></body></html>"""
