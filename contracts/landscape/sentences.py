"""What the charts of the landscape say, in sentences. Pure: no database."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from boroughs.tile_map import TileMap
from boroughs.words import counted, listing, money
from contracts.landscape.concentration import Band, band
from contracts.landscape.quarters import quarter_of
from contracts.landscape.sheet import Concentration, Sheet
from contracts.landscape.spread import Spread

#: Boroughs that a sentence names.
NAMED = 3


def of_map(tiles: TileMap) -> str:
    """Say who has most on a tile map, and for how many nothing is known."""
    known = [tile for tile in tiles.squares if tile.figure is not None]
    some = sorted((tile for tile in known if tile.figure), key=lambda tile: (-(tile.figure or 0), tile.name))
    unknown = len(tiles.squares) - len(known)
    sentences = []
    if some:
        most = listing([f"{tile.name} ({tile.label})" for tile in some[:NAMED]])
        sentences.append(f"Highest: {most}.")
    if len(known) > len(some):
        sentences.append(f"None in {counted(len(known) - len(some), 'borough')}.")
    if unknown:
        sentences.append(f"Not known for {counted(unknown, 'borough')}, marked with a question mark.")
    return " ".join(sentences)


def of_quarters(sheet: Sheet) -> str:
    """Say how much ends within the quarters that are shown, when most does, and what is left out."""
    within = sum(line.contracts for line in sheet.quarters)
    if not within:
        said = "None of the live contracts ends within the next three years."
    else:
        most = max(sheet.quarters, key=lambda line: line.contracts)
        said = (
            f"{within:,} of {counted(sheet.contracts, 'live contract')} end within the next three years, "
            f"most of them in {quarter_of(most.first).label}: {counted(most.contracts, 'contract')}"
            + (f", {money(most.value)} a year." if most.value is not None else ".")
        )
    if sheet.passed.contracts:
        said += (
            f" {counted(sheet.passed.contracts, 'contract')} passed the end date and can run on with options."
        )
    if sheet.undated:
        verb = "has" if sheet.undated == 1 else "have"
        said += f" {counted(sheet.undated, 'more contract')} {verb} no end date and cannot be placed."
    return said


def of_concentration(shares: Concentration, *, one_market: bool) -> str:
    """Say who has most of the value, and in which band the index lies.

    Args:
        shares: of supplier groups.
        one_market: whether they sell alike things; over all service areas an index says nothing.
    """
    known = [group for group in shares.groups if group.share is not None and group.share > 0]
    if not known:
        return (
            "No contract here has both a value and a supplier that are known, so nothing can be shared out."
        )
    first = (
        f"{known[0].name} has {known[0].share}% of the annual value of the "
        f"{counted(shares.counted, 'contract')} whose value and supplier are known."
    )
    three = known[:NAMED]
    if len(known) > NAMED:
        together = sum((group.share or Decimal(0)) for group in three)
        first += f" The three largest supplier groups have {together}% together."
    return f"{first} {_index(shares)}" if one_market else first


def _index(shares: Concentration) -> str:
    found = band(shares.hhi, shares.counted)
    if shares.hhi is None:
        return ""
    if found is Band.TOO_FEW:
        return f"The index is {shares.hhi:,}, on too few contracts to say how concentrated that is."
    return f"The index is {shares.hhi:,}: {found.value}, by the bands below."


def left_out(shares: Concentration) -> str:
    """Say which contracts shares and index leave out; empty where they have all."""
    parts = [
        counted(shares.no_value, "contract whose value is not known", "contracts whose value is not known"),
        counted(shares.no_supplier, "whose supplier is not known", "whose supplier is not known"),
        counted(shares.frameworks, "framework"),
    ]
    numbers = (shares.no_value, shares.no_supplier, shares.frameworks)
    held = [part for part, number in zip(parts, numbers, strict=True) if number]
    return f"Left out: {listing(held)}." if held else ""


def of_spread(found: Spread | None) -> str:
    """Say where the middle half of the boroughs lies."""
    if found is None:
        return "Fewer than two boroughs have a value that is known, so that nothing can be compared."
    return (
        f"The middle half of the {found.number} boroughs that can be compared lies between "
        f"{money(found.lower)} and {money(found.upper)} a year for 1,000 residents, half of them below "
        f"{money(found.middle)}. They reach from {money(found.least)} to {money(found.most)}."
    )


def of_outliers(found: Spread, names: Mapping[int, str], figures: Mapping[int, Decimal]) -> Sequence[str]:
    """Name the boroughs outside the fences, one sentence each, the farthest out first."""
    above = [f"{names[key]}: {money(figures[key])}, above what is usual" for key in found.high]
    below = [f"{names[key]}: {money(figures[key])}, below what is usual" for key in found.low]
    return [*above, *below]
