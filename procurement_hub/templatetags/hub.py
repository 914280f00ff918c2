"""Template tags and filters of the hub, available in every template."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.urls import reverse
from django.utils.safestring import SafeString

from boroughs.following import followed_by, post_to
from boroughs.models import Borough, Person
from boroughs.rights import Permission, has_permission, is_of_borough
from boroughs.words import exact_money, money, plain_date
from contracts.highlights import marked_words
from contracts.models import Contract
from pipeline.models import Procurement
from suppliers.models import Product

register = template.Library()


@register.filter(name="money")
def money_filter(value: Decimal | None) -> str:
    """Show GBP as a page does: *£1.3 million*, *not known*."""
    return money(value)


@register.filter(name="exact_money")
def exact_money_filter(value: Decimal | None) -> str:
    """Show GBP to the penny: *£1,312,450.20*, *not known*."""
    return exact_money(value)


@register.filter(name="plain_date")
def plain_date_filter(value: dt.date | None) -> str:
    """Show a day as a page does: *3 August 2027*, *not known*."""
    return plain_date(value)


@register.filter(name="marking")
def marking_filter(text: str, words: str) -> SafeString:
    """Show a text with the words marked that were searched for."""
    return marked_words(text, words)


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parents: str) -> dict[str, list[tuple[str, str]]]:
    """Show the pages above this one: ``{% breadcrumbs "Boroughs" "boroughs" %}``.

    Args:
        *parents: for each page a label and then a URL's name or an address beginning with a slash.

    Raises:
        ValueError: when a label has no address.
    """
    labels, places = parents[::2], parents[1::2]
    return {
        "items": [
            (str(label), place if place.startswith("/") else reverse(place))
            for label, place in zip(labels, places, strict=True)
        ]
    }


@register.inclusion_tag("components/follow.html", takes_context=True)
def follow(context: template.Context, *things: Model | Iterable[Model] | None) -> dict[str, Any]:
    """Show a button to follow each of some things, or to stop: ``{% follow borough %}``.

    Nothing is shown to those who are not signed in. However many things there are, it asks one query.

    Args:
        context: the page's.
        *things: things that can be followed, or lists of them; ``None`` is passed over.
    """
    request = context.get("request")
    reader = getattr(request, "user", None)
    if request is None or not isinstance(reader, Person):
        return {"rows": []}
    wanted = [thing for given in things if given is not None for thing in _several(given)]
    followed = followed_by(reader, wanted)
    rows = [(thing, post_to(thing), (type(thing), thing.pk) in followed) for thing in wanted]
    return {"rows": rows, "back": request.get_full_path(), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/page_tabs.html", takes_context=True)
def page_tabs(context: template.Context, thing: Model) -> dict[str, Any]:
    """Show the pages of one thing beside each other: ``{% page_tabs borough %}``.

    Those that the reader may not see are left out, and one page alone needs no tabs.

    Args:
        context: the page's.
        thing: a borough, a supplier, a product, a contract or a timeline.
    """
    request = context["request"]
    pages = [(label, address) for label, address in _pages_of(thing, request.user)]
    tabs = [(label, address, address == request.path) for label, address in pages]
    return {"thing": thing, "tabs": tabs if len(tabs) > 1 else []}


def _pages_of(thing: Any, reader: Person | AnonymousUser) -> Iterable[tuple[str, str]]:
    yield "Overview", thing.get_absolute_url()
    if isinstance(thing, Borough):
        yield "Governance gates", reverse("borough_gates", args=[thing.slug])
        yield "Payments", reverse("borough_payments", args=[thing.slug])
        if has_permission(reader, Permission.KEEP_TIMELINES, thing):
            yield "Report", reverse("borough_report", args=[thing.slug])
        if has_permission(reader, Permission.EDIT_REGISTER, thing):
            yield "Uploads", reverse("uploads", args=[thing.slug])
        if has_permission(reader, Permission.MANAGE_PEOPLE, thing):
            yield "People", reverse("borough_people", args=[thing.slug])
    if isinstance(thing, Product) and has_permission(reader, Permission.SEE_DATA_ACCESS):
        yield "Data access", reverse("data_access", args=[thing.slug])
    if isinstance(thing, Procurement) and not is_of_borough(reader, thing.borough):
        return  # risks, notes and people are in its history
    if isinstance(thing, Procurement) and has_permission(reader, Permission.KEEP_TIMELINES, thing.borough):
        yield "Report", reverse("timeline_report", args=[thing.slug])
    if isinstance(thing, Contract) and has_permission(reader, Permission.SEE_PERFORMANCE):
        yield "Performance", reverse("contract_performance", args=[thing.pk])
    if has_permission(reader, Permission.SEE_HISTORY):  # it lies below the thing's own page
        yield "History", f"{thing.get_absolute_url()}history/"


def _several(given: Model | Iterable[Model]) -> Iterable[Model]:
    return [given] if isinstance(given, Model) else given
