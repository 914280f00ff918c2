"""Rules of pitches: what is the same thing, how long it is remembered, how response times are told. Pure."""

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

#: For how long a borough is not pitched the same thing again.
REMEMBERED = relativedelta(years=1)
#: Pitches that one supplier may send in this many days: officers read each of them.
MOST_PITCHES, IN_DAYS = 5, 30
#: Questions of one borough about one pitch that may wait for their answer.
MOST_OPEN_QUESTIONS = 5
#: Answered pitches from which a borough's median is told: fewer say more about the pitch than the borough.
ENOUGH_CASES = 5
#: Characters of a title in its normal form, as the database keeps it.
LONGEST_TITLE = 150
#: Words of a title that tell nothing apart.
FILLERS = frozenset({"a", "an", "and", "for", "in", "of", "our", "the", "to", "with"})


@dataclass(frozen=True)
class Offer:
    """By what two pitches of one supplier are compared.

    Attributes:
        area: primary key of the service area.
        title: in its normal form: see :func:`normal_title`.
        product: primary key of the product; ``None`` where none is named.
    """

    area: int
    title: str
    product: int | None = None


def normal_title(title: str) -> str:
    """Return the form in which titles are compared: words in lower case, in order, each once.

    Accents, punctuation, filler words and the order make no difference; *&* is *and*. A title of filler
    words alone keeps them.
    """
    # Twice: signs such as ℠ have no lower case until they are letters.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", title).casefold())
    words = re.findall(
        r"\w+", "".join(one for one in plain.replace("&", " and ") if not unicodedata.combining(one))
    )
    told = sorted({word for word in words if word not in FILLERS} or set(words))
    while len(told) > 1 and len(" ".join(told)) > LONGEST_TITLE:
        told.pop()  # whole words, so that the normal form is its own
    return " ".join(told)[:LONGEST_TITLE]


def is_same(one: Offer, other: Offer) -> bool:
    """Tell whether two offers of one supplier are the same thing: one area, and one product or title."""
    if one.area != other.area:
        return False
    same_product = one.product is not None and one.product == other.product
    return same_product or (bool(one.title) and one.title == other.title)


def remembered_since(today: dt.date) -> dt.date:
    """Return the first day whose pitches are still remembered."""
    return today - REMEMBERED


def free_again_on(arrived: dt.date) -> dt.date:
    """Return the day from which the same thing may be pitched to a borough again."""
    return arrived + REMEMBERED + dt.timedelta(days=1)


def days_in_words(median: dt.timedelta | None, answered: int) -> str:
    """Write a borough's usual response time; what too few cases say is not told.

    Args:
        median: of the times from arrival to the first answer.
        answered: from how many cases.
    """
    if median is None or answered < ENOUGH_CASES:
        return f"not enough answers yet (fewer than {ENOUGH_CASES})"
    days = max(1, math.ceil(median / dt.timedelta(days=1)))
    return "1 day" if days == 1 else f"{days} days"
