"""Template tags and filters of the hub, available in every template."""

import datetime as dt
from decimal import Decimal

from django import template
from django.urls import reverse

from boroughs.words import exact_money, money, plain_date

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
