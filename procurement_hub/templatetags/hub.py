"""Template tags and filters of the hub."""

import datetime as dt
from decimal import Decimal

from django import template

from boroughs.words import money, plain_date

register = template.Library()


@register.filter(name="money")
def money_filter(value: Decimal | None) -> str:
    """Show GBP as a page does: *£1.3 million*, *not known*."""
    return money(value)


@register.filter(name="plain_date")
def plain_date_filter(value: dt.date | None) -> str:
    """Show a day as a page does: *3 August 2027*, *not known*."""
    return plain_date(value)
