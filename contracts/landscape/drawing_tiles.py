"""The tile map as SVG that stands alone, for download; pages draw it in HTML. Pure: no database."""

from django.utils.safestring import SafeString

from boroughs.markup import fill, join_markup
from boroughs.tile_map import Tile, TileMap
from contracts.landscape.drawing import GREY, INK

SIZE, GAP, HEAD = 96, 4, 40
#: The shades of the page's squares; not known is white with a dashed edge.
SHADES = ("#f3f6f8", "#d3e2ed", "#a3c2d9", "#3a709c", "#12436d")
EDGE = "#5b7f9c"


def tiles_svg(tiles: TileMap) -> SafeString:
    """Draw a tile map with its caption above and its key below."""
    step = SIZE + GAP
    right = max((tile.column for tile in tiles.squares), default=0) + 1
    foot = HEAD + (max((tile.row for tile in tiles.squares), default=0) + 1) * step
    squares = join_markup(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"{}/>'
        '<text x="{}" y="{}" fill="{}" font-size="13">{}</text>'
        '<text x="{}" y="{}" fill="{}" font-size="19" font-weight="bold">{}</text>',
        (_square(tile, tile.column * step, HEAD + tile.row * step) for tile in tiles.squares),
    )
    key = join_markup(
        '<rect x="{}" y="{}" width="18" height="18" fill="{}" stroke="{}"/>'
        '<text x="{}" y="{}" fill="{}" font-size="14">{}</text>',
        (
            (160 * number, foot + 10, SHADES[one.shade], EDGE, 160 * number + 26, foot + 24, INK, one.label)
            for number, one in enumerate(tiles.key)
        ),
    )
    return fill(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" xmlns="http://www.w3.org/2000/svg" '
        'font-family="sans-serif"><title>{}</title><text x="0" y="24" font-size="19" font-weight="bold" '
        'fill="{}">{}</text>{}{}<text x="0" y="{}" font-size="13" fill="{}">{}</text></svg>',
        max(right * step, 820),
        foot + 70,
        max(right * step, 820),
        foot + 70,
        tiles.caption,
        INK,
        tiles.caption,
        squares,
        key,
        foot + 56,
        GREY,
        f"Figures are {tiles.unit}; a question mark is not known.",
    )


def _square(tile: Tile, x: int, y: int) -> tuple[object, ...]:
    shade = "#ffffff" if tile.shade is None else SHADES[tile.shade]
    ink = "#ffffff" if (tile.shade or 0) > 2 else INK
    dashes = SafeString(' stroke-dasharray="4 3"') if tile.shade is None else ""
    value = "?" if tile.figure is None else tile.label
    return (
        *(x, y, SIZE, SIZE, shade, EDGE, dashes),
        *(x + 6, y + 20, ink, tile.short_name),
        *(x + 6, y + SIZE - 10, ink, value),
    )
