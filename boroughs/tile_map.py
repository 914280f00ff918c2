"""London as 33 squares: places, shades and words of the tile map. No ORM queries of its own."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from boroughs.models import Borough

Figure = int | Decimal
#: Shades of one colour beside the lightest, which means none.
SHADES = 4


@dataclass(frozen=True)
class Tile:
    """A borough's square: its place (row 0 north, column 0 west), its figure and how dark it is.

    ``figure`` and ``shade`` are ``None`` where the figure is not known.
    """

    name: str
    short_name: str
    code: str
    row: int
    column: int
    address: str
    figure: Figure | None
    label: str
    shade: int | None
    chosen: bool


@dataclass(frozen=True)
class Step:
    """A line of the key: a shade and the figures it stands for."""

    shade: int
    label: str


@dataclass(frozen=True)
class TileMap:
    """What ``templates/components/tile_map.html`` draws."""

    caption: str
    unit: str
    squares: list[Tile]
    key: list[Step]

    @property
    def by_name(self) -> list[Tile]:
        """The squares in the order of the boroughs' names, for the table."""
        return sorted(self.squares, key=lambda tile: tile.name)


def shade_of(figure: Figure | None, known: Sequence[Figure]) -> int | None:
    """Return how dark a square is: 0 for none, 1 to 4 by quarters of the boroughs that have some.

    Args:
        figure: of the borough; ``None`` is not known and has no shade.
        known: the distinct figures above zero of all boroughs, in ascending order.
    """
    if figure is None:
        return None
    return 1 + SHADES * bisect_left(known, figure) // len(known) if figure > 0 else 0


def tile_map(
    boroughs: Iterable[Borough],
    figures: Mapping[int, Figure | None],
    *,
    caption: str,
    unit: str,
    show: Callable[[Figure], str] = "{:,}".format,
    address: Callable[[Borough], str] = Borough.get_absolute_url,
    chosen: Iterable[int] = (),
) -> TileMap:
    """Lay the boroughs out as a map.

    Args:
        boroughs: the squares to draw, usually all 33.
        figures: by the borough's primary key; a borough that is missing has 0, one with ``None`` is unknown.
        caption: what the map shows, in a few words.
        unit: what is counted, in the plural.
        show: writes a figure on a square, in few characters.
        address: where a square leads.
        chosen: primary keys of the boroughs to mark with a thick border.
    """
    known = sorted({figure for figure in figures.values() if figure})
    marked = set(chosen)
    squares = []
    for borough in sorted(boroughs, key=lambda b: (b.tile_row, b.tile_column)):
        figure = figures.get(borough.pk, 0)
        squares.append(
            Tile(
                name=borough.name,
                short_name=borough.short_name,
                code=borough.register_code,
                row=borough.tile_row,
                column=borough.tile_column,
                address=address(borough),
                figure=figure,
                label="" if figure is None else show(figure),
                shade=shade_of(figure, known),
                chosen=borough.pk in marked,
            )
        )
    return TileMap(caption=caption, unit=unit, squares=squares, key=_key(known, show))


def _key(known: Sequence[Figure], show: Callable[[Figure], str]) -> list[Step]:
    """The key's lines: none, then the least and the most of each shade in use."""
    steps = [Step(0, "None")]
    for shade in range(1, SHADES + 1):
        figures = [figure for figure in known if shade_of(figure, known) == shade]
        if figures:
            least, most = show(figures[0]), show(figures[-1])
            steps.append(Step(shade, least if least == most else f"{least} to {most}"))
    return steps
