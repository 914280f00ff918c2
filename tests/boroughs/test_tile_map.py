"""The tile map: always the same 33 squares, darker for more, and never a shade for what is not known."""

import csv

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from boroughs.tile_map import SHADES, shade_of, tile_map
from tests.factories import BoroughFactory


@given(st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=33))
def test_more_is_never_lighter(figures: list[int]) -> None:
    known = sorted({figure for figure in figures if figure})
    shades = [shade_of(figure, known) for figure in sorted(figures)]
    assert shades == sorted(shades, key=lambda shade: shade or 0)
    assert all(shade is not None and 0 <= shade <= SHADES for shade in shades)
    assert all((shade == 0) == (figure == 0) for figure, shade in zip(sorted(figures), shades, strict=True))


def test_unknown_has_no_shade() -> None:
    assert shade_of(None, [1, 2]) is None


def test_no_two_boroughs_share_a_square() -> None:
    with (settings.BASE_DIR / "data" / "reference" / "boroughs.csv").open(encoding="utf-8") as file:
        places = [(row["tile_row"], row["tile_col"]) for row in csv.DictReader(file)]
    assert len(places) == len(set(places)) == 33


@pytest.mark.django_db
def test_the_key_names_the_figures_of_each_shade() -> None:
    boroughs = [BoroughFactory(slug=slug) for slug in ("camden", "hackney", "islington", "barnet", "brent")]
    figures = dict(zip([borough.pk for borough in boroughs], [1, 2, 30, 400, None], strict=True))
    drawn = tile_map(boroughs, figures, caption="Examples", unit="examples", chosen=[boroughs[0].pk])
    assert [(step.shade, step.label) for step in drawn.key] == [
        (0, "None"),
        (1, "1"),
        (2, "2"),
        (3, "30"),
        (4, "400"),
    ]
    assert [tile.name for tile in drawn.by_name if tile.chosen] == ["Camden"]
    assert [tile.name for tile in drawn.squares if tile.shade is None] == ["Brent"]
