"""Where a borough's spend files are found, and which hosts may be asked. Pure: no database."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from dateutil.relativedelta import relativedelta

from contracts.feeds import origin_of

#: Files are published some weeks after a month, and corrected after that.
MONTHS_ASKED = 3
MARKS = ("{YYYY}", "{MM}", "{Month}", "{Mon}")


def addresses_of(template: str, today: dt.date) -> list[str]:
    """Return the addresses to ask, the oldest month first.

    Args:
        template: an address, perhaps with marks for year and month.
        today: the day; with marks, the three months before its own are asked for.
    """
    if not any(mark in template for mark in MARKS):
        return [template]
    months = [today.replace(day=1) - relativedelta(months=back) for back in range(MONTHS_ASKED, 0, -1)]
    return [_filled(template, month) for month in months]


def month_of(template: str, address: str, today: dt.date) -> dt.date | None:
    """Return the month that an address was made for; ``None`` where the template has no marks."""
    for back in range(MONTHS_ASKED, 0, -1):
        month = today.replace(day=1) - relativedelta(months=back)
        if any(mark in template for mark in MARKS) and _filled(template, month) == address:
            return month
    return None


def _filled(template: str, month: dt.date) -> str:
    for mark, form in zip(MARKS, ("%Y", "%m", "%B", "%b"), strict=True):
        template = template.replace(mark, f"{month:{form}}")
    return template


def is_allowed(address: str, hosts: Iterable[str]) -> bool:
    """Tell whether an address may be asked.

    Args:
        address: of a file.
        hosts: names of hosts, which are asked by https, or whole origins such as ``http://localhost:8001``.
    """
    try:
        origin = origin_of(address)
        return any(origin == origin_of(host if "://" in host else f"https://{host}") for host in hosts)
    except ValueError:
        return False


def file_name(address: str) -> str:
    """Return the name of the file at an address, without what is asked of it."""
    path = unquote(urlsplit(address).path)
    return path.rstrip("/").rpartition("/")[2]
