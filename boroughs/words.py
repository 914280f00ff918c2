"""How money, dates and lists are written on pages, in e-mails and in reasons."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

NOT_KNOWN = "not known"


def plain_date(day: dt.date | None) -> str:
    """Write a day as *3 August 2027*; an unknown one as *not known*."""
    return f"{day.day} {day:%B %Y}" if day else NOT_KNOWN


def money(value: Decimal | None) -> str:
    """Write GBP as *£950*, *£12,300*, *£1.3 million*, *£2.1 billion*; unknown as *not known* (R1)."""
    if value is None:
        return NOT_KNOWN
    for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if round(value / size, 1) >= 1:
            return f"£{value / size:,.1f} {word}".replace(".0 ", " ")
    return f"£{value:,.0f}"


def exact_money(value: Decimal | None) -> str:
    """Write GBP to the penny, or to the pound where there are no pence."""
    if value is None:
        return NOT_KNOWN
    return f"£{value:,.2f}".removesuffix(".00")


def listing(words: Sequence[str]) -> str:
    """Write several things as *Camden, Hackney and Islington*."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun: *1 contract*, *1,204 contracts*."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
