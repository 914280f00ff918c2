"""A sheet of the landscape: all that pages say of a service area, or of London. Pure: no database.

Sheets are worked out by ``drawing_up.py``, kept as JSON, and read back as they were. Money is GBP a year,
excluding VAT; ``None`` is not known, never zero (R1).
"""

import datetime as dt
from decimal import Decimal

from pydantic import BaseModel, ConfigDict


class Line(BaseModel):
    """What all lines of a sheet have in common: how many live contracts, and their annual value together.

    ``value`` adds up what is known; ``unknown`` counts the contracts that it leaves out.
    """

    model_config = ConfigDict(frozen=True)

    contracts: int = 0
    value: Decimal | None = None
    unknown: int = 0


class BoroughLine(Line):
    """What one borough has; of a joint contract's value it has the same part as each other borough.

    ``bought`` is ``value`` without frameworks, whose value is a ceiling for many buyers; ``frameworks``
    counts them. ``ending`` end within twelve months, as things stand. ``undated`` have no end date: nobody
    can tell whether they run, and they are counted nowhere else. ``top_share`` is the largest supplier
    group's part, in per cent of what has a value and a supplier. ``confirmed`` are those that an officer
    confirmed in the last 30 days; ``last_confirmed`` is the last day on which one did.
    """

    borough: int
    bought: Decimal | None = None
    frameworks: int = 0
    ending: int = 0
    fresh: int = 0
    ageing: int = 0
    stale: int = 0
    stale_value: Decimal | None = None
    with_value: int = 0
    with_supplier: int = 0
    with_options: int = 0
    undated: int = 0
    confirmed: int = 0
    last_confirmed: dt.date | None = None
    top_group: str = ""
    top_share: Decimal | None = None


class GroupLine(Line):
    """What one supplier group has, and with how many boroughs; ``share`` is in per cent of ``value``."""

    name: str
    slug: str
    boroughs: int
    share: Decimal | None = None


class Concentration(BaseModel):
    """How concentrated it is. ``groups`` are the largest; ``others`` counts the rest, with their share.

    The index rests on ``counted`` contracts; ``no_value``, ``no_supplier`` and ``frameworks`` count those
    that it leaves out, each contract once.
    """

    model_config = ConfigDict(frozen=True)

    groups: list[GroupLine] = []
    others: int = 0
    others_share: Decimal | None = None
    boroughs: int = 0
    hhi: int | None = None
    counted: int = 0
    no_value: int = 0
    no_supplier: int = 0
    frameworks: int = 0


class AreaLine(Line):
    """One service area: how many boroughs have something, and how concentrated it is."""

    area: int
    boroughs: int
    hhi: int | None = None
    counted: int = 0
    top_group: str = ""
    top_slug: str = ""
    top_share: Decimal | None = None


class QuarterLine(Line):
    """What ends in one quarter, as things stand; ``kinds`` are its contracts by kind of service area."""

    first: dt.date
    kinds: dict[str, int] = {}


class Entry(BaseModel):
    """A contract in a cell of the matrix: its product, else its supplier, else nothing is known."""

    model_config = ConfigDict(frozen=True)

    contract: int
    label: str
    is_product: bool
    end: dt.date


class Cell(BaseModel):
    """What one borough has in one service area: how many live contracts, and those that end first."""

    model_config = ConfigDict(frozen=True)

    borough: int
    area: int
    contracts: int
    entries: list[Entry]


class Sheet(Line):
    """Everything that the pages say. A joint contract is counted once here, and once for each borough below.

    ``passed`` counts contracts whose end date has passed and that run on with options; ``later`` those that
    end after the last quarter.
    """

    joint: int = 0
    undated: int = 0
    boroughs: list[BoroughLine] = []
    concentration: Concentration = Concentration()
    quarters: list[QuarterLine] = []
    passed: Line = Line()
    later: Line = Line()
    areas: list[AreaLine] = []
    cells: list[Cell] = []

    def of_borough(self, borough: int) -> BoroughLine:
        """Return a borough's line; an empty one where it has nothing."""
        return next((line for line in self.boroughs if line.borough == borough), BoroughLine(borough=borough))
