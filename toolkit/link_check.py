"""Looks each night where the links of published pages lead; nothing outside the hub is asked.

A link inside the hub must lead to a page that there is: the address resolves, and a page or clause of the
toolkit is published. One outside must be ``https``, since no other host may be asked whether it answers.
"""

from urllib.parse import urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve
from markdown_it import MarkdownIt

from toolkit.models import BrokenLink, Clause, Page
from toolkit.pictures import missing_in

LONGEST = 500


def links_of(text: str) -> list[str]:
    """Return the addresses to which Markdown leads, each once."""
    found = []
    for block in MarkdownIt("commonmark").parse(text):
        for token in block.children or []:
            if token.type == "link_open":
                found.append(str(token.attrGet("href") or ""))
    return list(dict.fromkeys(found))


def what_is_wrong(address: str, pages: set[tuple[str, str]], clauses: set[str]) -> str:
    """Return why a link is broken, in words; empty for one that is not.

    Args:
        address: as it is written.
        pages: stage and address of each published page.
        clauses: the address of each published clause.
    """
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return ""
    if parts.scheme or parts.netloc:
        return "" if parts.scheme == "https" else "It does not begin with https."
    if not parts.path.startswith("/"):
        return "" if address.startswith("#") else "It names no page of the hub: begin it with a slash."
    try:
        match = resolve(parts.path)
    except Resolver404:
        return "There is no such page on the hub."
    names = match.kwargs
    if match.url_name == "toolkit_page" and (names["stage"], names["slug"]) not in pages:
        return "This page of the toolkit is not published, or has another address."
    if match.url_name == "toolkit_clause" and names["slug"] not in clauses:
        return "This clause is not published, or has another address."
    return ""


@transaction.atomic
def find_broken_links() -> int:
    """List the broken links of all published pages anew; return how many there are."""
    pages = set(Page.objects.published().values_list("stage__slug", "slug"))
    clauses = set(Clause.objects.published().values_list("slug", flat=True))
    found = {
        (pk, address[:LONGEST]): why
        for pk, text in Page.objects.published().values_list("pk", "text")
        for address in links_of(text)
        if (why := what_is_wrong(address, pages, clauses))
    }
    for pk, text in Page.objects.published().filter(text__contains="(picture:").values_list("pk", "text"):
        found.update({(pk, f"picture:{name}"): "There is no such picture." for name in missing_in(text)})
    for known in BrokenLink.objects.all():
        if (known.page_id, known.address) not in found:
            known.delete()
    for (page, address), why in found.items():
        BrokenLink.objects.update_or_create(page_id=page, address=address, defaults={"why": why})
    return len(found)
