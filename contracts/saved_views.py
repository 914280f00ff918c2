"""What a saved view asks today: its question found again, whatever became of slugs and suppliers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from boroughs.places import Places
from contracts.filters import Asked, RegisterForm, read
from contracts.models import SavedView
from suppliers.models import Product, Supplier

#: What the parts of a question are called where one is no longer there.
PARTS = {
    "borough": "borough",
    "area": "service area",
    "supplier": "supplier",
    "group": "supplier group",
    "product": "product",
}


@dataclass(frozen=True)
class Restored:
    """A view's question, and what of it is no longer there, in words; that is left out of the question."""

    asked: Asked
    gone: list[str]


def things_of(asked: Asked) -> dict[str, int]:
    """Return the primary keys of what a question names by slug or by name."""
    named = {"supplier": asked.supplier, "group": asked.group and asked.group.top, "product": asked.product}
    return {name: thing.pk for name, thing in named.items() if thing}


def restore(view: SavedView, places: Places) -> Restored:
    """Return what a view asks today; no request is needed, so that a task can ask it too.

    What was renamed is found by its primary key, and a merged supplier is followed to what it became (R10).

    Args:
        view: as it was kept.
        places: the boroughs and service areas there are.
    """
    data = QueryDict(mutable=True)
    data.update(_written(view.question))
    for name, find in (("supplier", _supplier), ("group", _supplier), ("product", _product)):
        slug = find(view.things.get(name)) if data.get(name) else None
        if slug:
            data[name] = slug
    form = RegisterForm(data, places)
    asked = read(form)
    gone = [_lost(name, data.get(name, "")) for name in form.errors]
    if view.things.get("supplier") and asked["supplier"] and not asked.supplier:
        gone.append(_lost("supplier", asked["supplier"]))
    return Restored(asked, gone)


def _written(question: Any) -> dict[str, str]:
    """Return the parameters that were kept, as texts; anything else in them was never written by the hub."""
    return (
        {str(name): str(value) for name, value in question.items()} if isinstance(question, Mapping) else {}
    )


def _supplier(key: Any) -> str | None:
    found = Supplier.objects.select_related("merged_into").filter(pk=key).first() if key else None
    return found.standing().slug if found else None


def _product(key: Any) -> str | None:
    return Product.objects.filter(pk=key).values_list("slug", flat=True).first() if key else None


def _lost(name: str, value: str) -> str:
    return f"{PARTS[name]} “{value}”" if name in PARTS else f"“{value}”"
