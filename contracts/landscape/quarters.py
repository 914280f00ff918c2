"""Quarters of the calendar year, in which contracts end. Pure: no database."""

import datetime as dt
from dataclasses import dataclass

#: Quarters that a chart shows, this one included: three years.
SHOWN = 12
MONTHS = ("Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec")


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter; ``number`` is 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.after(1).first - dt.timedelta(days=1)

    @property
    def label(self) -> str:
        """As a page writes it: *Apr–Jun 2027*."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    def after(self, quarters: int) -> "Quarter":
        """Return the quarter so many later; earlier ones for a negative number."""
        whole = 4 * self.year + self.number - 1 + quarters
        return Quarter(whole // 4, whole % 4 + 1)


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter in which a day lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def quarters_from(day: dt.date, number: int = SHOWN) -> list[Quarter]:
    """Return so many quarters in a row, beginning with the one in which a day lies."""
    first = quarter_of(day)
    return [first.after(place) for place in range(number)]
