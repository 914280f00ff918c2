"""Which product a contract names, and why."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.product_matching import KnownName, KnownOwner, NameTree, Subject
from suppliers.product_words import normalise_product, spellings, words_of

TIDEWISE, MOSAIC, HOUSING, OTHER_HOUSING, PORTAL, PORTAL_PLUS, RENAMED, RISE = range(1, 9)
TREE = NameTree(
    [
        KnownName(TIDEWISE, "Tidewise"),
        KnownName(MOSAIC, "Mosaic", is_word=True),
        KnownName(HOUSING, "Housing", is_generic=True),
        KnownName(OTHER_HOUSING, "Housing", is_generic=True),
        KnownName(PORTAL, "Kestrel.Gov"),
        KnownName(PORTAL_PLUS, "Kestrel.Gov Plus"),
        KnownName(RENAMED, "Fernworks", valid_to=dt.date(2020, 4, 1)),
        KnownName(RENAMED, "Oakworks", valid_from=dt.date(2020, 4, 1)),
        KnownName(RISE, "RISE", is_word=True),
    ],
    [
        KnownOwner(MOSAIC, "Lanternfish Software", supplier=71),
        KnownOwner(HOUSING, "Brightwater Systems"),
        KnownOwner(OTHER_HOUSING, "Greyfriars Group"),
    ],
)


def found(title: str, **fields: object) -> int | None:
    """Return the product that a contract is for."""
    match = TREE.best(Subject(title, **fields))  # type: ignore[arg-type]
    return match.product if match else None


@pytest.mark.parametrize(
    ("title", "product"),
    [
        ("Tidewise licences", TIDEWISE),
        ("TIDEWISE", TIDEWISE),
        ("Support of tidewise.", TIDEWISE),
        ("Tidewiser licences", None),
        ("Kestrel.Gov", PORTAL),
        ("KestrelGov hosting", PORTAL),
        ("Kestrel Gov hosting", PORTAL),
        ("Kestrel.Gov Plus hosting", PORTAL_PLUS),
        ("Mosaic social care system", MOSAIC),
        ("MOSAIC SOFTWARE LICENCES", MOSAIC),
        ("Mosaic tiling for the leisure centre", None),
        ("Repair of a mosaic and its lighting system", None),
        ("Hosted mosaics", None),
        ("RISE platform", RISE),
        ("Rise platform", None),
        ("RISE LIFTING PLATFORM LICENCES", None),
        ("Housing management system", None),
        ("Replacement of Tidewise", None),
        ("Integration with the Tidewise system", None),
        ("Project Tidewise", None),
        ("Tidewise and Kestrel.Gov licences", None),
        ("", None),
    ],
)
def test_a_title_names_a_product(title: str, product: int | None) -> None:
    assert found(title) == product


@pytest.mark.parametrize(
    ("title", "fields", "product"),
    [
        ("Mosaic", {"suppliers": frozenset({71})}, MOSAIC),
        ("mosaic renewal", {"supplier_names": ("Lanternfish Software Ltd",)}, MOSAIC),
        ("Mosaic by Lanternfish Software", {}, MOSAIC),
        ("Mosaic renewal", {"cpv_codes": ("48000000",)}, MOSAIC),
        ("Mosaic renewal", {"cpv_codes": ("45431000",)}, None),
        ("Housing system", {"supplier_names": ("Brightwater Systems Limited",)}, HOUSING),
        ("Housing system", {"supplier_names": ("Greyfriars Group plc",)}, OTHER_HOUSING),
        ("Housing system", {"supplier_names": ("Somebody else Ltd",)}, None),
        ("Housing advice", {"supplier_names": ("Brightwater Systems Limited",)}, None),
        ("Fernworks", {"day": dt.date(2020, 3, 31)}, RENAMED),
        ("Fernworks", {"day": dt.date(2020, 4, 1)}, None),
        ("Oakworks", {"day": dt.date(2020, 4, 1)}, RENAMED),
        ("Oakworks", {"day": dt.date(2019, 4, 1)}, None),
        ("Oakworks", {}, RENAMED),
        ("Case management", {"description": "Renewal of Tidewise for a year."}, TIDEWISE),
        ("Case management", {"description": "A system called Mosaic."}, None),
        ("Case management", {"description": "Mosaic.", "suppliers": frozenset({71})}, MOSAIC),
        ("Case management", {"description": "To work with Tidewise and Kestrel.Gov."}, None),
        ("Case management", {"named": "Mosaic"}, MOSAIC),
        ("Tidewise hosting", {"named": "Kestrel.Gov"}, PORTAL),
    ],
)
def test_what_stands_beside_a_name_decides(
    title: str, fields: dict[str, object], product: int | None
) -> None:
    assert found(title, **fields) == product


def test_every_match_says_why() -> None:
    match = TREE.best(Subject("MOSAIC renewal", suppliers=frozenset({71})))
    assert match
    expected = "The title has “MOSAIC”, and its supplier, Lanternfish Software, owns or owned the product."
    assert match.reason == expected


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("MODERN.GOV", "modern gov"),
        ("Core+", "core+"),
        ("Revenues & Benefits", "revenues and benefits"),
        ("Children’s", "childrens"),
        ("++ &", ""),
        ("Café", "cafe"),
    ],
)
def test_names_are_compared_without_case_and_marks(written: str, normalised: str) -> None:
    assert normalise_product(written) == normalised


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_product(text)
    assert normalise_product(once) == once


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_found_in_any_text_that_has_it(before: str, after: str) -> None:
    text = f"{before} Zephyrion {after}"
    words = [word.plain for word in words_of(text)]
    match = NameTree([KnownName(1, "Zephyrion")], []).best(Subject(text))
    led_away = {"project", "from", "programme"} & set(words) or any(
        word.startswith(("re", "integ", "inter", "compat", "alter", "equiv", "unlike")) for word in words
    )
    assert led_away or (match is not None and match.written == "Zephyrion")


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    for match in TREE.matches(Subject(text, description=text, named=text)):
        assert 1 <= match.product <= 8
    assert all(row for row in spellings(text))
