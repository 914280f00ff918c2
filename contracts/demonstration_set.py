"""The demonstration set: contracts of suppliers and products that do not exist, shaped like real ones.

Pure: no database here. The same set comes out every time. Boroughs and service areas are real; names of
suppliers and products are invented words, so that nothing is ever said about a real supplier.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from contracts.dates import Option

#: The month around which the dates lie.
ANCHOR = dt.date(2026, 11, 1)

#: Service area by code: the words of the title, products with the supplier of each, typical GBP a year.
AREAS: dict[str, tuple[str, tuple[tuple[str, str], ...], int]] = {
    "HSG-HMS": (
        "housing management system",
        (
            ("Zibblehouse", "Quibblewick Digital"),
            ("Tenantoodle", "Zorblatt Systems"),
            ("Rentaflum", "Plimdrift Software"),
        ),
        210_000,
    ),
    "ASC-CMS": (
        "adults' social care case management system",
        (("Wimplecase", "Plimdrift Software"), ("Careshoggle", "Marmosquill Health Systems")),
        260_000,
    ),
    "CYP-CMS": (
        "children's social care case management system",
        (("Wimplecase Junior", "Plimdrift Software"), ("Kindlequop", "Marmosquill Health Systems")),
        190_000,
    ),
    "RBN-SYS": (
        "revenues and benefits system",
        (("Plumtax", "Quibblewick Digital"), ("Benefizzle", "Oddlefinch Systems")),
        240_000,
    ),
    "PLN-PLN": (
        "planning and building control system",
        (("Gablewhisk", "Oddlefinch Systems"), ("Drawplonk", "Snorkelby Data")),
        110_000,
    ),
    "LIB-LMS": (
        "library management system",
        (("Shelfwump", "Pifflebrook Software"), ("Bookaboodle", "Snorkelby Data")),
        60_000,
    ),
    "HRP-SYS": (
        "HR and payroll system",
        (("Paywobble", "Zorblatt Systems"), ("Peopleflump", "Nettlewomp Software")),
        280_000,
    ),
    "FIN-ERP": (
        "finance system",
        (("Ledgerquank", "Nettlewomp Software"), ("Coinfiddle", "Zorblatt Systems")),
        420_000,
    ),
    "PKH-HWS": (
        "highways and street works system",
        (("Kerbnoggin", "Oddlefinch Systems"), ("Pothwhistle", "Pifflebrook Software")),
        85_000,
    ),
    "DIG-WEB": (
        "website and content management",
        (("Pagewimble", "Tumbledux Studio"), ("Sitesquib", "Fernwhibble Digital")),
        70_000,
    ),
    "CRM-SYS": (
        "customer relationship system",
        (("Hellomoggle", "Fernwhibble Digital"), ("Askadoodle", "Quibblewick Digital")),
        150_000,
    ),
    "CYB-TOO": (
        "security monitoring service",
        (("Lockaburble", "Grumbletree Security"), ("Wardenwock", "Tumbledux Studio")),
        120_000,
    ),
}

#: How contracts run: years, options as (months, days of notice), and whether options are on record.
SHAPES: tuple[tuple[int, tuple[tuple[int, int | None], ...], bool], ...] = (
    (5, ((24, 180), (24, 180)), True),
    (5, ((24, 180), (24, 180)), True),
    (4, ((12, 90), (12, 90)), True),
    (3, ((12, None), (12, None)), True),
    (5, (), True),
    (7, ((36, 365),), True),
    (2, ((12, 90), (12, 90)), True),
    (4, (), False),
)

#: Ends that several boroughs share, as months after the anchor (the last day of the month before), with
#: their weights: 31 March and 30 September are where contracts end.
CLUSTERS: tuple[tuple[int, int], ...] = ((5, 2), (11, 3), (17, 5), (23, 3), (29, 4), (41, 2))

IN_AN_AREA = 15


@dataclass(frozen=True)
class DemonstrationContract:
    """One made-up contract; what is ``None`` is left unknown on purpose.

    ``boroughs`` are places in the list of boroughs in order of name, the first leads. ``value`` is the
    total in GBP excluding VAT.
    """

    key: str
    title: str
    area: str
    product: str
    supplier: str | None
    boroughs: tuple[int, ...]
    value: Decimal | None
    start: dt.date | None
    end: dt.date | None
    break_date: dt.date | None = None
    notice_days: int | None = None
    options: tuple[Option, ...] | None = None


def demonstration_set() -> list[DemonstrationContract]:
    """Return the whole set, always the same: twelve service areas, about 15 boroughs in each."""
    dice = random.Random(20261101)  # noqa: S311 (nothing secret hangs on it)
    made = [contract for area in AREAS for contract in _area(area, dice)]
    return [*made, *_joint(made), *_second(made)]


def _area(area: str, dice: random.Random) -> Iterator[DemonstrationContract]:
    words, products, yearly = AREAS[area]
    for number, borough in enumerate(dice.sample(range(33), IN_AN_AREA), start=1):
        product, supplier = dice.choices(products, weights=range(len(products) + 1, 1, -1))[0]
        years, offered, known = dice.choice(SHAPES)
        months, _ = dice.choices(CLUSTERS, weights=[weight for _, weight in CLUSTERS])[0]
        end = ANCHOR + relativedelta(months=months) - dt.timedelta(days=1)
        used = bool(offered) and dice.random() < 0.25
        options = tuple(Option(m, n, used=used and place == 0) for place, (m, n) in enumerate(offered))
        length = relativedelta(years=years, months=offered[0][0] if used else 0)
        start = end + dt.timedelta(days=1) - length
        value = Decimal(round(yearly * years * dice.uniform(0.5, 1.9) / 1000) * 1000)
        breaks = years >= 5 and not used and dice.random() < 0.3
        yield _with_gaps(
            DemonstrationContract(
                key=f"{area}-{number:02}",
                title=f"{product} {words}",
                area=area,
                product=product,
                supplier=supplier,
                boroughs=(borough,),
                value=value,
                start=start,
                end=end,
                break_date=end + dt.timedelta(days=1) - relativedelta(years=1) if breaks else None,
                notice_days=90 if breaks else None,
                options=options if known else None,
            ),
            dice,
        )


def _with_gaps(contract: DemonstrationContract, dice: random.Random) -> DemonstrationContract:
    """Leave out what registers leave out: ends, values, suppliers, starts."""
    if dice.random() < 0.08:
        contract = replace(contract, end=None, break_date=None, options=None)
    if dice.random() < 0.12:
        contract = replace(contract, value=None)
    if dice.random() < 0.05:
        contract = replace(contract, supplier=None)
    if dice.random() < 0.05:
        contract = replace(contract, start=None)
    return contract


def _joint(made: list[DemonstrationContract]) -> Iterator[DemonstrationContract]:
    """Yield two contracts that boroughs hold together."""
    for number, area in enumerate(("LIB-LMS", "CYB-TOO")):
        model = next(one for one in made if one.area == area and one.end and one.supplier)
        partner = (model.boroughs[0] + 7) % 33
        yield replace(
            model,
            key=f"{area}-joint",
            title=f"{model.title}, shared service",
            boroughs=((model.boroughs[0] + 11) % 33, partner, (partner + 3 + number) % 33),
        )


def _second(made: list[DemonstrationContract]) -> Iterator[DemonstrationContract]:
    """Yield second contracts of a borough for a product that it has already: support beside licences."""
    for area in ("HSG-HMS", "RBN-SYS", "FIN-ERP"):
        model = next(one for one in made if one.area == area and one.end and one.value and one.supplier)
        value = (model.value / 5).quantize(Decimal(1)) if model.value else None
        yield replace(
            model,
            key=f"{area}-support",
            title=f"{model.product} support and hosting",
            value=value,
            options=(),
        )
