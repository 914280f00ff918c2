"""Loads the products of ``data/reference`` with their names and owners. Running it twice changes nothing.

Products that LOTI staff changed, renamed or deleted stay as they left them: the history tells what has
been there before, and that is not loaded again.
"""

import datetime as dt
from pathlib import Path

import pghistory.core
from django.db import models, transaction

from boroughs.models import ServiceArea
from boroughs.reference import rows_of
from suppliers.actions.products import link_owners
from suppliers.models import Product, ProductName, ProductOwner
from suppliers.product_words import normalise_product

STRENGTHS = {"strong": (False, False), "word": (False, True), "general": (True, False)}


@transaction.atomic
def load_products(folder: Path) -> dict[str, int]:
    """Load the products, their names and owners, and link owners to suppliers where only one fits.

    Args:
        folder: where ``products.csv``, ``product_names.csv`` and ``product_owners.csv`` are.

    Returns:
        the number of rows by kind.

    Raises:
        OSError: if a file is missing.
        KeyError: if a name or owner belongs to no product of the file: a fault of the file.
    """
    rows = rows_of(folder / "products.csv")
    products = _products(rows)
    counts = {
        "products": len(rows),
        "products’ names": _names(folder / "product_names.csv", products),
        "products’ owners": _owners(folder / "product_owners.csv", products),
    }
    link_owners()
    return counts


def _products(rows: list[dict[str, str]]) -> dict[str, Product | None]:
    """Return the products by slug, made if they were never there; ``None`` for those that were deleted."""
    areas = {area.code: area for area in ServiceArea.objects.all()}
    known = Product.objects.in_bulk([row["slug"] for row in rows], field_name="slug")
    once = set(_history(Product).values_list("slug", flat=True))
    found: dict[str, Product | None] = {}
    for row in rows:
        slug = row["slug"]
        found[slug] = known.get(slug)
        if slug not in once and slug not in known:
            found[slug] = Product.objects.create(
                slug=slug, name=row["product"], service_area=areas.get(row["area_code"])
            )
    return found


def _names(path: Path, products: dict[str, Product | None]) -> int:
    rows = rows_of(path)
    once = set(_history(ProductName).values_list("product_id", "normalised"))
    for row in rows:
        product = products[row["product"]]
        if product is None or (product.pk, normalise_product(row["name"])) in once:
            continue
        is_generic, is_word = STRENGTHS[row["strength"]]
        ProductName.objects.create(
            product=product,
            name=row["name"],
            kind=row["kind"],
            is_generic=is_generic,
            is_word=is_word,
            **_dated(row),
        )
    return len(rows)


def _owners(path: Path, products: dict[str, Product | None]) -> int:
    """Load the owners of the products that never had any: those that staff have put right stay so."""
    rows = rows_of(path)
    once = set(_history(ProductOwner).values_list("product_id", flat=True))
    ProductOwner.objects.bulk_create(
        ProductOwner(
            product=product,
            owner_name=row["owner"],
            is_present=row["present"] == "yes",
            **_dated(row),
        )
        for row in rows
        if (product := products[row["product"]]) and product.pk not in once
    )
    return len(rows)


def _dated(row: dict[str, str]) -> dict[str, dt.date | str | None]:
    return {
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(row["valid_to"]),
        "date_note": row["date_note"],
        "source_url": row["source_url"],
    }


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _history(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Return all that the history knows of a model's rows, those that are gone included."""
    (events,) = pghistory.core.event_models(tracks_model=model)
    return events._default_manager.all()
