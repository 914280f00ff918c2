"""Days laid out along the width of a drawing. Pure: no database.

Places are shares of the width, so that the same drawing fits a phone, a desk and paper without its words
growing or shrinking.
"""

import datetime as dt
from dataclasses import dataclass

MOST_TICKS = 7


@dataclass(frozen=True)
class Span:
    """A stretch of the time line: where it begins and how long it is, as shares of the width."""

    x: str
    width: str
    end: str


@dataclass(frozen=True)
class Mark:
    """A day on the time line, with its words and the side on which they fit."""

    x: str
    label: str
    anchor: str = "start"
    shift: int = 5


@dataclass(frozen=True)
class TimeLine:
    """Days as shares of a width; days outside are put at the edges."""

    first: dt.date
    last: dt.date

    def share(self, day: dt.date) -> float:
        """Return where a day lies, from 0 to 100."""
        inside = min(max(day, self.first), self.last)
        return 100 * (inside - self.first).days / (self.last - self.first).days

    def at(self, day: dt.date) -> str:
        """Return where a day lies, as SVG writes it."""
        return f"{self.share(day):.2f}%"

    def span(self, begins: dt.date, ends: dt.date) -> Span:
        """Return the stretch between two days."""
        left, right = self.share(begins), self.share(ends)
        return Span(f"{left:.2f}%", f"{max(right - left, 0.3):.2f}%", f"{right:.2f}%")

    def mark(self, day: dt.date, label: str) -> Mark:
        """Return a day with its words, on the side of it where there is room."""
        late = self.share(day) > 50
        return Mark(self.at(day), label, "end" if late else "start", -5 if late else 5)

    def ticks(self) -> list[Mark]:
        """Return the turns of the years, thinned out until there is room for their words."""
        years = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(years) // MOST_TICKS) or 1
        return [Mark(self.at(dt.date(year, 1, 1)), str(year), "middle", 0) for year in years[::step]]


def short_date(day: dt.date) -> str:
    """Write a day as *3 Aug 2027*, for places with little room."""
    return f"{day.day} {day:%b %Y}"
