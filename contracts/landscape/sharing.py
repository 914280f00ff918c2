"""How a contract's annual value is shared among its boroughs, and among its supplier groups. Pure.

Nothing says how boroughs share a joint contract: each is given the same part, so that the parts add up to
the contract's value and a total never has it twice. No database.
"""

from decimal import Decimal


def split(pence: int, parts: int) -> list[int]:
    """Share pence out evenly; what is left over goes to the first ones, a penny each.

    Args:
        pence: not negative.
        parts: at least 1.
    """
    each, left = divmod(pence, parts)
    return [each + 1] * left + [each] * (parts - left)


def split_or_none(pence: int | None, parts: int) -> list[int | None]:
    """Share pence out as :func:`split` does; what is not known is not known of any part (R1)."""
    if pence is None or not parts:
        return [None] * parts
    return [*split(pence, parts)]


def in_pence(value: Decimal | None) -> int | None:
    """Return GBP to the penny as a whole number of pence; unknown stays unknown (R1)."""
    return None if value is None else int(value * 100)


def in_pounds(pence: int | None) -> Decimal | None:
    """Return pence as GBP; unknown stays unknown (R1)."""
    return None if pence is None else Decimal(pence).scaleb(-2)
